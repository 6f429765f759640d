"""What stands under a column of neurons: name, class and activation, and how many of them are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.diagrams.common.layer_facts import inner
from dotnet_viz.diagrams.weight_graph.neurons import NAME_GAP, NAME_SIZE, Column
from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.scene import Caption, Label, Shape

MAX_CAPTION_WIDTH = 150.0
_ROLES = {"heads": "attention heads", "state": "one step before"}


def column_caption(column: Column) -> Caption:
    """Return the lines under a column: name, class and activation, how many neurons are drawn."""
    return Caption(column.rank, tuple(_caption_lines(column)))


def caption_shape(column: Column) -> Shape:
    """Return the same lines as a shape that stands behind the circles, where several columns share a rank."""
    lines = list(_caption_lines(column))
    heights = [line.size * LINE_HEIGHT for line in lines]
    height = sum(heights) + 2 * NAME_GAP
    width = max(text_width(line.text, line.size, line.bold) for line in lines)
    labels, top = [], -height / 2 + NAME_GAP
    for line, line_height in zip(lines, heights, strict=True):
        labels.append(Label(line.text, 0.0, round(top + line_height / 2, 2), line.size, line.bold, color=line.color))
        top += line_height
    return Shape(
        f"c{column.number}-caption", f"caption of {column.name}", round(width, 2), round(height, 2), form="area",
        labels=tuple(labels), rank=column.rank, kind="caption",
    )  # fmt: skip


def _caption_lines(column: Column) -> Iterator[Label]:
    yield Label(_caption_text(one_line(column.name), bold=True), bold=True)
    kind = _layer_line(column)
    if kind:
        yield Label(_caption_text(kind), size=NAME_SIZE, color="muted")
    drawn, total = len(column.kept), column.total
    of_all = format_count(total, column.word)
    count = f"{format_count(drawn)} of {of_all}" if drawn < total else of_all
    yield Label(count, size=NAME_SIZE, color="muted")


def _caption_text(text: str, bold: bool = False) -> str:
    return shorten(text, 12 if bold else NAME_SIZE, MAX_CAPTION_WIDTH, bold)


def _layer_line(column: Column) -> str:
    stage = column.stage
    if stage.role in _ROLES:
        return _ROLES[stage.role]
    if stage.role in ("input", "tokens") or stage.node is None:
        return ""
    layer = inner(stage.node.layer)
    behind = [node.layer.activation or node.layer.kind for node in stage.after] if column.is_last else []
    activation = layer.activation if layer.activation != "linear" or not behind else None
    kinds = dict.fromkeys((stage.node.layer.kind, layer.kind))
    return " · ".join(part for part in (*kinds, activation, *behind) if part)
