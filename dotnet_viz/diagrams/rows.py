"""Places for blocks in rows: columns from left to right, lanes below each other, long pictures folded.

Where nothing but one connection goes from a column to the next, blocks stand as close as in a row of their own and
may hide part of the side of the block before them. Where connections change their lane, a gap is kept free for
them, so no line ever crosses a block.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dotnet_viz.diagrams.cuboids import Cuboid
from dotnet_viz.diagrams.curves import Curve
from dotnet_viz.diagrams.lanes import Lanes, lanes_of
from dotnet_viz.scene import Point

_OPEN_GAP = 16.0
_CHANGE_GAP = 2.0
_MOST_CHANGE_GAP = 24.0
_LANE_GAP = 10.0
_TRACK = 8.0
_SIDE = 14.0
_PORT_STEP = 6.0
_ROW_GAP = 18.0
_LEAST_FILLED = 0.6
# A row may be longer by this factor where the whole rest goes into it.
_OVERFLOW = 1.1


@dataclass(frozen=True)
class Piece:
    """What stands at one place: a block, a framed model or the end of a connection.

    Args:
        cuboid: its figure.
        above: width and height of the text above it.
        below: width and height of the text below it.
    """

    cuboid: Cuboid
    above: Point = (0.0, 0.0)
    below: Point = (0.0, 0.0)

    @property
    def front_middle(self) -> float:
        """How far the middle of its front is from its middle."""
        left, _, right, _ = self.cuboid.front
        return (left + right) / 2

    @property
    def reach(self) -> tuple[float, float]:
        """How far it and its texts reach to the left and to the right of its middle."""
        half, aside = self.cuboid.width / 2, self.front_middle
        text = self.below[0] / 2
        return max(half, self.above[0] / 2, text - aside), max(half, self.above[0] / 2, text + aside)


@dataclass(frozen=True)
class Wire:
    """A connection to be led.

    Args:
        source: number of the piece it leaves.
        target: number of the piece it enters.
        leave: how far below the source's middle it starts.
        enter: how far below the target's middle it ends; ``None`` lets the layout spread the ends.
        hidden: whether it only keeps the order.
    """

    source: int
    target: int
    leave: float = 0.0
    enter: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Space:
    """Distances.

    Args:
        spacing: between two blocks of a lane.
        row_width: the most that a row may take; ``None`` never folds.
        text_gap: between two texts of a lane.
    """

    spacing: float = 10.0
    row_width: float | None = None
    text_gap: float = 6.0


@dataclass(frozen=True)
class Placed:
    """Where everything stands, in pixels from the upper left corner.

    Args:
        middles: of the pieces.
        text_above: for each piece the lower edge of the text above it.
        text_below: for each piece the upper edge of the text below it.
        paths: of the wires; empty for hidden ones.
        direct: whether a wire leads to the next piece in the same lane, with nothing beside it.
        size: width and height.
    """

    middles: tuple[Point, ...]
    text_above: tuple[float, ...]
    text_below: tuple[float, ...]
    paths: tuple[tuple[Point, ...], ...]
    direct: tuple[bool, ...]
    size: Point


def place_in_rows(
    pieces: Sequence[Piece], wires: Sequence[Wire], space: Space, *, first: Sequence[int] = (), last: Sequence[int] = ()
) -> Placed:
    """Return the places of pieces and the ways of the wires between them.

    Args:
        pieces: in any order.
        wires: between them.
        space: distances.
        first: pieces that stand in the first column.
        last: pieces that stand in the last column.

    Example:
        >>> block = Piece(Cuboid(20, 20))
        >>> place_in_rows([block, block], [Wire(0, 1)], Space(spacing=10)).middles
        ((10.0, 10.0), (40.0, 10.0))
    """
    lanes = lanes_of(len(pieces), [(wire.source, wire.target) for wire in wires], first=first, last=last)
    return _Grid(pieces, wires, space, lanes).placed()


@dataclass
class _Row:
    """Columns ``start`` to ``end`` inclusive, the places of its lanes, and the wires that go on in the next row."""

    start: int
    end: int
    axes: dict[int, float] = field(default_factory=dict)
    tops: dict[int, float] = field(default_factory=dict)
    bottoms: dict[int, float] = field(default_factory=dict)
    bottom: float = 0.0
    tracks: dict[tuple[int, int], int] = field(default_factory=dict)


class _Grid:
    """One layout: columns get their x, then rows their y, then wires their ways."""

    def __init__(self, pieces: Sequence[Piece], wires: Sequence[Wire], space: Space, lanes: Lanes) -> None:
        self.pieces, self.wires, self.space, self.lanes = pieces, wires, space, lanes
        self.members: list[list[int]] = [[] for _ in range(max(lanes.columns, default=-1) + 1)]
        for number, column in enumerate(lanes.columns):
            self.members[column].append(number)
        self.enters = self._enters()
        self.changes = self._changes()
        self.x = [0.0] * len(self.members)
        self.left = [0.0] * len(self.members)
        self.right = [0.0] * len(self.members)
        self.rows = list(self._fold())

    def placed(self) -> Placed:
        self._set_axes()
        row_of = {column: row for row in self.rows for column in range(row.start, row.end + 1)}
        spots = [(row_of[self.lanes.columns[number]], self.lanes.lanes[number]) for number in range(len(self.pieces))]
        self.middles = [(self.x[self.lanes.columns[number]], row.axes[lane]) for number, (row, lane) in enumerate(spots)]
        self.row_of = row_of
        paths = [() if wire.hidden else self._path(number, wire) for number, wire in enumerate(self.wires)]
        shift = self._margin(paths)
        return Placed(
            middles=tuple((x + shift, y) for x, y in self.middles),
            text_above=tuple(row.tops[lane] for row, lane in spots),
            text_below=tuple(row.bottoms[lane] for row, lane in spots),
            paths=tuple(tuple((x + shift, y) for x, y in path) for path in paths),
            direct=tuple(self._is_direct(wire) for wire in self.wires),
            size=(self._width(paths) + shift, self.rows[-1].bottom if self.rows else 0.0),
        )

    def _margin(self, paths: Sequence[Sequence[Point]]) -> float:
        return max([0.0, *(-x for path in paths for x, _ in path)])

    def _width(self, paths: Sequence[Sequence[Point]]) -> float:
        return max([0.0, *(self.right[row.end] for row in self.rows), *(x for path in paths for x, _ in path)])

    # Connections and gaps

    def _enters(self) -> list[float]:
        """Return where below the target's middle each wire ends: spread, those of upper lanes above."""
        arriving: dict[int, list[int]] = defaultdict(list)
        for number, wire in enumerate(self.wires):
            if not wire.hidden:
                arriving[wire.target].append(number)
        enters = [wire.enter or 0.0 for wire in self.wires]
        for target, numbers in arriving.items():
            numbers.sort(key=lambda number: (self._travel_lane(number), number))
            step = min(_PORT_STEP, 0.7 * self.pieces[target].cuboid.height / len(numbers))
            for turn, number in enumerate(numbers):
                if self.wires[number].enter is None:
                    enters[number] = (turn - (len(numbers) - 1) / 2) * step
        return enters

    def _travel_lane(self, number: int) -> int:
        lane = self.lanes.edge_lanes[number]
        return self.lanes.lanes[self.wires[number].source] if lane is None else lane

    def _ends(self, wire: Wire) -> tuple[int, int]:
        return self.lanes.columns[wire.source], self.lanes.columns[wire.target]

    def _changes(self) -> list[int]:
        """Return for each gap, by the column before it, how many wires bend in it."""
        changes = [0] * len(self.members)
        for number, wire in enumerate(self.wires):
            start, end = self._ends(wire)
            if wire.hidden or start >= end:
                continue
            lane, source, target = self._travel_lane(number), self.lanes.lanes[wire.source], self.lanes.lanes[wire.target]
            if end == start + 1:
                changes[start] += source != target or wire.leave != self.enters[number]
                continue
            changes[start] += lane != source
            changes[end - 1] += lane != target or self.enters[number] != wire.leave
        return changes

    def _is_direct(self, wire: Wire) -> bool:
        start, end = self._ends(wire)
        return (
            not wire.hidden
            and end == start + 1
            and self.lanes.lanes[wire.source] == self.lanes.lanes[wire.target]
            and not self.changes[start]
            and self.row_of[start] is self.row_of[end]
        )

    # From left to right

    def _fold(self) -> Iterator[_Row]:
        start = 0
        while start < len(self.members):
            end = self._fill(start)
            yield _Row(start, end)
            start = end + 1

    def _fill(self, start: int) -> int:
        """Give columns their x from a row's first one on; return the row's last one."""
        reached: dict[int, tuple[int, int]] = {}
        ends: dict[tuple[int, str], float] = {}
        width = math.inf if self.space.row_width is None else self.space.row_width
        for column in range(start, len(self.members)):
            self._set_column(column, start, reached, ends)
            if column > start and self.right[column] > _OVERFLOW * width:
                fitting = (end for end in range(column - 1, start, -1) if self.right[end] <= width)
                return self._best_end(start, next(fitting, start))
        return len(self.members) - 1

    def _best_end(self, start: int, end: int) -> int:
        """Return the column after which the fewest connections go on, of those that fill most of the row."""
        width = self.space.row_width or 0.0
        choices = [column for column in range(start, end + 1) if self.right[column] >= _LEAST_FILLED * width] or [end]
        crossing = {column: len({source for source, _ in self._crossing(column)}) for column in choices}
        return min(choices, key=lambda column: (crossing[column], -column))

    def _crossing(self, column: int) -> Iterator[tuple[int, int]]:
        """Yield for each wire that goes on behind a column its source, and the lane in which it leaves."""
        for number, wire in enumerate(self.wires):
            start, end = self._ends(wire)
            if start <= column < end and not wire.hidden:
                yield wire.source, self._leaving_lane(number, column)

    def _leaving_lane(self, number: int, column: int) -> int:
        """Return the lane of a wire behind a column: its source's where it starts there, else its own."""
        source = self.wires[number].source
        return self.lanes.lanes[source] if self.lanes.columns[source] == column else self._travel_lane(number)

    def _set_column(
        self, column: int, start: int, reached: dict[int, tuple[int, int]], ends: dict[tuple[int, str], float]
    ) -> None:
        x = self.x[column - 1] if column > start else 0.0
        for number in self.members[column]:
            x = max(x, self._least_x(number, column, start, reached, ends))
        self.x[column] = x
        reaches = [self.pieces[number].reach for number in self.members[column]]
        self.left[column] = min((x - left for left, _ in reaches), default=x)
        before = self.right[column - 1] if column > start else 0.0
        self.right[column] = max([before, *(x + right for _, right in reaches)])
        for number in self.members[column]:
            lane, piece = self.lanes.lanes[number], self.pieces[number]
            reached[lane] = column, number
            if piece.above[0]:
                ends[lane, "above"] = x + piece.above[0] / 2
            if piece.below[0]:
                ends[lane, "below"] = x + piece.front_middle + piece.below[0] / 2

    def _least_x(
        self, number: int, column: int, start: int, reached: dict[int, tuple[int, int]], ends: dict[tuple[int, str], float]
    ) -> float:
        piece, lane = self.pieces[number], self.lanes.lanes[number]
        left, _ = piece.reach
        least = [left]
        if column > start and self.changes[column - 1]:
            gap = _OPEN_GAP + min(_CHANGE_GAP * self.changes[column - 1], _MOST_CHANGE_GAP)
            least.append(self.right[column - 1] + max(gap, self.space.spacing) + left)
        if lane in reached:
            least.append(self._behind(piece, reached[lane], column))
        if piece.above[0] and (lane, "above") in ends:
            least.append(ends[lane, "above"] + self.space.text_gap + piece.above[0] / 2)
        if piece.below[0] and (lane, "below") in ends:
            least.append(ends[lane, "below"] + self.space.text_gap + piece.below[0] / 2 - piece.front_middle)
        return max(least)

    def _behind(self, piece: Piece, before: tuple[int, int], column: int) -> float:
        """Return where a piece may stand behind the one before it in its lane."""
        other_column, other = before
        one, two = self.pieces[other].cuboid, piece.cuboid
        x = self.x[other_column] + self.space.spacing
        if other_column < column - 1:
            return x + one.width / 2 + two.width / 2
        return x + max(one.front[2] - two.front[0], (one.length + two.length) / 2)

    # From top to bottom

    def _set_axes(self) -> None:
        top = 0.0
        for row in self.rows:
            top = self._set_row(row, top)
            crossing = dict.fromkeys(self._crossing(row.end)) if row is not self.rows[-1] else {}
            order = sorted(crossing, key=lambda item: -row.axes[item[1]])
            row.tracks = {item: turn for turn, item in enumerate(order)}
            row.bottom = top
            top += _ROW_GAP + _TRACK * max(len(row.tracks) - 1, 0)

    def _set_row(self, row: _Row, top: float) -> float:
        """Place a row's lanes below each other; return its lower edge."""
        rooms = self._rooms(row)
        for turn, lane in enumerate(sorted(rooms)):
            above, up, down, below = rooms[lane]
            top += _LANE_GAP if turn else 0.0
            row.tops[lane] = top + above
            row.axes[lane] = top + above + up
            row.bottoms[lane] = top + above + up + down
            top += above + up + down + below
        return top

    def _rooms(self, row: _Row) -> dict[int, tuple[float, float, float, float]]:
        """Return for each lane of a row the height of text above, of pieces up and down, and of text below."""
        rooms: dict[int, tuple[float, float, float, float]] = {}
        for column in range(row.start, row.end + 1):
            for number in self.members[column]:
                lane, piece = self.lanes.lanes[number], self.pieces[number]
                above, up, down, below = rooms.get(lane, (0.0, 0.0, 0.0, 0.0))
                half = piece.cuboid.full_height / 2
                rooms[lane] = max(above, piece.above[1]), max(up, half), max(down, half), max(below, piece.below[1])
        for number, wire in enumerate(self.wires):
            start, end = self._ends(wire)
            lane_or_none = self.lanes.edge_lanes[number]
            if lane_or_none is not None and not wire.hidden and start <= row.end and end >= row.start:
                rooms.setdefault(lane_or_none, (0.0, 0.0, 0.0, 0.0))
        return rooms

    # Ways

    def _path(self, number: int, wire: Wire) -> tuple[Point, ...]:
        start, end = self._ends(wire)
        (x0, y0), (x1, y1) = self.middles[wire.source], self.middles[wire.target]
        begin = x0 + self.pieces[wire.source].cuboid.reach_at(wire.leave)[1], y0 + wire.leave
        goal = x1 + self.pieces[wire.target].cuboid.reach_at(self.enters[number])[0], y1 + self.enters[number]
        curve = Curve(begin)
        if start >= end:
            return curve.bend(goal).points
        lane = self.lanes.edge_lanes[number]
        row = self.row_of[start]
        if lane is not None and start < row.end and lane != self.lanes.lanes[wire.source]:
            self._change(curve, start, row.axes[lane])
        for row, following in zip(self.rows, self.rows[1:], strict=False):
            if start <= row.end < end:
                item = wire.source, self._leaving_lane(number, row.end)
                self._turn(curve, row, item, self._arrival(following, end, lane, goal[1]))
        if end > self.row_of[end].start:
            self._change(curve, end - 1, goal[1])
        return curve.line(goal).points

    def _arrival(self, row: _Row, end: int, lane: int | None, goal: float) -> float:
        """Return the height at which a wire comes into a row."""
        return goal if end == row.start or lane is None else row.axes[lane]

    def _change(self, curve: Curve, column: int, y: float) -> None:
        """Lead a curve through the gap behind a column to another height."""
        if abs(curve.end[1] - y) < 1e-6:
            return
        curve.line((max(self.right[column], curve.end[0]), curve.end[1]))
        curve.bend((max(self.left[column + 1], curve.end[0]), y))

    def _turn(self, curve: Curve, row: _Row, item: tuple[int, int], y: float) -> None:
        """Lead a curve from a row's end to the start of the next one."""
        track = row.tracks[item]
        right = self.right[row.end] + _SIDE + _TRACK * track
        between = row.bottom + _ROW_GAP / 2 + _TRACK * track
        left = -_SIDE - _TRACK * (len(row.tracks) - 1 - track)
        at = curve.end[1]
        curve.along([(right, at), (right, between), (left, between), (left, y), (left + _SIDE / 2, y)])
