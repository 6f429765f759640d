"""From top to bottom: where the tracks of each row stand, and the routes of edges along and between the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dotnet_viz.diagrams.layered.rows.columns import PlacedColumns
from dotnet_viz.diagrams.layered.rows.curves import CurvePen
from dotnet_viz.diagrams.layered.rows.model import RowEdge, RowItem
from dotnet_viz.diagrams.layered.rows.occupancy import Occupancy
from dotnet_viz.diagrams.layered.rows.tracks import Tracks
from dotnet_viz.scene import Point

_SLOT = 8.0
_SIDE = 14.0
_ROW_GAP = 18.0


@dataclass
class BlockRow:
    """Columns ``start`` to ``end`` inclusive, the middles of its tracks, and the slots of edges to the next row.

    Args:
        start: first column.
        end: last column.
        axes: middle of each track.
        bottom: lower edge of the row.
        slots: by source and track of an edge, which of the parallel routes to the next row it takes.
    """

    start: int
    end: int
    axes: dict[int, float] = field(default_factory=dict)
    bottom: float = 0.0
    slots: dict[tuple[int, int], int] = field(default_factory=dict)


class Routes:
    """The rows of a level and the routes between its items.

    Args:
        items: with their columns' places.
        edges: to be led.
        tracks: columns and tracks of both.
        occupancy: where edges run.
        columns: places from left to right.
        track_gap: pixels between two tracks.

    Attributes:
        rows: from the top.
        row_of: the row of each column.
        middles: of the items.
        halves: for each item half the height of those whose texts stand in line with its own.
    """

    def __init__(
        self,
        items: Sequence[RowItem],
        edges: Sequence[RowEdge],
        tracks: Tracks,
        occupancy: Occupancy,
        columns: PlacedColumns,
        track_gap: float,
    ) -> None:
        self._track_gap = track_gap
        self._items, self._edges, self._tracks, self._occupancy, self._columns = items, edges, tracks, occupancy, columns
        self.rows = [BlockRow(start, end) for start, end in columns.spans]
        self.row_of = [row for row in self.rows for _ in range(row.start, row.end + 1)]
        self.halves = self._halves()
        self._set_rows()
        self.middles = [
            (columns.x[column], self.row_of[column].axes[track])
            for column, track in zip(tracks.columns, tracks.tracks, strict=True)
        ]

    def path(self, number: int) -> tuple[Point, ...]:
        """Return the route of an edge as a chain of curves; empty for a hidden one."""
        edge = self._edges[number]
        if edge.hidden:
            return ()
        start, end = self._occupancy.columns(edge)
        begin, goal = self._ends(number, edge)
        curve = CurvePen(begin)
        if start >= end:
            return curve.bend(goal).points
        track, row = self._tracks.edge_tracks[number], self.row_of[start]
        if track is not None and start < row.end and track != self._tracks.tracks[edge.source]:
            self._change(curve, start, row.axes[track])
        self._turns(curve, number, goal[1])
        if end > self.row_of[end].start:
            self._change(curve, end - 1, goal[1])
        return curve.line(goal).points

    def is_direct(self, edge: RowEdge) -> bool:
        """Whether an edge leads to its neighbour in the same row and track, and nothing bends between them."""
        start, end = self._occupancy.columns(edge)
        return self._occupancy.is_alone(edge) and self.row_of[start] is self.row_of[end]

    # Heights

    def _set_rows(self) -> None:
        rooms = self._rooms()
        top = 0.0
        for row, own in zip(self.rows, rooms, strict=True):
            row.bottom = top = self._set_tracks(row, own, top)
            if row is not self.rows[-1]:
                crossing = dict.fromkeys(self._occupancy.crossing(row.end))
                order = sorted(crossing, key=lambda item, axes=row.axes: -axes[item[1]])  # type: ignore[misc]
                row.slots = {item: index for index, item in enumerate(order)}
            top += _ROW_GAP + _SLOT * max(len(row.slots) - 1, 0)

    def _set_tracks(self, row: BlockRow, rooms: dict[int, tuple[float, float]], top: float) -> float:
        """Place a row's tracks below each other; return its lower edge."""
        for index, track in enumerate(sorted(rooms)):
            above, below = rooms[track]
            top += self._track_gap if index else 0.0
            row.axes[track] = top + above
            top += above + below
        return top

    def _halves(self) -> list[float]:
        """Return for each item half the height of those whose texts stand in line with its own: none beyond a frame."""
        lines: dict[tuple[int, int], list[list[int]]] = defaultdict(list)
        for column, members in enumerate(self._columns.members):
            for number in members:
                known = lines[id(self.row_of[column]), self._tracks.tracks[number]]
                if not known or self._items[number].is_frame or self._items[known[-1][-1]].is_frame:
                    known.append([])
                known[-1].append(number)
        halves = [0.0] * len(self._items)
        for line in (line for known in lines.values() for line in known):
            half = max(self._items[number].cuboid.full_height / 2 for number in line)
            for number in line:
                halves[number] = half
        return halves

    def _rooms(self) -> list[dict[int, tuple[float, float]]]:
        """Return for each track of each row how far its items and their texts reach above and below its middle."""
        number_of = {id(row): index for index, row in enumerate(self.rows)}
        rooms: list[dict[int, tuple[float, float]]] = [{} for _ in self.rows]
        for number, (column, track) in enumerate(zip(self._tracks.columns, self._tracks.tracks, strict=True)):
            own = rooms[number_of[id(self.row_of[column])]]
            above, below = own.get(track, (0.0, 0.0))
            item, half = self._items[number], self.halves[number]
            own[track] = max(above, half + item.above[1]), max(below, half + item.below[1])
        for edge, track_or_none in zip(self._edges, self._tracks.edge_tracks, strict=True):
            if track_or_none is not None and not edge.hidden:
                start, end = (number_of[id(self.row_of[column])] for column in self._occupancy.columns(edge))
                for own in rooms[start : end + 1]:
                    own.setdefault(track_or_none, (0.0, 0.0))
        return rooms

    # Routes

    def _ends(self, number: int, edge: RowEdge) -> tuple[Point, Point]:
        (x0, y0), (x1, y1) = self.middles[edge.source], self.middles[edge.target]
        enter = self._occupancy.enters[number]
        begin = x0 + self._items[edge.source].cuboid.reach_at(edge.leave)[1], y0 + edge.leave
        return begin, (x1 + self._items[edge.target].cuboid.reach_at(enter)[0], y1 + enter)

    def _turns(self, curve: CurvePen, number: int, goal: float) -> None:
        """Lead a curve from row to row as far as its edge goes."""
        edge, track = self._edges[number], self._tracks.edge_tracks[number]
        start, end = self._occupancy.columns(edge)
        first, last = self.rows.index(self.row_of[start]), self.rows.index(self.row_of[end])
        for row, following in zip(self.rows[first:last], self.rows[first + 1 : last + 1], strict=True):
            arrives = goal if end == following.start or track is None else following.axes[track]
            self._turn(curve, row, (edge.source, self._occupancy.leaving_track(number, row.end)), arrives)

    def _change(self, curve: CurvePen, column: int, y: float) -> None:
        """Lead a curve through the gap behind a column to another height."""
        if abs(curve.end[1] - y) < 1e-6:
            return
        curve.line((max(self._columns.right[column], curve.end[0]), curve.end[1]))
        curve.bend((max(self._columns.left[column + 1], curve.end[0]), y))

    def _turn(self, curve: CurvePen, row: BlockRow, item: tuple[int, int], y: float) -> None:
        """Lead a curve from a row's end to the start of the next one."""
        slot = row.slots[item]
        right = self._columns.right[row.end] + _SIDE + _SLOT * slot
        between = row.bottom + _ROW_GAP / 2 + _SLOT * slot
        left = -_SIDE - _SLOT * (len(row.slots) - 1 - slot)
        position = curve.end[1]
        curve.along([(right, position), (right, between), (left, between), (left, y), (left + _SIDE / 2, y)])
