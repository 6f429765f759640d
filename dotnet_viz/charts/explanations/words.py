"""A text whose words have the colour and the number of what they add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.charts.explanations.marks import EDGE, diverging_color, signed
from dotnet_viz.charts.explanations.sheet import SMALL, TEXT, Sheet
from dotnet_viz.charts.style import INK, MUTED
from dotnet_viz.colors import WHITE, most_readable
from dotnet_viz.fonts import one_line, shorten, text_width

ROW = 42.0
_SIZE = TEXT + 1
_GAP = 5.0
_PADDING = 4.0
_WIDEST = 240.0
_BLACK = "#000000"
# Words that add less than this share of the largest have no number of their own.
_NUMBERED = 0.04


@dataclass(frozen=True)
class Word:
    """A word with its place.

    Args:
        text: as it is shown.
        value: what it adds; ``None`` where nothing is known of it.
        x: left edge, in pixels.
        row: of text, counted from 0.
        width: in pixels.
        number: what is written below it; may be empty.
    """

    text: str
    value: float | None
    x: float
    row: int
    width: float
    number: str = ""


def placed_words(words: Sequence[tuple[str, float | None]], width: float) -> list[Word]:
    """Return words in rows of text, each wide enough for the number below it; those that are all spaces are left out.

    Args:
        words: texts and what each adds.
        width: of a row, in pixels.

    Example:
        >>> [(word.text, word.row, word.number) for word in placed_words([("not ", -0.5), ("good", 0.01)], 60)]
        [('not', 0, '−0.5'), ('good', 1, '')]
    """
    largest = max((abs(value) for _, value in words if value is not None), default=0.0)
    found: list[Word] = []
    x, row = 0.0, 0
    for given, value in words:
        text = shorten(one_line(given.strip()), _SIZE, _WIDEST)
        if not text:
            continue
        number = "" if not value or abs(value) < _NUMBERED * largest else signed(value)
        size = max(text_width(text, _SIZE) + 2 * _PADDING, text_width(number, SMALL - 1))
        if x and x + size > width:
            x, row = 0.0, row + 1
        found.append(Word(text, value, x, row, size, number))
        x += size + _GAP
    return found


def draw_words(sheet: Sheet, words: Sequence[Word], top: float, limit: float) -> None:
    """Draw words on their colours: blue raises the output, red lowers it.

    Args:
        sheet: where.
        words: with their places.
        top: edge of the first row.
        limit: magnitude of the full colours.
    """
    for word in words:
        left, middle = EDGE + word.x, top + word.row * ROW + 12
        ink = INK
        if word.value:
            back = diverging_color(word.value, limit)
            ink = most_readable(back, _BLACK, WHITE)
            right, upper, lower = left + word.width, middle - 11, middle + 11
            sheet.area([(left, upper), (right, upper), (right, lower), (left, lower)], back)
        sheet.text(left + word.width / 2, middle, word.text, size=_SIZE, anchor="middle", color=ink)
        if word.number:
            sheet.text(left + word.width / 2, middle + 18, word.number, size=SMALL - 1, anchor="middle", color=MUTED)
