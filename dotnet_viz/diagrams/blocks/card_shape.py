"""Cards: a title with a count, lines of text set flush left, and a line of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
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


@dataclass(frozen=True)
class Card:
    """What stands on a card.

    Args:
        title: set in bold.
        badge: set in bold at the right end of the title's line.
        lines: text below it, broken where it is wide.
        facts: muted lines at the foot.
    """

    title: str
    badge: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

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
            x + text_width(text, size, bold) + (0 if number else badge) for number, (text, x, size, bold, _) in enumerate(rows)
        )
        height = sum(size for _, _, size, _, _ in rows) * LINE_HEIGHT
        return Shape(
            shape_id,
            name,
            width=round(inner + 2 * PADDING_X, 2),
            height=round(height + 2 * PADDING_Y, 2),
            form="rounded",
            labels=tuple(self._labels(rows, inner, height)),
        )

    def _rows(self) -> Iterator[tuple[str, float, float, bool, str]]:
        room = MAX_WIDTH - (text_width(self.badge, TITLE_SIZE, bold=True) + _BADGE_GAP if self.badge else 0.0)
        yield shorten(one_line(self.title), TITLE_SIZE, room, bold=True), 0.0, TITLE_SIZE, True, "ink"
        texts = [row for line in self.lines for row in _broken(one_line(line))]
        for text, indent in texts[:MOST_LINES]:
            yield text, indent, TEXT_SIZE, False, "ink"
        if len(texts) > MOST_LINES:
            more = translate("… and {more} more lines", more=len(texts) - MOST_LINES)
            yield more, 0.0, TEXT_SIZE, False, "muted"
        for text, indent in (row for fact in self.facts for row in _broken(one_line(fact))):
            yield text, indent, TEXT_SIZE, False, "muted"

    def _labels(self, rows: Sequence[tuple[str, float, float, bool, str]], inner: float, height: float) -> Iterator[Label]:
        top = -height / 2
        for number, (text, x, size, bold, color) in enumerate(rows):
            middle = round(top + size * LINE_HEIGHT / 2, 2)
            yield Label(text, round(x - inner / 2, 2), middle, size, bold, anchor="start", color=color)
            if not number and self.badge:
                yield Label(self.badge, round(inner / 2, 2), middle, size, bold=True, anchor="end", color="accent")
            top += size * LINE_HEIGHT


def _broken(text: str) -> Iterator[tuple[str, float]]:
    """Yield a text's lines and how far each is set in; it is broken before arrows and dots, words are kept together."""
    line, indent = "", 0.0
    for part in _parts(text):
        if line and text_width(f"{line} {part}", TEXT_SIZE) > MAX_WIDTH - indent:
            yield line, indent
            line, indent = part, _INDENT
        else:
            line = f"{line} {part}" if line else part
    yield line, indent


def _parts(text: str) -> Iterator[str]:
    room = MAX_WIDTH - _INDENT
    for part in _BREAK.split(text):
        if text_width(part, TEXT_SIZE) <= room:
            yield part
        else:
            yield from (shorten(word, TEXT_SIZE, room) for word in part.split(" ") if word)
