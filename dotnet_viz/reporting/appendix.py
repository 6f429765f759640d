"""The last section of a report: long tables and whole diagrams, which other sections show a part of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dotnet_viz.formatting import format_count
from dotnet_viz.reporting.section import AppendixEntry, Remainder, SectionData, Table
from dotnet_viz.translation.translate import mark, translate

SHOWN = 12
"""Rows of a long table that stand in its section."""
LONG = 20
"""Rows that a table may have and still stand in its section as a whole."""

FIRST = mark("These are the first {shown} of {count} rows.")


@dataclass(frozen=True)
class AppendixGroup:
    """The entries of one section.

    Args:
        section: id of the section, which the entries link back to.
        title: of the section.
        entries: in their order.
    """

    section: str
    title: str
    entries: tuple[AppendixEntry, ...]


def appendix_anchor(section: str, name: str) -> str:
    """Return the anchor of an entry of the appendix.

    Args:
        section: id of the section that it belongs to.
        name: of the entry, a word that no other of the section has.

    Example:
        >>> appendix_anchor("architecture", "layers")
        'appendix-architecture-layers'
    """
    return f"appendix-{section}-{name}"


def split_table(
    table: Table,
    section: str,
    name: str,
    *,
    by: int | None = None,
    smallest: bool = False,
    text: str = FIRST,
    shown: int = SHOWN,
    longest: int = LONG,
) -> tuple[Table, tuple[AppendixEntry, ...]]:
    """Return what a section shows of a table, and the entry that has all of it; no entry where the table is short.

    Anchors of rows stay with the whole table, so that links lead to rows that are there.

    Args:
        table: with all rows.
        section: id of the section.
        name: of the entry in the appendix; see :func:`appendix_anchor`.
        by: number of the column whose largest values are shown, in the order of the table; ``None`` for the first rows.
        smallest: whether the smallest values are shown in place of the largest.
        text: says which rows are shown, with ``{shown}`` and ``{count}`` for the numbers of these and of all rows, and
            ``{column}`` for the head of that column.
        shown: how many rows of a long table are shown.
        longest: most rows of a table that is shown as a whole.

    Example:
        >>> from dotnet_viz.reporting.section import ColumnHead, count_cell, text_cell
        >>> rows = tuple((text_cell(f"layer {number}"), count_cell(number)) for number in range(30))
        >>> part, entries = split_table(Table("Layers", (ColumnHead("Layer"), ColumnHead("Size", True)), rows), "a", "b")
        >>> part.rows[0][0].text, part.remainder.text
        ('layer 0', 'These are the first 12 of 30 rows.')
        >>> len(entries[0].table.rows)
        30
    """
    if len(table.rows) <= longest:
        return table, ()
    anchor = appendix_anchor(section, name)
    chosen = range(shown) if by is None else _extreme(table, by, shown, sign=1 if smallest else -1)
    rows = tuple(table.rows[index] for index in chosen)
    column = "" if by is None else table.columns[by].title
    remainder = Remainder(translate(text, count=len(table.rows), shown=format_count(shown), column=column), anchor)
    part = replace(table, rows=rows, anchors=(), remainder=remainder)
    return part, (AppendixEntry(anchor, table.caption, table=table),)


def _extreme(table: Table, by: int, shown: int, *, sign: int) -> Sequence[int]:
    """Return the rows with the smallest values, by the sign the largest, in the order of the table; rows without one last."""
    sizes = [row[by].sort for row in table.rows]
    known = [math.inf if size is None else sign * size for size in sizes]
    return sorted(sorted(range(len(known)), key=lambda index: (known[index], index))[:shown])


def appendix_of(sections: Sequence[SectionData]) -> SectionData | None:
    """Return the last section of a page: what all others handed over, in their order; ``None`` where that is nothing.

    Args:
        sections: of the page.

    Example:
        >>> appendix_of([SectionData("a", "A"), SectionData("b", "B", {}, (AppendixEntry("appendix-b-rows", "Rows"),))]).id
        'appendix'
    """
    groups = tuple(AppendixGroup(one.id, one.title, one.appendix) for one in sections if one.appendix)
    return SectionData("appendix", "Appendix", {"groups": groups}) if groups else None
