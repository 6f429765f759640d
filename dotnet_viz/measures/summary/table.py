"""A summary as a plain table for a terminal, whatever its names are made of."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_bytes, format_count, format_items, format_number, format_percent
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.graph.parts import made_with
from dotnet_viz.measures.cost.cost import Cost, format_bound
from dotnet_viz.measures.summary.columns import MAX_COLUMN, TextColumn, clip, filled_columns, safe, table_lines
from dotnet_viz.measures.summary.compiled import compile_facts, date_in_words
from dotnet_viz.measures.summary.numbers import LayerSummary, ModelSummary
from dotnet_viz.measures.weights.statistics import WeightStatistics
from dotnet_viz.translation.translate import retold, translate

MIN_WIDTH = 40


def format_summary(summary: ModelSummary, width: int | None = None) -> str:
    """Return a summary as text: what the model is, a table of its layers, and the totals.

    Line breaks, control characters and marks that turn the direction of text are replaced, so that no
    name can change what a terminal shows. Long names lose their middle.

    Args:
        summary: of a model.
        width: columns of the terminal, at least 40; ``None`` for as many as the table needs.

    Raises:
        OptionError: the width is less than 40.
    """
    if width is not None and width < MIN_WIDTH:
        raise OptionError(f"width {width!r} is too narrow for a table; give at least {MIN_WIDTH} columns")
    parts = [
        _heading(summary, width),
        table_lines(_COLUMNS, summary.layers, width),
        _totals(summary, width),
        table_lines(_WEIGHT_COLUMNS, summary.statistics or (), width),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _heading(summary: ModelSummary, width: int | None) -> list[str]:
    made = made_with(summary.framework, summary.framework_version)
    source = [summary.format, translate("made with {tool}", tool=made)] if made else [summary.format]
    if summary.file_size is not None:
        source.append(translate("file {size}", size=format_bytes(summary.file_size)))
    if summary.date_saved is not None:
        source.append(translate("saved {date}", date=date_in_words(summary.date_saved)))
    title = _line(translate("Model {name} ({kind})", name=summary.name, kind=summary.kind), width)
    return [title, *_wrapped(safe(translate("Source: {source}", source=format_items(source))), width)]


def _line(text: str, width: int | None) -> str:
    return clip(safe(text), width or 3 * MAX_COLUMN)


def _totals(summary: ModelSummary, width: int | None) -> list[str]:
    size = "" if summary.weight_bytes is None else f" ({format_bytes(summary.weight_bytes)})"
    lines = [
        translate("Layers: {count_and_rows}", count_and_rows=_layer_counts(summary)),
        translate("Parameters: {count_and_size}", count_and_size=f"{format_count(summary.parameter_count)}{size}"),
        f"  {translate('trainable: {parameters}', parameters=format_count(summary.trainable_count))}",
        f"  {translate('not trainable: {parameters}', parameters=format_count(summary.non_trainable_count))}",
        *cost_lines(summary),
        *(
            translate("Weights of {dtype}: {parameters}", dtype=item.dtype, parameters=format_count(item.parameters))
            for item in summary.dtypes
        ),
        *(
            translate("Input {name}: {tensor}", name=tensor.name, tensor=f"{tensor.shape} {tensor.dtype or ''}")
            for tensor in summary.inputs
        ),
        *(
            translate("Output {name}: {tensor}", name=tensor.name, tensor=f"{tensor.shape} {tensor.dtype or ''}")
            for tensor in summary.outputs
        ),
    ]
    facts = compile_facts(summary.compiled, summary.optimizer)
    trained = [line for name, value in facts for line in _wrapped(safe(f"{translate(name)}: {value}"), width)]
    notes = [line for note in summary.notes for line in _wrapped(safe(translate("Note: {note}", note=retold(note))), width)]
    return [_line(line, width).rstrip() for line in lines] + trained + notes


def cost_lines(summary: ModelSummary) -> tuple[str, str]:
    """Return what a model costs on one sample, in two lines: its operations, and the memory of its activations.

    Args:
        summary: of the model.
    """
    cost, memory = summary.cost, summary.activation_memory
    counts = (format_bound(count, unit, is_complete=cost.is_complete) for count, unit in _units(cost))
    operations = translate("Operations per sample: {counts}", counts=format_items(counts))
    bound = "" if memory.is_complete else "≥ "
    if not memory.is_known:
        return operations, translate("Activations per sample: ?")
    total, peak = (f"{bound}{format_bytes(size)}" for size in (memory.total, memory.peak))
    return operations, translate("Activations per sample: {total} ({peak} at a time)", total=total, peak=peak)


def _units(cost: Cost) -> tuple[tuple[int, str], ...]:
    return (cost.macs, "MACs"), (cost.flops, "FLOPs")


def _layer_counts(summary: ModelSummary) -> str:
    """Return the number of layers; where the table has other rows, such as inputs, what they are."""
    count = format_count(summary.layer_count)
    if summary.layer_count == len(summary.layers):
        return count
    return translate("{layers} (the rows above: {rows})", layers=count, rows=layers_in_words(summary.layers))


def _wrapped(text: str, width: int | None) -> list[str]:
    if width is None:
        return [text]
    # Wide characters take two columns, which textwrap does not know.
    return [clip(line, width) for line in textwrap.wrap(text, width, subsequent_indent="  ")]


def _trainable(layer: LayerSummary) -> str:
    if layer.parameters == 0:
        return ""
    if layer.parameters is None:
        return translate("no") if layer.trainable is False else "?"
    if layer.trainable is False or layer.trainable_parameters == 0:
        return translate("no")
    return translate("yes") if layer.trainable_parameters == layer.parameters else format_count(layer.trainable_parameters)


def _operations(layer: LayerSummary, which: str) -> str:
    cost = layer.cost
    return "" if cost is None else format_bound(getattr(cost, which), is_complete=cost.is_complete)


def _memory(layer: LayerSummary) -> str:
    if layer.cost is None:
        return ""
    return "?" if layer.activation_bytes is None else format_bytes(layer.activation_bytes)


_COLUMNS: tuple[TextColumn[LayerSummary], ...] = (
    TextColumn("Layer", lambda layer: "  " * layer.depth + safe(layer.name), least=14),
    TextColumn("Class", lambda layer: safe(layer.kind), least=12),
    TextColumn("Output shape", lambda layer: safe(" ".join(layer.output_shapes)) or "?", least=18, leaves=8),
    TextColumn("Activation", lambda layer: safe(layer.activation or ""), least=10, leaves=5),
    TextColumn("Dtype", lambda layer: safe(layer.dtype or "?"), least=8, leaves=1),
    TextColumn("Parameters", lambda layer: format_count(layer.parameters), align=">"),
    TextColumn("Trainable", _trainable, leaves=4),
    TextColumn("MACs", lambda layer: _operations(layer, "macs"), align=">", leaves=7),
    TextColumn("FLOPs", lambda layer: _operations(layer, "flops"), align=">", leaves=3),
    TextColumn("Memory", _memory, align=">", leaves=6),
    TextColumn("Connected to", lambda layer: safe(format_items(layer.connected_to)), least=14, leaves=2),
)


_WEIGHT_COLUMNS: tuple[TextColumn[WeightStatistics], ...] = (
    TextColumn("Weight", lambda weight: safe(f"{weight.layer}/{weight.name}"), least=14),
    TextColumn("Shape", lambda weight: str(weight.shape), least=10, leaves=1),
    TextColumn("Mean", lambda weight: _number(weight.mean), align=">"),
    TextColumn("Deviation", lambda weight: _number(weight.standard_deviation), align=">"),
    TextColumn("Minimum", lambda weight: _number(weight.minimum), align=">"),
    TextColumn("Maximum", lambda weight: _number(weight.maximum), align=">"),
    TextColumn("Zeros", lambda weight: format_percent(weight.zero_share), align=">"),
    TextColumn("Not finite", lambda weight: _count(weight.nan_count + weight.infinite_count), align=">"),
)


def _number(value: float | None) -> str:
    return "–" if value is None else format_number(value)


def _count(count: int) -> str:
    return format_count(count) if count else ""


def weight_rows(statistics: Sequence[WeightStatistics]) -> tuple[list[str], list[list[str]]]:
    """Return the titles of the columns that say something, and the cells of each weight, in full.

    Args:
        statistics: of the weights.
    """
    return filled_columns(_WEIGHT_COLUMNS, statistics)


def layer_rows(layers: Sequence[LayerSummary]) -> tuple[list[str], list[list[str]]]:
    """Return the titles of the columns that say something, and the cells of each layer, in full.

    Args:
        layers: of a summary.
    """
    return filled_columns(_COLUMNS, layers)
