"""Columns of neurons: their circles, names, captions and the dots that stand for those left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.dense_path import DenseStep
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.graph import Array, Graph, Node
from dotnet_viz.scales import WeightScale, format_number, rgb
from dotnet_viz.scene import Caption, Label, Shape

DIAMETER = 22.0
NAME_GAP = 6.0
MAX_NAME_WIDTH = 140.0
MAX_CAPTION_WIDTH = 150.0
NAME_SIZE = 11.0
_INDEX_SIZES = (9.0, 8.0, 7.0, 6.0)
_DARK_BELOW = 0.36


@dataclass(frozen=True)
class Column:
    """The neurons of one layer, and which of them are drawn.

    Args:
        rank: 0 for the inputs, then 1, 2 ... for the layers.
        is_last: whether it is the column of the outputs.
        name: the layer's name, or what feeds the first layer.
        total: how many neurons there are.
        kept: positions of those drawn, in order; shape (drawn,).
        bias: biases of all of them, shape (total,); ``None`` where there are none to show.
        names: names of all of them; ``None`` names them by position.
        step: the dense layer; ``None`` for the inputs.
        direction: ``"LR"`` or ``"TB"``.
    """

    rank: int
    is_last: bool
    name: str
    total: int
    kept: NDArray[np.intp]
    bias: Array | None
    names: tuple[str, ...] | None
    step: DenseStep | None
    direction: str

    @property
    def shape_ids(self) -> tuple[str, ...]:
        """Ids of the circles, in order."""
        return tuple(f"c{self.rank}-{position}" for position in self.kept)


def input_name(graph: Graph, first: DenseStep) -> str:
    """Return what to call the column that feeds the first dense layer."""
    feeding: tuple[Node, ...] = first.before
    return feeding[-1].layer.name if feeding else "input"


def column_shapes(column: Column, scale: WeightScale | None) -> list[Shape]:
    """Return the circles of a column, and dots where some are left out.

    Args:
        column: the neurons.
        scale: colours each neuron by its bias; ``None`` leaves all of them plain.
    """
    fills = _fills(column, scale)
    shapes = [
        _circle(column, shape_id, int(position), fill)
        for shape_id, position, fill in zip(column.shape_ids, column.kept, fills, strict=True)
    ]
    return [*shapes, _dots(column)] if len(column.kept) < column.total else shapes


def bias_shape(source: Column, step: DenseStep) -> Shape:
    """Return the bias neuron that stands at the end of the column in front of its layer."""
    name = f"bias of {step.node.layer.name}"
    label = Label("1", size=_INDEX_SIZES[0])
    return Shape(
        f"b{source.rank}", name, DIAMETER, DIAMETER, fill="panel", labels=(label,), tooltip=name, rank=source.rank, kind="bias"
    )


def column_caption(column: Column) -> Caption:
    """Return the lines under a column: name, class and activation, how many neurons are drawn."""
    lines = [Label(_caption_text(one_line(column.name), bold=True), bold=True)]
    if column.step is not None:
        lines.append(Label(_caption_text(_layer_line(column)), size=NAME_SIZE, color="muted"))
    drawn, total = len(column.kept), column.total
    what = "input" if column.rank == 0 else "neuron"
    count = f"{drawn:,} of {total:,} {what}s" if drawn < total else f"{total:,} {what}{'' if total == 1 else 's'}"
    return Caption(column.rank, (*lines, Label(count, size=NAME_SIZE, color="muted")))


def _caption_text(text: str, bold: bool = False) -> str:
    return shorten(text, 12 if bold else NAME_SIZE, MAX_CAPTION_WIDTH, bold)


def _layer_line(column: Column) -> str:
    if column.step is None:
        return ""
    layer = column.step.node.layer
    behind = [node.layer.activation or node.layer.kind for node in column.step.after] if column.is_last else []
    activation = layer.activation if layer.activation != "linear" or not behind else None
    return " · ".join(part for part in (layer.kind, activation, *behind) if part)


def _fills(column: Column, scale: WeightScale | None) -> list[str]:
    if scale is None or column.bias is None:
        return ["panel"] * len(column.kept)
    return scale.hex_colors(np.asarray(column.bias)[column.kept])


def _circle(column: Column, shape_id: str, position: int, fill: str) -> Shape:
    index = Label(str(position), size=_index_size(position), color=_ink_on(fill))
    name = column.names[position] if column.names else f"{column.name} [{position}]"
    return Shape(
        shape_id,
        name,
        DIAMETER,
        DIAMETER,
        form="circle",
        fill=fill,
        stroke="line",
        dashed=bool(_bias_is_odd(column, position)),
        labels=(index, *_name_label(column, position)),
        tooltip=_tooltip(column, name, position),
        rank=column.rank,
        kind="neuron",
    )


def _bias_is_odd(column: Column, position: int) -> bool:
    return column.bias is not None and not np.isfinite(column.bias[position])


def _name_label(column: Column, position: int) -> tuple[Label, ...]:
    """Return the neuron's name beside its circle: left of inputs, right of outputs."""
    if column.names is None:
        return ()
    text = shorten(one_line(column.names[position]), NAME_SIZE, MAX_NAME_WIDTH)
    offset = DIAMETER / 2 + NAME_GAP
    if column.direction == "TB":
        y = offset + NAME_SIZE / 2
        return (Label(text, 0.0, y if column.is_last else -y, NAME_SIZE),)
    return (
        Label(text, offset, 0.0, NAME_SIZE, anchor="start")
        if column.is_last
        else Label(text, -offset, 0.0, NAME_SIZE, anchor="end"),
    )


def _index_size(position: int) -> float:
    text = str(position)
    return next((size for size in _INDEX_SIZES if text_width(text, size) <= DIAMETER - 4), _INDEX_SIZES[-1])


def _ink_on(fill: str) -> str:
    """Return a text colour that can be read on a fill (WCAG's relative luminance)."""
    if not fill.startswith("#"):
        return "ink"
    channels = [part / 255 for part in rgb(fill)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if luminance < _DARK_BELOW / 2 else "#111111"


def _tooltip(column: Column, name: str, position: int) -> str:
    lines = [name] if column.names is None else [name, f"{column.name} [{position}]"]
    if column.bias is not None:
        lines.append(f"bias {format_number(float(column.bias[position]))}")
    return "\n".join(lines)


def _dots(column: Column) -> Shape:
    left_out = column.total - len(column.kept)
    label = Label(f"+{left_out:,}", 0.0, DIAMETER / 2 + 10, NAME_SIZE, color="muted")
    return Shape(
        f"c{column.rank}-more",
        f"{left_out:,} more neurons of {column.name}",
        DIAMETER,
        DIAMETER,
        form="ellipsis",
        labels=(label,),
        tooltip=f"{left_out:,} of {column.total:,} neurons are not drawn",
        rank=column.rank,
        kind="left-out",
    )
