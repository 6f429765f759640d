"""A comparison as a table of a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.formatting import format_change, format_count
from dotnet_viz.measures.comparison.config_wording import field_phrase
from dotnet_viz.measures.comparison.costs import cost_change
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.entries import MEANINGS, Entry, entries_of
from dotnet_viz.measures.comparison.wording import connection_phrase, phrases_of

Row = tuple[str, str, str, str]


def comparison_html(comparison: Differences) -> str:
    """Return what differs as a piece of a page, layer by layer.

    Args:
        comparison: of two models.
    """
    table = TextTable(
        ("", "Layer", "Class", "What differs"), list(_rows(comparison)), wrapped=("What differs",), what="differences"
    )
    sizes = ", ".join(_sizes(comparison))
    ignored = [f"ignored: {', '.join(comparison.ignored)}"] if comparison.ignored else []
    note = comparison.weights.note
    notes = [note] if note and "weights" not in comparison.ignored else []
    return result_html(comparison_line(comparison), [sizes, table, *ignored, *notes])


def comparison_line(comparison: Differences) -> str:
    """Return a comparison in one line.

    Args:
        comparison: of two models.
    """
    sides = comparison.summary.before.source, comparison.summary.after.source
    return f"{sides[0]} → {sides[1]}: {', '.join(_counts(comparison)) or 'no differences'}"


def _counts(comparison: Differences) -> Iterator[str]:
    summary = comparison.summary
    for sort in ("added", "removed", "changed", "resized", "moved", "renamed"):
        if getattr(summary, sort):
            yield f"{format_count(getattr(summary, sort), 'layer')} {sort}"
    if summary.connections:
        yield f"{format_count(summary.connections, 'connection')} changed"
    if summary.weights:
        yield f"other weights in {format_count(summary.weights, 'layer')}"
    if comparison.training:
        yield "other training"
    if comparison.model:
        yield "another kind of model"


def _sizes(comparison: Differences) -> Iterator[str]:
    before, after = comparison.summary.before, comparison.summary.after
    for one, other, noun in (
        (before.layer_count, after.layer_count, "layers"),
        (before.parameter_count, after.parameter_count, "parameters"),
    ):
        step = "" if one is None or other is None else f" ({format_change(other - one)})"
        change = "" if one == other else f" → {format_count(other)}{step}"
        yield f"{format_count(one)}{change} {noun}"
    if cost := cost_change(comparison):
        yield cost


def _rows(comparison: Differences) -> Iterator[Row]:
    for entry in entries_of(comparison):
        if entry.mark:
            yield entry.sign, entry.layer.id, entry.layer.kind, _change_text(entry)
    for change in comparison.model:
        yield "~", "", "model", field_phrase(change)
    for connection in comparison.connections:
        if connection.target is None:
            yield "⇄", "", "model", connection_phrase(connection)
    for change in comparison.training:
        yield "~", "", "training", field_phrase(change)


def _change_text(entry: Entry) -> str:
    if entry.sort in ("added", "removed"):
        count = entry.layer.parameter_count
        return MEANINGS[entry.sort] + (f", {format_count(count, 'parameter')}" if count != 0 else "")
    return "\n".join(phrases_of(entry))
