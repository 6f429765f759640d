"""Pictures on parallelograms as tables of pixels, which every format knows: one, or a strip for each column or row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.renderers.primitives.figures import Pixels
from dotnet_viz.scene import Point
from dotnet_viz.thinning import pooled

_MOST = 128
_MOST_STRIPS = 48
_STRAIGHT = 0.01


def picture_tables(colors: NDArray[np.uint8], corners: Sequence[Point]) -> Iterator[Pixels]:
    """Yield the tables of a picture; of a parallelogram without a right angle a strip for each column, or row.

    Args:
        colors: red, green and blue of its cells, 0 to 255; shape (rows, columns, 3).
        corners: the upper left, upper right, lower right and lower left one; two of its sides are upright or level.

    Example:
        >>> wall = [(0.0, 4.0), (2.0, 0.0), (2.0, 8.0), (0.0, 12.0)]
        >>> [(strip.x, strip.y, strip.height) for strip in picture_tables(np.zeros((3, 2, 3), np.uint8), wall)]
        [(0.0, 3.0, 8.0), (1.0, 1.0, 8.0)]
    """
    (x, y), right, _, below = corners
    across, aside = right[0] - x, below[0] - x
    rise, down = right[1] - y, below[1] - y
    is_upright = abs(aside) < _STRAIGHT
    if is_upright and abs(rise) < _STRAIGHT:
        yield Pixels(x, y, across, down, _reduced(colors, _MOST))
        return
    cells = _reduced(colors, _MOST_STRIPS)
    count = cells.shape[1 if is_upright else 0]
    for number in range(count):
        start, middle = number / count, (number + 0.5) / count
        if is_upright:
            yield Pixels(x + start * across, y + middle * rise, across / count, down, cells[:, number : number + 1])
        else:
            yield Pixels(x + middle * aside, y + start * down, across, down / count, cells[number : number + 1])


def _reduced(colors: NDArray[np.uint8], most: int) -> NDArray[np.uint8]:
    """Return cells of which at most so many stand in a row or column, each the mean of a block."""
    return np.rint(pooled(colors.astype(np.float64), (most, most), "mean")[0]).astype(np.uint8)
