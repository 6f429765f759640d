"""Arrays as pixels: of fewer rows and columns, and in the colours that their numbers stand for."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_number
from dotnet_viz.translation.translate import translate

Numbers = NDArray[np.float64]


def pooled(values: Numbers, limit: tuple[int, int] | None, pooling: str) -> tuple[Numbers, tuple[int, int]]:
    """Return an image of at most so many rows and columns, and the size of the blocks that its cells stand for.

    Args:
        values: shape (rows, columns, ...).
        limit: rows and columns at most; ``None`` for no limit.
        pooling: ``"mean"`` or ``"extreme"``.

    Example:
        >>> pooled(np.array([[1.0, -3.0, 5.0]]), (1, 2), "extreme")
        (array([[-3.,  5.]]), (1, 2))
    """
    if limit is None:
        return values, (1, 1)
    block = math.ceil(values.shape[0] / limit[0]), math.ceil(values.shape[1] / limit[1])
    for axis, size in enumerate(block):
        if size > 1:
            starts = np.arange(0, values.shape[axis], size)
            if pooling == "mean":
                counts = np.diff([*starts, values.shape[axis]])
                shape = [1] * values.ndim
                shape[axis] = len(counts)
                values = np.add.reduceat(values, starts, axis=axis) / counts.reshape(shape)
            else:
                high, low = np.maximum.reduceat(values, starts, axis=axis), np.minimum.reduceat(values, starts, axis=axis)
                values = np.where(high >= -low, high, low)
    return values, block


def as_colors(values: Numbers) -> tuple[Numbers, str]:
    """Return red, green and blue from 0 to 1, and in words what is black and what is white.

    Args:
        values: of pixels, of any shape; from 0 to 1, from 0 to 255, or else from the smallest to the largest.

    Example:
        >>> as_colors(np.array([[[0.0, 51.0, 255.0]]]))
        (array([[[0. , 0.2, 1. ]]]), 'black 0, white 255')
    """
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    black, white = (0.0, 255.0) if low >= 0 and high > 1 else (0.0, 1.0) if low >= 0 else (low, high)
    if high > 255:
        black, white = low, high
    return np.clip((values - black) / ((white - black) or 1.0), 0, 1), translate(
        "black {black}, white {white}", black=format_number(black), white=format_number(white)
    )
