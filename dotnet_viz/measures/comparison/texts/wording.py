"""Differences in words, the same ones in texts, pages and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_clauses, format_count, format_items, format_list, format_percent, format_sentences
from dotnet_viz.graph.counts import total
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.measures.comparison.config.wording import field_phrase
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.entries import SIGNS, Entry, entries_in_words, entries_of, layers_by_sort
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange
from dotnet_viz.translation.translate import in_context, mark, translate

MANY = 6
"""Layers that changed alike, such as all those that were frozen, share one row from this number on."""
_KINDS = 4
LISTED_SORTS = {
    "added": mark("{layers} added"),
    "removed": mark("{layers} removed"),
    "changed": mark("{layers} changed"),
    "moved": mark("{layers} moved"),
    "resized": mark("{layers} resized"),
}
"""How many layers there are of each sort that a sentence lists, by the sort, in its order."""


_WITH_COUNTS = {
    (True, True): mark("{changes}; layers {layers}, parameters {parameters}."),
    (True, False): mark("{changes}; layers {layers}."),
    (False, True): mark("{changes}; parameters {parameters}."),
    (False, False): mark("{changes}."),
}
"""What differs, by whether the numbers of layers and of parameters do."""


def title_of(comparison: Differences) -> str:
    """Return the names of both files, with their folders where only these distinguish them.

    Args:
        comparison: of two models.
    """
    sources = [side.source for side in (comparison.summary.before, comparison.summary.after)]
    if sources[0] == sources[1]:
        return translate("{name}: before → after", name=one_line(sources[0]))
    short = [source.replace("\\", "/").rsplit("/", 1)[-1] for source in sources]
    return " → ".join(one_line(name) for name in (short if short[0] != short[1] else sources))


def description_of(comparison: Differences) -> str:
    """Return one sentence on what differs.

    Args:
        comparison: of two models.
    """
    if not comparison:
        return translate("The two models do not differ.")
    nothing = in_common(comparison)
    sorts = layers_by_sort(entries_of(comparison))
    parts = [
        translate(LISTED_SORTS[sort], layers=layers_in_words(layers)) for sort, layers in sorts.items() if sort in LISTED_SORTS
    ]
    changes = format_list(parts) or translate("no layer added, removed or changed")
    before, after = comparison.summary.before, comparison.summary.after
    sentence = translate(
        _WITH_COUNTS[before.layer_count != after.layer_count, before.parameter_count != after.parameter_count],
        changes=f"{changes[0].upper()}{changes[1:]}",
        layers=_from_to(before.layer_count, after.layer_count),
        parameters=_from_to(before.parameter_count, after.parameter_count),
    )
    return format_sentences([nothing, sentence])


def _from_to(before: int | None, after: int | None) -> str:
    return f"{format_count(before)} → {format_count(after)}"


def in_common(comparison: Differences) -> str:
    """Return the sentence on two models that have nothing in common, or nothing where they have.

    Args:
        comparison: of two models.
    """
    if not comparison.nothing_in_common:
        return ""
    return translate("The two models have nothing in common: no layer of one is a layer of the other.")


def no_differences(comparison: Differences) -> str:
    """Return the note of a picture of two models that do not differ.

    Args:
        comparison: of two models.
    """
    layers = entries_in_words(entries_of(comparison))
    return translate("{sign}  No differences: {layers} are the same.", sign=SIGNS["same"], layers=layers)


def folded_note(entries: Sequence[Entry], boxes: int) -> str:
    """Return the note of a picture on what has no box of its own.

    Args:
        entries: the layers in it.
        boxes: how many boxes they are folded into.
    """
    layers = entries_in_words(entries)
    return translate("Folded into {count} box: {layers}.", "Folded into {count} boxes: {layers}.", count=boxes, layers=layers)


def connection_phrase(change: ConnectionChange) -> str:
    """Return where inputs came and come from.

    Args:
        change: of a layer or of the model's outputs.

    Example:
        >>> connection_phrase(ConnectionChange("add", ("a", "b"), ("a", "c")))
        'inputs from a, b → a, c'
    """
    before, after = (format_items(names) or translate("nowhere") for names in (change.before, change.after))
    if change.target is None:
        return translate("outputs of the model from {before} → {after}", before=before, after=after)
    return translate("inputs from {before} → {after}", before=before, after=after)


def weights_phrase(entry: Entry) -> str:
    """Return how much the weights of a layer changed, or nothing where they did not.

    Args:
        entry: of a layer.
    """
    if entry.weights is None:
        return ""
    change, what = entry.weights.relative_change, compared_weights(entry.weights) or translate(in_context("a title", "weights"))
    if change is None:
        return translate("{weights} no longer all zero", weights=what)
    return translate("{weights} changed by {change}", weights=what, change=format_percent(change))


def matched_in_words(changes: Iterable[LayerWeightChange]) -> str:
    """Return how many layers there are whose weights are compared.

    Args:
        changes: of the weights of matched layers.
    """
    return layers_in_words(change.match.after for change in changes)


def compared_weights(change: LayerWeightChange) -> str:
    """Return the names of the weights that numbers are of, where they are not of all weights of a layer, else nothing.

    Args:
        change: of a layer, such as one whose bias has the same shape on both sides and whose kernel has not.
    """
    names = [str(weight.after_name) for weight in change.compared] if change.is_partial else []
    if len(names) < 4:
        return format_items(names)
    return translate(
        "{part} of {count} weight", "{part} of {count} weights", part=format_count(len(names)), count=len(change.weights)
    )


def weighted_name(change: LayerWeightChange) -> str:
    """Return the name of a layer for a row of numbers on its weights; with those that they are of, where others are left out.

    Args:
        change: of a layer.
    """
    part = compared_weights(change)
    return translate("{layer} ({part} only)", layer=change.match.after.id, part=part) if part else change.match.after.id


def phrases_of(entry: Entry, *, consequences: bool = True, weights: bool = True) -> Iterator[str]:
    """Yield all that differs in a layer.

    Args:
        entry: of a layer.
        consequences: whether changes of shapes and numbers of parameters are listed.
        weights: whether the change of its weights is listed.
    """
    if entry.before is not None and entry.after is not None and entry.renamed:
        yield translate("was {name}", name=entry.before.name)
    yield from (field_phrase(change) for change in entry.fields)
    if entry.move is not None:
        yield translate("moved: {before} → {after}", before=entry.move.before, after=entry.move.after)
    if entry.connection is not None:
        yield connection_phrase(entry.connection)
    if consequences:
        yield from (field_phrase(change) for change in entry.consequences)
    if weights and entry.weights is not None:
        yield weights_phrase(entry)


def rows_of(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return layers that changed alike in one row each, and long runs of added or of removed ones too.

    Args:
        entries: of layers, in their order.
    """
    groups = _alike(entries)
    rows = []
    for sort, run in groupby(entries, key=lambda entry: entry.sort):
        members = list(run)
        if sort in ("added", "removed"):
            rows += [members] if len(members) >= MANY else [[entry] for entry in members]
        else:
            together = ((entry, groups.get(words_of(entry), [entry])) for entry in members)
            rows += [group for entry, group in together if group[0] is entry]
    return rows


def _alike(entries: Iterable[Entry]) -> dict[tuple[str, ...], list[Entry]]:
    """Return layers with exactly the same text, by that text; only where there are many of them."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.sort not in ("added", "removed"):
            groups.setdefault(words_of(entry), []).append(entry)
    return {words: group for words, group in groups.items() if len(group) >= MANY}


def together(group: Sequence[Entry]) -> str:
    """Return the text of layers that share a row.

    Args:
        group: several layers, of :func:`rows_of`.
    """
    if group[0].sort not in ("added", "removed"):
        return format_clauses(words_of(group[0]))
    kinds = Counter(entry.layer.kind for entry in group).most_common()
    parts = [f"{format_count(count)} × {kind}" for kind, count in kinds[:_KINDS]]
    rest = sum(count for _, count in kinds[_KINDS:])
    parameters = total(entry.layer.parameter_count for entry in group)
    parts += [translate("{count} of other classes", "{count} of other classes", count=rest)] if rest else []
    return f"{', '.join(parts)}; {format_count(parameters, 'parameter')}"


def words_of(entry: Entry) -> tuple[str, ...]:
    """Return all that differs in a layer but its weights."""
    return tuple(phrases_of(entry, weights=False))
