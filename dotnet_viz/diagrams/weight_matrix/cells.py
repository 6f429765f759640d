"""The cells of a weight's heat map: the values of a table, or of blocks of it where it is large; order by likeness."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Weight
from dotnet_viz.scales import ValueRange

Doubles = NDArray[np.float64]

POOLINGS = ("extreme", "mean")

_PIECE = 1 << 20


@dataclass(frozen=True, eq=False)
class Cells:
    """What is drawn of a table.

    Args:
        values: of each cell; shape (rows of cells, columns of cells).
        block: rows and columns of the table that a cell stands for; the last ones may stand for fewer.
        value_range: of all values of the table, not only of those that are drawn.
    """

    values: Doubles
    block: tuple[int, int]
    value_range: ValueRange

    @property
    def is_whole(self) -> bool:
        """Whether each cell is one value."""
        return self.block == (1, 1)


def block_size(length: int, limit: int | None) -> int:
    """Return how many rows or columns share a cell, so that there are at most ``limit`` cells.

    Args:
        length: rows or columns of the table.
        limit: the most cells; ``None`` for no limit.

    Example:
        >>> block_size(4096, 256), block_size(300, 256), block_size(10, None)
        (16, 2, 1)
    """
    return 1 if limit is None else max(1, math.ceil(length / limit))


def table_rows(weight: Weight, columns: int, rows: int) -> Iterator[Doubles]:
    """Yield a weight as the rows of a table, so many at a time; it is never held whole.

    Args:
        weight: whose values are read.
        columns: of the table.
        rows: how many at a time.
    """
    left = np.empty(0)
    for piece in weight.chunks(max(_PIECE, columns)):
        left = np.concatenate([left, np.asarray(piece, dtype=np.float64)])
        ready = left.size // (rows * columns) * rows
        for start in range(0, ready, rows):
            yield left[start * columns : (start + rows) * columns].reshape(rows, columns)
        left = left[ready * columns :]
    if left.size:
        yield left.reshape(-1, columns)


def read_cells(weight: Weight, shape: tuple[int, int], limit: int | None, pooling: str) -> Cells:
    """Return the cells of a table, of which a part is in memory at a time.

    Args:
        weight: whose values are read.
        shape: rows and columns of the table.
        limit: the most rows and the most columns of cells; ``None`` for no limit.
        pooling: ``"extreme"`` takes the value of a block with the largest magnitude, with its sign, ``"mean"`` the mean.
            A block with a NaN is NaN too.
    """
    block = block_size(shape[0], limit), block_size(shape[1], limit)
    value_range, lines = ValueRange(), []
    for rows in table_rows(weight, shape[1], block[0]):
        value_range = value_range.joined(ValueRange.of(rows))
        lines.append(_pooled(rows, block[1], pooling))
    return Cells(np.array(lines).reshape(-1, math.ceil(shape[1] / block[1])), block, value_range)


def pooled(table: Doubles, limit: int | None, pooling: str) -> Cells:
    """Return the cells of a table that is in memory; see :func:`read_cells`.

    Args:
        table: shape (rows, columns).
        limit: the most rows and the most columns of cells; ``None`` for no limit.
        pooling: ``"extreme"`` or ``"mean"``.

    Example:
        >>> pooled(np.array([[1.0, -3.0], [2.0, 0.0]]), 1, "extreme").values
        array([[-3.]])
    """
    block = block_size(table.shape[0], limit), block_size(table.shape[1], limit)
    lines = [_pooled(table[start : start + block[0]], block[1], pooling) for start in range(0, len(table), block[0])]
    return Cells(np.array(lines), block, ValueRange.of(table))


def _pooled(rows: Doubles, wide: int, pooling: str) -> Doubles:
    """Return one row of cells."""
    starts = np.arange(0, rows.shape[1], wide)
    if pooling == "mean":
        with np.errstate(invalid="ignore"):
            sums: Doubles = np.add.reduceat(rows.sum(axis=0), starts)
        means: Doubles = sums / (np.diff([*starts, rows.shape[1]]) * len(rows))
        return means
    highest = np.maximum.reduceat(rows.max(axis=0), starts)
    lowest = np.minimum.reduceat(rows.min(axis=0), starts)
    extremes: Doubles = np.where(highest >= -lowest, highest, lowest)
    return extremes


def likeness_order(table: Doubles) -> NDArray[np.intp]:
    """Return an order in which rows that are alike stand together: average linkage of their distances.

    Args:
        table: at least one row; what is no finite number counts as 0, or as the largest magnitude.

    Example:
        >>> likeness_order(np.array([[0.0], [8.0], [1.0], [10.0]])).tolist()
        [0, 2, 1, 3]
    """
    if len(table) < 3:
        return np.arange(len(table))
    from scipy.cluster.hierarchy import leaves_list, linkage

    limit = ValueRange.of(table).largest
    clean = np.nan_to_num(table, nan=0.0, posinf=limit, neginf=-limit)
    # Distances are squares first, which must be finite.
    leaves: NDArray[np.intp] = np.asarray(leaves_list(linkage(clean / (limit or 1.0), method="average")), dtype=np.intp)
    return leaves
