"""Samples as a table of named columns, whatever they are held in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError

Values = NDArray[Any]


@dataclass(frozen=True, eq=False)
class DataTable:
    """Columns of one length, in order.

    Args:
        names: of the columns.
        columns: arrays of shape (samples,), and of shape (samples, ...) for whatever is no table: images, sequences.
        samples: number of rows.
    """

    names: tuple[str, ...]
    columns: tuple[Values, ...]
    samples: int

    @property
    def is_tabular(self) -> bool:
        """Whether each column has one value a sample."""
        return all(column.ndim == 1 for column in self.columns)


def table_of(x: Any, feature_names: Sequence[str] | None = None) -> DataTable:
    """Return samples as a table.

    Args:
        x: a data frame, an array of shape (samples, features) or (samples, ...), a structured array, a sparse matrix, or a
            dict or list of arrays, as models of several inputs take them.
        feature_names: names of the columns of an array.

    Raises:
        UnsupportedInputError: it is none of these.
        ShapeError: columns differ in length.
        OptionError: there are more or fewer names than columns.

    Example:
        >>> table = table_of(np.ones((5, 2)), ["age", "height"])
        >>> table.names, table.samples
        (('age', 'height'), 5)
        >>> table_of(np.ones((5, 8, 8, 3))).columns[0].shape
        (5, 8, 8, 3)
    """
    named = _named_columns(x)
    if feature_names is not None:
        if len(feature_names) != len(named):
            raise OptionError(f"feature_names has {len(feature_names)} names, but the data have {len(named)} columns")
        named = list(zip([str(name) for name in feature_names], [column for _, column in named], strict=True))
    lengths = {len(column) for _, column in named}
    if len(lengths) > 1:
        counts = ", ".join(f"{name!r}: {len(column):,}" for name, column in named[:5])
        raise ShapeError(f"the columns of the data differ in length ({counts})")
    return DataTable(tuple(name for name, _ in named), tuple(column for _, column in named), lengths.pop() if lengths else 0)


def _named_columns(x: Any) -> list[tuple[str, Values]]:
    if hasattr(x, "columns") and hasattr(x, "__getitem__") and not isinstance(x, np.ndarray):
        return [(str(name), np.asarray(x[name])) for name in x.columns]
    if isinstance(x, Mapping):
        return [pair for name, part in x.items() for pair in _part(str(name), part)]
    if isinstance(x, list | tuple) and x and all(hasattr(part, "shape") and np.ndim(part) > 1 for part in x):
        return [pair for number, part in enumerate(x) for pair in _part(f"input {number}", part)]
    if hasattr(x, "toarray"):
        x = x.toarray()
    array = _array(x)
    if array.dtype.names:
        return [(name, array[name]) for name in array.dtype.names]
    if array.ndim == 2:
        return [(f"column {number}", array[:, number]) for number in range(array.shape[1])]
    return [("x", array)]


def _part(name: str, part: Any) -> list[tuple[str, Values]]:
    array = _array(part)
    if array.ndim == 2 and array.shape[1] > 1:
        return [(f"{name} {number}", array[:, number]) for number in range(array.shape[1])]
    return [(name, array[:, 0] if array.ndim == 2 else array)]


def _array(x: Any) -> Values:
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ShapeError(f"the data are no array: {error}") from error
    if array.ndim == 0:
        raise UnsupportedInputError(f"the data must be an array, a data frame or a dict of arrays, not {type(x).__name__!r}")
    return array
