"""A comparison as a table of a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.formatting import format_change, format_count, format_items
from dotnet_viz.measures.comparison.config.wording import field_phrase
from dotnet_viz.measures.comparison.costs import cost_change
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.entries import MEANINGS, Entry, entries_of
from dotnet_viz.measures.comparison.texts.wording import connection_phrase, phrases_of
from dotnet_viz.translation.translate import mark, translate

Row = tuple[str, str, str, str]
_LISTED = {
    "added": mark("{layers} added"),
    "removed": mark("{layers} removed"),
    "changed": mark("{layers} changed"),
    "resized": mark("{layers} resized"),
    "moved": mark("{layers} moved"),
    "renamed": mark("{layers} renamed"),
}


def comparison_html(comparison: Differences) -> str:
    """Return what differs as a piece of a page, layer by layer.

    Args:
        comparison: of two models.
    """
    heads = ("", *map(translate, (mark("Layer"), mark("Class"), mark("What differs"))))
    table = TextTable(heads, list(_rows(comparison)), wrapped=heads[3:], what=mark("differences"))
    sizes = format_items(_sizes(comparison))
    ignored = [translate("ignored: {names}", names=format_items(comparison.ignored))] if comparison.ignored else []
    note = comparison.weights.note
    notes = [note] if note and "weights" not in comparison.ignored else []
    return result_html(comparison_line(comparison), [sizes, table, *ignored, *notes])


def comparison_line(comparison: Differences) -> str:
    """Return a comparison in one line.

    Args:
        comparison: of two models.
    """
    sides = comparison.summary.before.source, comparison.summary.after.source
    return f"{sides[0]} → {sides[1]}: {format_items(_counts(comparison)) or translate('no differences')}"


def _counts(comparison: Differences) -> Iterator[str]:
    summary = comparison.summary
    for sort, text in _LISTED.items():
        if getattr(summary, sort):
            yield translate(text, layers=format_count(getattr(summary, sort), "layer"))
    if summary.connections:
        yield translate("{count} connection changed", "{count} connections changed", count=summary.connections)
    if summary.weights:
        yield translate("other weights in {layers}", layers=format_count(summary.weights, "layer"))
    if comparison.training:
        yield translate("other training")
    if comparison.model:
        yield translate("another kind of model")


def _sizes(comparison: Differences) -> Iterator[str]:
    before, after = comparison.summary.before, comparison.summary.after
    for one, other, noun in (
        (before.layer_count, after.layer_count, mark("{sizes} layers")),
        (before.parameter_count, after.parameter_count, mark("{sizes} parameters")),
    ):
        step = "" if one is None or other is None else f" ({format_change(other - one)})"
        change = "" if one == other else f" → {format_count(other)}{step}"
        yield translate(noun, sizes=f"{format_count(one)}{change}")
    if cost := cost_change(comparison):
        yield cost


def _rows(comparison: Differences) -> Iterator[Row]:
    for entry in entries_of(comparison):
        if entry.mark:
            yield entry.sign, entry.layer.id, entry.layer.kind, _change_text(entry)
    for change in comparison.model:
        yield "~", "", translate("model"), field_phrase(change)
    for connection in comparison.connections:
        if connection.target is None:
            yield "⇄", "", translate("model"), connection_phrase(connection)
    for change in comparison.training:
        yield "~", "", translate("training"), field_phrase(change)


def _change_text(entry: Entry) -> str:
    if entry.sort in ("added", "removed"):
        count = entry.layer.parameter_count
        return translate(MEANINGS[entry.sort]) + (f", {format_count(count, 'parameter')}" if count != 0 else "")
    return "\n".join(phrases_of(entry))
