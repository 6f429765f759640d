"""Where edges run: the columns and tracks of their ends, the gaps in which they bend, the heights at which they end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dotnet_viz.diagrams.layered.rows.model import RowEdge, RowItem
from dotnet_viz.diagrams.layered.rows.tracks import Tracks

_PORT_STEP = 6.0
_PORT_SHARE = 0.7


class Occupancy:
    """The edges of one level.

    Args:
        items: what they join.
        edges: to be led.
        tracks: columns and tracks of both.
    """

    def __init__(self, items: Sequence[RowItem], edges: Sequence[RowEdge], tracks: Tracks) -> None:
        self._items, self._edges, self._tracks = items, edges, tracks
        self.enters = self._enters()
        self.changes = [0] * (max(tracks.columns, default=-1) + 1)
        self.bent = [False] * len(items)
        self.entered = [False] * len(items)
        self._count_changes()
        self._passing = self._passers()

    def columns(self, edge: RowEdge) -> tuple[int, int]:
        """Return the columns of an edge's ends."""
        return self._tracks.columns[edge.source], self._tracks.columns[edge.target]

    def travel_track(self, number: int) -> int:
        """Return the track in which an edge runs."""
        track = self._tracks.edge_tracks[number]
        return self._tracks.tracks[self._edges[number].source] if track is None else track

    def leaving_track(self, number: int, column: int) -> int:
        """Return the track of an edge behind a column: its source's where it starts there, else its own.

        Args:
            number: position of the edge.
            column: the column that it leaves.
        """
        source = self._edges[number].source
        return self._tracks.tracks[source] if self._tracks.columns[source] == column else self.travel_track(number)

    def crossing(self, column: int) -> Iterator[tuple[int, int]]:
        """Yield for each edge that goes on behind a column its source, and the track in which it leaves."""
        for number in self._passing[column]:
            yield self._edges[number].source, self.leaving_track(number, column)

    def is_alone(self, edge: RowEdge) -> bool:
        """Whether an edge leads to the next column in its track, and nothing bends between them."""
        start, end = self.columns(edge)
        in_track = self._tracks.tracks[edge.source] == self._tracks.tracks[edge.target]
        return not edge.hidden and end == start + 1 and in_track and not self.changes[start]

    def _enters(self) -> list[float]:
        """Return where below the target's middle each edge ends: at equal distances, those of upper tracks above."""
        arriving: dict[int, list[int]] = defaultdict(list)
        for number, edge in enumerate(self._edges):
            if not edge.hidden:
                arriving[edge.target].append(number)
        enters = [edge.enter or 0.0 for edge in self._edges]
        for target, numbers in arriving.items():
            numbers.sort(key=lambda number: (self.travel_track(number), number))
            step = min(_PORT_STEP, _PORT_SHARE * self._items[target].cuboid.height / len(numbers))
            for index, number in enumerate(numbers):
                if self._edges[number].enter is None:
                    enters[number] = (index - (len(numbers) - 1) / 2) * step
        return enters

    def _count_changes(self) -> None:
        """Count for each gap, by the column before it, how many edges bend in it; mark the items at their ends."""
        for number, edge in enumerate(self._edges):
            start, end = self.columns(edge)
            if edge.hidden or start >= end:
                continue
            track, source, target = (
                self.travel_track(number),
                self._tracks.tracks[edge.source],
                self._tracks.tracks[edge.target],
            )
            self.bent[edge.source] |= end > start + 1 or track != target or self.enters[number] != edge.leave
            # A line leads to a frame and from it, or its border, even where it does not bend.
            self.bent[edge.source] |= self._items[edge.target].apart
            self.entered[edge.target] |= self._items[edge.source].apart
            if end > start + 1:
                self.changes[start] += track != source
            self.changes[end - 1] += track != target or self.enters[number] != edge.leave

    def _passers(self) -> list[list[int]]:
        """Return for each column the edges that go on behind it."""
        passing: list[list[int]] = [[] for _ in self.changes]
        for number, edge in enumerate(self._edges):
            if not edge.hidden:
                for column in range(*self.columns(edge)):
                    passing[column].append(number)
        return passing
