"""Samples to explain, as users have them: tables, images and texts, read into one form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.explain.libraries.sample_arrays import array_of, check_rows, finite_numbers
from dotnet_viz.explain.libraries.samples import SampleColumn, Samples
from dotnet_viz.formatting import format_count


def read_samples(
    x: Any, background: Any = None, feature_names: Sequence[str] | None = None, axes: int | None = None
) -> Samples:
    """Return samples in one form.

    Args:
        x: a table (array of two axes, a row of one, or a table of pandas, whose columns may hold words), images or signals
            (array of more axes), or texts (one, or a sequence of them).
        background: samples of the same kind that say what is usual; ``None`` for none.
        feature_names: of the columns; ``None`` for those of the table.
        axes: how many axes the model's input has, samples included, so that one sample alone is known; ``None`` if unknown.

    Raises:
        UnsupportedInputError: no such samples.
        ShapeError: there are none, they hold infinite values, or the background has other columns.
        OptionError: a wrong number of names, or a text without words.

    Example:
        >>> read_samples([[1.0, 2.0]]).names, read_samples("not bad").kind
        (('feature 0', 'feature 1'), 'text')
    """
    if _is_text(x):
        texts = (x,) if isinstance(x, str) else tuple(map(str, x))
        for text in texts:
            if not any(character.isalnum() for character in text):
                raise OptionError(f"the text {text[:40]!r} has no words")
        return Samples("text", np.zeros((0, 0)), texts=texts)
    table = _table(x)
    if table is not None:
        return _read_table(table, None if background is None else _table(background), background, feature_names)
    array = array_of("x", x)
    if array.ndim == 0 or (array.ndim == 1 and axes not in (None, 2)):
        raise UnsupportedInputError(f"x must be rows of features, images or texts, not {x!r:.80}")
    if array.ndim == 1 or (axes is not None and array.ndim == axes - 1) or (axes is None and _is_one_image(array)):
        array = array[np.newaxis]
    behind = None if background is None else _background_array(background, array)
    if array.ndim == 2:
        return _read_matrix(array, behind, feature_names)
    numbers = finite_numbers("x", array)
    found = None if behind is None else finite_numbers("background", behind)
    return Samples("image", numbers, found, dtype=array.dtype)


def _is_text(x: Any) -> bool:
    if isinstance(x, str):
        return True
    if hasattr(x, "columns") or getattr(x, "ndim", 1) != 1 or not hasattr(x, "__len__") or not len(x):
        return False
    values = list(x)
    return isinstance(values[0], str) and all(isinstance(value, str) for value in values)


def _is_one_image(array: NDArray[Any]) -> bool:
    return array.ndim == 3 and array.shape[-1] in (1, 3, 4) and array.shape[0] > 4 < array.shape[1]


def _table(x: Any) -> Any:
    """Return a table of pandas, from one or what can become one; ``None`` for others."""
    if hasattr(x, "to_pandas"):
        x = x.to_pandas()
    if hasattr(x, "columns") and hasattr(x, "iloc"):
        return x
    if hasattr(x, "to_frame") and hasattr(x, "iloc") and hasattr(x, "index"):
        return x.to_frame().T.infer_objects()
    return None


def _read_table(table: Any, behind: Any, background: Any, feature_names: Sequence[str] | None) -> Samples:
    if behind is None and background is not None:
        array = array_of("background", background)
        if array.ndim != 2 or array.shape[1] != len(table.columns):
            raise ShapeError(f"background has the shape {array.shape}, and x has {len(table.columns)} columns")
        behind = type(table)(array, columns=list(table.columns))
    check_rows("x", len(table))
    if behind is not None and list(behind.columns) != list(table.columns):
        missing = [str(name) for name in table.columns if name not in list(behind.columns)]
        detail = f"it lacks {', '.join(missing[:5])}" if missing else "they stand in another order"
        raise ShapeError(f"background must have the columns of x; {detail}")
    names = _names(feature_names, [str(name) for name in table.columns])
    columns, numbers, behinds = [], [], []
    for position, name in enumerate(names):
        given = table.iloc[:, position]
        other = None if behind is None else behind.iloc[:, position]
        column, first, second = _read_column(name, given, other)
        columns.append(column)
        numbers.append(first)
        behinds.append(second)
    found = None if behind is None else np.stack([one for one in behinds if one is not None], axis=1)
    labels = tuple(table.columns)
    return Samples("table", np.stack(numbers, axis=1), found, tuple(columns), frame=type(table), labels=labels)


def _read_column(name: str, given: Any, other: Any) -> tuple[SampleColumn, NDArray[np.float64], NDArray[np.float64] | None]:
    dtype = getattr(given, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype.kind in "biuf":
        behind = None if other is None else finite_numbers("background", np.asarray(other))
        return SampleColumn(name, dtype), finite_numbers("x", np.asarray(given)), behind
    if getattr(dtype, "_is_numeric", False):  # numbers of pandas that may be missing
        own, behind = (None if one is None else np.asarray(one.to_numpy(np.float64, na_value=np.nan)) for one in (given, other))
        return (
            SampleColumn(name, dtype),
            finite_numbers("x", own),
            None if behind is None else finite_numbers("background", behind),
        )
    first = _objects(given)
    second = None if other is None else _objects(other)
    every = [*first, *(() if second is None else second)]
    categories: tuple[Any, ...] = tuple(sorted({one for one in every if one is not None}, key=str))
    if any(one is None for one in every):
        categories = (*categories, None)
    codes = {value: float(code) for code, value in enumerate(categories)}

    def coded(values: NDArray[Any]) -> NDArray[np.float64]:
        missing = codes.get(None, 0.0)
        return np.array([codes.get(value, missing) for value in values], dtype=np.float64)

    return SampleColumn(name, dtype, categories), coded(first), None if second is None else coded(second)


def _objects(column: Any) -> NDArray[Any]:
    """Return the values of a column, ``None`` for those that are missing."""
    values = np.asarray(column, dtype=object)
    missing = np.asarray(column.isna()) if hasattr(column, "isna") else np.array([one is None or one != one for one in values])  # noqa: PLR0124 - NaN
    found: NDArray[Any] = values.copy()
    found[missing] = None
    return found


def _read_matrix(array: NDArray[Any], behind: NDArray[Any] | None, feature_names: Sequence[str] | None) -> Samples:
    check_rows("x", len(array))
    names = _names(feature_names, [f"feature {index}" for index in range(array.shape[1])])
    if array.dtype.kind not in "OUS":
        columns = tuple(SampleColumn(name, array.dtype) for name in names)
        found = None if behind is None else finite_numbers("background", behind)
        return Samples("table", finite_numbers("x", array), found, columns, dtype=array.dtype)
    read = []
    for index, name in enumerate(names):
        given, other = _own_type(array[:, index]), None if behind is None else _own_type(behind[:, index])
        read.append(_read_column(name, given, other))
    second = None if behind is None else np.stack([one for _, _, one in read if one is not None], axis=1)
    return Samples("table", np.stack([one for _, one, _ in read], axis=1), second, tuple(one for one, _, _ in read))


def _own_type(column: NDArray[Any]) -> NDArray[Any]:
    """Return a column of objects as numbers, where all are."""
    if all(isinstance(value, int | float | np.number) for value in column):
        return column.astype(np.float64)
    return column


def _names(given: Sequence[str] | None, own: list[str]) -> tuple[str, ...]:
    if given is None:
        return tuple(own)
    names = names_in("feature_names", given)
    if len(names) != len(own):
        raise OptionError(f"feature_names has {format_count(len(names), 'name')}, and x has {format_count(len(own), 'column')}")
    return names


def _background_array(background: Any, samples: NDArray[Any]) -> NDArray[Any]:
    table = _table(background)
    array = array_of("background", background if table is None else table.to_numpy())
    array = array[np.newaxis] if array.ndim == samples.ndim - 1 else array
    if array.shape[1:] != samples.shape[1:]:
        raise ShapeError(f"background must have samples of the shape {samples.shape[1:]}, as x has, not {array.shape[1:]}")
    check_rows("background", len(array))
    return array
