"""The numbers between two columns of units, read once and in pieces, and their sums."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.units.kernels import KernelPart, UnitKernel
from dotnet_viz.diagrams.units.weight_blocks import BLOCK_VALUES, as_floats, weight_blocks
from dotnet_viz.graph import Array, InMemory, Weight
from dotnet_viz.scales import ValueRange

# A kernel in a file is held if it has no more values than this; a larger one is read twice.
HOLD_VALUES = 1 << 24
_CACHED_VALUES = 1 << 15

Numbers = NDArray[np.float64]
Positions = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class UnitMatrix:
    """Numbers of shape (inputs, units).

    Args:
        shape: inputs and units.
        array: the numbers; ``None`` where they are too many to hold.
        weight: where they are then.
        means: the signed means of what each folded number stands for.
        present: where there are lines at all; ``None`` if everywhere.
    """

    shape: tuple[int, int]
    array: Array | None = None
    weight: Weight | None = None
    means: Numbers | None = None
    present: NDArray[np.bool_] | None = None

    @property
    def count(self) -> int:
        """How many lines there would be."""
        return math.prod(self.shape) if self.present is None else int(np.count_nonzero(self.present))

    def row_blocks(self) -> Iterator[tuple[int, Array]]:
        """Yield the rows in order, some at a time: the number of the first, and the rows."""
        step = max(1, BLOCK_VALUES // max(1, self.shape[1]))
        if self.array is not None:
            for start in range(0, self.shape[0], step):
                yield start, self.array[start : start + step]
        elif self.weight is not None:
            for (rows,), block in weight_blocks(self.weight, (self.shape[0], self.shape[1]), 1, step):
                yield rows.start, block

    def take(self, rows: Positions, columns: Positions) -> Array:
        """Return the numbers between some units, in order; shape (rows, columns), all of them without a copy.

        Args:
            rows: positions of inputs, ascending.
            columns: positions of units.

        Returns:
            An array of shape (rows, columns).
        """
        if self.array is not None:
            is_whole = (len(rows), len(columns)) == self.shape
            return self.array if is_whole else self.array[np.ix_(rows, columns)]
        parts = []
        for start, block in self.row_blocks():
            here = rows[(rows >= start) & (rows < start + len(block))]
            parts.append(block[np.ix_(here - start, columns)])
        return np.vstack(parts)


@dataclass(frozen=True, eq=False)
class MatrixSums:
    """What one pass over a matrix finds; infinite numbers count as the largest finite one, NaN as 0.

    Args:
        row_magnitudes: sums of magnitudes, shape (inputs,).
        column_magnitudes: shape (units,).
        rows: sums of finite numbers with their signs, shape (inputs,).
        columns: shape (units,).
        value_range: the largest magnitude, and whether some are odd.
        nonzero: how many of the numbers are not exactly zero.
    """

    row_magnitudes: Numbers
    column_magnitudes: Numbers
    rows: Numbers
    columns: Numbers
    value_range: ValueRange
    nonzero: int

    @property
    def magnitude(self) -> float:
        """The sum of all magnitudes."""
        return float(self.column_magnitudes.sum())


def read_matrix(kernel: UnitKernel) -> UnitMatrix:
    """Read the numbers of a kernel: as they are, or folded.

    Args:
        kernel: whose weights have values.

    Raises:
        GraphError: the graph was read without the values of its weights.
        UnreadableFileError: the file has changed or is damaged.
    """
    (first, *others) = kernel.parts
    for part in kernel.parts:
        part.weight.check_values()  # before anything is as large as a shape that has nothing behind it
    shape = kernel.inputs, kernel.units
    if kernel.is_plain and not others and first.groups == 1:
        if isinstance(first.weight.source, InMemory) or first.weight.size <= HOLD_VALUES:
            array = as_floats(first.weight.array).reshape(first.shape)
            return UnitMatrix(shape, _ordered(array, first.axes))
        if first.axes == "io":
            return UnitMatrix(shape, weight=first.weight)
    return _folded(kernel)


def matrix_sums(matrix: UnitMatrix) -> MatrixSums:
    """Return the sums of a matrix, from one pass over it."""
    inputs, units = matrix.shape
    magnitudes, sums = (np.zeros(inputs), np.zeros(units)), (np.zeros(inputs), np.zeros(units))
    infinite = np.zeros(inputs), np.zeros(units)
    value_range, nonzero = ValueRange(), 0
    for start, block in matrix.row_blocks():
        rows = slice(start, start + len(block))
        here = ValueRange.of(block)
        value_range = value_range.joined(here)
        nonzero += int(np.count_nonzero(block))
        finite = block
        if here.has_infinite or here.has_nan:
            odd = np.isinf(block)
            infinite[0][rows] += odd.sum(axis=1)
            infinite[1][:] += odd.sum(axis=0)
            finite = np.where(np.isfinite(block), block, 0)
        _add(sums, rows, finite)
        _add(magnitudes, rows, np.abs(finite))
    largest = value_range.largest or 1.0
    return MatrixSums(
        magnitudes[0] + largest * infinite[0], magnitudes[1] + largest * infinite[1], sums[0], sums[1], value_range, nonzero
    )


def _add(sums: tuple[Numbers, Numbers], rows: slice, block: Array) -> None:
    with np.errstate(over="ignore"):
        sums[0][rows] += block.sum(axis=1, dtype=np.float64)
        sums[1][:] += block.sum(axis=0, dtype=np.float64)


def _folded(kernel: UnitKernel) -> UnitMatrix:
    squares, sums, counts = (np.zeros((kernel.inputs, kernel.units)) for _ in range(3))
    present = np.zeros((kernel.inputs, kernel.units), dtype=np.bool_)
    for part in kernel.parts:
        with np.errstate(over="ignore", invalid="ignore"):  # infinite numbers of both signs have no mean
            part_squares, part_sums = _sums(part) if part.pointwise is None else _separable_sums(part.weight, part.pointwise)
        places = _places(part)
        present[places] = True
        squares[places] += part_squares
        sums[places] += part_sums
        counts[places] += _count(part)
    means = sums / np.maximum(counts, 1)
    values = means if kernel.is_plain else np.copysign(np.sqrt(squares), means)
    return UnitMatrix(
        (kernel.inputs, kernel.units),
        np.where(np.isnan(squares), np.nan, values),
        means=None if kernel.is_plain else means,
        present=present if kernel.is_masked else None,
    )


def _count(part: KernelPart) -> int:
    return math.prod(part.weight.shape[:-2]) if part.pointwise is not None else part.folded


def _places(part: KernelPart) -> tuple[Positions, Positions] | tuple[slice, slice]:
    """Return for each number of a part its input and its unit; of several groups each has inputs of its own."""
    if part.groups == 1:
        return slice(part.first_input, part.first_input + part.inputs), slice(part.offset, part.offset + part.units)
    own = part.inputs // part.groups
    units = np.arange(part.units)
    group = units // max(1, part.units // part.groups)
    rows = np.arange(own)[:, np.newaxis] + group[np.newaxis, :] * own + part.first_input
    return np.asarray(rows, dtype=np.intp), np.broadcast_to(units + part.offset, rows.shape)


def _sums(part: KernelPart) -> tuple[Numbers, Numbers]:
    """Return sums of squares and sums over the folded axes, shape (rows, units)."""
    shape = part.inputs // part.groups, part.units
    squares, sums = np.zeros(shape), np.zeros(shape)
    lead = _lead(part.shape)
    step = max(1, BLOCK_VALUES // max(1, math.prod(part.shape[lead:])))
    over = tuple(axis for axis, letter in enumerate(part.axes) if letter == "." and axis >= lead - 1)
    for index, block in weight_blocks(part.weight, part.shape, lead, step):
        position = _place(part, index)
        whole = block.reshape((1,) * (lead - 1) + block.shape)
        if all(whole.shape[axis] == 1 for axis in over):
            _add_single(squares[position], sums[position], _ordered(whole, part.axes))
            continue
        squares[position] += _ordered(np.square(whole, dtype=np.float64).sum(axis=over, keepdims=True), part.axes)
        sums[position] += _ordered(whole.sum(axis=over, keepdims=True, dtype=np.float64), part.axes)
    return squares, sums


def _add_single(squares: Numbers, sums: Numbers, values: Array) -> None:
    """Add the numbers of one folded position, some rows at a time: what is small stays in the processor's cache."""
    step = max(1, _CACHED_VALUES // max(1, values.shape[1]))
    for start in range(0, len(values), step):
        rows = slice(start, start + step)
        squares[rows] += np.square(values[rows], dtype=np.float64)
        sums[rows] += values[rows]


def _lead(shape: Sequence[int]) -> int:
    """Return the number of leading axes to loop over, so that the others fit into a block."""
    return next((k for k in range(1, len(shape)) if math.prod(shape[k:]) <= BLOCK_VALUES), len(shape))


def _place(part: KernelPart, index: tuple[Any, ...]) -> tuple[slice, slice]:
    def along(letter: str) -> slice:
        axis = part.axes.index(letter)
        if axis >= len(index):
            return slice(None)
        position = index[axis]
        return position if isinstance(position, slice) else slice(position, position + 1)

    return along("i"), along("o")


def _ordered(array: Array, axes: str) -> Array:
    """Return an array whose folded axes have the size 1 as (inputs, units)."""
    ordered = np.moveaxis(array, (axes.index("i"), axes.index("o")), (-2, -1))
    return ordered.reshape(ordered.shape[-2:])


def _separable_sums(first: Weight, second: Weight) -> tuple[Numbers, Numbers]:
    """Return the sums of the kernels that a depthwise and a pointwise convolution make together."""
    *_, channels, multiplier = first.shape
    depthwise = np.asarray(first.array, dtype=np.float64).reshape(-1, channels, multiplier)
    pointwise = np.asarray(second.array, dtype=np.float64).reshape(channels, multiplier, -1)
    gram = np.einsum("pck,pcl->ckl", depthwise, depthwise)
    squares = np.einsum("cko,ckl,clo->co", pointwise, gram, pointwise, optimize=True)
    return np.maximum(squares, 0.0), np.einsum("ck,cko->co", depthwise.sum(axis=0), pointwise)
