"""Tables without the columns of which nothing is known."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.reporting.section import Table
from dotnet_viz.translation.translate import mark, translate

NOT_STATED = mark("not said")
_NEUTRAL = "–"


def without_unknown_columns(table: Table, keep: int = 1) -> Table:
    """Return a table without the columns that have a question mark or "not said" wherever there could be something.

    Args:
        table: without a footer.
        keep: how many of the first columns stay, whatever they have: that which names the rows, and what is sorted by.

    Example:
        >>> from dotnet_viz.reporting.section import ColumnHead, text_cell
        >>> heads = (ColumnHead("Layer"), ColumnHead("MACs"), ColumnHead("Memory"))
        >>> table = Table("Layers", heads, (tuple(map(text_cell, ("a", "9", "?"))), tuple(map(text_cell, ("b", "?", "?")))))
        >>> [head.title for head in without_unknown_columns(table).columns]
        ['Layer', 'MACs']
    """
    places = range(len(table.columns))
    unknown = {"?", translate(NOT_STATED)}
    texts = [{row[place].text for row in table.rows} for place in places]
    kept = [place for place in places if place < keep or texts[place] - {*unknown, _NEUTRAL} or not texts[place] & unknown]
    heads = tuple(table.columns[place] for place in kept)
    return replace(table, columns=heads, rows=tuple(tuple(row[place] for place in kept) for row in table.rows))
