"""What the parts of the model cost: parameters, arithmetic and memory of activations of each stage."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.blocks.composition import copy_name
from dotnet_viz.diagrams.common.bar_table import BarColumn, BarRow, bar_table
from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_bytes, format_count, format_magnitude, format_percent, format_sentences, format_sizes
from dotnet_viz.measures.cost.by_stage import StageCost
from dotnet_viz.measures.cost.cost import Cost, format_bound
from dotnet_viz.measures.cost.memory import ActivationMemory
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.section import Cell, ColumnHead, SectionData, Table, count_cell, figure, text_cell
from dotnet_viz.reporting.statements.known_columns import without_unknown_columns
from dotnet_viz.translation.translate import mark, translate

CAPTION = mark(
    "Each row is a part of the model, from the input to the output: the layers between two changes of the tensors' height and "
    "width, or a block of layers. Shares are of the whole model."
)

_COLUMNS = (
    ColumnHead("Layers from … to"),
    ColumnHead("Tensors", is_minor=True),
    *(ColumnHead(name, numeric=True) for name in ("Layers", "Parameters", "MACs", "FLOPs", "Memory")),
)
_COLORS = ("#4477aa", "#aa3377", "#228833")
_COMPUTES = mark("For one sample the model computes {macs} ({flops}).")
_COMPUTES_AND_TAKES = mark("For one sample the model computes {macs} ({flops}), and what its layers return takes {memory}.")
_TAKES = mark("For one sample what the layers return takes {memory}.")
_HAS = mark("It has {parameters}.")
_HAS_MODEL = mark("The model has {parameters}.")
_UNITS = mark("A MAC is one multiplication and one addition, a FLOP any single operation.")
_MOST = mark("{share} of the FLOPs are in {name}.")


def build(context: ReportContext) -> SectionData | None:
    """Return the costs; ``None`` where there are none, or the model is a single part."""
    model = context.measurements
    if model is None or not model.graph.nodes:
        return None
    stages = model.stages
    if len(stages) < 2 or not any(stage.parameters or stage.cost.flops for stage in stages):
        return None
    names = _names(stages)
    rows = [BarRow(name, _about(stage)) for name, stage in zip(names, stages, strict=True)]
    picture = Drawing(
        bar_table(translate("What the parts of {model} cost", model=model.graph.name), rows, _bar_columns(stages))
    )
    cells = tuple(_row(name, stage) for name, stage in zip(names, stages, strict=True))
    data = {
        "lead": _lead(model, names),
        "notes": model.cost.notes,
        "figure": figure(picture, "cost", 1, CAPTION, "wide"),
        "table": without_unknown_columns(Table("The same in numbers", _COLUMNS, cells)),
    }
    return SectionData("cost", "Cost", data)


def _names(stages: Sequence[StageCost]) -> list[str]:
    """Return what most names of a part begin with, or its first and its last layer where other parts begin alike."""
    short = [copy_name(stage.nodes) for stage in stages]
    ends = [(stage.nodes[0].layer.name, stage.nodes[-1].layer.name) for stage in stages]
    whole = [first if first == last else f"{first} … {last}" for first, last in ends]
    return [name if short.count(name) == 1 else longer for name, longer in zip(short, whole, strict=True)]


def _lead(model: Measurements, names: Sequence[str]) -> str:
    total = model.cost.total
    per_sample = _per_sample(total, model.cost.memory)
    parameters = format_count(model.graph.parameter_count, "parameter")
    has = translate(_HAS if per_sample else _HAS_MODEL, parameters=parameters)
    lead = format_sentences([per_sample, has])
    if not total.flops:
        return lead
    flops = [stage.cost.flops for stage in model.stages]
    largest = max(range(len(flops)), key=flops.__getitem__)
    most = translate(_MOST, share=format_percent(flops[largest] / total.flops), name=names[largest])
    return format_sentences([lead, most, translate(_UNITS)])


def _per_sample(total: Cost, memory: ActivationMemory) -> str:
    """Return what is known of the arithmetic and of the memory; empty for nothing."""
    if not (total.is_known or memory.is_known):
        return ""
    sentence = (_COMPUTES_AND_TAKES if memory.is_known else _COMPUTES) if total.is_known else _TAKES
    size = format_bytes(memory.total)
    return translate(
        sentence,
        macs=format_bound(total.macs, "MACs", is_complete=total.is_complete),
        flops=format_bound(total.flops, "FLOPs", is_complete=total.is_complete),
        memory=size if memory.is_complete else translate("at least {size}", size=size),
    )


def _bar_columns(stages: Sequence[StageCost]) -> list[BarColumn]:
    parameters: list[float | None] = [stage.parameters for stage in stages]
    memory: list[float | None] = [stage.activation_bytes for stage in stages]
    costs = [stage.cost for stage in stages]
    flops = [float(cost.flops) if cost.is_complete or cost.flops else None for cost in costs]
    words = (
        ["?" if stage.parameters is None else format_magnitude(stage.parameters) for stage in stages],
        [format_bound(cost.flops, is_complete=cost.is_complete) for cost in costs],
        ["?" if stage.activation_bytes is None else format_bytes(stage.activation_bytes) for stage in stages],
    )
    return [
        BarColumn(title, values, texts, color)
        for title, values, texts, color in zip(
            map(translate, ("Parameters", "FLOPs", "Memory")), (parameters, flops, memory), words, _COLORS, strict=True
        )
        if any(value is not None for value in values)
    ]


def _tensors(stage: StageCost) -> str:
    if stage.size is None or not stage.size.spatial or not stage.size.is_known:
        return ""
    return (
        translate("length {size}", size=stage.size.spatial[0])
        if len(stage.size.spatial) == 1
        else format_sizes(stage.size.spatial)
    )


def _about(stage: StageCost) -> str:
    content = stage.nodes[0].layer.kind if len(stage.nodes) == 1 else format_count(stage.layer_count, "layer")
    return " · ".join(filter(None, (_tensors(stage), content)))


def _row(name: str, stage: StageCost) -> tuple[Cell, ...]:
    size = stage.activation_bytes
    macs, flops = (format_bound(count, is_complete=stage.cost.is_complete) for count in (stage.cost.macs, stage.cost.flops))
    return (
        text_cell(name),
        text_cell(_tensors(stage) or "–"),
        count_cell(stage.layer_count),
        count_cell(stage.parameters),
        Cell(macs, float(stage.cost.macs)),
        Cell(flops, float(stage.cost.flops)),
        Cell("?", None) if size is None else Cell(format_bytes(size), float(size)),
    )
