"""Cards: a title with a count, lines of text set flush left, and a line of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import translate

MAX_WIDTH = 470.0
PADDING_X = 10.0
PADDING_Y = 6.0
TITLE_SIZE = 12.0
TEXT_SIZE = 11.0
MOST_LINES = 8

_BADGE_GAP = 18.0
_INDENT = 12.0
_BREAK = re.compile(r" (?=[→·])")


class _Row(NamedTuple):
    text: str
    x: float = 0.0
    size: float = TEXT_SIZE
    bold: bool = False
    color: str = "ink"
    line: int | None = None


@dataclass(frozen=True)
class Card:
    """What stands on a card.

    Args:
        title: set in bold.
        badge: set in bold at the right end of the title's line.
        lines: text below it, broken where it is wide.
        facts: muted lines at the foot.
        continued: numbers of the lines that go on with the one above, set in.
        most_width: in pixels, of its texts; the title of a card narrower than usual goes on in the next line.
    """

    title: str
    badge: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    continued: frozenset[int] = frozenset()
    most_width: float = MAX_WIDTH

    def shape(self, shape_id: str, name: str) -> Shape:
        """Return the card as a box as wide as its widest line.

        Args:
            shape_id: id of the shape.
            name: what it stands for.

        Example:
            >>> [label.text for label in Card("block", "× 3", ("Dense → relu",)).shape("b", "block").labels]
            ['block', '× 3', 'Dense → relu']
        """
        rows = tuple(self._rows())
        badge = text_width(self.badge, TITLE_SIZE, bold=True) + _BADGE_GAP if self.badge else 0.0
        inner = max(
            row.x + text_width(row.text, row.size, row.bold) + (0 if number else badge) for number, row in enumerate(rows)
        )
        height = _height(rows)
        return Shape(
            shape_id,
            name,
            width=round(inner + 2 * PADDING_X, 2),
            height=round(height + 2 * PADDING_Y, 2),
            form="rounded",
            labels=tuple(self._labels(rows, inner)),
        )

    def ends(self) -> tuple[float, ...]:
        """Return for each line how far the middle of its last row is below that of the card.

        Example:
            >>> Card("block", lines=("Dense", "Dense")).ends()
            (0.68, 15.53)
        """
        rows = tuple(self._rows())
        found: dict[int | None, float] = {}
        for row, middle in zip(rows, _middles(rows), strict=True):
            found[row.line] = middle
        more = max((middle for line, middle in found.items() if line is not None), default=0.0)
        return tuple(found.get(number, more) for number in range(len(self.lines)))

    def _rows(self) -> Iterator[_Row]:
        room = self.most_width - (text_width(self.badge, TITLE_SIZE, bold=True) + _BADGE_GAP if self.badge else 0.0)
        yield from (_Row(title, size=TITLE_SIZE, bold=True) for title in self._titles(room))
        indents = [_INDENT if number in self.continued else 0.0 for number in range(len(self.lines))]
        texts = [
            _Row(text, x, line=number)
            for number, (line, indent) in enumerate(zip(self.lines, indents, strict=True))
            for text, x in _broken(one_line(line), self.most_width, indent)
        ]
        yield from texts[:MOST_LINES]
        if len(texts) > MOST_LINES:
            yield _Row(translate("… and {more} more lines", more=len(texts) - MOST_LINES), color="muted")
        for text, indent in (row for fact in self.facts for row in _broken(one_line(fact), self.most_width)):
            yield _Row(text, indent, color="muted")

    def _titles(self, room: float) -> list[str]:
        if self.most_width < MAX_WIDTH:
            return wrap(self.title, TITLE_SIZE, room, bold=True)
        return [shorten(one_line(self.title), TITLE_SIZE, room, bold=True)]

    def _labels(self, rows: Sequence[_Row], inner: float) -> Iterator[Label]:
        for number, (row, middle) in enumerate(zip(rows, _middles(rows), strict=True)):
            x = round(row.x - inner / 2, 2)
            yield Label(row.text, x, middle, row.size, row.bold, anchor="start", color=row.color)
            if not number and self.badge:
                yield Label(self.badge, round(inner / 2, 2), middle, row.size, bold=True, anchor="end", color="accent")


def _height(rows: Sequence[_Row]) -> float:
    return sum(row.size for row in rows) * LINE_HEIGHT


def _middles(rows: Sequence[_Row]) -> list[float]:
    top = -_height(rows) / 2
    found = []
    for row in rows:
        found.append(round(top + row.size * LINE_HEIGHT / 2, 2))
        top += row.size * LINE_HEIGHT
    return found


def _broken(text: str, most: float, indent: float = 0.0) -> Iterator[tuple[str, float]]:
    """Yield a text's lines and how far each is set in; it is broken before arrows and dots, words are kept together."""
    line = ""
    for part in _parts(text, most - _INDENT):
        if line and text_width(f"{line} {part}", TEXT_SIZE) > most - indent:
            yield line, indent
            line, indent = part, _INDENT
        else:
            line = f"{line} {part}" if line else part
    yield line, indent


def _parts(text: str, room: float) -> Iterator[str]:
    for part in _BREAK.split(text):
        if text_width(part, TEXT_SIZE) <= room:
            yield part
        else:
            yield from (shorten(word, TEXT_SIZE, room) for word in part.split(" ") if word)
