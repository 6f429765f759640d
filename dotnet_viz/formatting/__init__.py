"""Numbers, dates and lists as texts write them, by one rule everywhere, in the language that is written."""

from __future__ import annotations

from dotnet_viz.formatting.lists import (
    between_sentences,
    format_clauses,
    format_first,
    format_items,
    format_list,
    format_sentences,
)
from dotnet_viz.formatting.numbers import (
    BYTE_UNITS,
    format_bytes,
    format_change,
    format_count,
    format_date,
    format_duration,
    format_magnitude,
    format_number,
    format_ordinal,
    format_percent,
    format_sizes,
)
from dotnet_viz.translation.translate import MINUS

__all__ = [
    "BYTE_UNITS",
    "MINUS",
    "between_sentences",
    "format_bytes",
    "format_change",
    "format_clauses",
    "format_count",
    "format_date",
    "format_duration",
    "format_first",
    "format_items",
    "format_list",
    "format_magnitude",
    "format_number",
    "format_ordinal",
    "format_percent",
    "format_sentences",
    "format_sizes",
]
