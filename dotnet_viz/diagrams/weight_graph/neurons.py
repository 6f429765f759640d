"""The shapes of a column: circles, their names, and the dots or the node for neurons left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dotnet_viz.colors import WHITE, is_hex_color, most_readable
from dotnet_viz.diagrams.common.text_box import TextRow, text_box
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.units.model import Stage
from dotnet_viz.diagrams.weight_graph.columns import (
    AROUND_INDEX,
    DIAMETER,
    INDEX_SIZE,
    NAME_SIZE,
    ROW_HEIGHT,
    NeuronColumn,
    index_room,
)
from dotnet_viz.diagrams.weight_graph.images import FRAME, picture_size
from dotnet_viz.diagrams.weight_graph.selection.layers import Gap
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import translate

NAME_GAP = 6.0
MAX_NAME_WIDTH = 140.0
_LEAST_WITH_INDEX = 14.0
_STEPS = (1, 2, 5, 10, 20, 50)
_ROUNDING = 0.01
_BIAS_SIZE = 9.0
_BIAS_GAP = 2.0
_INDEX_SIZES = (9.0, 8.0, 7.0, 6.0)
_INKS = ("#000000", WHITE)
_LETTERS = {"input": "x", "tokens": "t", "heads": "a", "state": "s"}


def column_shapes(
    column: NeuronColumn, scale: WeightScale | None, *, writes: bool = False, with_dots: bool = True
) -> list[Shape]:
    """Return the circles of a column, and dots or a node where some are left out.

    Args:
        column: the neurons.
        scale: colours each neuron by its bias; ``None`` leaves all of them plain.
        writes: whether the bias that fills a neuron is written below it.
        with_dots: whether dots stand for neurons left out; without, its caption alone says how many there are.
    """
    fills = _fills(column, scale)
    shapes = [
        _circle(column, shape_id, int(position), fill, writes=writes and scale is not None)
        for shape_id, position, fill in zip(column.shape_ids, column.kept, fills, strict=True)
    ]
    if not column.left_out or ((column.is_short or not with_dots) and not column.options.sums_up):
        return shapes
    return [*shapes, _rest(column) if column.options.sums_up else _dots(column)]


def bias_shape(source: NeuronColumn, target: NeuronColumn) -> Shape:
    """Return the bias neuron that stands at the end of the column in front of its layer.

    Args:
        source: the column that feeds the layer.
        target: the column of the layer that has the bias.
    """
    name = translate("bias of {name}", name=target.name)
    own, label = f"b{target.number - 1}", Label("1", size=_INDEX_SIZES[0])
    return Shape(own, name, DIAMETER, DIAMETER, labels=(label,), tooltip=name, rank=source.rank, kind="bias")


def stage_box(number: int, rank: int, stage: Stage) -> Shape:
    """Return the box of a layer whose units are not known or no natural picture of it.

    Args:
        number: of the column, from which its id is made.
        rank: where the box stands along the direction of the picture.
        stage: the layer.
    """
    kind = stage.node.layer.kind if stage.node else ""
    kinds = " · ".join([kind, *(node.layer.kind for node in stage.after[:2])])
    remarks = [TextRow(line, size=NAME_SIZE) for line in remark_lines(stage.calls)]
    rows = [[TextRow(one_line(stage.name), bold=True), TextRow(kinds, size=NAME_SIZE, color="muted"), *remarks]]
    box = text_box(f"c{number}", stage.name, rows)
    return Shape(
        box.id, box.name, box.width, box.height, form=box.form, labels=box.labels, tooltip=f"{stage.name} · {kind}", rank=rank,
        kind=kind,
    )  # fmt: skip


def gap_shape(number: int, gap: Gap, direction: str) -> Shape:
    """Return the dots that stand for layers left out: along the flow, or across it beside other columns of the rank.

    Args:
        number: of the gap, from which its id is made.
        gap: where layers are left out, and how many.
        direction: ``"LR"`` or ``"TB"``.
    """
    text = format_count(gap.layers, "more layer")
    about = translate("{layers}, not drawn", layers=text)
    lies = (direction == "LR") is (gap.behind is None)
    width, height = (3 * DIAMETER, DIAMETER) if lies else (DIAMETER, 3 * DIAMETER)
    aside = (0.0, height / 2 + 10, "middle") if lies else (width / 2 + NAME_GAP, 0.0, "start")
    label = Label(text, aside[0], aside[1], NAME_SIZE, anchor=aside[2], color="muted")
    return Shape(
        f"g{number}", text, width, height, form="ellipsis", labels=(label,), tooltip=about, rank=gap.rank,
        kind="left-out",
    )  # fmt: skip


def _fills(column: NeuronColumn, scale: WeightScale | None) -> list[str]:
    if scale is None or column.bias is None:
        return ["panel"] * len(column.kept)
    return scale.hex_colors(np.asarray(column.bias)[column.kept])


def _circle(column: NeuronColumn, shape_id: str, position: int, fill: str, *, writes: bool) -> Shape:
    name = column.names[position] if column.names else f"{column.name} [{position}]"
    size = round(column.diameter, 2)
    width, height = (size, size) if column.image is None else (2 * reach for reach in _reaches(column))
    return Shape(
        shape_id,
        name,
        width,
        height,
        form="circle" if column.image is None else "bar",
        fill=fill,
        stroke="line",
        stroke_width=1.0 if size > 8 else round(size / 8, 2),
        dashed=column.bias is not None and not np.isfinite(column.bias[position]),
        labels=(
            *_inside(column, position, fill),
            *_name_label(column, position),
            *(_bias_label(column, position) if writes else ()),
        ),
        tooltip=_tooltip(column, name, position),
        rank=column.rank,
        kind="neuron",
        negative=bool(column.bias[position] < 0) if column.bias is not None and is_hex_color(fill) else None,
    )


def _reaches(column: NeuronColumn) -> tuple[float, float]:
    """Return half the width and half the height of a neuron."""
    if column.image is None:
        return column.diameter / 2, column.diameter / 2
    width, height = picture_size(column.image)
    return width / 2 + FRAME, height / 2 + FRAME


def _inside(column: NeuronColumn, position: int, fill: str) -> tuple[Label, ...]:
    if column.image is not None:
        across, down = _reaches(column)
        corner = -across - _BIAS_GAP, -down + _INDEX_SIZES[0] / 2
        return (Label(str(position), *corner, _INDEX_SIZES[0], anchor="end", color="muted"),)
    if column.diameter < _LEAST_WITH_INDEX or _has_numbers_beside(column):
        return ()
    text = _number(column, position)
    room = column.diameter - AROUND_INDEX
    size = next((size for size in (11.0, *_INDEX_SIZES) if text_width(text, size) <= room), _INDEX_SIZES[-1])
    return (Label(text, size=size if column.options.is_classic else min(size, _INDEX_SIZES[0]), color=_ink_on(fill)),)


def _number(column: NeuronColumn, position: int) -> str:
    letter = column.letter or (_letter(column) if column.options.is_classic else "")
    return f"{letter}{position}"


def _letter(column: NeuronColumn) -> str:
    """Return the letter before a neuron's number, as textbooks have it: inputs x, hidden ones h, outputs y."""
    if column.is_first and column.stage.role == "layer":
        return "h"
    return _LETTERS.get(column.stage.role) or ("x" if column.is_first else "y" if column.is_last else "h")


def _name_label(column: NeuronColumn, position: int) -> tuple[Label, ...]:
    """Return the neuron's name beside its circle: left of inputs, right of outputs."""
    if column.names is None and _has_numbers_beside(column) and position % _number_step(column) == 0:
        return _beside(column, Label(_number(column, position), size=INDEX_SIZE, color="muted"))
    if column.names is None or column.text_size < _INDEX_SIZES[-1]:
        return ()
    return _beside(column, Label(shorten(one_line(column.names[position]), NAME_SIZE, MAX_NAME_WIDTH), size=column.text_size))


def _has_numbers_beside(column: NeuronColumn) -> bool:
    """Return whether the numbers of many neurons stand beside their circles, which are too small for them."""
    if column.pitch is None or column.image is not None:
        return False
    return _widest(column) > column.diameter


def _number_step(column: NeuronColumn) -> int:
    """Return the number of neurons from one number beside them to the next that has room."""
    room = INDEX_SIZE * ROW_HEIGHT if column.options.rankdir == "LR" else _widest(column)
    return next(step for step in _STEPS if step * (column.pitch or room) >= room - _ROUNDING)


def _widest(column: NeuronColumn) -> float:
    """Return how wide a circle with the longest number of a column in it would be."""
    return index_room(_number(column, int(column.kept[-1])))


def _beside(column: NeuronColumn, label: Label) -> tuple[Label, ...]:
    """Return a text beside a circle: left of inputs, right of outputs."""
    size = label.size
    offset = _reaches(column)[0] + NAME_GAP
    if column.options.rankdir == "TB":
        y = offset + size / 2
        return (replace(label, y=y if column.is_last else -y),)
    return (replace(label, x=offset, anchor="start") if column.is_last else replace(label, x=-offset, anchor="end"),)


def _bias_label(column: NeuronColumn, position: int) -> Iterator[Label]:
    """Yield the bias below its circle, or right of it where lines run downwards."""
    if column.bias is None:
        return
    text = f"b {format_number(float(column.bias[position]), 3)}"
    offset = _reaches(column)[column.options.rankdir == "LR"] + _BIAS_GAP
    if column.options.rankdir == "TB":
        yield Label(text, offset, 0.0, _BIAS_SIZE, anchor="start", color="muted")
    else:
        yield Label(text, 0.0, offset + _BIAS_SIZE / 2, _BIAS_SIZE, color="muted")


def _ink_on(fill: str) -> str:
    """Return a text colour that can be read on a fill."""
    return most_readable(fill, *_INKS) if is_hex_color(fill) else "ink"


def _tooltip(column: NeuronColumn, name: str, position: int) -> str:
    lines = [name] if column.names is None else [name, f"{column.name} [{position}]"]
    if column.bias is not None:
        lines.append(translate("bias {bias}", bias=format_number(float(column.bias[position]))))
    return "\n".join(lines)


def _dots(column: NeuronColumn) -> Shape:
    label = Label(f"+{column.left_out:,}", 0.0, DIAMETER / 2 + 10, NAME_SIZE, color="muted")
    return Shape(
        column.rest_id,
        _rest_name(column),
        DIAMETER,
        DIAMETER,
        form="ellipsis",
        labels=(label,),
        tooltip=translate(
            "{left_out} of {units} are not drawn",
            left_out=format_count(column.left_out),
            units=format_count(column.total, column.word),
        ),
        rank=column.rank,
        kind="left-out",
    )


def _rest(column: NeuronColumn) -> Shape:
    text = f"+{column.left_out:,}"
    return Shape(
        column.rest_id,
        _rest_name(column),
        round(text_width(text, NAME_SIZE) + 14, 2),
        DIAMETER,
        form="rounded",
        fill="paper",
        dashed=True,
        labels=(Label(text, size=NAME_SIZE, color="muted"),),
        tooltip=translate(
            "{left_out} of {units} in one",
            left_out=format_count(column.left_out),
            units=format_count(column.total, column.word),
        ),
        rank=column.rank,
        kind="left-out",
    )


def _rest_name(column: NeuronColumn) -> str:
    return translate("{more} of {name}", more=format_count(column.left_out, f"more {column.word}"), name=column.name)
