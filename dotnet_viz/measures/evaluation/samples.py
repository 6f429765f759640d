"""The samples that were evaluated, where they can be shown: images, rows of a table, columns by name."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError, near_miss

_CHANNELS = (1, 3, 4)


def is_images(samples: Any, count: int) -> bool:
    """Return whether samples are images of grey or of colours.

    Args:
        samples: what was evaluated, or ``None``.
        count: how many there are.

    Example:
        >>> is_images(np.zeros((5, 8, 8, 3)), 5), is_images(np.zeros((5, 8)), 5)
        (True, False)
    """
    shape = tuple(getattr(samples, "shape", ()))
    if len(shape) not in (3, 4) or shape[0] != count or min(shape[1:3]) < 4:
        return False
    return len(shape) == 3 or shape[3] in _CHANNELS


def rows_of(rows: Any, count: int) -> tuple[NDArray[Any] | None, tuple[str, ...]]:
    """Return the values of samples that are a table, and the names of its columns; ``None`` where they are none.

    Args:
        rows: an array of shape (samples, columns), a frame, or anything else.
        count: number of samples.
    """
    shape = tuple(getattr(rows, "shape", ()))
    if len(shape) != 2 or shape[0] != count or hasattr(rows, "toarray"):
        return None, ()
    columns = getattr(rows, "columns", None)
    names = tuple(map(str, columns)) if columns is not None else tuple(f"column {index}" for index in range(shape[1]))
    return np.asarray(rows), names


def column_of(column: Any, samples: Any) -> tuple[Any, str]:
    """Return the values of a column and its name.

    Args:
        column: the values, or the name of a column of the samples.
        samples: what was evaluated; a frame has columns by name.

    Raises:
        OptionError: a name where the samples have none, or another.
        ShapeError: a single value that is no name.

    Example:
        >>> column_of([1, 2], None)
        ([1, 2], 'column')
    """
    if not isinstance(column, str):
        if np.ndim(column) == 0:
            raise ShapeError(f"a slice needs one value for each sample, not the single value {column!r}")
        return column, str(getattr(column, "name", None) or "column")
    names = getattr(samples, "columns", None)
    if names is None:
        raise OptionError(f"the samples have no column {column!r}; pass its values, one for each sample")
    if column not in list(names):
        listed = [str(name) for name in names]
        raise OptionError(
            f"the samples have no column {column!r}; they have: {', '.join(listed[:20])}{near_miss(column, listed)}"
        )
    return samples[column], column
