"""Boxes of the merged picture: a layer with what differs in it, and a stretch in which nothing does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dotnet_viz.diagrams.common.text_box import MAX_TEXT_WIDTH, TextRow, text_box
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.diff.change_styles import APPEARANCES, matched
from dotnet_viz.diagrams.diff.folding import CALM, QUIET
from dotnet_viz.diagrams.diff.union import UnionNode
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Node, TensorSpec
from dotnet_viz.graph.counts import total
from dotnet_viz.measures.comparison.config.wording import field_phrase
from dotnet_viz.measures.comparison.entries import MEANINGS, SIGNS, Entry, entries_in_words
from dotnet_viz.measures.comparison.texts.wording import connection_phrase, weights_phrase
from dotnet_viz.scene import Shape, changed
from dotnet_viz.translation.translate import mark, translate

_SMALL = 11.0
_KINDS = 3
_NAMED = 40
_MOST_CHANGES, _FEW_CHANGES = 6, 2


def card(item: UnionNode, cluster: str | None, wrapped_at: float | None = None) -> Shape:
    """Return the box of one call, with a sign, what differs, and quietly what follows from it.

    Args:
        item: the call.
        cluster: id of the frame around it.
        wrapped_at: see :func:`~dotnet_viz.diagrams.common.text_box.text_box`.
    """
    entry = item.entry
    appearance = APPEARANCES[entry.sort]
    head = [TextRow(f"{entry.sign}  {entry.layer.name or translate('(no name)')}", bold=True), TextRow(_kind(entry))]
    box = text_box(item.id, entry.layer.name, [head, _news(entry), _quiet(item)], appearance.tint, wrapped_at)
    return changed(
        box,
        stroke=appearance.stroke,
        stroke_width=appearance.width,
        dashed=appearance.dashed,
        cluster=cluster,
        kind=entry.layer.kind,
        mark=entry.mark,
        tooltip=tooltip_of(entry),
    )


def _kind(entry: Entry) -> str:
    layer = entry.layer
    is_listed = any(change.name == "activation" for change in entry.fields)
    activation = None if is_listed or layer.activation == "linear" else layer.activation
    return " · ".join(part for part in (layer.kind, activation) if part)


def _news(entry: Entry) -> list[TextRow]:
    rows = [TextRow(translate("was {name}", name=entry.before.name), size=_SMALL)] if entry.renamed and entry.before else []
    rows += [TextRow(field_phrase(change)) for change in entry.fields]
    if entry.move is not None:
        rows += [
            TextRow(translate("from: {place}", place=entry.move.before)),
            TextRow(translate("to: {place}", place=entry.move.after)),
        ]
    if entry.connection is not None:
        rows.append(TextRow(connection_phrase(entry.connection)))
    return rows


def _quiet(item: UnionNode) -> list[TextRow]:
    entry = item.entry
    rows = [_muted(field_phrase(change)) for change in entry.consequences]
    if not any(change.name == "output shape" for change in (*entry.consequences, *entry.fields)):
        rows += [_muted(translate("out {shapes}", shapes=_shape(item.node.outputs)))] if item.node.outputs else []
    if entry.sort in ("added", "removed") and entry.layer.parameter_count != 0:
        rows.append(_muted(format_count(entry.layer.parameter_count, "parameter")))
    if entry.weights is not None:
        rows.append(_muted(weights_phrase(entry)))
    return [*rows, *map(_muted, remark_lines([item.node]))]


def _shape(outputs: Sequence[TensorSpec]) -> str:
    more = translate(" +{more} more", more=len(outputs) - 1) if len(outputs) > 1 else ""
    return f"{outputs[0]}{more}"


def _muted(text: str) -> TextRow:
    return TextRow(text, size=_SMALL, color="muted")


def tooltip_of(entry: Entry) -> str:
    """Return what is shown while the pointer rests on a layer.

    Args:
        entry: the layer.
    """
    why = "" if entry.match is None else f"\n{matched(entry.match)}"
    return f"{translate(MEANINGS[entry.sort])}\n{layer_tooltip(entry.layer)}{why}"


def fold_card(
    fold_id: str,
    entries: Sequence[Entry],
    cluster: str | None = None,
    nodes: Sequence[Node] = (),
    wrapped_at: float | None = None,
) -> Shape:
    """Return the box of a stretch that is folded, with how many layers of which classes are in it.

    Args:
        fold_id: id of the box.
        entries: the layers in it; one that is called twice in the stretch counts once.
        cluster: id of the frame around it.
        nodes: the calls in it, with what is written beside them.
        wrapped_at: see :func:`~dotnet_viz.diagrams.common.text_box.text_box`.
    """
    entries = tuple({entry.layer.id: entry for entry in entries}.values())
    sorts = {entry.sort for entry in entries}
    title = fold_title(entries)
    one_sided = next((sort for sort in ("added", "removed") if sorts == {sort}), None)
    rows = list(map(_muted, _kinds(entries, MAX_TEXT_WIDTH if wrapped_at is None else wrapped_at)))
    news = [entry for entry in entries if entry.sort not in ("same", one_sided)]
    rows += map(_muted, _changes(news, _MOST_CHANGES if wrapped_at is None else _FEW_CHANGES))
    if wrapped_at is not None:
        rows.insert(0, _muted(names_of(entries)))
    rows += map(_muted, remark_lines(nodes))
    names = ", ".join(entry.layer.name for entry in entries[:_NAMED])
    marked = "" if sorts <= {"same", "renamed"} else next(sort for sort in SIGNS if sort in sorts)
    if one_sided:
        appearance = APPEARANCES[one_sided]
        parameters = total(entry.layer.parameter_count for entry in entries)
        rows.append(_muted(format_count(parameters, "parameter")))
        head = [TextRow(f"{SIGNS[one_sided]}  {title}", bold=True)]
        box = text_box(fold_id, title, [head, rows], appearance.tint, wrapped_at)
        box = changed(box, stroke=appearance.stroke, stroke_width=appearance.width, dashed=appearance.dashed)
    else:
        plain = text_box(fold_id, title, [[TextRow(title, bold=True)], rows], wrapped_at=wrapped_at)
        box = changed(plain, fill="paper", dashed=True)
    return changed(box, cluster=cluster, kind="folded", tooltip=names, mark=marked)


def _kinds(entries: Sequence[Entry], room: float) -> list[str]:
    """Return how many layers of which classes there are: in one line where it has room, else in a line for each class."""
    kinds = Counter(entry.layer.kind for entry in entries).most_common(_KINDS)
    more = " …" if sum(count for _, count in kinds) < len(entries) else ""
    *others, last = [f"{count} × {kind}" for kind, count in kinds]
    parts = [*(f"{part}," for part in others), last + more]
    line = " ".join(parts)
    return [line] if text_width(line, _SMALL) <= room else parts


def fold_title(entries: Sequence[Entry]) -> str:
    """Return how many layers are folded, and what they have in common.

    Args:
        entries: the layers, each once.
    """
    layers, sorts = entries_in_words(entries), {entry.sort for entry in entries}
    if (words := _in_common(sorts)) is not None:
        return translate(words, layers=layers)
    fields = [entry.fields for entry in entries if entry.sort == "changed"]
    if sorts <= {"changed", *QUIET, *CALM} and all(own == fields[0] for own in fields):
        count = len(fields)
        return translate("{layers}, {count} changed alike", "{layers}, {count} changed alike", layers=layers, count=count)
    count = sum(entry.sort not in QUIET for entry in entries)
    return translate("{layers}, {number} with changes", layers=layers, number=format_count(count))


def _in_common(sorts: set[str]) -> str | None:
    """Return what is true of all layers of some sorts; ``None`` where only numbers tell."""
    if sorts in ({"added"}, {"removed"}):
        return mark("{layers} added") if "added" in sorts else mark("{layers} removed")
    if sorts <= {*QUIET, *CALM}:
        return mark("{layers} unchanged") if sorts <= set(QUIET) else mark("{layers} with the same settings")
    return None


def names_of(entries: Sequence[Entry]) -> str:
    """Return the names of the first and the last of some layers.

    Args:
        entries: the layers, in order.
    """
    return " … ".join(dict.fromkeys((entries[0].layer.name, entries[-1].layer.name)))


def _changes(entries: Sequence[Entry], most: int) -> list[str]:
    """Return how many layers changed in which way; where there are many ways, how many of each sort."""
    found = Counter(map(_change_text, entries))
    if len(found) > most:
        found = Counter(f"{entry.sign} {translate(MEANINGS[entry.sort])}" for entry in entries)
    return [f"{text}: {format_count(count)}" for text, count in sorted(found.items())]


def _change_text(entry: Entry) -> str:
    words = ", ".join(field_phrase(change) for change in entry.fields) or translate(MEANINGS[entry.sort])
    return f"{entry.sign} {words}"
