"""The columns of the table that goes from step to step of a pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Port, TensorSpec

_NAMED = 3


@dataclass(frozen=True)
class TableColumns:
    """Columns of a table.

    Args:
        port: where they come from; ``None`` where they come from nowhere yet.
        names: of the columns, in order; ``None`` where they are not known.
        count: number of columns; ``None`` where it is not known.
    """

    port: Port | None = None
    names: tuple[str, ...] | None = None
    count: int | None = None

    @property
    def spec(self) -> TensorSpec:
        """The table as a tensor."""
        return TensorSpec((None, self.count))

    @property
    def in_words(self) -> str:
        """Their names, or how many there are."""
        if self.names is None:
            return "unknown" if self.count is None else format_count(self.count, "column")
        return ", ".join(self.names)

    def caption(self, step: str) -> str:
        """Return the names of few columns, else those of the first and how many there are.

        Args:
            step: the step that they go to, which stands for columns without names.

        Example:
            >>> TableColumns(None, ("age", "income"), 2).caption("numbers")
            'age, income'
            >>> TableColumns(None, ("age", "income", "height", "weight"), 4).caption("numbers")
            'age, income, … (4 columns)'
            >>> TableColumns(None, None, 4).caption("numbers")
            'columns of numbers'
        """
        if self.names is None:
            return f"columns of {step}"
        if len(self.names) <= _NAMED:
            return self.in_words
        return f"{', '.join(self.names[: _NAMED - 1])}, … ({format_count(self.count, 'column')})"


def input_columns(estimator: Any) -> TableColumns:
    """Return the columns that an estimator was fitted with; unknown ones where it is not fitted.

    Args:
        estimator: of scikit-learn; a pipeline is asked for those of its first step.
    """
    names = _attribute(estimator, "feature_names_in_")
    count = _attribute(estimator, "n_features_in_")
    return TableColumns(None, None if names is None else _texts(names), None if count is None else int(count))


def output_columns(transformer: Any, given: TableColumns) -> TableColumns:
    """Return the columns that a fitted transformer makes of those that it is given, as far as it states them.

    Args:
        transformer: of scikit-learn.
        given: the columns that go in.
    """
    for names_in in (given.names, None):
        try:
            names = transformer.get_feature_names_out(None if names_in is None else list(names_in))
        except Exception:  # noqa: S112 - a step that does not know, is not fitted, or is somebody's own
            continue
        return TableColumns(None, _texts(names), len(names))
    for attribute in ("n_components_", "n_components", "n_features"):
        count = _attribute(transformer, attribute)
        if isinstance(count, int | np.integer):
            return TableColumns(None, None, int(count))
    return TableColumns()


def chosen_columns(given: TableColumns, chosen: Any) -> TableColumns:
    """Return the part of a table's columns that a ``ColumnTransformer`` gives to one of its transformers.

    Args:
        given: all columns.
        chosen: names, positions, a mask or a slice, as scikit-learn keeps them after fitting; before that it may be a function.
    """
    if isinstance(chosen, str):
        return TableColumns(None, (chosen,), 1)
    if isinstance(chosen, slice):
        positions: Sequence[Any] = () if given.count is None else range(given.count)[chosen]
    elif isinstance(chosen, Iterable):
        positions = list(chosen)
    else:
        return TableColumns(None, None, 1 if isinstance(chosen, int | np.integer) else None)
    if positions and all(isinstance(one, bool | np.bool_) for one in positions):
        positions = [index for index, is_chosen in enumerate(positions) if is_chosen]
    return TableColumns(None, _names_at(given, positions), len(positions))


def _names_at(given: TableColumns, positions: Sequence[Any]) -> tuple[str, ...] | None:
    if all(isinstance(one, str) for one in positions):
        return tuple(positions)
    if given.names is None:
        return None
    return tuple(one if isinstance(one, str) else given.names[int(one)] for one in positions)


def side_by_side(tables: Sequence[TableColumns]) -> TableColumns:
    """Return the columns of several tables in one, unknown where those of one are."""
    names = [one.names for one in tables]
    counts = [one.count for one in tables]
    return TableColumns(
        None,
        None if None in names else tuple(name for part in names for name in part or ()),
        None if None in counts else sum(count or 0 for count in counts),
    )


def _attribute(estimator: Any, name: str) -> Any:
    """Return an attribute, which in a pipeline may raise whatever its steps raise; ``None`` where there is none."""
    try:
        return getattr(estimator, name, None)
    except Exception:
        return None


def _texts(names: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(name) for name in names)
