"""A comparison as text for a terminal: what was compared, how many differences of each sort, then layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dotnet_viz.formatting import (
    format_bytes,
    format_change,
    format_clauses,
    format_count,
    format_items,
    format_number,
    format_percent,
)
from dotnet_viz.graph.layer_count import count_layers, layers_in_words
from dotnet_viz.measures.comparison.config.wording import field_phrase
from dotnet_viz.measures.comparison.costs import cost_change
from dotnet_viz.measures.comparison.differences import Differences, Side
from dotnet_viz.measures.comparison.entries import (
    MEANINGS,
    SIGNS,
    Entry,
    entries_in_words,
    entries_of,
    layers_by_sort,
    quiet_lists,
)
from dotnet_viz.measures.comparison.texts.wording import (
    connection_phrase,
    in_common,
    matched_in_words,
    phrases_of,
    rows_of,
    together,
    weighted_name,
)
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange
from dotnet_viz.measures.summary.columns import clip, display_width, padded, safe
from dotnet_viz.translation.translate import in_context, mark, translate

SHOWN = 12
"""How many layers of a quiet sort are listed before the rest is counted."""
LOUD = 60
"""How many rows of layers that were added, removed, changed or moved are shown before the rest is counted."""
_BAR = 40
_NAMED = 30
_WEIGHT_HEADS = {
    mark("change"): 9,
    mark("cosine"): 9,
    mark("largest"): 9,
    in_context("the share that changed", "values"): 7,
    in_context("the share that changed", "signs"): 7,
}
"""Heads of the columns of weights, and their widths."""
_QUIET = ("resized", "renamed", "weights")


@dataclass(frozen=True)
class TextLine:
    """One line of text and its meaning, so that a command can give it a colour.

    Args:
        text: without a line break.
        role: ``"title"``, ``"plain"``, ``"quiet"``, or the sort of difference.
    """

    text: str
    role: str = "plain"


def format_comparison(comparison: Differences, *, all_layers: bool = False) -> str:
    """Return a comparison as text without colour.

    Args:
        comparison: of two models.
        all_layers: whether long lists are shown in full.
    """
    return "\n".join(line.text for line in comparison_lines(comparison, all_layers=all_layers))


def comparison_lines(comparison: Differences, *, all_layers: bool = False) -> tuple[TextLine, ...]:
    """Return a comparison line by line.

    Args:
        comparison: of two models.
        all_layers: whether long lists are shown in full.
    """
    lines = [*_heading(comparison)]
    if not comparison:
        return (*lines, TextLine(_no_differences(comparison)), *_notes(comparison))
    if nothing := in_common(comparison):
        lines.append(TextLine(f"  {nothing}", "title"))
    entries = entries_of(comparison)
    lines += _counts(entries)
    lines += _layers(entries, all_layers)
    lines += _others(comparison)
    lines += _weights(comparison, all_layers)
    return (*lines, *_notes(comparison))


def _heading(comparison: Differences) -> Iterator[TextLine]:
    before, after = comparison.summary.before, comparison.summary.after
    yield TextLine(f"− {safe(before.source)}", "removed")
    yield TextLine(f"+ {safe(after.source)}", "added")
    yield TextLine(
        "  "
        + translate(
            "{layers} layers, {parameters} parameters",
            layers=_arrow(before.layer_count, after.layer_count),
            parameters=_arrow(before.parameter_count, after.parameter_count),
        )
        + _size(before, after),
        "title",
    )
    if cost := cost_change(comparison):
        yield TextLine(f"  {cost}", "title")


def _arrow(before: int | None, after: int | None) -> str:
    if before == after:
        return format_count(after)
    change = "" if before is None or after is None else f" ({format_change(after - before)})"
    return f"{format_count(before)} → {format_count(after)}{change}"


def _size(before: Side, after: Side) -> str:
    if before.weight_bytes is None or after.weight_bytes is None:
        return ""
    sizes = [format_bytes(side.weight_bytes or 0) for side in (before, after)]
    return translate(", ") + " → ".join(dict.fromkeys(sizes))


def _counts(entries: Sequence[Entry]) -> Iterator[TextLine]:
    sorts = layers_by_sort(entries)
    most = max(map(len, sorts.values()), default=0)
    yield TextLine("")
    for sort, layers in sorts.items():
        count = len(layers)
        bar = SIGNS[sort] * max(1, min(count, round(count / most * _BAR) if most > _BAR else count))
        these = "" if count_layers(layers) == count else f"  ({layers_in_words(layers)})"
        yield TextLine(f"  {SIGNS[sort]} {padded(translate(MEANINGS[sort]), 30)} {format_count(count):>6}  {bar}{these}", sort)


def _layers(entries: Sequence[Entry], all_layers: bool) -> Iterator[TextLine]:
    loud = [entry for entry in entries if entry.sort not in (*_QUIET, "same")]
    if loud:
        yield from (TextLine(""), TextLine(translate(in_context("a title", "layers")), "title"))
        width = min(36, max(display_width(_name(entry)) for entry in loud))
        rows = [[entry] for entry in loud] if all_layers else rows_of(loud)
        shown = rows if all_layers else rows[:LOUD]
        for row in shown:
            yield from _entry(row[0], width) if len(row) == 1 else _group(row)
        yield from _rest(sum(map(len, rows[len(shown) :])))
    for title, listed in quiet_lists(entries):
        yield from (TextLine(""), TextLine(title, "title"))
        yield from _quiet(listed, all_layers)


def _group(group: Sequence[Entry]) -> Iterator[TextLine]:
    first = group[0]
    yield TextLine(f"  {first.sign} {entries_in_words(group)}: {safe(together(group))}", first.sort)
    names = [clip(_name(entry), _NAMED) for entry in (group[0], group[1], group[-1])]
    some = f"{format_items(names[:2])} … {names[2]}"
    yield TextLine(f"      {translate('{names} (--all shows every one)', names=some)}", "quiet")


def _entry(entry: Entry, width: int) -> Iterator[TextLine]:
    name = clip(_name(entry), width)
    phrases = [safe(phrase) for phrase in phrases_of(entry)]
    if entry.sort in ("added", "removed"):
        phrases = [format_count(entry.layer.parameter_count, "parameter")] if entry.layer.parameter_count != 0 else []
    start = f"  {entry.sign} {padded(name, width)}  {safe(entry.layer.kind)}"
    yield TextLine(f"{start}: {phrases[0]}" if phrases else start, entry.sort)
    for phrase in phrases[1:]:
        yield TextLine(f"    {' ' * width}  {phrase}", "quiet")


def _name(entry: Entry) -> str:
    return safe(entry.layer.id)


def _quiet(entries: Sequence[Entry], all_layers: bool) -> Iterator[TextLine]:
    shown = entries if all_layers else entries[:SHOWN]
    for kinds, group in groupby(shown, key=lambda entry: entry.layer.kind):
        for entry in group:
            phrases = format_clauses(safe(phrase) for phrase in phrases_of(entry, weights=False))
            yield TextLine(f"  {entry.sign} {_name(entry)}  {safe(kinds)}: {phrases}", entry.sort)
    yield from _rest(len(entries) - len(shown))


def _rest(count: int) -> Iterator[TextLine]:
    if count > 0:
        yield TextLine(f"    {translate('and {count} more (--all shows every one)', count=count)}", "quiet")


def _others(comparison: Differences) -> Iterator[TextLine]:
    lines = [safe(f"  ~ {field_phrase(change)}") for change in comparison.model]
    lines += [safe(f"  ⇄ {connection_phrase(change)}") for change in comparison.connections if change.target is None]
    if lines:
        yield from (TextLine(""), TextLine(translate("model"), "title"), *(TextLine(line, "changed") for line in lines))
    if comparison.training:
        yield from (TextLine(""), TextLine(translate("training"), "title"))
        yield from (TextLine(safe(f"  ~ {field_phrase(change)}"), "changed") for change in comparison.training)


def _weights(comparison: Differences, all_layers: bool) -> Iterator[TextLine]:
    weights = comparison.weights
    if not weights.compared:
        return
    if weights.changed:
        yield from (TextLine(""), TextLine(translate("weights, the strongest changes first"), "title"))
        strongest = weights.strongest
        shown = strongest if all_layers else strongest[:SHOWN]
        width = min(36, max(display_width(safe(weighted_name(layer))) for layer in shown))
        heads = "  ".join(padded(translate(head), size, ">") for head, size in _WEIGHT_HEADS.items())
        yield TextLine(f"    {'':{width}}  {heads}", "quiet")
        yield from (_weight_line(layer, width) for layer in shown)
        yield from _rest(len(strongest) - len(shown))
    if weights.unchanged:
        same = translate("{layers} without any changed weight", layers=matched_in_words(weights.unchanged))
        yield TextLine(f"  = {same}", "quiet")
    if weights.left_out:
        apart = translate("{layers} whose weights cannot be compared: other shapes", layers=matched_in_words(weights.left_out))
        yield TextLine(f"  ≈ {apart}", "quiet")


def _weight_line(layer: LayerWeightChange, width: int) -> TextLine:
    name = clip(safe(weighted_name(layer)), width)
    size = sum(weight.size for weight in layer.compared) or 1
    changed = sum((weight.changed_share or 0.0) * weight.size for weight in layer.compared) / size
    flips = sum((weight.sign_flips or 0.0) * weight.size for weight in layer.compared) / size
    largest = max((weight.largest_change or 0.0 for weight in layer.compared), default=0.0)
    change = translate("from zero") if layer.relative_change is None else format_percent(layer.relative_change)
    cosine = "–" if layer.cosine is None else format_number(layer.cosine)
    return TextLine(
        f"  Δ {padded(name, width)}  {padded(change, 9, '>')}  {cosine:>9}  {format_number(largest):>9}  "
        f"{format_percent(changed):>7}  {format_percent(flips):>7}",
        "weights",
    )


def _no_differences(comparison: Differences) -> str:
    if not comparison.ignored:
        return translate("no differences")
    return translate("no differences ({names} ignored)", names=format_items(map(safe, comparison.ignored)))


def _notes(comparison: Differences) -> Iterator[TextLine]:
    if comparison.ignored and comparison:
        ignored = translate("ignored: {names}", names=format_items(map(safe, comparison.ignored)))
        yield from (TextLine(""), TextLine(ignored, "quiet"))
    if comparison.weights.note and "weights" not in comparison.ignored:
        yield TextLine(safe(comparison.weights.note), "quiet")
