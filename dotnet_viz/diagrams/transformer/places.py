"""Places of boxes in columns from bottom to top, and the routes of lines: up the column, around blocks, to the other column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.scene import Point

FRAME_PADDING, FRAME_HEAD = 12.0, 22.0
PORT_PLACES = {"V": -0.28, "K": 0.0, "Q": 0.28}
"""Where lines enter attention from below, as parts of its width from the middle."""

_TRACK = 13.0
_BETWEEN = 40.0


@dataclass(frozen=True)
class ColumnGaps:
    """Distances, in CSS pixels.

    Args:
        plain: below a box.
        attention: below a box with three ports.
    """

    plain: float = 26.0
    attention: float = 40.0

    def below(self, box: PlacedBox) -> float:
        """Return the distance below a box."""
        return self.attention if box.is_attention else self.plain


@dataclass(frozen=True)
class PlacedBox:
    """A box to be placed.

    Args:
        number: of the part that it shows.
        width: in CSS pixels.
        height: in CSS pixels.
        is_attention: whether lines enter it by three ports.
        frame: number of the frame that it stands in.
    """

    number: int
    width: float
    height: float
    is_attention: bool = False
    frame: int | None = None


@dataclass(frozen=True)
class TensorLine:
    """A tensor between two boxes.

    Args:
        source: number of a part.
        target: number of a part.
        port: ``"Q"``, ``"K"`` or ``"V"`` at attention, else empty.
    """

    source: int
    target: int
    port: str = ""


class Columns:
    """Boxes in their places.

    Args:
        columns: from left to right, each from bottom to top.
        lines: between them.
        gaps: between boxes.
    """

    def __init__(
        self, columns: Sequence[Sequence[PlacedBox]], lines: Sequence[TensorLine], gaps: ColumnGaps = ColumnGaps()
    ) -> None:
        self._gaps = gaps
        self._columns, self._lines = columns, list(dict.fromkeys(lines))
        self._boxes = {box.number: box for column in columns for box in column}
        self._column = {box.number: index for index, column in enumerate(columns) for box in column}
        self._next = {pair for column in columns for pair in pairwise(box.number for box in column)}
        self._onward = {before.number: box for column in columns for before, box in pairwise(column)}
        self._tracks = {line: track for index in range(len(columns)) for line, track in self._around(index)}
        self.middles = self._placed()

    # Boxes

    def _placed(self) -> Mapping[int, Point]:
        middles: dict[int, Point] = {}
        x = 0.0
        for index, column in enumerate(self._columns):
            width = max((box.width for box in column), default=0.0)
            x += self._side_room(index) if self._is_left(index) else 0.0
            y = 0.0
            for before, box in zip([None, *column], column, strict=False):
                y -= self._gap(before, box) if before is not None else 0.0
                middles[box.number] = x + width / 2, y - box.height / 2
                y -= box.height
            x += width + (0.0 if self._is_left(index) else self._side_room(index)) + _BETWEEN
        return middles

    def _is_left(self, column: int) -> bool:
        """Whether lines around blocks pass on the left: always, but in the second of two columns, as in the paper."""
        return column == 0

    def _side_room(self, column: int) -> float:
        tracks = [track for line, track in self._tracks.items() if self._column[line.target] == column]
        return FRAME_PADDING + _TRACK * (max(tracks, default=-1) + 1)

    def _gap(self, before: PlacedBox, box: PlacedBox) -> float:
        gap = self._gaps.below(box)
        if before.frame != box.frame:
            gap += FRAME_PADDING + (FRAME_HEAD if before.frame is not None else 0.0)
        return gap

    def frame(self, number: int) -> Box:
        """Return the box of a frame.

        Args:
            number: of the frame.
        """
        boxes = [box for box in self._boxes.values() if box.frame == number]
        column = self._column[boxes[0].number]
        around = FRAME_PADDING + self._tracks_of(number) * _TRACK
        inside = union(Box.around_middle(self.middles[box.number], box.width, box.height) for box in boxes)
        left, right = (around, FRAME_PADDING) if self._is_left(column) else (FRAME_PADDING, around)
        below = self._gaps.below(boxes[0]) * 0.8
        return Box(inside.left - left, inside.top - FRAME_HEAD, inside.right + right, inside.bottom + below)

    def _tracks_of(self, frame: int) -> int:
        tracks = [track for line, track in self._tracks.items() if self._boxes[line.target].frame == frame]
        return max(tracks, default=-1) + 1

    # Lines

    def routes(self) -> Iterator[tuple[TensorLine, tuple[Point, ...]]]:
        """Yield each line with its corners."""
        sources: dict[int, int] = {}
        for line in self._lines:
            if line in self._tracks:
                yield line, self._side_route(line)
            elif self._column[line.source] == self._column[line.target]:
                yield line, self._straight(line)
            else:
                first = sources.setdefault(line.source, len(sources))
                yield line, self._far_route(line, first)

    def _around(self, column: int) -> Iterator[tuple[TensorLine, int]]:
        """Yield the lines around boxes of a column, short ones innermost."""
        order = {box.number: place for place, box in enumerate(self._columns[column])}
        inside = [
            line
            for line in self._lines
            if line.source in order and line.target in order and (line.source, line.target) not in self._next
        ]
        taken: list[list[tuple[int, int]]] = []
        for line in sorted(inside, key=lambda line: (order[line.target] - order[line.source], order[line.source])):
            start, end = order[line.source], order[line.target]
            track = next(
                (
                    track for track, spans in enumerate(taken)
                    if all(end <= one or other <= start for one, other in spans)
                ),
                len(taken),
            )  # fmt: skip
            if track == len(taken):
                taken.append([])
            taken[track].append((start, end))
            yield line, track

    def _top(self, number: int) -> Point:
        x, y = self.middles[number]
        return x, y - self._boxes[number].height / 2

    def _entry(self, line: TensorLine) -> Point:
        """Return where a line enters a box from below."""
        (x, y), box = self.middles[line.target], self._boxes[line.target]
        return x + PORT_PLACES.get(line.port, 0.0) * box.width, y + box.height / 2

    def _straight(self, line: TensorLine) -> tuple[Point, ...]:
        start, end = self._top(line.source), self._entry(line)
        if abs(start[0] - end[0]) < 1.0:
            return start, end
        y = end[1] + self._gaps.attention * 0.5
        return start, (start[0], y), (end[0], y), end

    def _side_route(self, line: TensorLine) -> tuple[Point, ...]:
        """Return the route of a line that leaves the column above its source and enters its target from the side."""
        sign = -1.0 if self._is_left(self._column[line.target]) else 1.0
        start, (x, y), box = self._top(line.source), self.middles[line.target], self._boxes[line.target]
        edge = max(other.width for other in self._columns[self._column[line.target]]) / 2
        aside = x + sign * (edge + FRAME_PADDING / 2 + _TRACK * (self._tracks[line] + 0.3))
        onward = self._onward[line.source]
        fork = (
            self.middles[onward.number][1]
            + onward.height / 2
            + self._gaps.below(onward) * (0.72 if onward.is_attention else 0.58)
        )
        return start, (start[0], fork), (aside, fork), (aside, y), (x + sign * box.width / 2, y)

    def _far_route(self, line: TensorLine, number: int) -> tuple[Point, ...]:
        """Return the route from the top of a column to a box of the other one."""
        start, end = self._top(line.source), self._entry(line)
        target = self.middles[line.target][0] - max(box.width for box in self._columns[self._column[line.target]]) / 2
        between = target - _BETWEEN / 2
        y = end[1] + self._gaps.attention * 0.3
        above = start[1] - 12.0 - (FRAME_HEAD if self._boxes[line.source].frame is not None else 0.0) - 8.0 * number
        return start, (start[0], above), (between, above), (between, y), (end[0], y), end
