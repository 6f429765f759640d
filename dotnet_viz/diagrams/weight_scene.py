"""A weight graph's columns and lines as a scene: shapes, bundles, captions, legends and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from dotnet_viz.diagrams.layer_choice import Choice
from dotnet_viz.diagrams.neurons import Column, bias_shape, caption_shape, column_caption, column_shapes, gap_shape, stage_box
from dotnet_viz.diagrams.unit_graph import PassLink, UnitGraph
from dotnet_viz.diagrams.unit_kernels import WEIGHT
from dotnet_viz.diagrams.unit_matrix import MatrixSums, UnitMatrix
from dotnet_viz.diagrams.weight_lines import (
    LayerLines,
    Scales,
    bundle,
    dash_negative,
    omission_note,
    summary_bundle,
    weight_bundle,
)
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Graph
from dotnet_viz.palettes import Palette
from dotnet_viz.scene import Bundle, Caption, Connection, Legend, Omission, Scene, Shape

# More lines than this cannot all have their values written beside them.
MAX_VALUES = 150
_MAX_PASSES = 64
_PASS_WIDTH = 0.9


class Looks(Protocol):
    """The options of a weight graph that say what its scene looks like."""

    @property
    def bias(self) -> str:
        """How biases are drawn."""

    @property
    def left_out(self) -> str:
        """What stands for neurons that are not drawn."""

    @property
    def negative_dashed(self) -> bool:
        """Whether negative lines are dashed."""

    @property
    def show_values(self) -> bool:
        """Whether values are written on lines."""

    @property
    def look(self) -> str:
        """Plain or classic."""

    @property
    def direction(self) -> str:
        """Where the data flows."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What a weight graph draws.

    Args:
        graph: the model.
        whole: its columns and what joins them.
        choice: those that are drawn.
        columns: by id, without the boxes.
        lines: of each kernel of ``choice``.
        numbers: of each kernel, and their sums.
        palette: the colours.
        scales: width and colour.
    """

    graph: Graph
    whole: UnitGraph
    choice: Choice
    columns: Mapping[str, Column]
    lines: Sequence[LayerLines]
    numbers: Sequence[tuple[UnitMatrix, MatrixSums]]
    palette: Palette
    scales: Scales


def scene_of(picture: Picture, looks: Looks) -> Scene:
    """Return the scene of a weight graph, without positions."""
    bundles = [*_weights(picture), *_biases(picture, looks), *_summaries(picture, looks)]
    writes = looks.show_values and sum(map(len, bundles)) <= MAX_VALUES
    captions = _captions(picture)
    omissions = tuple(_omissions(picture))
    return Scene(
        title=f"Weights of {one_line(picture.graph.name)}",
        description=_description(picture),
        shapes=tuple(_shapes(picture, looks, with_captions=not captions)),
        connections=tuple(_passes(picture)),
        bundles=tuple(_finished(item, looks, writes=writes) for item in bundles),
        captions=captions,
        legends=tuple(_legends(picture, looks)),
        notes=tuple(_notes(picture, looks, omissions, unwritten=looks.show_values and not writes)),
        layout="columns",
        direction=looks.direction,
        omissions=omissions,
    )


def _weights(picture: Picture) -> Iterator[Bundle]:
    for lines in picture.lines:
        yield weight_bundle(lines, picture.scales.of(lines.target.name, lines.measure))


def _biases(picture: Picture, looks: Looks) -> Iterator[Bundle]:
    for source, target in _with_bias_nodes(picture, looks):
        values = np.asarray(target.bias, dtype=np.float64)[target.kept]
        index = np.zeros(len(values), dtype=np.intp), np.arange(len(values))
        scale = picture.scales.of(target.name, WEIGHT)
        yield bundle(f"{target.name} bias", ((bias_shape(source, target).id,), target.shape_ids), index, values, scale)


def _with_bias_nodes(picture: Picture, looks: Looks) -> Iterator[tuple[Column, Column]]:
    """Yield each column in front of biases that have a node of their own, and the column that they belong to."""
    done: set[str] = set()
    for lines in picture.lines if looks.bias == "node" else ():
        if lines.target.bias is not None and lines.target.stage.id not in done:
            done.add(lines.target.stage.id)
            yield lines.source, lines.target


def _summaries(picture: Picture, looks: Looks) -> Iterator[Bundle]:
    if looks.left_out == "dots":
        return
    for lines, numbers in zip(picture.lines, picture.numbers, strict=True):
        found = summary_bundle(lines, numbers, looks.left_out, picture.scales.of(lines.target.name, lines.measure))
        if found is not None:
            yield found


def _finished(item: Bundle, looks: Looks, *, writes: bool) -> Bundle:
    dashed = dash_negative(item) if looks.negative_dashed else item
    return replace(dashed, arrow=looks.look == "classic", show_values=writes)


def _shapes(picture: Picture, looks: Looks, *, with_captions: bool) -> Iterator[Shape]:
    for turn, stage in enumerate(picture.choice.units.stages):
        column = picture.columns.get(stage.id)
        if column is None:
            yield stage_box(turn, picture.choice.ranks[stage.id], stage)
            continue
        filled = looks.bias == "fill" and column.bias is not None
        yield from column_shapes(column, picture.scales.of(column.name, WEIGHT) if filled else None)
        if with_captions:
            yield caption_shape(column)
    yield from (bias_shape(source, target) for source, target in _with_bias_nodes(picture, looks))
    for turn, gap in enumerate(picture.choice.gaps):
        yield gap_shape(turn, gap.rank, gap.layers, looks.direction)


def _captions(picture: Picture) -> tuple[Caption, ...]:
    """Return a caption for each rank, or none where columns share one: then each has its own right behind it."""
    ranks = [picture.choice.ranks[stage.id] for stage in picture.choice.units.stages]
    if len(set(ranks)) < len(ranks):
        return ()
    return tuple(column_caption(column) for column in picture.columns.values())


def _passes(picture: Picture) -> Iterator[Connection]:
    for link in picture.choice.units.passes:
        pairs = list(_unit_pairs(picture, link))
        tooltip = f"{_name(picture, link.source)} → {_name(picture, link.target)}: no weights"
        if pairs:
            for start, end in pairs:
                yield Connection(start, end, width=_PASS_WIDTH, arrow=False, tooltip=tooltip)
        else:
            yield Connection(_end(picture, link.source, link), _end(picture, link.target, link), tooltip=tooltip)


def _unit_pairs(picture: Picture, link: PassLink) -> Iterator[tuple[str, str]]:
    """Yield the circles that stand for the same unit in two columns beside each other, where they are few."""
    ranks = picture.choice.ranks
    if not link.is_unit_wise or ranks[link.target] - ranks[link.source] != 1:
        return
    source, target = picture.columns[link.source], picture.columns[link.target]
    if len(source.kept) > _MAX_PASSES:
        return
    ends = dict(zip(target.kept.tolist(), target.shape_ids, strict=True))
    for position, start in zip(source.kept.tolist(), source.shape_ids, strict=True):
        if position + link.offset in ends:
            yield start, ends[position + link.offset]


def _end(picture: Picture, name: str, link: PassLink) -> str:
    """Return the shape that an arrow between columns ends at: the middle one, or the first where it goes around others."""
    column = picture.columns.get(name)
    if column is None:
        number = next(turn for turn, stage in enumerate(picture.choice.units.stages) if stage.id == name)
        return f"c{number}"
    ranks = picture.choice.ranks
    beside = ranks[link.target] - ranks[link.source] == 1
    return column.shape_ids[(len(column.kept) - 1) // 2 if beside else 0]


def _name(picture: Picture, stage_id: str) -> str:
    return next(stage.name for stage in picture.choice.units.stages if stage.id == stage_id)


def _legends(picture: Picture, looks: Looks) -> Iterator[Legend]:
    for legend in picture.scales.legends():
        yield replace(legend, notes=(*legend.notes, "negative: dashed")) if looks.negative_dashed else legend


def _omissions(picture: Picture) -> Iterator[Omission]:
    for lines in picture.lines:
        if len(lines.values) < lines.total:
            yield lines.omission


def _notes(picture: Picture, looks: Looks, omissions: Sequence[Omission], *, unwritten: bool) -> Iterator[str]:
    measures = {lines.link.name: lines.measure for lines in picture.lines}
    yield from (omission_note(item, measures[item.name], "inputs") for item in omissions)
    if looks.left_out != "dots" and any(column.left_out for column in picture.columns.values()):
        yield f"lines of +N: the {looks.left_out} of the weights that they stand for"
    if unwritten:
        yield f"values are not written: more than {MAX_VALUES} lines"
    yield from _layers_left_out(picture)


def _layers_left_out(picture: Picture) -> Iterator[str]:
    choice = picture.choice
    if choice.drawn < choice.total:
        yield f"{choice.drawn:,} of {choice.total:,} layers with weights between units are drawn"
    yield from _kernels_left_out(picture)
    between = {link.node.layer.id for link in picture.whole.kernels}
    rest = [layer for layer in picture.graph.layers if layer.weights and layer.id not in between]
    if rest:
        kinds = ", ".join(dict.fromkeys(layer.kind for layer in rest))
        yield f"not drawn: {len(rest)} more layer{'' if len(rest) == 1 else 's'} with weights ({kinds})"


def _kernels_left_out(picture: Picture) -> Iterator[str]:
    """Yield the kernels of layers that are drawn which no line shows, such as keys of another number of heads."""
    shown: dict[str, set[str]] = {}
    layers = {lines.link.node.layer.id: lines.link.node.layer for lines in picture.lines}
    for lines in picture.lines:
        for part in lines.link.kernel.parts:
            names = shown.setdefault(lines.link.node.layer.id, set())
            names |= {weight.name for weight in (part.weight, part.pointwise) if weight is not None}
    for layer_id, layer in layers.items():
        rest = [
            weight.name for weight in layer.weights if weight.role.endswith("kernel") and weight.name not in shown[layer_id]
        ]
        if rest:
            yield f"not drawn of {one_line(layer.name)}: {', '.join(map(one_line, rest))}"


def _description(picture: Picture) -> str:
    columns = [column for column in picture.columns.values() if column.stage.role != "state"]
    sizes = "-".join(str(column.total) for column in columns)
    names = ", ".join(dict.fromkeys(one_line(lines.link.node.layer.name) for lines in picture.lines))
    return (
        f"Weights of the layers {names} of {one_line(picture.graph.name)} ({sizes} neurons): "
        f"{picture.palette.positive_word} positive, {picture.palette.negative_word} negative."
    )
