"""The boxes of both models next to each other: a layer and what is other in it, or a fold of layers."""

from __future__ import annotations

from dotnet_viz.diagrams.common.text_box import TextRow, text_box
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.diff.cards import fold_card
from dotnet_viz.diagrams.diff.change_styles import APPEARANCES, matched
from dotnet_viz.diagrams.diff.rows import SideRow
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.measures.comparison.config.changes import output_shapes
from dotnet_viz.measures.comparison.config.wording import name_in_words, value_phrase
from dotnet_viz.measures.comparison.entries import Entry
from dotnet_viz.measures.comparison.layer_changes import FieldChange
from dotnet_viz.measures.comparison.texts.wording import weights_phrase
from dotnet_viz.scene import Shape, changed
from dotnet_viz.translation.translate import translate

_SMALL = 11.0


def side_box(name: str, row: SideRow, graph: Graph, wrapped_at: float | None, *, first: bool) -> Shape:
    """Return the box of a row in one of the models: a layer with what is other than in the other model, or a fold.

    Args:
        name: id of the box.
        row: that the model has something in.
        graph: the model.
        wrapped_at: width of the texts in CSS pixels; ``None`` for as wide as they are.
        first: whether it is the first of the models.
    """
    if row.is_fold:
        entries = row.on_left if first else row.on_right
        calls = [node for entry in entries for node in graph.calls(layer_on_side(entry, first=first).id)]
        box = fold_card(name, entries, nodes=calls, wrapped_at=wrapped_at)
        return changed(box, mark="") if first and row.right else box
    entry = row.entries[0]
    layer = layer_on_side(entry, first=first)
    appearance = APPEARANCES[entry.sort]
    head = [TextRow(f"{entry.sign}  {layer.name or translate('(no name)')}", bold=True), TextRow(layer.kind)]
    groups = [head, _values(entry, first=first), _facts(entry, layer, graph, first=first)]
    box = text_box(name, layer.name, groups, appearance.tint, wrapped_at)
    return changed(
        box,
        stroke=appearance.stroke,
        stroke_width=appearance.width,
        dashed=appearance.dashed,
        kind=layer.kind,
        # Of a layer with a box on both sides the right one is where a reader goes.
        mark="" if first and row.right else entry.mark,
        tooltip=layer_tooltip(layer) + ("" if entry.match is None else f"\n{matched(entry.match)}"),
    )


def layer_on_side(entry: Entry, *, first: bool) -> Layer:
    """Return the layer as it is in one of the models.

    Args:
        entry: of a comparison.
        first: whether it is the first of the models; the other's layer where this one has none.
    """
    return (entry.before if first else entry.after) or entry.layer


def _values(entry: Entry, *, first: bool) -> list[TextRow]:
    rows = [TextRow(_side(change, first=first)) for change in entry.fields]
    if entry.move is not None:
        rows.append(TextRow(entry.move.before if first else entry.move.after))
    if entry.connection is not None:
        sources = entry.connection.before if first else entry.connection.after
        rows.append(TextRow(translate("inputs from {sources}", sources=", ".join(sources) or translate("nowhere"))))
    return rows


def _side(change: FieldChange, *, first: bool) -> str:
    name = change.name.removeprefix("config.")
    return f"{name_in_words(name)} {value_phrase(change.before if first else change.after, shape=name.endswith('shape'))}"


def _facts(entry: Entry, layer: Layer, graph: Graph, *, first: bool) -> list[TextRow]:
    texts = []
    shapes = output_shapes(graph, layer)
    if shapes and not any(change.name == "output shape" for change in entry.fields):
        texts.append(translate("out {shapes}", shapes=value_phrase(shapes, shape=True)))
    if layer.parameter_count != 0:
        texts.append(format_count(layer.parameter_count, "parameter"))
    if not first and entry.weights is not None:
        texts.append(weights_phrase(entry))
    texts += remark_lines(graph.calls(layer.id))
    return [TextRow(text, size=_SMALL, color="muted") for text in texts]
