"""What the people behind the model state of it, and what it says of itself; only what is known."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.reporting.card.contents import CardEntry, CardResult, card_metadata, card_parts, not_given, paragraphs
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Cell, ColumnHead, Fact, SectionData, Table, text_cell
from dotnet_viz.reporting.statements.filled_card import filled_card

_COLUMNS = (ColumnHead("Measure"), ColumnHead("Value", numeric=True))


@dataclass(frozen=True)
class PartData:
    """What the template sets for one part of the card.

    Args:
        title: its heading.
        entries: what it states.
        tables: what was measured.
    """

    title: str
    entries: tuple[CardEntry, ...]
    tables: tuple[Table, ...]


def build(context: ReportContext) -> SectionData | None:
    """Return the model card; ``None`` where none was asked for.

    Raises:
        VizError: the model cannot predict, or the data does not fit it.
    """
    if context.card is None:
        return None
    card = filled_card(context)
    data = {
        "name": card.name,
        "description": tuple(paragraph for text in card.description or () for paragraph in paragraphs(text)),
        "metadata": tuple(Fact(name, value) for name, value in card_metadata(card)),
        "parts": tuple(PartData(part.title, part.entries, tuple(map(_table, part.results))) for part in card_parts(card)),
        "not_given": not_given(card),
    }
    return SectionData("model_card", "Model card", data)


def _table(result: CardResult) -> Table:
    return Table(result.about, _COLUMNS, tuple((text_cell(name), Cell(value)) for name, value in result.metrics))
