"""Where all of many things would be too many: which are shown or measured, or what stands for a block of them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def evenly(count: int, most: int) -> NDArray[np.intp]:
    """Return the indices of at most so many of some things, the first and the last among them.

    Args:
        count: how many there are.
        most: how many may be chosen.

    Example:
        >>> evenly(10, 4).tolist(), evenly(3, 4).tolist()
        ([0, 3, 6, 9], [0, 1, 2])
    """
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.intp))


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
