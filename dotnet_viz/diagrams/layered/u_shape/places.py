"""Places of the blocks of a U: rows below each other, and as much room beside blocks as the lines between rows need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.diagrams.layered.labels import room_of
from dotnet_viz.diagrams.layered.nesting import Link
from dotnet_viz.diagrams.layered.placement import TEXT_GAP, TEXT_SPACE, LayerBlock
from dotnet_viz.diagrams.layered.u_shape.levels import ULevels
from dotnet_viz.scene import Point

TRACK = 9.0
# Of lines that come and go between two texts, which would else be further apart.
_LEAST_TRACK = 2.5
# Between the roof of a block and the lowest line over it.
ABOVE = 14.0

_ARROW = 16.0
_BETWEEN_SIDES = 40.0
_ROW_GAP = 20.0
_INDENT = 22.0
_STEP = 30.0


@dataclass(frozen=True)
class UPlaces:
    """Where everything stands, in pixels.

    Args:
        middles: of the blocks.
        rows: ids of the blocks in each row, from left to right.
        tops: upper edge of the highest block of each row.
        bottoms: lower edge of the highest block of each row.
        heads: upper edge of each row with its texts, where the tracks of lines begin.
        feet: lower edge of each row with its texts.
        lefts: for each block where lines from other rows come down to it.
        rights: for each block where lines to other rows leave it.
        width: of the whole.
        is_flat: whether lower rows stand beside the rows above them.
    """

    middles: Mapping[str, Point]
    rows: Sequence[Sequence[str]]
    tops: Sequence[float]
    bottoms: Sequence[float]
    heads: Sequence[float]
    feet: Sequence[float]
    lefts: Mapping[str, float]
    rights: Mapping[str, float]
    width: float
    is_flat: bool = False


def place_u(
    found: ULevels, blocks: Mapping[str, LayerBlock], links: Sequence[Link], *, gap: float, text_size: float, shape: str,
    clear_sides: bool = False,
) -> UPlaces:  # fmt: skip
    """Return the places of the blocks of a U.

    Args:
        found: its levels.
        blocks: by id of their node.
        links: between them.
        gap: pixels between neighbours.
        text_size: font size in pixels.
        shape: ``"steps"`` where each row begins where the one above it ends, ``"flat"`` where rows are as close below each
            other as lines allow as well, ``"stacked"`` where rows begin below each other, which is narrowest.
        clear_sides: whether no block stands before the side of another.
    """
    across = _Across(found, blocks, links, gap, TEXT_SPACE * text_size, shape != "stacked", clear_sides)
    middles_x = across.placed()
    rows = [[name for name in found.order if found.rows[name] == row] for row in range(found.row_count)]
    rows = [sorted(row, key=lambda name: middles_x[name]) for row in rows]
    middles: dict[str, Point] = {}
    tops, bottoms, heads, feet = [], [], [], []
    top = least = 0.0
    for number, row in enumerate(rows):
        tracks = sum(1 for link in links if found.rows[link.source] == found.rows[link.target] == number) - len(row) + 2
        head = top + ABOVE + TRACK * max(tracks - 1, 0)
        above = max(room_of(blocks[name].texts.above, TEXT_GAP)[1] for name in row)
        below = max(room_of(blocks[name].texts.below, TEXT_GAP)[1] for name in row)
        half = max(blocks[name].cuboid.full_height for name in row) / 2
        middle = max(head + above + half, least)
        middles |= {name: (middles_x[name], middle) for name in row}
        heads.append(head)
        tops.append(middle - half)
        bottoms.append(middle + half)
        feet.append(middle + half + below)
        is_close = shape == "flat" and not across.bends(number)
        top, least = (head, middle + _STEP) if is_close else (feet[-1] + _ROW_GAP + TRACK * across.bends(number), 0.0)
    width = max(across.rights.values())
    return UPlaces(middles, rows, tops, bottoms, heads, feet, across.lefts, across.rights, width, shape == "flat")


class _Across:
    """Places from left to right: every block as far to the left as those before it in its row and its line in allow."""

    def __init__(
        self,
        found: ULevels,
        blocks: Mapping[str, LayerBlock],
        links: Sequence[Link],
        gap: float,
        text_gap: float,
        staggered: bool,
        clear_sides: bool,
    ) -> None:
        self._clear_sides = clear_sides
        self._found, self._blocks, self._links = found, blocks, links
        self._before: dict[str, list[str]] = {}
        self._behind: dict[str, list[str]] = {}
        for link in links:
            self._before.setdefault(link.target, []).append(link.source)
            self._behind.setdefault(link.source, []).append(link.target)
        self._gap, self._text_gap, self._staggered = gap, text_gap, staggered
        self._x: dict[str, float] = {}
        self.lefts: dict[str, float] = {}
        self.rights: dict[str, float] = {}

    def placed(self) -> Mapping[str, float]:
        """Return the middle of each block."""
        last: dict[int, str] = {}
        for name in self._found.order:
            row = self._found.rows[name]
            self._place(name, last.get(row), row)
            last[row] = name
        if not self._staggered:
            self._align_right(last)
        left = min(self.lefts.values())
        self._shift(self._found.order, -left)
        return self._x

    def bends(self, row: int) -> int:
        """Return how many lines between a row and the next are not straight down or up."""
        rows = self._found.rows
        return sum(
            1
            for link in self._links
            if {rows[link.source], rows[link.target]} == {row, row + 1}
            and abs(self.rights[link.source] - self.lefts[link.target]) > 1
        )

    def _place(self, name: str, before: str | None, row: int) -> None:
        left, right = self._reach(name)
        feeding = self._before.get(name, [])
        entered = any(self._found.rows[source] != row for source in feeding)
        start = self._start(name, before, row, feeding) + (_ARROW if entered else 0.0)
        beside = max(left, self._text(name)[0])
        if before is not None:
            texts = self._x[before] + self._text(before)[1] + self._text_gap + self._text(name)[0]
            start = max(start, texts - left)
            if entered:
                # The line to the block comes up between two texts, behind the one that leaves the block before.
                start = max(start, self.rights[before] + _LEAST_TRACK + _ARROW + beside - left)
        if entered and self._staggered:
            crossing = [self.rights[source] for source in feeding if self._found.rows[source] != row]
            start = max(start, max(crossing) + _ARROW + beside - left)
        self._x[name] = start + left
        self.lefts[name] = self._x[name] - beside - _ARROW * entered
        self.rights[name] = max(self._x[name] + right, self._x[name] + self._text(name)[1]) + TRACK

    def _start(self, name: str, before: str | None, row: int, feeding: Sequence[str]) -> float:
        """Return where a block begins by those before it in its row."""
        if before is None:
            return 0.0 if self._staggered else _INDENT * row
        front = self._x[before] + (self._reach(before) if self._clear_sides else self._front(before))[1]
        if name in self._found.ascending and before not in self._found.ascending:
            return self.rights[before] + _BETWEEN_SIDES
        goes_on = feeding == [before] and all(self._found.rows[target] == row for target in self._behind.get(before, ()))
        return front + self._gap if goes_on else self.rights[before] + _ARROW

    def _align_right(self, last: Mapping[int, str]) -> None:
        """Move the ascending side of each row to the right, and the bottom to the middle."""
        edge = max(self.rights[name] + _INDENT * row for row, name in last.items())
        for row, name in last.items():
            moved = edge - _INDENT * row - self.rights[name]
            names = [other for other in self._found.order if self._found.rows[other] == row]
            if row == self._found.row_count - 1:
                self._shift(names, moved / 2)
            else:
                self._shift([other for other in names if other in self._found.ascending], moved)

    def _shift(self, names: Sequence[str], by: float) -> None:
        for name in names:
            self._x[name] += by
            self.lefts[name] += by
            self.rights[name] += by

    def _reach(self, name: str) -> tuple[float, float]:
        half = self._blocks[name].cuboid.width / 2
        return half, half

    def _front(self, name: str) -> tuple[float, float]:
        left, _, right, _ = self._blocks[name].cuboid.front
        return -left, right

    def _text(self, name: str) -> tuple[float, float]:
        """Return how far the texts of a block reach to the left and to the right of its middle."""
        block = self._blocks[name]
        left, _, right, _ = block.cuboid.front
        below = room_of(block.texts.below, TEXT_GAP)[0] / 2
        above = room_of(block.texts.above, TEXT_GAP)[0] / 2
        return max(above, below - (left + right) / 2), max(above, below + (left + right) / 2)


def neighbours(rows: Sequence[Sequence[str]]) -> frozenset[tuple[str, str]]:
    """Return the pairs of blocks that stand beside each other in a row."""
    return frozenset(pair for row in rows for pair in pairwise(row))
