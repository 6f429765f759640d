"""Tables on paper: wide ones stand on landscape pages or are split by their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.fonts import text_width
from dotnet_viz.reporting.printing.paper import LANDSCAPE, PORTRAIT
from dotnet_viz.reporting.section import Table
from dotnet_viz.reporting.templating.unbroken import unbroken

SIZE = 7.0
"""Of the text of tables, in points; ``print.css`` has the same, and these for dense ones."""
DENSE_SIZE = 6.3

# Left and right of a cell's text, in points.
_PADDING, _DENSE_PADDING = 8.0, 5.0
# A text that is longer goes on in the next line, in points.
_LONG = 110.0
# Rows of which the widths are measured.
_MEASURED = 400
# A table of fewer rows leaves most of a landscape page empty.
_FEW = 15


@dataclass(frozen=True)
class PrintedTable:
    """A table on paper.

    Args:
        pieces: the table, or tables of some of its columns each, which all have the first one.
        is_landscape: whether it stands on landscape pages of its own.
        is_dense: whether its text is a little smaller.
    """

    pieces: tuple[Table, ...]
    is_landscape: bool = False
    is_dense: bool = False


def printed_table(table: Table) -> PrintedTable:
    """Return how a table is printed.

    Args:
        table: as it is on a screen.

    Example:
        >>> from dotnet_viz.reporting.section import ColumnHead, text_cell
        >>> heads = tuple(ColumnHead(f"measure {number}") for number in range(8))
        >>> row = tuple(text_cell("a value of some length") for _ in heads)
        >>> printed_table(Table("wide", heads, (row,) * 40)).is_landscape
        True
        >>> [len(piece.columns) for piece in printed_table(Table("wide", heads, (row,) * 4)).pieces]
        [4, 5]
    """
    widths = _widths(table)
    if sum(widths) <= PORTRAIT[0]:
        return PrintedTable((table,))
    dense = sum(width - _PADDING for width in widths) * DENSE_SIZE / SIZE + _DENSE_PADDING * len(widths)
    if dense <= PORTRAIT[0]:
        return PrintedTable((table,), is_dense=True)
    if len(table.rows) >= _FEW and sum(widths) <= LANDSCAPE[0]:
        return PrintedTable((table,), is_landscape=True)
    return PrintedTable(tuple(_with_columns(table, chosen) for chosen in _split(widths, PORTRAIT[0])))


def _widths(table: Table) -> list[float]:
    """Return how wide each column should be: numbers stay in one line, and so does every word but an endless one."""
    rows = (*table.rows[:_MEASURED], *table.footer)
    return [
        _PADDING
        + max(
            min(2 * _LONG, max((text_width(word, SIZE, bold=True) for word in head.title.split()), default=0.0)),
            max((_cell_width(row[index].text, head.numeric) for row in rows), default=0.0),
        )
        for index, head in enumerate(table.columns)
    ]


def _cell_width(text: str, is_number: bool) -> float:
    whole = text_width(text, SIZE)
    if is_number or whole <= _LONG:
        return whole
    return max(_LONG, min(2 * _LONG, max(text_width(word, SIZE) for word in str(unbroken(text)).split(" "))))


def _split(widths: Sequence[float], room: float) -> Iterator[tuple[int, ...]]:
    """Yield the columns of each piece, as even as they can be; the first column is in all of them."""
    others = range(1, len(widths))
    count = 1
    while True:
        pieces = [others[start * len(others) // count : (start + 1) * len(others) // count] for start in range(count)]
        if count >= len(others) or all(widths[0] + sum(widths[index] for index in piece) <= room for piece in pieces):
            break
        count += 1
    yield from ((0, *piece) for piece in pieces)


def _with_columns(table: Table, chosen: Sequence[int]) -> Table:
    rows = tuple(tuple(row[index] for index in chosen) for row in table.rows)
    footer = tuple(tuple(row[index] for index in chosen) for row in table.footer)
    return replace(table, columns=tuple(table.columns[index] for index in chosen), rows=rows, footer=footer)
