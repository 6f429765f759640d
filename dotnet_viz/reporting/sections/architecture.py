"""The layers and the tensors between them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dotnet_viz.diagrams.annotations.annotate import Annotations
from dotnet_viz.diagrams.blocks.style import Blocks
from dotnet_viz.diagrams.common.cost_texts import with_costs
from dotnet_viz.diagrams.common.frame_counts import with_layer_counts
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_bytes, format_items
from dotnet_viz.graph import Graph
from dotnet_viz.graph.estimators import is_estimator_without_weights
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.measures.cost.cost import format_bound
from dotnet_viz.measures.summary.numbers import LayerSummary
from dotnet_viz.reporting.appendix import appendix_anchor, split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.printing.slices import slices
from dotnet_viz.reporting.section import (
    NO_BREAK,
    AppendixEntry,
    Cell,
    ColumnHead,
    SectionData,
    Table,
    count_cell,
    explorable_figure,
    figure,
    layer_anchor,
    text_cell,
)
from dotnet_viz.reporting.statements.estimators import steps_of
from dotnet_viz.reporting.statements.known_columns import NOT_STATED, without_unknown_columns
from dotnet_viz.reporting.statements.layer_numbers import LayerNumbers
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import mark, translate

CAPTION = mark("Each box is a layer, each arrow a tensor. A frame is a model inside the model; a dashed box is not trained.")

_COLUMNS = (
    ColumnHead("Layer", of_layers=True),
    ColumnHead("Class"),
    ColumnHead("Output shape", is_minor=True),
    ColumnHead("Parameters", numeric=True),
    ColumnHead("MACs", numeric=True),
    ColumnHead("Memory", numeric=True),
    ColumnHead("Activation", is_minor=True),
    ColumnHead("Trainable", is_minor=True),
    ColumnHead("Connected to", of_layers=True, is_minor=True),
)
_OF_LAYERS = frozenset({"Parameters", "MACs", "Memory", "Activation", "Trainable"})
"""Columns that say nothing of the steps of an estimator without weights."""
STEPS_CAPTION = mark("Each box is a step, each arrow a table that goes from one to the next.")
MOST_BOXES = 24
"""Calls of layers of a model whose section shows each of them; larger ones are shown as blocks."""

BLOCKS_CAPTION = mark(
    "Each card is a block of layers, drawn once however often it repeats; frames are stages of tensors of the same height and "
    "width, or models inside the model."
)
FULL_TITLE = mark("Every layer")

ID = "architecture"

# Numbers of figures before it are left to the section itself, so that ids never repeat.
_FIRST_OF_APPENDIX = 10_001
_FEWEST_STEPS = 2
_PARAMETERS = 3
_LARGEST = mark("These are the {shown} rows with the most parameters, of {count}.")
_LARGEST_CAPTION = mark("Layers with the most parameters")
_LARGEST_GIVEN = mark("These are the {shown} rows with the largest {column}, of {count}.")
_TRAINABLE = {True: mark("yes"), False: mark("no"), None: NOT_STATED}


def build(context: ReportContext) -> SectionData | None:
    """Return the architecture; ``None`` for a graph without nodes, and for a single step without weights, such as a forest."""
    model = context.measurements
    if model is None or not model.graph.nodes:
        return None
    has_layers = not is_estimator_without_weights(model.graph)
    if not has_layers and len(steps_of(model.graph)) < _FEWEST_STEPS:
        return None
    shown_caption = CAPTION if has_layers else STEPS_CAPTION
    table, appendix = _tables(model, LayerNumbers(context.overlay, context.annotations), has_layers=has_layers)
    full = Drawing(_picture(PlotModel(), model.graph, context.annotations), explained=partial(_explained, model))
    if len(model.graph.nodes) <= MOST_BOXES:
        figures = {"figure": explorable_figure(full, ID, 1, shown_caption), "parts": slices(full, ID, 2, shown_caption)}
        return SectionData(ID, "Architecture", {"table": table, "full": "", **figures}, appendix)
    blocks = Drawing(_picture(Blocks(), model.graph, context.annotations))
    anchor = appendix_anchor(ID, "diagram")
    data = {"figure": figure(blocks, ID, 1, BLOCKS_CAPTION, "wide"), "parts": slices(blocks, ID, 2, BLOCKS_CAPTION)}
    diagram = explorable_figure(full, ID, _FIRST_OF_APPENDIX, shown_caption)
    parts = slices(full, ID, _FIRST_OF_APPENDIX + 1, shown_caption)
    entry = AppendixEntry(anchor, FULL_TITLE, figure=diagram, parts=parts)
    return SectionData(ID, "Architecture", {"table": table, "full": anchor, **data}, (entry, *appendix))


def _tables(model: Measurements, numbers: LayerNumbers, *, has_layers: bool) -> tuple[Table, tuple[AppendixEntry, ...]]:
    """Return the table of layers or steps, cut where it is long, and the whole one for the appendix."""
    rows = tuple(_row(layer, numbers) for layer in model.summary.layers)
    caption = translate("{layers}, in the order of the model", layers=layers_in_words(model.graph.layers))
    anchors = tuple(layer_anchor(layer.id) for layer in model.summary.layers)
    # What was given comes first, so that it is seen on a phone too.
    heads = (*_COLUMNS[:_PARAMETERS], *numbers.heads, *_COLUMNS[_PARAMETERS:])
    whole = without_unknown_columns(Table(caption, heads, rows, anchors=anchors), keep=_PARAMETERS + len(numbers.heads) + 1)
    return _split(whole, numbers) if has_layers else split_table(_of_steps(whole), ID, "layers")


def _split(whole: Table, numbers: LayerNumbers) -> tuple[Table, tuple[AppendixEntry, ...]]:
    # The first numbers that a user gave are what the picture is coloured by, and what is looked for.
    table, appendix = split_table(whole, ID, "layers", by=_PARAMETERS, text=_LARGEST_GIVEN if numbers.heads else _LARGEST)
    if not appendix:
        return table, ()
    if not numbers.heads:
        return replace(table, caption=_LARGEST_CAPTION), appendix
    return replace(table, caption=translate("Layers with the largest {column}", column=numbers.heads[0].title)), appendix


def _of_steps(table: Table) -> Table:
    kept = [index for index, head in enumerate(table.columns) if head.title not in _OF_LAYERS]
    heads = (ColumnHead("Step", of_layers=True), *(table.columns[index] for index in kept[1:]))
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return replace(table, caption=translate("Steps of the model, in their order"), columns=heads, rows=rows)


def _explained(model: Measurements, scene: Scene) -> Scene:
    return with_layer_counts(with_costs(scene, model.graph, model.cost), model.graph)


def _picture(style: PlotModel | Blocks, graph: Graph, added: Annotations | None) -> Scene:
    if added is None:
        return replace(style.build(graph), show_title=False)
    drawn, annotated = added.drawn(style, added.graph)
    return replace(added.on(drawn.build(annotated)), show_title=False)


def _row(layer: LayerSummary, numbers: LayerNumbers) -> tuple[Cell, ...]:
    return (
        text_cell(layer.id),
        text_cell(layer.kind),
        text_cell(format_items(layer.output_shapes) or "?"),
        *numbers.cells(layer.id),
        count_cell(layer.parameters),
        _operations_cell(layer),
        _memory_cell(layer),
        text_cell(layer.activation or "–"),
        text_cell(translate(_TRAINABLE[layer.trainable]) if layer.parameters != 0 else "–"),
        text_cell(format_items(layer.connected_to) or "–"),
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
