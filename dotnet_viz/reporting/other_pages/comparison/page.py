"""A comparison as one HTML file: numbers, the picture to explore, a table to filter, and the drift of the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_bytes, format_change, format_count
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_count import count_layers, layers_in_words
from dotnet_viz.graph.parts import made_with
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.config.wording import field_phrase
from dotnet_viz.measures.comparison.costs import cost_steps
from dotnet_viz.measures.comparison.differences import Side
from dotnet_viz.measures.comparison.entries import MEANINGS, SIGNS, Entry, entries_of, layers_by_sort, renumbered
from dotnet_viz.measures.comparison.texts.wording import connection_phrase, phrases_of
from dotnet_viz.reporting.section import explorable_figure, figure, layer_anchor
from dotnet_viz.reporting.templating.environment import make_environment, page_digests, render
from dotnet_viz.reporting.templating.layer_links import LayerLinks
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.translation.translate import mark, translate

TEMPLATE = "comparison.html"
_SAME = mark("{layers} is the same and not listed."), mark("{layers} are the same and not listed.")
_UNCHANGED = mark("{layers} keeps every weight."), mark("{layers} keep every weight.")
_ALWAYS = ("added", "removed", "changed", "same")


def comparison_page(comparison: Comparison, drawing: Drawing) -> str:
    """Return a page on what differs between two models that asks for nothing outside itself.

    Its content policy allows its own scripts, by their digests, and no other.

    Args:
        comparison: of two models.
        drawing: its picture.

    Raises:
        TemplateError: a template names something that does not exist.
    """
    values = _values(comparison, drawing)
    environment = make_environment(links=LayerLinks(frozenset(row["anchor"] for row in values["rows"] if row["anchor"])))
    digests = page_digests(environment, "frames.js", "script.js", "comparison.js")
    return render(environment, TEMPLATE, values | {"digests": digests, "version": package_version()})


def _values(comparison: Comparison, drawing: Drawing) -> dict[str, Any]:
    entries = entries_of(comparison)
    shown = [entry for entry in entries if entry.sort != "same"]
    layers = layers_by_sort(entries)
    summary = comparison.summary
    return {
        "heading": drawing.scene.title,
        "differs": bool(comparison),
        "sides": [_side(translate("before"), summary.before), _side(translate("after"), summary.after)],
        "tiles": _tiles(comparison, layers),
        "sorts": [(sort, SIGNS[sort], translate(MEANINGS[sort]), len(layers[sort])) for sort in layers if sort != "same"],
        # What Keras renumbered would bury the rest of the list.
        "hidden": _hidden(shown),
        "rows": [_row(entry) for entry in shown],
        "same": _count_sentence(layers.get("same", ()), *_SAME),
        "theme": drawing.theme,
        "picture": explorable_figure(drawing, "diff", 0, drawing.scene.description),
        "others": _others(comparison),
        "ignored": comparison.ignored,
        "drift": _drift(comparison),
        "weights": _weights(comparison),
        "unchanged": _count_sentence([item.match.after for item in comparison.weights.unchanged], *_UNCHANGED),
        "note": _sentence(comparison.weights.note),
    }


def _hidden(shown: Sequence[Entry]) -> list[str]:
    renamed = [entry.match for entry in shown if entry.sort == "renamed"]
    return ["renamed"] if len(renamed) < len(shown) and renumbered(renamed) else []


def _side(word: str, side: Side) -> dict[str, str]:
    size = "" if side.weight_bytes is None else f", {format_bytes(side.weight_bytes)}"
    made = made_with(side.framework, side.framework_version)
    version = f", {made}" if made else ""
    return {
        "word": word,
        "source": side.source,
        "facts": f"{format_count(side.layer_count, 'layer')}, {format_count(side.parameter_count, 'parameter')}{size}{version}",
    }


def _tiles(comparison: Comparison, layers: Mapping[str, Sequence[Layer]]) -> list[tuple[str, str]]:
    """Return what is shown first: how many layers of each sort, always those that readers look for, and the totals."""
    sorts = [sort for sort in SIGNS if sort in layers or sort in _ALWAYS]
    changed = [layer.match.after for layer in comparison.weights.changed]
    summary = comparison.summary
    before, after = summary.before.parameter_count, summary.after.parameter_count
    parameters = translate("the same") if before == after else format_count(after)
    if before is not None and after is not None and before != after:
        parameters = format_change(after - before)
    return [
        *((translate(MEANINGS[sort]), _few_words(layers.get(sort, ()))) for sort in sorts),
        (translate("parameters"), parameters),
        *([(translate("FLOPs per sample"), steps[1])] if (steps := cost_steps(comparison)) else []),
        (translate("weights changed"), layers_in_words(changed) if comparison.weights.compared else translate("not compared")),
    ]


def _few_words(layers: Sequence[Layer]) -> str:
    """Return a number of layers, and what else is among them where they are not all layers."""
    return format_count(len(layers)) if count_layers(layers) == len(layers) else layers_in_words(layers)


def _count_sentence(layers: Sequence[Layer], one: str, several: str) -> str:
    """Return a sentence on some layers; none where there are none."""
    return translate(one if len(layers) == 1 else several, layers=layers_in_words(layers)) if layers else ""


def _sentence(note: str | None) -> str:
    """Return a note, whose parts have semicolons between them, as a sentence of its own."""
    return f"{note[0].upper()}{note[1:]}." if note else ""


def _row(entry: Entry) -> dict[str, Any]:
    count = entry.layer.parameter_count
    added = [format_count(count, "parameter")] if count != 0 and entry.sort in ("added", "removed") else []
    return {
        "sort": entry.sort,
        "sign": entry.sign,
        "meaning": translate(MEANINGS[entry.sort]),
        "name": entry.layer.id,
        # A layer that is gone may have left its name to another.
        "anchor": "" if entry.sort == "removed" else layer_anchor(entry.layer.id),
        "kind": entry.layer.kind,
        "what": [*added, *phrases_of(entry)],
        "why": "" if entry.match is None else translate("matched: {reason}", reason=translate(entry.match.reason)),
    }


def _others(comparison: Comparison) -> list[str]:
    model = [translate("model: {change}", change=field_phrase(change)) for change in comparison.model]
    outputs = [connection_phrase(change) for change in comparison.connections if change.target is None]
    return [*model, *outputs, *(translate("training: {change}", change=field_phrase(change)) for change in comparison.training)]


def _drift(comparison: Comparison) -> Any:
    if not comparison.weights.changed:
        return None
    from dotnet_viz.charts.drift import drift_over_depth

    chart = drift_over_depth(comparison)
    return figure(chart, "drift", 0, chart.alternative)


def _weights(comparison: Comparison) -> Sequence[dict[str, Any]]:
    return [
        {"layer": layer.match.after.id, "weight": weight}
        for layer in comparison.weights.changed
        for weight in layer.weights
        if weight.left_out is None and not weight.same
    ]
