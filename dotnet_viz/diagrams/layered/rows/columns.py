"""From left to right: where columns stand, and after which of them a row ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.layered.rows.model import RowItem, Space
from dotnet_viz.diagrams.layered.rows.occupancy import Occupancy
from dotnet_viz.diagrams.layered.rows.tracks import Tracks

_OPEN_GAP = 16.0
_CHANGE_GAP = 2.0
_MOST_CHANGE_GAP = 24.0
_LEAST_FILLED = 0.6
# A row may be longer by this factor where the whole rest goes into it.
_OVERFLOW = 1.1


@dataclass
class _Reached:
    """How far a track of a row is taken: by its last item, by all its items, by the texts above and below.

    Nothing may reach back before ``floor``, where a frame or its border ends, nor a text before ``frame``.
    """

    column: int
    number: int
    right: float
    floor: float = -math.inf
    frame: float = -math.inf
    above: float = -math.inf
    below: float = -math.inf


class PlacedColumns:
    """Columns with places.

    Args:
        items: to be placed.
        tracks: their columns and tracks.
        occupancy: the edges between them.
        space: distances.

    Attributes:
        members: for each column the numbers of its items.
        x: for each column the middle of its items, from the start of its row.
        left: for each column where it starts.
        right: for each column where it and all before it in its row end.
        spans: first and last column of each row.
    """

    def __init__(self, items: Sequence[RowItem], tracks: Tracks, occupancy: Occupancy, space: Space) -> None:
        self._items, self._tracks, self._occupancy, self._space = items, tracks, occupancy, space
        count = max(tracks.columns, default=-1) + 1
        self.members: list[list[int]] = [[] for _ in range(count)]
        for number, column in enumerate(tracks.columns):
            self.members[column].append(number)
        self.x, self.left, self.right = [0.0] * count, [0.0] * count, [0.0] * count
        self._floor = 0.0
        self.spans = tuple(self._fold())

    def _fold(self) -> Iterator[tuple[int, int]]:
        start = 0
        while start < len(self.members):
            end = self._fill(start)
            yield start, end
            start = end + 1

    def _fill(self, start: int) -> int:
        """Give columns their x from a row's first one on; return the row's last one."""
        reached: dict[int, _Reached] = {}
        self._floor = 0.0
        width = math.inf if self._space.row_width is None else self._space.row_width
        for column in range(start, len(self.members)):
            self._set_column(column, start, reached)
            if column > start and self.right[column] > _OVERFLOW * width:
                fitting = (end for end in range(column - 1, start, -1) if self.right[end] <= width)
                return self._best_end(start, next(fitting, start), width)
        return len(self.members) - 1

    def _best_end(self, start: int, end: int, width: float) -> int:
        """Return the column after which the fewest connections go on, of those that fill most of the row."""
        choices = [column for column in range(start, end + 1) if self.right[column] >= _LEAST_FILLED * width] or [end]
        crossing = {column: len({source for source, _ in self._occupancy.crossing(column)}) for column in choices}
        return min(choices, key=lambda column: (crossing[column], -column))

    def _set_column(self, column: int, start: int, reached: dict[int, _Reached]) -> None:
        members = self.members[column]
        before = self.right[column - 1] if column > start else 0.0
        x = self.x[column - 1] if column > start else 0.0
        self.x[column] = x = max([x, *(self._least_x(number, column, start, reached) for number in members)])
        self.left[column] = min((x - self._items[number].reach[0] for number in members), default=x)
        is_entered = any(self._occupancy.entered[number] for number in members)
        if column > 0 and (column == start or self._occupancy.changes[column - 1] or is_entered):
            # Lines end at these items, of the row before too: nothing behind them may reach back over the ends.
            self._floor = max((x - self._items[number].cuboid.width / 2 for number in members), default=x)
        self.right[column] = max([before, *(x + self._items[number].reach[1] for number in members)])
        for number in members:
            self._reach(number, column, x, reached)

    def _reach(self, number: int, column: int, x: float, reached: dict[int, _Reached]) -> None:
        """Note how far an item takes its track."""
        item, track = self._items[number], self._tracks.tracks[number]
        right = x + item.cuboid.width / 2
        known = reached.setdefault(track, _Reached(column, number, right))
        known.column, known.number, known.right = column, number, max(known.right, right)
        if item.apart:
            known.floor = right + self._space.spacing
        if item.is_frame:
            known.frame = known.floor
        if item.above[0]:
            known.above = x + item.above[0] / 2
        if item.below[0]:
            known.below = x + item.front_middle + item.below[0] / 2

    def _least_x(self, number: int, column: int, start: int, reached: dict[int, _Reached]) -> float:
        item = self._items[number]
        left, _ = item.reach
        least = [self._floor + left]
        if column > start and self._occupancy.changes[column - 1]:
            gap = _OPEN_GAP + min(_CHANGE_GAP * self._occupancy.changes[column - 1], _MOST_CHANGE_GAP)
            least.append(self.right[column - 1] + max(gap, self._space.spacing) + left)
        known = reached.get(self._tracks.tracks[number])
        if known is not None:
            least += self._behind(number, known, column)
        return max(least)

    def _behind(self, number: int, known: _Reached, column: int) -> Iterator[float]:
        """Yield where an item may stand at the earliest behind those before it in its track."""
        item, other = self._items[number], self._items[known.number]
        one, two = other.cuboid, item.cuboid
        x = self.x[known.column] + self._space.spacing
        yield known.floor + two.width / 2
        yield known.frame + item.reach[0]
        if item.is_frame:
            yield max(known.above, known.below) + self._space.text_gap + two.width / 2
        if known.column < column - 1 or item.apart or other.apart or self._space.clear_sides:
            yield known.right + self._space.spacing + two.width / 2
        yield x + max(one.front.right - two.front.left, (one.length + two.length) / 2)
        if self._occupancy.bent[number]:
            # Its lines must not start behind the side of a larger block before it.
            yield known.right - two.reach_at(0.0)[1]
        if item.above[0]:
            yield known.above + self._space.text_gap + item.above[0] / 2
        if item.below[0]:
            yield known.below + self._space.text_gap + item.below[0] / 2 - item.front_middle
