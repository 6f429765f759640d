"""Tables of text for a terminal, whatever names are in them: columns leave and shorten until a row fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from dotnet_viz.display.table import DIRECTION_MARKS
from dotnet_viz.fonts import ELLIPSIS, one_line
from dotnet_viz.translation.translate import translate

MAX_COLUMN = 40
"""Columns of the terminal that one cell takes at most."""
_GAP = "  "

Item = TypeVar("Item")


@dataclass(frozen=True)
class TextColumn(Generic[Item]):
    """A column of the table.

    Args:
        head: its title.
        cell: the text for what a row is of.
        align: ``"<"`` or ``">"``.
        least: to how few columns of the terminal it can be shortened; 0 if it cannot be, such as a number.
        leaves: which column leaves first where there is no room; 0 if it stays.
    """

    head: str
    cell: Callable[[Item], str]
    align: str = "<"
    least: int = 0
    leaves: int = 0


@dataclass(frozen=True)
class _Texts(Generic[Item]):
    """A column with its texts, and how wide it is."""

    column: TextColumn[Item]
    cells: tuple[str, ...]
    width: int

    @property
    def least(self) -> int:
        return min(self.width, self.column.least or self.width)


def display_width(text: str) -> int:
    """Return how many columns a terminal takes for a text: two for Chinese and emoji, none for accents."""
    return sum(_columns(character) for character in text)


def padded(text: str, width: int, align: str = "<") -> str:
    """Return a text with spaces that fill so many columns of the terminal.

    Args:
        text: one line.
        width: columns of the terminal; a wider text stays as it is.
        align: ``"<"`` for spaces behind the text, ``">"`` for spaces before it.

    Example:
        >>> padded("层", 4), padded("层", 4, ">")
        ('层  ', '  层')
    """
    space = " " * (width - display_width(text))
    return space + text if align == ">" else text + space


def clip(text: str, width: int) -> str:
    """Return a text with its middle replaced by ``…`` where it is wider than ``width`` columns.

    Args:
        text: one line.
        width: columns of the terminal; wide characters take two.

    Example:
        >>> clip("conv2d_transpose", 9)
        'conv…pose'
    """
    if display_width(text) <= width:
        return text
    room = max(0, width - 1)
    tail = _fitting(text[::-1], room // 2)
    head = _fitting(text, room - display_width(text[len(text) - tail :]))
    return text[:head] + ELLIPSIS + text[len(text) - tail :]


def safe(text: str) -> str:
    """Return a text that cannot change what a terminal shows: one line, no control characters, no marks of direction."""
    return "".join("�" if character in DIRECTION_MARKS else character for character in one_line(text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fitting(text: str, width: int) -> int:
    used = 0
    for count, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return count
    return len(text)


def filled_columns(columns: Iterable[TextColumn[Item]], items: Sequence[Item]) -> tuple[list[str], list[list[str]]]:
    """Return the titles of the columns that say something, and the cells of each row, in full.

    Args:
        columns: of a table.
        items: what the rows are of.
    """
    texts = [(translate(column.head), [column.cell(item) for item in items]) for column in columns]
    filled = [(head, cells) for head, cells in texts if any(cells)]
    return [head for head, _ in filled], [list(row) for row in zip(*(cells for _, cells in filled), strict=True)]


def table_lines(columns: Iterable[TextColumn[Item]], items: Sequence[Item], width: int | None) -> list[str]:
    """Return a table as lines of text, without the columns that say nothing; no lines where there are no rows.

    Args:
        columns: of the table.
        items: what the rows are of.
        width: columns of the terminal; ``None`` for as many as the table needs.
    """
    if not items:
        return []
    texts = [_texts(column, items) for column in columns]
    fitted = _fit([item for item in texts if any(item.cells)], width)
    head = _row([(translate(item.column.head), item) for item in fitted])
    rows = [_row([(item.cells[number], item) for item in fitted]) for number in range(len(items))]
    return [head, "─" * _total(item.width for item in fitted), *rows]


def _texts(column: TextColumn[Item], items: Sequence[Item]) -> _Texts[Item]:
    cells = tuple(clip(column.cell(item), MAX_COLUMN) for item in items)
    return _Texts(column, cells, max(display_width(text) for text in (translate(column.head), *cells)))


def _fit(texts: list[_Texts[Item]], width: int | None) -> list[_Texts[Item]]:
    """Let the least important columns leave, then shorten the widest, until a row fits."""
    while width is not None and _total(item.least for item in texts) > width:
        leaving = min((item for item in texts if item.column.leaves), key=lambda item: item.column.leaves, default=None)
        if leaving is None:
            break
        texts = [item for item in texts if item is not leaving]
    widths = [item.width for item in texts]
    while width is not None and _total(widths) > width:
        elastic = [number for number, item in enumerate(texts) if item.column.least and widths[number] > 1]
        if not elastic:
            break
        widths[max(elastic, key=lambda number: widths[number] - texts[number].least)] -= 1
    return [replace(item, width=wide) for item, wide in zip(texts, widths, strict=True)]


def _total(widths: Iterable[int]) -> int:
    listed = list(widths)
    return sum(listed) + len(_GAP) * (len(listed) - 1)


def _row(cells: Iterable[tuple[str, _Texts[Item]]]) -> str:
    return _GAP.join(padded(clip(text, item.width), item.width, item.column.align) for text, item in cells).rstrip()
