"""A comparison as Markdown made for a pull request: a sentence, a table, a Mermaid diagram, and folds for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import (
    format_bytes,
    format_change,
    format_clauses,
    format_count,
    format_items,
    format_number,
    format_percent,
    format_sentences,
)
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.config.wording import field_phrase
from dotnet_viz.measures.comparison.costs import cost_change
from dotnet_viz.measures.comparison.differences import Side
from dotnet_viz.measures.comparison.entries import (
    MEANINGS,
    Entry,
    entries_in_words,
    entries_of,
    layers_by_sort,
    quiet_lists,
    renumbered,
)
from dotnet_viz.measures.comparison.texts.wording import (
    LISTED_SORTS,
    connection_phrase,
    in_common,
    matched_in_words,
    phrases_of,
    rows_of,
    together,
    weighted_name,
    words_of,
)
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange
from dotnet_viz.renderers.mermaid.document import fits, is_flowchart, mermaid
from dotnet_viz.reporting.documents.markdown_parts import MOST_CHARACTERS, escaped, fold
from dotnet_viz.translation.translate import mark, translate

ROWS = 40
FEWEST_ROWS = 3
GROUP_KINDS = 4
PHRASES = 8
"""Of a layer at most; more are counted."""
_TOO_LONG = mark("_The diagram is left out here, since it is too long for a comment; `dotnet-viz diff -o diff.html` draws it._")
_HEADS = (mark("layer"), mark("class"), mark("what"))
_WEIGHT_HEADS = (mark("layer"), mark("relative change"), mark("cosine"))
_QUIET = ("resized", "weights", "renamed", "same")


def comparison_markdown(comparison: Comparison, drawing: Drawing | None = None) -> str:
    """Return a comparison as Markdown; every name in it is escaped, and it fits a comment on GitHub.

    Args:
        comparison: of two models.
        drawing: its picture of boxes and arrows, which is put in as Mermaid unless it is too large; ``None`` for no diagram.

    Raises:
        OptionError: the picture is of another kind.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> text = comparison_markdown(compare_graphs(read([np.ones((3, 2))]), read([np.ones((3, 2)), np.ones((2, 1))])))
        >>> text.splitlines()[2]
        '**1 layer added.** 6 → 8 parameters (+2), 1 → 2 layers, 48 bytes → 64 bytes. 6 → 8 MACs, 12 → 16 FLOPs per sample.'
    """
    diagram = "" if drawing is None or not comparison.architecture_differs else _diagram(drawing)
    instead = diagram and translate(_TOO_LONG)
    texts = (
        "\n\n".join(_parts(comparison, picture, rows)) + "\n"
        for picture, rows in ((diagram, ROWS), (instead, ROWS), (instead, ROWS // 4), (instead, FEWEST_ROWS))
    )
    # Names, and what is listed of a layer, are bounded: the last of them is short enough whatever it is about.
    return next(text for text in texts if len(text) <= MOST_CHARACTERS)


def _diagram(drawing: Drawing) -> str:
    if is_flowchart(drawing.scene) and not fits(drawing.scene):
        return translate(_TOO_LONG)
    return f"```mermaid\n{mermaid(drawing.scene)}```"


def _parts(comparison: Comparison, diagram: str, rows: int) -> Iterator[str]:
    sides = comparison.summary.before, comparison.summary.after
    yield f"### {escaped(sides[0].source)} → {escaped(sides[1].source)}"
    if not comparison:
        yield " ".join(filter(None, (f"**{translate('No differences.')}**", _ignored(comparison))))
        return
    if nothing := in_common(comparison):
        yield f"**{nothing}**"
    entries = entries_of(comparison)
    facts = format_sentences([_totals(*sides), _costs(comparison), _ignored(comparison)])
    # The space is Markdown's: bold that ends with a full stop has no end where a letter follows.
    yield f"{_sentence(comparison, entries)} {facts}"
    yield from _table([entry for entry in entries if entry.sort not in _QUIET], rows)
    yield from _model(comparison, rows)
    if diagram:
        yield diagram
    yield from _folds(comparison, entries, rows)


def _sentence(comparison: Comparison, entries: Sequence[Entry]) -> str:
    layers = {sort: layers_in_words(found) for sort, found in layers_by_sort(entries).items()}
    renamed, is_news = layers.get("renamed"), not renumbered(comparison.layers.renamed)
    changed = [layer.match.after for layer in comparison.weights.changed]
    parts = [translate(LISTED_SORTS[sort], layers=layers[sort]) for sort in LISTED_SORTS if sort in layers]
    parts += [translate("{layers} renamed", layers=renamed)] if renamed and is_news else []
    parts += [translate("inputs of {layers} differ", layers=layers["rewired"])] if "rewired" in layers else []
    parts += (
        [translate("outputs of the model differ")] if any(change.target is None for change in comparison.connections) else []
    )
    parts += [translate("{layers} renumbered", layers=renamed)] if renamed and not parts else []
    parts += [translate("weights of {layers} differ", layers=layers_in_words(changed))] if changed else []
    if comparison.training:
        count = format_count(len(comparison.training), "setting")
        parts.append(translate("{settings} of the training", settings=count))
    if comparison.model and not parts:
        parts.append(translate("{settings} of the model itself", settings=format_count(len(comparison.model), "setting")))
    return f"**{translate('{sentence}.', sentence=format_items(parts))}**"


def _totals(before: Side, after: Side) -> str:
    sizes = [format_bytes(side.weight_bytes) for side in (before, after) if side.weight_bytes is not None]
    size = [" → ".join(dict.fromkeys(sizes))] if sizes else []
    facts = format_items([_arrow(before.parameter_count, after.parameter_count), after_layers(before, after), *size])
    return translate("{sentence}.", sentence=facts)


def _costs(comparison: Comparison) -> str:
    change = cost_change(comparison)
    return translate("{sentence}.", sentence=change) if change else ""


def after_layers(before: Side, after: Side) -> str:
    """Return the number of layers on both sides.

    Args:
        before: the first model.
        after: the second model.

    Returns:
        Text such as ``"5 → 6 layers"``.
    """
    text = format_count(after.layer_count, "layer")
    return text if before.layer_count == after.layer_count else f"{format_count(before.layer_count)} → {text}"


def _arrow(before: int | None, after: int | None) -> str:
    text = format_count(after, "parameter")
    if before == after:
        return text
    change = "" if before is None or after is None else f" ({format_change(after - before)})"
    return f"{format_count(before)} → {text}{change}"


def _ignored(comparison: Comparison) -> str:
    if not comparison.ignored:
        return ""
    return translate("Ignored: {names}.", names=format_items(map(escaped, comparison.ignored)))


def _table(entries: Sequence[Entry], rows: int) -> Iterator[str]:
    if not entries:
        return
    listed = rows_of(entries)
    lines = [f"| | {' | '.join(map(translate, _HEADS))} |", "|---|---|---|---|", *map(_row, listed[:rows])]
    yield "\n".join(lines)
    rest = [entry for row in listed[rows:] for entry in row]
    if rest:
        yield translate("… and {layers} more.", layers=entries_in_words(rest))


def _row(group: Sequence[Entry]) -> str:
    first = group[0]
    if len(group) == 1:
        return f"| {first.sign} | {escaped(first.layer.id)} | {escaped(first.layer.kind)} | {_what(first)} |"
    names = [escaped(entry.layer.id) for entry in (group[0], group[1], group[-1])]
    kinds = format_items(escaped(kind) for kind in list(dict.fromkeys(entry.layer.kind for entry in group))[:GROUP_KINDS])
    changes = (
        f"{translate(MEANINGS[first.sort])}: {escaped(together(group))}"
        if first.sort in ("added", "removed")
        else "<br>".join(_some(words_of(first)))
    )
    return f"| {first.sign} | **{entries_in_words(group)}**: {names[0]}, {names[1]} … {names[2]} | {kinds} | {changes} |"


def _what(entry: Entry) -> str:
    if entry.sort in ("added", "removed"):
        count, meaning = entry.layer.parameter_count, translate(MEANINGS[entry.sort])
        return f"{meaning}, {format_count(count, 'parameter')}" if count != 0 else meaning
    return "<br>".join(_some(phrases_of(entry)))


def _model(comparison: Comparison, rows: int) -> Iterator[str]:
    lines = [f"- {translate('model')}: {escaped(field_phrase(change))}" for change in comparison.model]
    lines += [f"- {escaped(connection_phrase(change))}" for change in comparison.connections if change.target is None]
    lines += [f"- {translate('training')}: {escaped(field_phrase(change))}" for change in comparison.training]
    if lines:
        yield _cut(lines, rows)


def _folds(comparison: Comparison, entries: Sequence[Entry], rows: int) -> Iterator[str]:
    for title, listed in quiet_lists(entries):
        lines = [f"- {escaped(entry.layer.id)}: {format_clauses(_some(words_of(entry)))}" for entry in listed]
        yield fold(title, _cut(lines, rows)) if lines else translate("{sentence}.", sentence=title)
    weights = comparison.weights
    if weights.changed:
        strongest = weights.strongest
        table = [
            f"| {' | '.join(map(translate, _WEIGHT_HEADS))} |",
            "|---|--:|--:|",
            *(_weights(layer) for layer in strongest[:rows]),
        ]
        still = (
            f"\n\n{translate('{layers} without any changed weight.', layers=matched_in_words(weights.unchanged))}"
            if weights.unchanged
            else ""
        )
        rest = translate("… and {layers} more.", layers=format_count(len(strongest) - rows))
        more = f"\n\n{rest}" if len(strongest) > rows else ""
        yield fold(translate("Weights of {layers}", layers=matched_in_words(strongest)), "\n".join(table) + more + still)
    same = [entry for entry in entries if entry.sort == "same"]
    if same:
        yield translate("{layers} unchanged.", layers=entries_in_words(same))


def _weights(layer: LayerWeightChange) -> str:
    change = translate("from zero") if layer.relative_change is None else format_percent(layer.relative_change)
    cosine = "–" if layer.cosine is None else format_number(layer.cosine)
    return f"| {escaped(weighted_name(layer))} | {change} | {cosine} |"


def _some(phrases: Iterable[str]) -> list[str]:
    shown = [escaped(phrase) for phrase in phrases]
    rest = len(shown) - PHRASES
    return [*shown[:PHRASES], *([translate("and {count} more", "and {count} more", count=rest)] if rest > 0 else [])]


def _cut(lines: Sequence[str], rows: int) -> str:
    rest = len(lines) - rows
    more = [f"- … {translate('and {count} more', 'and {count} more', count=rest)}"] if rest > 0 else []
    return "\n".join([*lines[:rows], *more])
