"""The sections of a report in ``report.json``: their facts, texts, tables and captions, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dotnet_viz.reporting.section import Cell, ColumnHead, Fact, Figure, SectionData, Table
from dotnet_viz.reporting.statements.findings import FindingGroup

APPENDIX = "appendix"
_UNKNOWN = ("–", "?", "")


def section_parts(sections: Iterable[SectionData]) -> list[dict[str, Any]]:
    """Return what each section says, whatever its template makes of it.

    Args:
        sections: of a report.

    Example:
        >>> section = SectionData("overview", "Overview", {"key_numbers": (Fact("Layers", "3"),), "lead": "A small one."})
        >>> found = section_parts([section])[0]
        >>> found["facts"], found["texts"]
        ([{'name': 'Layers', 'value': '3'}], ['A small one.'])
    """
    return [_section(section) for section in sections if section.id != APPENDIX]


def _section(section: SectionData) -> dict[str, Any]:
    parts = list(_parts(section.data))
    # What stands in the appendix belongs to the section that handed it over.
    parts += [part for entry in section.appendix for part in (entry.table, entry.figure) if part is not None]
    # A picture that is cut into parts for paper is one figure.
    figures = {part.caption or part.title: part.numbers for part in parts if isinstance(part, Figure)}
    anchors = {entry.anchor for entry in section.appendix}
    return {
        "id": section.id,
        "title": section.title,
        "facts": [{"name": part.name, "value": part.value} for part in parts if isinstance(part, Fact)],
        "texts": [part for part in parts if isinstance(part, str) and part and part not in anchors],
        "tables": [_table(part) for part in parts if isinstance(part, Table)],
        "figures": [{"caption": caption, "numbers": numbers} for caption, numbers in figures.items()],
    }


def _parts(value: Any) -> Iterator[Fact | Table | Figure | str]:
    """Yield what a reader sees of a section's data, however it is nested."""
    if isinstance(value, Fact | Table | Figure | str):
        # Of a table that is cut off, the appendix has all rows.
        if not (isinstance(value, Table) and value.remainder is not None):
            yield value
        return
    for item in _inside(value):
        yield from _parts(item)


def _inside(value: Any) -> Iterable[Any]:
    """Return what a value holds; findings have a part of their own in the file."""
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, list | tuple):
        return value
    if is_dataclass(value) and not isinstance(value, type | FindingGroup):
        return (getattr(value, field.name) for field in fields(value))
    return ()


def _table(table: Table) -> dict[str, Any]:
    rows = (*table.rows, *table.footer)
    return {
        "caption": table.caption,
        "columns": [column.title for column in table.columns],
        "rows": [[_cell(column, cell) for column, cell in zip(table.columns, row, strict=False)] for row in rows],
    }


def _cell(column: ColumnHead, cell: Cell) -> float | int | str | None:
    """Return the number of a cell, or its text; a number that is not known or not finite is ``None``."""
    if cell.sort is not None:
        return int(cell.sort) if float(cell.sort).is_integer() else cell.sort
    if column.numeric and (cell.text in _UNKNOWN or cell.text in ("NaN", "∞", "−∞")):
        return None
    return cell.text
