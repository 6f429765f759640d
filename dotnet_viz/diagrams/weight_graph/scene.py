"""A weight graph's columns and lines as a scene: shapes, bundles, captions, legends and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN
from dotnet_viz.diagrams.units.kernels import WEIGHT
from dotnet_viz.diagrams.units.model import PassLink
from dotnet_viz.diagrams.weight_graph.columns import INDEX_SIZE, NeuronColumn
from dotnet_viz.diagrams.weight_graph.edges import LayerLines, bundle, dash_negative, summary_bundle, weight_bundle
from dotnet_viz.diagrams.weight_graph.neurons import bias_shape, column_shapes, gap_shape, stage_box
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.picture import WeightPicture
from dotnet_viz.diagrams.weight_graph.texts.captions import caption_shape, column_caption
from dotnet_viz.diagrams.weight_graph.texts.notes import MAX_VALUES, description_of, notes_of, omissions_of
from dotnet_viz.diagrams.weight_graph.texts.outer_captions import outer_captions, space, spaces
from dotnet_viz.fonts import kept_distinct, one_line
from dotnet_viz.scene import MARGIN, Bundle, Caption, Connection, Legend, Mesh, Raster, Scene, Shape
from dotnet_viz.translation.translate import mark, translate

_MAX_PASSES = 64
_PASS_WIDTH = 0.9
# Between columns of a picture that is made for a page: a value has no room in less.
_LEAST_GAP_WITH_VALUES = 64.0
_INITIAL_STATE = mark("{ends}: initial state, no weights")


def scene_of(picture: WeightPicture, left_out: Sequence[str] | None = None) -> Scene:
    """Return the scene of a weight graph, without positions.

    Args:
        picture: what is drawn.
        left_out: what it lacks for a paper that is smaller than a column, in words: captions and notes then say nothing that
            the picture shows elsewhere; ``None`` for other papers.
    """
    is_short = left_out is not None
    bundles = [*_weights(picture), *_biases(picture), *_summaries(picture)]
    writes = picture.options.show_values and sum(map(len, bundles)) <= MAX_VALUES
    with kept_distinct(one_line(column.name) for column in picture.columns.values()):
        captions = _captions(picture, is_short=is_short)
        shapes = tuple(_shapes(picture, with_captions=not captions, writes=writes, is_short=is_short))
    omissions, passes = tuple(omissions_of(picture)), list(_passes(picture))
    # Captions say how many neurons are drawn, but not which lines between them.
    stated = [item for item in omissions if item.least is not None] if is_short else omissions
    return Scene(
        title=translate("Weights of {model}", model=one_line(picture.graph.name)),
        description=description_of(picture),
        shapes=shapes,
        connections=tuple(line for line in passes if isinstance(line, Connection)),
        meshes=tuple(line for line in passes if isinstance(line, Mesh)),
        bundles=tuple(_finished(item, picture.options, writes=writes) for item in bundles),
        rasters=tuple(_rasters(picture)),
        captions=captions,
        legends=tuple(_legends(picture)),
        notes=tuple(notes_of(picture, stated, unwritten=picture.options.show_values and not writes, left_out=left_out)),
        layout="columns",
        direction=picture.options.rankdir,
        gap=_gap_with_values(picture, is_short=is_short) if writes else picture.gap,
        margin=SMALL_MARGIN if is_short else MARGIN,
        omissions=omissions,
        members=_members(picture),
    )


def _gap_with_values(picture: WeightPicture, *, is_short: bool) -> float | None:
    """Return the pixels between columns; rows, whose values stand one below the other along the lines, need the usual ones."""
    is_near = picture.gap is not None and picture.options.rankdir == "LR" and not is_short
    return max(picture.gap or 0.0, _LEAST_GAP_WITH_VALUES) if is_near else None


def without_positions_of_neurons(scene: Scene) -> Scene:
    """Return the scene of a weight graph without the numbers in circles, its smallest texts; tooltips have them still.

    Args:
        scene: of :func:`scene_of`.
    """

    def without(shape: Shape) -> Shape:
        return replace(shape, labels=tuple(label for label in shape.labels if label.size > INDEX_SIZE))

    return replace(scene, shapes=tuple(without(shape) if shape.kind == "neuron" else shape for shape in scene.shapes))


def _members(picture: WeightPicture) -> dict[str, tuple[str, ...]]:
    """Return the calls that each circle and box stands for."""
    found = {}
    for number, stage in enumerate(picture.selection.units.stages):
        column, calls = picture.columns.get(stage.id), tuple(node.id for node in stage.calls)
        shapes = (f"c{number}",) if column is None else column.shape_ids
        found.update(dict.fromkeys(shapes, calls))
    return found


def _weights(picture: WeightPicture) -> Iterator[Bundle]:
    for lines in picture.lines:
        yield _scaled(picture, weight_bundle(lines, picture.scales.of(lines.target.name, lines.measure)), lines)


def _rasters(picture: WeightPicture) -> Iterator[Raster]:
    for one in picture.pictures:
        yield from one.rasters(picture.scales.of(one.column.name, WEIGHT))


def _biases(picture: WeightPicture) -> Iterator[Bundle]:
    for source, target in _with_bias_nodes(picture):
        values = np.asarray(target.bias, dtype=np.float64)[target.kept]
        index = np.zeros(len(values), dtype=np.intp), np.arange(len(values))
        scale = picture.scales.of(target.name, WEIGHT)
        ends = (bias_shape(source, target).id,), target.shape_ids
        biases = bundle(translate("{name} bias", name=target.name), ends, index, values, scale)
        yield replace(biases, scale=_scale_name(picture, target.name, WEIGHT))


def _with_bias_nodes(picture: WeightPicture) -> Iterator[tuple[NeuronColumn, NeuronColumn]]:
    """Yield each column in front of biases that have a node of their own, and the column that they belong to."""
    done: set[str] = set()
    for lines in picture.lines if picture.options.bias == "node" else ():
        if lines.target.bias is not None and lines.target.stage.id not in done:
            done.add(lines.target.stage.id)
            yield lines.source, lines.target


def _summaries(picture: WeightPicture) -> Iterator[Bundle]:
    if not picture.options.sums_up:
        return
    for lines, numbers in zip(picture.lines, picture.numbers, strict=True):
        found = summary_bundle(lines, numbers, picture.options.left_out, picture.scales.of(lines.target.name, lines.measure))
        if found is not None:
            yield _scaled(picture, found, lines)


def _scaled(picture: WeightPicture, item: Bundle, lines: LayerLines) -> Bundle:
    return replace(item, scale=_scale_name(picture, lines.target.name, lines.measure))


def _scale_name(picture: WeightPicture, layer: str, measure: str) -> str:
    return " ".join(filter(None, picture.scales.key(layer, measure)))


def _finished(item: Bundle, options: WeightGraphOptions, *, writes: bool) -> Bundle:
    dashed = dash_negative(item) if options.negative_dashed else item
    return replace(dashed, arrow=options.is_classic, show_values=writes)


def _shapes(picture: WeightPicture, *, with_captions: bool, writes: bool, is_short: bool) -> Iterator[Shape]:
    # Around the only layer there is none to be told from those beside it, and a note says how many there are.
    found = () if is_short and picture.selection.drawn == 1 else picture.selection.gaps
    gaps = [(gap.behind, gap_shape(number, gap, picture.options.rankdir)) for number, gap in enumerate(found)]
    rooms = {} if with_captions else spaces(picture.columns.values())
    for number, stage in enumerate(picture.selection.units.stages):
        column = picture.columns.get(stage.id)
        if column is None:
            yield stage_box(number, picture.selection.ranks[stage.id], stage)
        else:
            filled = picture.options.bias == "fill" and column.bias is not None
            scale = picture.scales.of(column.name, WEIGHT) if filled else None
            yield from column_shapes(column, scale, writes=writes, with_dots=not rooms)
            height = rooms.get(stage.id)
            if height is not None:
                yield space(column, height)
            elif with_captions or stage.id in rooms:
                yield caption_shape(column)
        yield from (shape for behind, shape in gaps if behind == stage.id)
    yield from (bias_shape(source, target) for source, target in _with_bias_nodes(picture))
    yield from (shape for behind, shape in gaps if behind is None)


def _captions(picture: WeightPicture, *, is_short: bool) -> tuple[Caption, ...]:
    """Return a caption for each rank, or none where columns share one: then each has its own right behind it.

    On a page those of gates and what is beside them stand above and below all columns.
    """
    ranks = [picture.selection.ranks[stage.id] for stage in picture.selection.units.stages]
    if len(set(ranks)) < len(ranks):
        return outer_captions(picture.columns.values())
    return tuple(column_caption(column, is_short=is_short) for column in picture.columns.values())


def _passes(picture: WeightPicture) -> Iterator[Connection | Mesh]:
    """Yield the lines along which values pass without weights: from unit to unit, from a box to all units, or an arrow."""
    for link in picture.selection.units.passes:
        pairs = list(_unit_pairs(picture, link))
        ends = f"{_name(picture, link.source)} → {_name(picture, link.target)}"
        starts = link.target.endswith("-state")
        tooltip = translate(_INITIAL_STATE, ends=ends) if starts else translate("{ends}: no weights", ends=ends)
        if pairs:
            for start, end in pairs:
                yield Connection(start, end, width=_PASS_WIDTH, arrow=False, tooltip=tooltip)
            continue
        arrow = Connection(_end(picture, link.source, link), _end(picture, link.target, link), tooltip=tooltip)
        sources, targets = (_fan(picture, name, link) for name in (link.source, link.target))
        lines = Mesh(ends, sources, targets, width=_PASS_WIDTH, instead=arrow)
        yield lines if lines.is_fan else arrow


def _unit_pairs(picture: WeightPicture, link: PassLink) -> Iterator[tuple[str, str]]:
    """Yield the circles that stand for the same unit in two columns beside each other, where they are few."""
    if not link.is_unit_wise or not _is_one_step(picture, link):
        return
    source, target = picture.columns[link.source], picture.columns[link.target]
    if len(source.kept) > _MAX_PASSES:
        return
    ends = dict(zip(target.kept.tolist(), target.shape_ids, strict=True))
    for position, start in zip(source.kept.tolist(), source.shape_ids, strict=True):
        if position + link.offset in ends:
            yield start, ends[position + link.offset]


def _fan(picture: WeightPicture, name: str, link: PassLink) -> tuple[str, ...]:
    """Return the shapes at an end of lines between a box and the units of the column beside it; else the one of an arrow."""
    column = picture.columns.get(name)
    has_box = link.source not in picture.columns or link.target not in picture.columns
    spreads = has_box and not link.is_unit_wise and _is_one_step(picture, link)
    if column is None or not spreads or len(column.kept) > _MAX_PASSES:
        return (_end(picture, name, link),)
    return column.shape_ids


def _end(picture: WeightPicture, name: str, link: PassLink) -> str:
    """Return the shape that an arrow between columns ends at: the middle one, or the first where it goes around others.

    In a column of units side by side the first is that of the first unit which comes from there.
    """
    column = picture.columns.get(name)
    if column is None:
        number = next(index for index, stage in enumerate(picture.selection.units.stages) if stage.id == name)
        return f"c{number}"
    if _is_one_step(picture, link):
        return column.shape_ids[(len(column.kept) - 1) // 2]
    if not link.is_unit_wise:
        return column.shape_ids[0]
    first = link.offset if name == link.target else 0
    return column.shape_ids[min(int(np.searchsorted(column.kept, first)), len(column.kept) - 1)]


def _is_one_step(picture: WeightPicture, link: PassLink) -> bool:
    """Return whether a column stands right behind the one that passes into it."""
    return picture.selection.ranks[link.target] - picture.selection.ranks[link.source] == 1


def _name(picture: WeightPicture, stage_id: str) -> str:
    return next(stage.name for stage in picture.selection.units.stages if stage.id == stage_id)


def _legends(picture: WeightPicture) -> Iterator[Legend]:
    for legend in picture.scales.legends(zeros=picture.options.weakest is None):
        yield (
            replace(legend, notes=(*legend.notes, translate("negative: dashed"))) if picture.options.negative_dashed else legend
        )
