"""The values that a quantised layer computes with: whole numbers and their scales become other numbers piece by piece."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Array, WeightSource


@dataclass(frozen=True, eq=False)
class Dequantised:
    """Values of a quantised kernel or embedding, which is read as a table of rows and columns.

    A value is ``stored / scale``; where rows or columns are grouped, ``(stored - zero) * scale`` of its group, as Keras
    has it in ``dequantize_with_sz_map``.

    Args:
        stored: the whole numbers; packed ones are two to a byte, the first in the lower half.
        shape: of the values, as the layer uses them.
        columns: how many values a row has.
        packed: whether two values of four bits share a byte; the last byte of a row may be half empty.
        scale: one number a column, or one a row where ``by_row``; with groups one for each group too.
        by_row: whether scales belong to rows, as those of embeddings do.
        zero: the value of each group that stands for zero; ``None`` without groups.
        groups: the group of each row, or of each column where ``by_row``; ``None`` without groups.
        of_steps: whether each value is replaced by its distance to the next one that can be stored.

    Example:
        >>> from dotnet_viz.graph import InMemory
        >>> stored, scale = InMemory(np.array([[0x2F], [0x71]], "int8")), InMemory(np.array([0.5, 1.0]))
        >>> Dequantised(stored, (2, 2), 2, True, scale).read().tolist()
        [[-2.0, 2.0], [2.0, 7.0]]
    """

    stored: WeightSource
    shape: tuple[int, ...]
    columns: int
    packed: bool
    scale: WeightSource
    by_row: bool = False
    zero: WeightSource | None = None
    groups: WeightSource | None = None
    of_steps: bool = False

    def read(self) -> Array:
        """Return all values; the array is not writeable."""
        values = np.empty(math.prod(self.shape), np.float32)
        start = 0
        for piece in self.chunks(1 << 20):
            values[start : start + piece.size] = piece
            start += piece.size
        values.setflags(write=False)
        return values.reshape(self.shape)

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the values in order, flat, at most ``max_values`` at a time."""
        scales, zeros, groups = self._tables()
        start = 0
        for piece in self.stored.chunks(max(1, max_values // 2) if self.packed else max_values):
            rows, columns, numbers = self._numbers(piece, start)
            start += piece.size
            values = self._values(numbers, rows, columns, scales, zeros, groups)
            for first in range(0, values.size, max_values):
                yield values[first : first + max_values]

    def _numbers(self, piece: Array, start: int) -> tuple[Array, Array, Array]:
        """Return row, column and whole number of each value in a piece of what is stored."""
        width = (self.columns + 1) // 2 if self.packed else self.columns
        rows, columns = np.divmod(np.arange(start, start + piece.size), width)
        if not self.packed:
            return rows, columns, piece
        halves = np.stack([piece & 0x0F, (piece >> 4) & 0x0F], axis=1).astype(np.int8).reshape(-1)
        rows, columns = np.repeat(rows, 2), (2 * columns[:, None] + np.arange(2)).reshape(-1)
        kept = columns < self.columns
        return rows[kept], columns[kept], ((halves ^ 8) - 8)[kept]

    def _values(
        self, numbers: Array, rows: Array, columns: Array, scales: Array, zeros: Array | None, groups: Array | None
    ) -> Array:
        exact = np.ones(numbers.shape, np.float32) if self.of_steps else numbers.astype(np.float32)
        if zeros is None or groups is None:
            with np.errstate(divide="ignore", invalid="ignore"):
                return exact / scales.reshape(-1)[rows if self.by_row else columns]
        place = (rows, groups[columns]) if self.by_row else (groups[rows], columns)
        return (exact if self.of_steps else exact - zeros[place]) * scales[place]

    def _tables(self) -> tuple[Array, Array | None, Array | None]:
        """Return scales, zeros and groups, which are small beside the values.

        Raises:
            UnreadableFileError: a value belongs to a group that is not there.
        """
        scales = self.scale.read().astype(np.float32)
        if self.zero is None or self.groups is None:
            return scales, None, None
        numbers = self.groups.read()
        count = scales.shape[-1 if self.by_row else 0]
        if not np.all((numbers >= 0) & (numbers < count)):
            raise UnreadableFileError(f"a quantised layer has {count} groups of values, but a group outside of them is used")
        return scales, self.zero.read().astype(np.float32), numbers.astype(np.int64)


@dataclass(frozen=True, eq=False)
class UnpackedRows:
    """Whole numbers of four bits, of which those of two rows one below the other share a byte.

    Args:
        packed: the bytes, the first of two rows in the lower half.
        rows: of the numbers; the last may stand alone.
        columns: of both.

    Example:
        >>> from dotnet_viz.graph import InMemory
        >>> UnpackedRows(InMemory(np.array([[0x2F, 0x71], [0x08, 0x03]], "int8")), 3, 2).read().tolist()
        [[-1, 1], [2, 7], [-8, 3]]
    """

    packed: WeightSource
    rows: int
    columns: int

    def read(self) -> Array:
        """Return all numbers."""
        return np.concatenate([np.empty(0, np.int8), *self.chunks(1 << 20)]).reshape(self.rows, self.columns)

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the numbers in order, flat, at most ``max_values`` at a time."""
        rest, left = np.empty(0, np.int8), self.rows * self.columns
        for piece in self.packed.chunks(max_values):
            rest = np.concatenate([rest, piece])
            whole = rest.size - rest.size % self.columns
            rows, rest = rest[:whole].reshape(-1, 1, self.columns), rest[whole:]
            halves = np.concatenate([rows & 0x0F, (rows >> 4) & 0x0F], axis=1).astype(np.int8).reshape(-1)
            numbers = ((halves ^ 8) - 8)[:left]
            left -= numbers.size
            for first in range(0, numbers.size, max_values):
                yield numbers[first : first + max_values]
