"""From top to bottom: where the lanes of each row stand, and the ways of wires along and between the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dotnet_viz.diagrams.layered.rows.columns import Columns
from dotnet_viz.diagrams.layered.rows.curves import Curve
from dotnet_viz.diagrams.layered.rows.lanes import Lanes
from dotnet_viz.diagrams.layered.rows.model import Piece, Wire
from dotnet_viz.diagrams.layered.rows.occupancy import Traffic
from dotnet_viz.scene import Point

_LANE_GAP = 10.0
_TRACK = 8.0
_SIDE = 14.0
_ROW_GAP = 18.0


@dataclass
class Row:
    """Columns ``start`` to ``end`` inclusive, the heights of its lanes, and the tracks of wires to the next row.

    Args:
        start: first column.
        end: last column.
        axes: middle of each lane.
        tops: lower edge of the text above each lane.
        bottoms: upper edge of the text below each lane.
        bottom: lower edge of the row.
        tracks: by source and lane of a wire, which of the parallel ways to the next row it takes.
    """

    start: int
    end: int
    axes: dict[int, float] = field(default_factory=dict)
    tops: dict[int, float] = field(default_factory=dict)
    bottoms: dict[int, float] = field(default_factory=dict)
    bottom: float = 0.0
    tracks: dict[tuple[int, int], int] = field(default_factory=dict)


class Ways:
    """The rows of a level and the ways between its pieces.

    Args:
        pieces: with their columns' places.
        wires: to be led.
        lanes: columns and lanes of both.
        traffic: where wires run.
        columns: places from left to right.

    Attributes:
        rows: from the top.
        row_of: the row of each column.
        middles: of the pieces.
    """

    def __init__(
        self, pieces: Sequence[Piece], wires: Sequence[Wire], lanes: Lanes, traffic: Traffic, columns: Columns
    ) -> None:
        self._pieces, self._wires, self._lanes, self._traffic, self._columns = pieces, wires, lanes, traffic, columns
        self.rows = [Row(start, end) for start, end in columns.spans]
        self.row_of = [row for row in self.rows for _ in range(row.start, row.end + 1)]
        self._set_rows()
        self.middles = [
            (columns.x[column], self.row_of[column].axes[lane]) for column, lane in zip(lanes.columns, lanes.lanes, strict=True)
        ]

    def path(self, number: int) -> tuple[Point, ...]:
        """Return the way of a wire as a chain of curves; empty for a hidden one."""
        wire = self._wires[number]
        if wire.hidden:
            return ()
        start, end = self._traffic.columns(wire)
        begin, goal = self._ends(number, wire)
        curve = Curve(begin)
        if start >= end:
            return curve.bend(goal).points
        lane, row = self._lanes.edge_lanes[number], self.row_of[start]
        if lane is not None and start < row.end and lane != self._lanes.lanes[wire.source]:
            self._change(curve, start, row.axes[lane])
        self._turns(curve, number, goal[1])
        if end > self.row_of[end].start:
            self._change(curve, end - 1, goal[1])
        return curve.line(goal).points

    def is_direct(self, wire: Wire) -> bool:
        """Whether a wire leads to its neighbour in the same row and lane, and nothing bends between them."""
        start, end = self._traffic.columns(wire)
        return self._traffic.is_alone(wire) and self.row_of[start] is self.row_of[end]

    # Heights

    def _set_rows(self) -> None:
        rooms = self._rooms()
        top = 0.0
        for row, own in zip(self.rows, rooms, strict=True):
            row.bottom = top = self._set_lanes(row, own, top)
            if row is not self.rows[-1]:
                crossing = dict.fromkeys(self._traffic.crossing(row.end))
                order = sorted(crossing, key=lambda item, axes=row.axes: -axes[item[1]])  # type: ignore[misc]
                row.tracks = {item: index for index, item in enumerate(order)}
            top += _ROW_GAP + _TRACK * max(len(row.tracks) - 1, 0)

    def _set_lanes(self, row: Row, rooms: dict[int, tuple[float, float, float]], top: float) -> float:
        """Place a row's lanes below each other; return its lower edge."""
        for index, lane in enumerate(sorted(rooms)):
            above, half, below = rooms[lane]
            top += _LANE_GAP if index else 0.0
            row.tops[lane] = top + above
            row.axes[lane] = top + above + half
            row.bottoms[lane] = top + above + 2 * half
            top += above + 2 * half + below
        return top

    def _rooms(self) -> list[dict[int, tuple[float, float, float]]]:
        """Return for each lane of each row the height of text above, half that of its pieces, that of text below."""
        number_of = {id(row): index for index, row in enumerate(self.rows)}
        rooms: list[dict[int, tuple[float, float, float]]] = [{} for _ in self.rows]
        for piece, column, lane in zip(self._pieces, self._lanes.columns, self._lanes.lanes, strict=True):
            own = rooms[number_of[id(self.row_of[column])]]
            above, half, below = own.get(lane, (0.0, 0.0, 0.0))
            own[lane] = max(above, piece.above[1]), max(half, piece.cuboid.full_height / 2), max(below, piece.below[1])
        for wire, lane_or_none in zip(self._wires, self._lanes.edge_lanes, strict=True):
            if lane_or_none is not None and not wire.hidden:
                start, end = (number_of[id(self.row_of[column])] for column in self._traffic.columns(wire))
                for own in rooms[start : end + 1]:
                    own.setdefault(lane_or_none, (0.0, 0.0, 0.0))
        return rooms

    # Ways

    def _ends(self, number: int, wire: Wire) -> tuple[Point, Point]:
        (x0, y0), (x1, y1) = self.middles[wire.source], self.middles[wire.target]
        enter = self._traffic.enters[number]
        begin = x0 + self._pieces[wire.source].cuboid.reach_at(wire.leave)[1], y0 + wire.leave
        return begin, (x1 + self._pieces[wire.target].cuboid.reach_at(enter)[0], y1 + enter)

    def _turns(self, curve: Curve, number: int, goal: float) -> None:
        """Lead a curve from row to row as far as its wire goes."""
        wire, lane = self._wires[number], self._lanes.edge_lanes[number]
        start, end = self._traffic.columns(wire)
        first, last = self.rows.index(self.row_of[start]), self.rows.index(self.row_of[end])
        for row, following in zip(self.rows[first:last], self.rows[first + 1 : last + 1], strict=True):
            arrives = goal if end == following.start or lane is None else following.axes[lane]
            self._turn(curve, row, (wire.source, self._traffic.leaving_lane(number, row.end)), arrives)

    def _change(self, curve: Curve, column: int, y: float) -> None:
        """Lead a curve through the gap behind a column to another height."""
        if abs(curve.end[1] - y) < 1e-6:
            return
        curve.line((max(self._columns.right[column], curve.end[0]), curve.end[1]))
        curve.bend((max(self._columns.left[column + 1], curve.end[0]), y))

    def _turn(self, curve: Curve, row: Row, item: tuple[int, int], y: float) -> None:
        """Lead a curve from a row's end to the start of the next one."""
        track = row.tracks[item]
        right = self._columns.right[row.end] + _SIDE + _TRACK * track
        between = row.bottom + _ROW_GAP / 2 + _TRACK * track
        left = -_SIDE - _TRACK * (len(row.tracks) - 1 - track)
        position = curve.end[1]
        curve.along([(right, position), (right, between), (left, between), (left, y), (left + _SIDE / 2, y)])
