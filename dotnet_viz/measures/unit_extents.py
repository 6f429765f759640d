"""The largest absolute value of each input and each unit of a weight, from its values piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dotnet_viz.measures.moments import Floats
from dotnet_viz.measures.weight_axes import Axes

MAX_ROWS = 1 << 22


@dataclass
class UnitExtents:
    """Collects the largest absolute values of rows and columns.

    Args:
        axes: what rows and columns are.

    Example:
        >>> extents = UnitExtents(Axes(rows=2, columns=2, inputs=2))
        >>> extents.add(np.array([0.0, 3.0, 0.0], np.float32))
        >>> extents.add(np.array([-4.0], np.float32))
        >>> extents.of_inputs().tolist(), extents.of_units().tolist()
        ([3.0, 4.0], [0.0, 4.0])
    """

    axes: Axes
    _columns: Floats = field(init=False)
    _rows: Floats | None = field(init=False)
    _done: int = field(default=0, init=False)
    _rest: Floats = field(init=False)
    _room: Floats = field(init=False)

    def __post_init__(self) -> None:
        self._columns = np.zeros(self.axes.columns)
        self._rows = None if self.axes.separate or self.axes.rows > MAX_ROWS else np.zeros(self.axes.rows)
        self._rest = self._room = np.empty(0, np.float32)

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
            self._add_rows(self._absolute(values[:whole]).reshape(-1, self.axes.columns))

    def _absolute(self, values: Floats) -> Floats:
        if self._room.size < values.size or self._room.dtype != values.dtype:
            self._room = np.empty(values.size, values.dtype)
        return np.abs(values, out=self._room[: values.size])

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
