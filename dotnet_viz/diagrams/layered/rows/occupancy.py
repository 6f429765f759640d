"""Where wires run: the columns and lanes of their ends, the gaps in which they bend, the heights at which they end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dotnet_viz.diagrams.layered.rows.lanes import Lanes
from dotnet_viz.diagrams.layered.rows.model import Piece, Wire

_PORT_STEP = 6.0
_PORT_SHARE = 0.7


class Traffic:
    """The wires of one level.

    Args:
        pieces: what they join.
        wires: to be led.
        lanes: columns and lanes of both.
    """

    def __init__(self, pieces: Sequence[Piece], wires: Sequence[Wire], lanes: Lanes) -> None:
        self._pieces, self._wires, self._lanes = pieces, wires, lanes
        self.enters = self._enters()
        self.changes = [0] * (max(lanes.columns, default=-1) + 1)
        self.bent = [False] * len(pieces)
        self._count_changes()
        self._passing = self._passers()

    def columns(self, wire: Wire) -> tuple[int, int]:
        """Return the columns of a wire's ends."""
        return self._lanes.columns[wire.source], self._lanes.columns[wire.target]

    def travel_lane(self, number: int) -> int:
        """Return the lane in which a wire runs."""
        lane = self._lanes.edge_lanes[number]
        return self._lanes.lanes[self._wires[number].source] if lane is None else lane

    def leaving_lane(self, number: int, column: int) -> int:
        """Return the lane of a wire behind a column: its source's where it starts there, else its own.

        Args:
            number: position of the wire.
            column: the column that it leaves.
        """
        source = self._wires[number].source
        return self._lanes.lanes[source] if self._lanes.columns[source] == column else self.travel_lane(number)

    def crossing(self, column: int) -> Iterator[tuple[int, int]]:
        """Yield for each wire that goes on behind a column its source, and the lane in which it leaves."""
        for number in self._passing[column]:
            yield self._wires[number].source, self.leaving_lane(number, column)

    def is_alone(self, wire: Wire) -> bool:
        """Whether a wire leads to the next column in its lane, and nothing bends between them."""
        start, end = self.columns(wire)
        in_lane = self._lanes.lanes[wire.source] == self._lanes.lanes[wire.target]
        return not wire.hidden and end == start + 1 and in_lane and not self.changes[start]

    def _enters(self) -> list[float]:
        """Return where below the target's middle each wire ends: spread, those of upper lanes above."""
        arriving: dict[int, list[int]] = defaultdict(list)
        for number, wire in enumerate(self._wires):
            if not wire.hidden:
                arriving[wire.target].append(number)
        enters = [wire.enter or 0.0 for wire in self._wires]
        for target, numbers in arriving.items():
            numbers.sort(key=lambda number: (self.travel_lane(number), number))
            step = min(_PORT_STEP, _PORT_SHARE * self._pieces[target].cuboid.height / len(numbers))
            for index, number in enumerate(numbers):
                if self._wires[number].enter is None:
                    enters[number] = (index - (len(numbers) - 1) / 2) * step
        return enters

    def _count_changes(self) -> None:
        """Count for each gap, by the column before it, how many wires bend in it; mark the pieces they come from."""
        for number, wire in enumerate(self._wires):
            start, end = self.columns(wire)
            if wire.hidden or start >= end:
                continue
            lane, source, target = self.travel_lane(number), self._lanes.lanes[wire.source], self._lanes.lanes[wire.target]
            self.bent[wire.source] |= end > start + 1 or lane != target or self.enters[number] != wire.leave
            if end > start + 1:
                self.changes[start] += lane != source
            self.changes[end - 1] += lane != target or self.enters[number] != wire.leave

    def _passers(self) -> list[list[int]]:
        """Return for each column the wires that go on behind it."""
        passing: list[list[int]] = [[] for _ in self.changes]
        for number, wire in enumerate(self._wires):
            if not wire.hidden:
                for column in range(*self.columns(wire)):
                    passing[column].append(number)
        return passing
