"""Columns and tracks of a graph whose data flow from left to right.

A node's column is the length of the longest path to it (the layering of Sugiyama, Tagawa and Toda 1981). A track
is a line along the flow: a node goes on in the track of a node before it, a branch gets the nearest free track,
and a connection that skips columns has a track for itself in between, so that it crosses no node. Both are found
in one pass from left to right, in time proportional to nodes, edges and tracks in use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from dotnet_viz.traversal import topological_order

Pair = tuple[int, int]


@dataclass(frozen=True)
class Tracks:
    """Where nodes and edges run.

    Args:
        columns: of each node, from 0.
        tracks: of each node; 0 is the trunk, negative ones are above it.
        edge_tracks: of each edge that skips columns, else ``None``.
    """

    columns: tuple[int, ...]
    tracks: tuple[int, ...]
    edge_tracks: tuple[int | None, ...]


def tracks_of(size: int, edges: Sequence[Pair], *, first: Sequence[int] = (), last: Sequence[int] = ()) -> Tracks:
    """Return columns and tracks of a graph.

    Args:
        size: number of nodes.
        edges: pairs of node numbers; one that closes a circle is left out of the order.
        first: nodes that stand in the first column in any case.
        last: nodes that stand in the last column in any case.

    Example:
        >>> tracks_of(4, [(0, 1), (1, 2), (2, 3), (0, 3)])
        Tracks(columns=(0, 1, 2, 3), tracks=(0, 0, 0, 0), edge_tracks=(None, None, None, -1))
    """
    columns = _columns(size, edges, set(first), set(last))
    return _Assignment(size, edges, columns).run()


def _columns(size: int, edges: Sequence[Pair], first: set[int], last: set[int]) -> list[int]:
    followers: list[list[int]] = [[] for _ in range(size)]
    for source, target in edges:
        followers[source].append(target)
    order = topological_order(range(size), edges, break_cycles=True)
    index = {node: position for position, node in enumerate(order)}
    columns = [0] * size
    for node in order:
        for other in followers[node]:
            if index[other] > index[node]:
                columns[other] = max(columns[other], columns[node] + 1)
    entered = {target for source, target in edges if index[source] < index[target]}
    for node in reversed(order):
        # A source stands right before the first node that it feeds, not far away at the start.
        if node not in entered and node not in first and followers[node]:
            columns[node] = max(min(columns[other] for other in followers[node]) - 1, 0)
    if last:
        end = max(columns, default=0)
        end += any(columns[node] == end for node in range(size) if node not in last)
        columns = [end if node in last else column for node, column in enumerate(columns)]
    return columns


class _Assignment:
    """The sweep from left to right; ``busy`` holds the last column in which each track is taken."""

    def __init__(self, size: int, edges: Sequence[Pair], columns: Sequence[int]) -> None:
        self.edges, self.columns = edges, columns
        self.leaving: dict[int, list[int]] = defaultdict(list)
        self.arriving: dict[int, list[int]] = defaultdict(list)
        for number, (source, target) in enumerate(edges):
            if columns[source] < columns[target]:
                self.leaving[source].append(number)
                self.arriving[target].append(number)
        self.tracks = [0] * size
        self.edge_tracks: list[int | None] = [None] * len(edges)
        self.busy: dict[int, int] = {}
        self.heights = self._heights(size)

    def run(self) -> Tracks:
        members: dict[int, list[int]] = defaultdict(list)
        for node, column in enumerate(self.columns):
            members[column].append(node)
        for column in sorted(members):
            for node in sorted(members[column], key=lambda item: (-self.heights[item], item)):
                self._place(node, column)
            kept = {self.tracks[node]: node for node in members[column] if self.leaving[node]}
            for node in members[column]:
                self._lead(node, column, kept)
        return Tracks(tuple(self.columns), tuple(self.tracks), tuple(self.edge_tracks))

    def _heights(self, size: int) -> list[int]:
        """Return for each node how many columns the longest path from it takes."""
        heights = [0] * size
        for node in sorted(range(size), key=lambda item: -self.columns[item]):
            ahead = [heights[self.edges[number][1]] + 1 for number in self.leaving[node]]
            heights[node] = max(ahead, default=0)
        return heights

    def _goes_on(self, node: int) -> bool:
        return any(self.columns[self.edges[number][1]] == self.columns[node] + 1 for number in self.leaving[node])

    def _place(self, node: int, column: int) -> None:
        wished = sorted({self._track_of(number) for number in self.arriving[node]}, key=lambda track: (abs(track), track))
        tracks = chain(wished, _around(wished[0] if wished else 0, 1))
        self.tracks[node] = next(track for track in tracks if self.busy.get(track, -1) < column)
        self.busy[self.tracks[node]] = column

    def _track_of(self, number: int) -> int:
        track = self.edge_tracks[number]
        return self.tracks[self.edges[number][0]] if track is None else track

    def _lead(self, node: int, column: int, kept: Mapping[int, int]) -> None:
        """Give the edges that skip columns a track; those of one node share it, the farthest keeps it."""
        skipping = [number for number in self.leaving[node] if self.columns[self.edges[number][1]] > column + 1]
        if not skipping:
            return
        track = next(track for track in _around(self.tracks[node], -1) if self._is_free(track, node, column, kept))
        self.busy[track] = max(self.columns[self.edges[number][1]] for number in skipping) - 1
        for number in skipping:
            self.edge_tracks[number] = track

    def _is_free(self, track: int, node: int, column: int, kept: Mapping[int, int]) -> bool:
        """Whether a track is free behind a column; those of nodes that lead on are kept for what follows them."""
        if track in kept and (kept[track] != node or self._goes_on(node)):
            return False
        return self.busy.get(track, -1) <= column


def _around(track: int, side: int) -> Iterator[int]:
    """Yield a track and then its neighbours, the nearest first, one side before the other."""
    yield track
    for distance in count(1):
        yield track + side * distance
        yield track - side * distance
