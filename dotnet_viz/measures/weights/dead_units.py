"""Units and inputs of a kernel that have no weight to speak of, found without looking at each of them.

A unit without weights has zeros everywhere, so a few values of every row and column show nearly always that
there is none: only where one of them is suspicious is the kernel read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from dotnet_viz.graph.weight_axes import WeightAxes
from dotnet_viz.measures.weights.moments import Floats

MAX_ROWS = 1 << 22
_HEAD_ROWS = 16


@dataclass
class RowSamples:
    """The first and the last value of each row of a kernel, and its first rows, collected piece by piece.

    Args:
        axes: what rows and columns are.

    Example:
        >>> samples = RowSamples(WeightAxes(rows=2, columns=3, inputs=2))
        >>> samples.add(np.array([1.0, 2.0, 3.0, 0.0], np.float32))
        >>> samples.add(np.array([4.0, 0.0], np.float32))
        >>> samples.are_suspicious(0.0)
        True
    """

    axes: WeightAxes
    _head: list[Floats] = field(default_factory=list, init=False)
    _first: list[Floats] = field(default_factory=list, init=False)
    _last: list[Floats] = field(default_factory=list, init=False)
    _done: int = field(default=0, init=False)

    def add(self, values: Floats) -> None:
        """Take the next piece; it may start and end amid a row.

        Args:
            values: flat, float32 or float64.
        """
        columns = self.axes.columns
        missing = _HEAD_ROWS * columns - self._done
        if missing > 0:
            self._head.append(values[:missing].copy())
        if self.axes.rows <= MAX_ROWS and not self.axes.separate:
            self._first.append(values[-self._done % columns :: columns].copy())
            self._last.append(values[(columns - 1 - self._done) % columns :: columns].copy())
        self._done += values.size

    def are_suspicious(self, limit: float) -> bool:
        """Whether there may be a row's input or a column's unit without any value above a limit."""
        head = np.abs(np.concatenate(self._head))
        full = head[: head.size - head.size % self.axes.columns].reshape(-1, self.axes.columns)
        if bool((full.max(axis=0) <= limit).any()):
            return True
        if not self._first:
            return False
        ends = np.maximum(np.abs(np.concatenate(self._first)), np.abs(np.concatenate(self._last)))
        return bool((ends.reshape(-1, self.axes.inputs).max(axis=0) <= limit).any())


@dataclass
class UnitMaxima:
    """Collects the largest absolute values of rows and columns.

    Args:
        axes: what rows and columns are.

    Example:
        >>> maxima = UnitMaxima(WeightAxes(rows=2, columns=2, inputs=2))
        >>> maxima.add(np.array([0.0, 3.0, 0.0], np.float32))
        >>> maxima.add(np.array([-4.0], np.float32))
        >>> maxima.of_inputs().tolist(), maxima.of_units().tolist()
        ([3.0, 4.0], [0.0, 4.0])
    """

    axes: WeightAxes
    _columns: Floats = field(init=False)
    _rows: Floats | None = field(init=False)
    _done: int = field(default=0, init=False)
    _rest: Floats = field(init=False)

    def __post_init__(self) -> None:
        self._columns = np.zeros(self.axes.columns)
        self._rows = None if self.axes.separate or self.axes.rows > MAX_ROWS else np.zeros(self.axes.rows)
        self._rest = np.empty(0, np.float32)

    def add(self, values: Floats) -> None:
        """Take the next piece; it may start and end amid a row.

        Args:
            values: flat, float32 or float64.
        """
        if self._rest.size:
            values = np.concatenate([self._rest, values])
        whole = values.size - values.size % self.axes.columns
        self._rest = values[whole:].copy()
        if whole:
            self._add_rows(np.abs(values[:whole]).reshape(-1, self.axes.columns))

    def _add_rows(self, table: Floats) -> None:
        np.maximum(self._columns, table.max(axis=0), out=self._columns)
        if self._rows is not None:
            table.max(axis=1, out=self._rows[self._done : self._done + len(table)])
        self._done += len(table)

    def of_units(self) -> Floats | None:
        """Return the largest absolute value of each unit's weights; ``None`` where there are too many to keep."""
        return self._folded_rows() if self.axes.swapped else self._columns

    def of_inputs(self) -> Floats | None:
        """Return the largest absolute value of each input's weights; ``None`` where inputs are not shared."""
        return self._columns if self.axes.swapped else self._folded_rows()

    def _folded_rows(self) -> Floats | None:
        if self._rows is None:
            return None
        folded: Floats = self._rows.reshape(-1, self.axes.inputs).max(axis=0)
        return folded


@dataclass(frozen=True)
class DeadUnits:
    """How many units and inputs of a kernel have no value above a limit.

    Args:
        units: without weight.
        all_units: how many there are.
        inputs: without weight.
        all_inputs: how many there are.
    """

    units: int
    all_units: int
    inputs: int
    all_inputs: int


def count_dead(axes: WeightAxes, pieces: Iterable[Floats], limit: float) -> DeadUnits:
    """Count the units and inputs without any value above a limit.

    Args:
        axes: what rows and columns are.
        pieces: the kernel's values in order, flat.
        limit: largest absolute value that counts as none.

    Example:
        >>> count_dead(WeightAxes(rows=2, columns=2, inputs=2), [np.array([0.0, 3.0, 0.0, 4.0])], 0.0)
        DeadUnits(units=1, all_units=2, inputs=0, all_inputs=2)
    """
    maxima = UnitMaxima(axes)
    for piece in pieces:
        maxima.add(piece)
    units, inputs = maxima.of_units(), maxima.of_inputs()
    return DeadUnits(*_counted(units, limit), *_counted(inputs, limit))


def _counted(largest: Floats | None, limit: float) -> tuple[int, int]:
    return (0, 0) if largest is None else (int(np.count_nonzero(largest <= limit)), largest.size)
