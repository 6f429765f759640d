"""Where the content of a picture and its legends stand: below each other, in rows, beside it or below their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.layouts.frame.legends import LegendBlock
from dotnet_viz.scene import Point

GAP = 20.0
# A legend beside a very tall picture stands where its reader starts.
_MOST_ABOVE = 240.0
# A legend below the first column may begin left of it.
LEGEND_OVERHANG = 60.0


@dataclass(frozen=True)
class Plan:
    """What stands where in the middle part of the picture: the content and the legends.

    Args:
        content: the room of all else.
        blocks: the legends.
        beside: whether they stand right of the content, not below it.
        across: how wide a row of legends may become; 0 sets each below the one before.
        between: how far apart legends of a row stand.
        has_notes: whether the last block are the notes of the picture, which else stand at its foot.
    """

    content: Box
    blocks: tuple[LegendBlock, ...]
    beside: bool
    across: float = 0.0
    between: float = 2 * GAP
    has_notes: bool = False

    @property
    def rows(self) -> list[list[LegendBlock]]:
        """The legends that stand side by side, as far as ``across`` has room for them."""
        return legend_rows(self.blocks, self.across, self.between)

    @property
    def legends_width(self) -> float:
        """How wide the legends are together."""
        return max((_row_width(row, self.between) for row in self.rows), default=0.0)

    @property
    def legends_height(self) -> float:
        """How high the legends are, with a gap for each row."""
        return rows_height(self.rows)

    @property
    def width(self) -> float:
        """Of content and legends."""
        if self.blocks and self.beside:
            return self.content.width + 1.5 * GAP + self.legends_width
        return max(self.content.width, self.legends_width)

    @property
    def height(self) -> float:
        """Of content and legends."""
        if self.beside:
            return max(self.content.height, self.legends_height - GAP)
        return self.content.height + self.legends_height

    def content_at(self, left: float, top: float) -> Point:
        """Return where the content's upper left corner is.

        Args:
            left: edge of content and legends.
            top: likewise.
        """
        if self.blocks and self.beside:
            return left, top + (self.height - self.content.height) / 2
        return left + (self.width - self.content.width) / 2, top

    def legends_at(self, left: float, top: float) -> Iterable[LegendBlock]:
        """Yield the legends at their places; see :meth:`content_at`.

        Args:
            left: see there.
            top: see there.
        """
        x = left + self.width - self.legends_width if self.beside else left + (self.width - self.legends_width) / 2
        middle = (self.height - self.legends_height + GAP) / 2
        y = top + min(middle, _MOST_ABOVE) if self.beside else top + self.content.height + GAP
        for row in self.rows:
            start = x + (self.legends_width - _row_width(row, self.between)) / 2
            for block in row:
                yield block.moved_to(start, y)
                start += block.box.width + self.between
            y += _row_height(row) + GAP


def legend_rows(blocks: Sequence[LegendBlock], across: float, between: float = 2 * GAP) -> list[list[LegendBlock]]:
    """Return legends in rows, as many in each as have room.

    Args:
        blocks: the legends, in order.
        across: how wide a row may become; 0 sets each legend in a row of its own.
        between: how far apart legends of a row stand.
    """
    rows: list[list[LegendBlock]] = []
    for block in blocks:
        if rows and _row_width([*rows[-1], block], between) <= across:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _row_width(row: Sequence[LegendBlock], between: float) -> float:
    return sum(block.box.width for block in row) + between * (len(row) - 1)


def _row_height(row: Sequence[LegendBlock]) -> float:
    return max(block.box.height for block in row)


def rows_height(rows: Sequence[Sequence[LegendBlock]]) -> float:
    """Return the height of rows of legends with the gaps between them and what follows.

    Args:
        rows: of :func:`legend_rows`.
    """
    return sum(_row_height(row) + GAP for row in rows)


@dataclass(frozen=True)
class ColumnsPlan(Plan):
    """The same with each legend below the columns that it explains, from left to right."""

    middles: tuple[float, ...] = ()

    @property
    def lefts(self) -> list[float]:
        """Left edges of the legends, from the content's left edge; none begins before another ends."""
        found: list[float] = []
        end = -LEGEND_OVERHANG
        for block, middle in zip(self.blocks, self.middles, strict=True):
            found.append(max(middle - block.box.width / 2, end))
            end = found[-1] + block.box.width + 2 * GAP
        return found

    @property
    def _leftmost(self) -> float:
        """The left edge of all, from the content's left edge; zero where no legend begins before it."""
        return min(0.0, *self.lefts)

    @property
    def width(self) -> float:
        """Of content and legends."""
        ends = [left + block.box.width for left, block in zip(self.lefts, self.blocks, strict=True)]
        return max(self.content.width, *ends) - self._leftmost

    @property
    def height(self) -> float:
        """Of content and legends."""
        return self.content.height + GAP + max(block.box.height for block in self.blocks)

    def content_at(self, left: float, top: float) -> Point:
        """Return where the content's upper left corner is.

        Args:
            left: edge of content and legends.
            top: likewise.
        """
        return left - self._leftmost, top

    def legends_at(self, left: float, top: float) -> Iterable[LegendBlock]:
        """Yield the legends at their places; see :meth:`content_at`.

        Args:
            left: see there.
            top: see there.
        """
        x, y = self.content_at(left, top)
        for start, block in zip(self.lefts, self.blocks, strict=True):
            yield block.moved_to(x + start, y + self.content.height + GAP)
