"""A comparison as one HTML file: numbers, the picture to explore, a table to filter, and the drift of the weights."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_bytes, format_change, format_count
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.config_wording import field_phrase
from dotnet_viz.measures.comparison.differences import Side
from dotnet_viz.measures.comparison.entries import MEANINGS, SIGNS, Entry, entries_of, numbered_anew
from dotnet_viz.measures.comparison.wording import connection_phrase, phrases_of
from dotnet_viz.reporting.section import explorable_figure, figure
from dotnet_viz.reporting.templating import make_environment, render
from dotnet_viz.reporting.versions import package_version

TEMPLATE = "comparison.html"


def comparison_page(comparison: Comparison, drawing: Drawing) -> str:
    """Return a page on what differs between two models that asks for nothing outside itself.

    Its content policy allows its own scripts, by their digests, and no other.

    Args:
        comparison: of two models.
        drawing: its picture.

    Raises:
        TemplateError: a template names something that does not exist.
    """
    environment = make_environment()
    scripts = [render(environment, name, {}) for name in ("script.js", "comparison.js")]
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii") for script in scripts]
    values = _values(comparison, drawing) | {"digests": digests, "version": package_version()}
    return render(environment, TEMPLATE, values)


def _values(comparison: Comparison, drawing: Drawing) -> dict[str, Any]:
    entries = entries_of(comparison)
    shown = [entry for entry in entries if entry.sort != "same"]
    counts = Counter(entry.sort for entry in entries)
    summary = comparison.summary
    return {
        "heading": drawing.scene.title,
        "differs": bool(comparison),
        "sides": [_side("before", summary.before), _side("after", summary.after)],
        "tiles": _tiles(comparison, counts["same"] + counts["renamed"]),
        "sorts": [(sort, SIGNS[sort], MEANINGS[sort], counts[sort]) for sort in SIGNS if counts[sort] and sort != "same"],
        # What Keras numbered anew would bury the rest of the list.
        "hidden": _hidden(shown),
        "rows": [_row(entry) for entry in shown],
        "same": counts["same"],
        # A picture of weights is on light paper always.
        "theme": "light" if drawing.scene.bundles else drawing.theme,
        "picture": explorable_figure(drawing, "diff", 0, drawing.scene.description),
        "others": _others(comparison),
        "ignored": comparison.ignored,
        "drift": _drift(comparison),
        "weights": _weights(comparison),
        "unchanged": len(comparison.weights.unchanged),
        "note": comparison.weights.note,
    }


def _hidden(shown: Sequence[Entry]) -> list[str]:
    renamed = [entry.match for entry in shown if entry.sort == "renamed"]
    return ["renamed"] if len(renamed) < len(shown) and numbered_anew(renamed) else []


def _side(word: str, side: Side) -> dict[str, str]:
    size = "" if side.weight_bytes is None else f", {format_bytes(side.weight_bytes)}"
    version = "" if side.framework_version is None else f", Keras {side.framework_version}"
    return {
        "word": word,
        "source": side.source,
        "facts": f"{format_count(side.layer_count, 'layer')}, {format_count(side.parameter_count, 'parameter')}{size}{version}",
    }


def _tiles(comparison: Comparison, unchanged: int) -> list[tuple[str, str]]:
    summary = comparison.summary
    counts = [(word, format_count(getattr(summary, word))) for word in ("added", "removed", "changed", "moved", "resized")]
    before, after = summary.before.parameter_count, summary.after.parameter_count
    parameters = "the same" if before == after else format_count(after)
    if before is not None and after is not None and before != after:
        parameters = format_change(after - before)
    weights = "not compared" if summary.weights is None else format_count(summary.weights, "layer")
    return [
        *counts,
        ("unchanged", format_count(unchanged)),
        ("parameters", parameters),
        ("weights changed", weights),
    ]


def _row(entry: Entry) -> dict[str, Any]:
    count = entry.layer.parameter_count
    added = [format_count(count, "parameter")] if count != 0 and entry.sort in ("added", "removed") else []
    return {
        "sort": entry.sort,
        "sign": entry.sign,
        "meaning": MEANINGS[entry.sort],
        "name": entry.layer.id,
        "kind": entry.layer.kind,
        "what": [*added, *phrases_of(entry)],
        "why": "" if entry.match is None else f"matched: {entry.match.reason}",
    }


def _others(comparison: Comparison) -> list[str]:
    model = [f"model: {field_phrase(change)}" for change in comparison.model]
    outputs = [connection_phrase(change) for change in comparison.connections if change.target is None]
    return [*model, *outputs, *(f"training: {field_phrase(change)}" for change in comparison.training)]


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
