"""Partial dependence: the mean prediction when a feature has one value in all rows, and the predictions of each row.

Friedman (Greedy Function Approximation, 2001); individual conditional expectation by Goldstein and others (Peeking Inside the
Black Box, 2015). The numbers are those of ``sklearn.inspection.partial_dependence``, for models of other libraries too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError, UnsupportedInputError, first_line
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.estimators.predictor import asker, check_predicts, has_estimator_interface, regressor
from dotnet_viz.measures.importance.columns import Feature, as_rows, features_of, find_feature, row_count
from dotnet_viz.translation.translate import mark

Numbers = NDArray[np.float64]

_GRIDS = {1: 100, 2: 25}
"""Values of each feature, by how many features there are."""


@dataclass(frozen=True, eq=False)
class Dependence:
    """How predictions depend on one or two features.

    Args:
        features: their names.
        grid: for each feature the values that it was given; numbers, or categories.
        average: mean predictions; shape (outputs, values), or (outputs, values, values) of two features.
        individual: predictions for each row; shape (outputs, rows, values); ``None`` of two features.
        outputs: names of the classes or outputs; one empty name for a regression.
        values: of the first feature in the data, as numbers; ``None`` of categories.
        predicted: what the predictions are.
    """

    features: tuple[str, ...]
    grid: tuple[NDArray[Any], ...]
    average: Numbers
    individual: Numbers | None
    outputs: tuple[str, ...]
    values: Numbers | None
    predicted: str = mark("prediction")

    @property
    def is_category(self) -> bool:
        """Whether the first feature is a category."""
        return bool(self.grid[0].dtype.kind in "OSUb")


@dataclass(frozen=True, eq=False)
class _Asked:
    """A model and data in the form that scikit-learn takes."""

    estimator: Any
    table: Any
    features: Sequence[Feature]
    outputs: tuple[str, ...]
    predicted: str


def partial_dependence(
    model: Any,
    x: Any,
    features: Sequence[Any],
    *,
    grid: int | None = None,
    percentiles: tuple[float, float] = (0.05, 0.95),
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
) -> list[Dependence]:
    """Return how predictions depend on features.

    Args:
        model: a fitted estimator, or any model with ``predict``, such as a live Keras model.
        x: rows as the model takes them; of several inputs each must be a table.
        features: names or positions; a pair of two stands for both together.
        grid: how many values each feature is given; a feature with fewer different values gets these. ``None`` gives 100, and
            25 to each feature of a pair.
        percentiles: between which percentiles of the feature's values these lie, as shares.
        feature_names: of all features.
        class_names: of the classes or outputs.

    Raises:
        OptionError: an unknown feature, no feature, or a wrong number of names.
        UnsupportedInputError: the model cannot predict, or the data are no tables.
        NotBuiltError: an estimator that is not fitted.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> x = np.arange(20.0).reshape(10, 2)
        >>> found = partial_dependence(LinearRegression().fit(x, x[:, 0]), x, [0], grid=2, percentiles=(0, 1))
        >>> found[0].grid[0].tolist(), np.round(found[0].average, 6).tolist()
        ([0.0, 18.0], [[4.5, 13.5]])
    """
    asked = _asked(model, as_rows(x), feature_names, class_names)
    wanted = [features] if isinstance(features, (str, int)) else list(features)
    if not wanted:
        raise OptionError("features must name at least one feature, such as ['age'], or a pair, such as [('age', 'size')]")
    if not 0 <= percentiles[0] < percentiles[1] <= 1:
        raise OptionError(f"percentiles must be two shares from 0 to 1, the lower one first, not {percentiles!r}")
    if grid is not None and grid < 2:
        raise OptionError(f"grid must be a whole number of at least 2, not {grid!r}")
    return [_dependence(asked, one, grid, percentiles) for one in wanted]


def _asked(model: Any, rows: Any, feature_names: Sequence[str] | None, class_names: Sequence[str] | None) -> _Asked:
    check_predicts(model)
    row_count(rows)
    features = features_of(rows, feature_names, model)
    names = None if class_names is None else names_in("class_names", class_names)
    if any(one.column is None and one.source is None for one in features):
        raise UnsupportedInputError("partial dependence needs rows of features in columns, not one input of several axes")
    if has_estimator_interface(model):
        if isinstance(rows, (list, dict)):
            raise UnsupportedInputError(f"{type(model).__name__} takes one table, not several inputs")
        return _Asked(model, _with_amounts(rows), features, *_outputs(model, names))
    table, ask = _joined(asker(model), rows)
    count = ask(table[:1]).shape[1]
    outputs = names or (("",) if count == 1 else tuple(f"output {position}" for position in range(count)))
    if len(outputs) == 2 and count == 1:
        outputs = outputs[1:]  # of two classes one output speaks for the second
    if len(outputs) != count:
        raise OptionError(f"class_names has {format_count(len(outputs), 'name')} and the model {format_count(count, 'output')}")
    positions = [Feature(one.name, None, position) for position, one in enumerate(features)]
    return _Asked(regressor(ask), table, positions, outputs, "prediction")


def _with_amounts(rows: Any) -> Any:
    """Return a table whose whole numbers are amounts: scikit-learn refuses values between those of a column of integers."""
    kinds = {name: "float64" for name, dtype in getattr(rows, "dtypes", {}).items() if getattr(dtype, "kind", "") in "iu"}
    return rows.astype(kinds) if kinds and hasattr(rows, "iloc") else rows


def _outputs(model: Any, names: tuple[str, ...] | None) -> tuple[tuple[str, ...], str]:
    """Return the outputs of an estimator whose predictions are averaged, and what these are."""
    from sklearn.base import is_classifier

    if not is_classifier(model):
        return ("",), "prediction"
    labels = tuple(str(label) for label in model.classes_)
    if names is not None and len(names) != len(labels):
        raise OptionError(
            f"class_names has {format_count(len(names), 'name')} and the model {format_count(len(labels), 'class', 'classes')}"
        )
    known = names or labels
    has_probabilities = callable(getattr(model, "predict_proba", None))
    return (known[1:] if len(known) == 2 else known), mark("probability") if has_probabilities else mark("decision value")


def _joined(ask: Callable[[Any], Numbers], rows: Any) -> tuple[Any, Callable[[Any], Numbers]]:
    """Return several inputs as one table, and what predicts from it."""
    if not isinstance(rows, (list, dict)):
        table = rows.to_numpy(dtype=np.float64) if hasattr(rows, "iloc") else rows
        return table, ask
    keys = list(rows) if isinstance(rows, dict) else list(range(len(rows)))
    parts = [np.asarray(rows[key]) for key in keys]
    if any(part.ndim > 2 for part in parts):
        raise UnsupportedInputError("partial dependence needs inputs of rows and columns, and one of them has more axes")
    widths = [1 if part.ndim == 1 else part.shape[1] for part in parts]
    ends = np.cumsum([0, *widths]).tolist()

    def ask_parts(table: Any) -> Numbers:
        cut = {
            key: np.asarray(table)[:, start:end].astype(part.dtype).reshape(len(table), *part.shape[1:])
            for key, part, start, end in zip(keys, parts, ends[:-1], ends[1:], strict=True)
        }
        return ask(cut if isinstance(rows, dict) else list(cut.values()))

    return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1), ask_parts


def _dependence(asked: _Asked, wanted: Any, grid: int | None, percentiles: tuple[float, float]) -> Dependence:
    from sklearn.inspection import partial_dependence as of_scikit_learn

    together = list(wanted) if isinstance(wanted, (tuple, list)) else [wanted]
    if not 1 <= len(together) <= 2:
        raise OptionError(f"features go alone or in pairs, and {wanted!r} are {len(together)}")
    chosen = [find_feature(asked.features, one) for one in together]
    columns = [int(one.column or 0) for one in chosen]
    table, is_category = asked.table, [_is_category(asked.table, column) for column in columns]
    try:
        found = of_scikit_learn(
            asked.estimator, table, columns, percentiles=percentiles, method="brute",
            grid_resolution=grid or _GRIDS[len(columns)],
            kind="both" if len(columns) == 1 else "average",
            categorical_features=[column for column, is_one in zip(columns, is_category, strict=True) if is_one] or None,
        )  # fmt: skip
    except (ValueError, TypeError) as error:
        raise OptionError(f"no partial dependence on {', '.join(one.name for one in chosen)}: {first_line(error)}") from error
    return Dependence(
        tuple(one.name for one in chosen),
        tuple(np.asarray(values) for values in found["grid_values"]),
        np.asarray(found["average"], dtype=np.float64),
        np.asarray(found["individual"], dtype=np.float64) if len(columns) == 1 else None,
        asked.outputs if len(asked.outputs) == len(found["average"]) else _numbered(len(found["average"])),
        None if is_category[0] else _column(table, columns[0]),
        asked.predicted,
    )


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(f"output {position}" for position in range(count))


def _is_category(table: Any, column: int) -> bool:
    if hasattr(table, "iloc"):
        values = table.iloc[:, column]
        return hasattr(values, "cat") or values.dtype.kind in "OSUb" or str(values.dtype) in ("string", "str")
    return bool(table.dtype.kind in "OSUb")


def _column(table: Any, column: int) -> Numbers:
    values = table.iloc[:, column].to_numpy() if hasattr(table, "iloc") else table[:, column]
    return np.asarray(values, dtype=np.float64)
