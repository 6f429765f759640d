"""A summary as a table of a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.formatting import format_bytes, format_count
from dotnet_viz.measures.summary.compiled import compile_facts
from dotnet_viz.measures.summary.numbers import ModelSummary
from dotnet_viz.measures.summary.table import cost_lines, layer_rows, weight_rows
from dotnet_viz.translation.translate import retold, translate


def summary_html(summary: ModelSummary) -> str:
    """Return a summary as a piece of a page.

    Args:
        summary: of a model.
    """
    heads, rows = layer_rows(summary.layers)
    numbers = tuple(map(translate, ("Parameters", "MACs", "FLOPs", "Memory")))
    table = TextTable(heads, rows, numbers=numbers, wrapped=(translate("Connected to"),), what="layers")
    heads, rows = weight_rows(summary.statistics or ())
    values = TextTable(heads, rows, numbers=heads[2:], what="weights")
    return result_html(summary_line(summary), [table, *_lines(summary), values])


def summary_line(summary: ModelSummary) -> str:
    """Return a model in one line.

    Args:
        summary: of the model.
    """
    counts = f"{format_count(summary.layer_count, 'layer')}, {format_count(summary.parameter_count, 'parameter')}"
    size = "" if summary.weight_bytes is None else f" ({format_bytes(summary.weight_bytes)})"
    return f"{summary.name or translate('(no name)')}: {summary.kind}, {counts}{size}"


def _lines(summary: ModelSummary) -> Iterator[str]:
    trainable, other = format_count(summary.trainable_count), format_count(summary.non_trainable_count)
    yield translate("trainable parameters: {trainable}, not trainable: {other}", trainable=trainable, other=other)
    yield from (f"{line[:1].lower()}{line[1:]}" for line in cost_lines(summary))
    for tensor in summary.inputs:
        yield translate("input {name}: {tensor}", name=tensor.name, tensor=f"{tensor.shape} {tensor.dtype or ''}".rstrip())
    for tensor in summary.outputs:
        yield translate("output {name}: {tensor}", name=tensor.name, tensor=f"{tensor.shape} {tensor.dtype or ''}".rstrip())
    facts = ((translate(name), value) for name, value in compile_facts(summary.compiled, summary.optimizer))
    yield from (f"{name[0].lower()}{name[1:]}: {value}" for name, value in facts)
    yield from (translate("note: {note}", note=retold(note)) for note in summary.notes)
