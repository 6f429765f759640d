"""Results as small tables of HTML, in the colours and the font of the page that they stand in."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dotnet_viz.translation.translate import mark, translate

MOST_ROWS = 40
"""How many rows of a table are shown before the rest is counted."""
DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that are not seen, and that change in which direction others are read (https://unicode.org/reports/tr9/)."""

_TABLE = "border-collapse:collapse;margin:.4em 0"
_CELL = "padding:.15em .9em .15em 0;border:0;vertical-align:top;text-align:{side};white-space:{wrapping}"
_HEAD = "border-bottom:1px solid currentColor"
_SPACES = "\n\u00a0\u202f"
"""Not printable to Python; numbers of many languages have spaces that do not break."""


@dataclass(frozen=True)
class TextTable:
    """A table of plain texts.

    Args:
        heads: titles of the columns.
        rows: one text for each column.
        numbers: titles of the columns whose texts stand to the right.
        wrapped: titles of the columns whose texts may go on in a new line.
        what: what a row is, in the plural and in English, to say how many are left out.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[str] = ()
    wrapped: Sequence[str] = ()
    what: str = mark("rows")


def result_html(heading: str, parts: Iterable[TextTable | str]) -> str:
    """Return a result as a piece of a page; every text is escaped.

    Args:
        heading: what it is, in one line.
        parts: tables, and lines of text between them.

    Example:
        >>> result_html("a < b", ["one line"])
        '<div><p style="margin:.2em 0"><b>a &lt; b</b></p><p style="margin:.2em 0">one line</p></div>'
    """
    inside = "".join(_table(part) if isinstance(part, TextTable) else _line(escaped(part)) for part in parts)
    return f"<div>{_line(f'<b>{escaped(heading)}</b>')}{inside}</div>"


def text_table(table: TextTable) -> str:
    """Return a table as text with aligned columns.

    Example:
        >>> print(text_table(TextTable(("name", "n"), [("a", "12"), ("bc", "3")], numbers=("n",))))
        name   n
        a     12
        bc     3
    """
    lines = [list(table.heads), *(list(row) for row in table.rows)]
    widths = [max(len(line[position]) for line in lines) for position in range(len(table.heads))]
    right = [head in table.numbers for head in table.heads]
    return "\n".join(
        "  ".join(
            text.rjust(width) if is_right else text.ljust(width)
            for text, width, is_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def escaped(text: str) -> str:
    """Return a text for a page: no markup, and no mark that turns the direction of what follows.

    Example:
        >>> escaped("<b>\u202e")
        '&lt;b&gt;�'
    """
    plain = "".join("�" if character in DIRECTION_MARKS or not _is_shown(character) else character for character in text)
    return html.escape(plain)


def _is_shown(character: str) -> bool:
    return character.isprintable() or character in _SPACES


def _line(inside: str) -> str:
    return f'<p style="margin:.2em 0">{inside}</p>'


def _table(table: TextTable) -> str:
    if not table.rows:
        return ""
    styles = [
        _CELL.format(side="right" if head in table.numbers else "left", wrapping="pre-wrap" if head in table.wrapped else "pre")
        for head in table.heads
    ]
    heads = "".join(
        f'<th style="{style};{_HEAD}">{escaped(head)}</th>' for head, style in zip(table.heads, styles, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, styles)}</tr>" for row in table.rows[:MOST_ROWS])
    left_out = len(table.rows) - MOST_ROWS
    more = (
        _line(escaped(translate("and {count} more {what}", count=left_out, what=translate(table.what)))) if left_out > 0 else ""
    )
    return f'<table style="{_TABLE}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}'


def _cells(row: Sequence[str], styles: Sequence[str]) -> str:
    return "".join(f'<td style="{style}">{escaped(text)}</td>' for text, style in zip(row, styles, strict=True))
