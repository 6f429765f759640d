"""Curves smoothed so that a trend can be seen through noise, and thinned so that a long one can be drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.errors import OptionError

Doubles = NDArray[np.float64]
Integers = NDArray[np.int64]


LARGEST_DRAWN = 1e150
"""Axes of larger numbers would need some that a double cannot hold."""


def drawable(values: ArrayLike) -> Doubles:
    """Return values as numbers, those that are too large to be drawn as NaN.

    Args:
        values: of any shape.

    Example:
        >>> drawable([1.0, -1e200]).tolist()
        [1.0, nan]
    """
    numbers = np.asarray(values, dtype=np.float64)
    return np.where(np.abs(numbers) < LARGEST_DRAWN, numbers, np.nan)


def moving_average(values: Doubles, smoothing: float) -> Doubles:
    """Return the exponential moving average of values, divided by the weight that has come together so far.

    The division keeps the first values from being drawn towards zero, as in Adam (Kingma and Ba, 2015,
    https://arxiv.org/abs/1412.6980, section 3). A value that is not finite stays as it is and counts nothing.

    Args:
        values: shape (points,).
        smoothing: weight of what was before, from 0 (nothing is smoothed) up to but not including 1.

    Raises:
        OptionError: the weight is not in that range.

    Example:
        >>> moving_average(np.array([1.0, 0.0, np.nan, 0.0]), 0.5).round(3).tolist()
        [1.0, 0.333, nan, 0.143]
    """
    if not 0 <= smoothing < 1:
        raise OptionError(f"smoothing must be from 0 to less than 1, not {smoothing!r}")
    averages = np.array(values, dtype=np.float64)
    mean = weight = 0.0
    for index in np.flatnonzero(np.isfinite(averages)).tolist():
        mean = smoothing * mean + (1 - smoothing) * float(averages[index])
        weight = smoothing * weight + (1 - smoothing)
        averages[index] = mean / weight
    return averages


def visible_points(positions: Integers, values: Doubles, columns: int) -> Integers:
    """Return the indices of the points that a line needs to look as it does with all of them.

    Of each column of the picture these are the first, the last, the lowest and the highest point (Jugel et al., 2014,
    M4, https://doi.org/10.14778/2732951.2732953).

    Args:
        positions: ascending; shape (points,).
        values: NaN where the line has a gap; shape (points,).
        columns: of the picture, in its finest pixels.

    Returns:
        Ascending; at most four for each column.

    Example:
        >>> visible_points(np.arange(1000), np.cos(np.arange(1000.0)), 10).size <= 40
        True
    """
    if positions.size <= 4 * columns:
        return np.arange(positions.size)
    span = int(positions[-1] - positions[0]) or 1
    column = np.minimum((positions - positions[0]) * columns // span, columns - 1)
    starts = np.flatnonzero(np.diff(column, prepend=-1))
    ends = np.append(starts[1:], positions.size) - 1
    finite = np.flatnonzero(np.isfinite(values))
    by_value = finite[np.lexsort((values[finite], column[finite]))]
    lowest = np.flatnonzero(np.diff(column[by_value], prepend=-1))
    highest = np.append(lowest[1:], by_value.size) - 1 if by_value.size else lowest
    return np.unique(np.concatenate([starts, ends, by_value[lowest], by_value[highest]]))
