"""The layers and the tensors between them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dotnet_viz.diagrams.common.cost_texts import with_costs
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_bytes
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.measures.cost.cost import format_bound
from dotnet_viz.measures.summary.numbers import LayerSummary
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import (
    NO_BREAK,
    Cell,
    ColumnHead,
    SectionData,
    Table,
    count_cell,
    explorable_figure,
    layer_anchor,
    text_cell,
)
from dotnet_viz.reporting.slices import slices
from dotnet_viz.translation.translate import mark, translate

CAPTION = mark("Each box is a layer, each arrow a tensor. A frame is a model inside the model; a dashed box is not trained.")

_COLUMNS = (
    ColumnHead("Layer", of_layers=True),
    ColumnHead("Class"),
    ColumnHead("Output shape"),
    ColumnHead("Parameters", numeric=True),
    ColumnHead("MACs", numeric=True),
    ColumnHead("Memory", numeric=True),
    ColumnHead("Activation"),
    ColumnHead("Trainable"),
    ColumnHead("Connected to", of_layers=True),
)
_PARAMETERS = 3
_LARGEST = mark("These are the {shown} rows with the most parameters, of {count}.")
_TRAINABLE = {True: mark("yes"), False: mark("no"), None: mark("not said")}


def build(context: ReportContext) -> SectionData | None:
    """Return the architecture; ``None`` for a graph without nodes."""
    model = context.measurements
    if model is None or not model.graph.nodes:
        return None
    rows = tuple(_row(layer) for layer in model.summary.layers)
    scene = replace(PlotModel().build(model.graph), show_title=False)
    drawing = Drawing(scene, explained=partial(with_costs, graph=model.graph))
    caption = translate("{layers}, in the order of the model", layers=layers_in_words(model.graph.layers))
    anchors = tuple(layer_anchor(layer.id) for layer in model.summary.layers)
    whole = Table(caption, _COLUMNS, rows, anchors=anchors)
    table, appendix = split_table(whole, "architecture", "layers", by=_PARAMETERS, text=_LARGEST)
    data = {
        "figure": explorable_figure(drawing, "architecture", 1, CAPTION),
        "parts": slices(drawing, "architecture", 2, CAPTION),
        "table": table,
    }
    return SectionData("architecture", "Architecture", data, appendix)


def _row(layer: LayerSummary) -> tuple[Cell, ...]:
    return (
        text_cell(layer.id),
        text_cell(layer.kind),
        text_cell(", ".join(layer.output_shapes).replace(" ", NO_BREAK) or "?"),
        count_cell(layer.parameters),
        _operations_cell(layer),
        _memory_cell(layer),
        text_cell(layer.activation or "–"),
        text_cell(translate(_TRAINABLE[layer.trainable]) if layer.parameters != 0 else "–"),
        text_cell(", ".join(layer.connected_to) or "–"),
    )


def _operations_cell(layer: LayerSummary) -> Cell:
    if layer.cost is None:
        return Cell("–")
    text = format_bound(layer.cost.macs, is_complete=layer.cost.is_complete)
    return Cell(text.replace(" ", NO_BREAK), float(layer.cost.macs) if layer.cost.is_complete or layer.cost.macs else None)


def _memory_cell(layer: LayerSummary) -> Cell:
    if layer.activation_bytes is None:
        return Cell("?")
    return Cell(format_bytes(layer.activation_bytes).replace(" ", NO_BREAK), float(layer.activation_bytes))
