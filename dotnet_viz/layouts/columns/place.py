"""Places in columns (or rows), one for each rank, centred on each other: the picture of dense layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, placed_box, shape_box
from dotnet_viz.layouts.columns.brackets import place_brackets
from dotnet_viz.layouts.columns.captions import CAPTION_GAP, caption_rooms, fit_caption, place_captions
from dotnet_viz.layouts.columns.crossings import is_caption
from dotnet_viz.layouts.columns.edge_values import value_rooms, value_shapes, with_patches
from dotnet_viz.layouts.columns.skip_edges import is_skip, place_skips
from dotnet_viz.layouts.columns.straight_lines import place_straight
from dotnet_viz.scene import Caption, Cluster, Connection, KeyLegend, Label, Legend, Scene, Shape, changed

_SHAPE_GAP = 12.0
_SHAPE_GAP_NARROW = 6.0
_GAP_SHARE = 0.55
_SPAN_SHARE = 0.5
_SPAN_UNIT_WISE = 0.25
_SPAN_LEAST = 110.0
_SPAN_WITH_VALUES = 230.0
_SPAN_MOST = 640.0
_CAPTION_GAP_NARROW = 12.0
_CLUSTER_PADDING = 12.0


@dataclass(frozen=True)
class _Spans:
    """How far apart columns stand at least and at most, and their captions at least.

    Args:
        least: between shapes.
        most: between shapes.
        captions: between captions.
        shapes: between shapes of one column, at most.
        is_narrow: whether captions among shapes may stand over lines between columns, where there is no room for more.
    """

    least: float
    most: float
    captions: float = CAPTION_GAP
    shapes: float = _SHAPE_GAP
    is_narrow: bool = False

    def step(self, room: float, captions: float, between: float) -> float:
        """Return how far one column is from the next.

        Args:
            room: that their shapes take between their middle lines.
            captions: likewise what captions take.
            between: how far apart the lines between them should have them.
        """
        apart = min(max(between, self.least), self.most)
        return max(room + apart, captions + self.captions)


def place_in_columns(scene: Scene) -> Scene:
    """Give every shape its place: its rank says the column, its position in ``scene.shapes`` the place in it.

    Shapes without rank stand in column 0. Columns run from left to right for the direction ``"LR"``, and
    rows from top to bottom for ``"TB"``; ``"RL"`` and ``"BT"`` are reversed.

    Args:
        scene: without places.
    """
    upright = scene.direction in ("LR", "RL")
    columns = _columns(scene)
    captions: dict[int, list[Caption]] = {rank: [] for rank in columns}
    for caption in scene.captions:
        captions[caption.rank].append(fit_caption(caption))
    least = _SPAN_WITH_VALUES if any(bundle.show_values for bundle in scene.bundles) else _SPAN_LEAST
    rooms = value_rooms(scene, upright=upright)
    spans = (
        _Spans(least, _SPAN_MOST)
        if scene.gap is None
        else _Spans(min(least, scene.gap), scene.gap, _CAPTION_GAP_NARROW, _SHAPE_GAP_NARROW, is_narrow=True)
    )
    along = _along(columns, captions, spans, rooms, _fans(scene), upright=upright)
    placed = _place_shapes(columns, along, rooms, spans.shapes, upright=upright)
    shapes, patches = with_patches(tuple(placed[shape.id] for shape in scene.shapes), rooms, set(_fanned(scene)))
    labels = scene.labels + place_captions(captions, dict(zip(columns, along, strict=True)), shapes, upright=upright)
    lines, texts = place_brackets(scene.brackets, shapes, labels, upright=upright)
    return replace(
        scene,
        shapes=shapes + patches + value_shapes(scene.bundles, placed, upright=upright) + lines,
        connections=_place_connections(scene.connections, placed, upright=upright),
        clusters=_place_clusters(scene.clusters, shapes),
        labels=labels + texts,
        captions=(),
        legends=tuple(_below(legend, shapes + lines, labels) for legend in scene.legends) if upright else scene.legends,
        brackets=(),
    )


def _fanned(scene: Scene) -> Iterator[str]:
    """Yield the shapes that lines fan out to, past the texts of others."""
    for mesh in scene.meshes:
        yield from (*mesh.sources, *mesh.targets)


def _below(legend: Legend | KeyLegend, shapes: Sequence[Shape], labels: Sequence[Label]) -> Legend | KeyLegend:
    """Return a legend with the middle of the columns that it explains."""
    if isinstance(legend, KeyLegend) or not legend.ranks:
        return legend
    boxes = list(map(placed_box, shapes))
    left = min([box.left for box in boxes] + [label_box(label).left for label in labels])
    columns = [centre(shape)[0] for shape in shapes if shape.rank in legend.ranks]
    return replace(legend, middle=(min(columns) + max(columns)) / 2 - left) if columns else legend


def _columns(scene: Scene) -> dict[int, list[Shape]]:
    columns: dict[int, list[Shape]] = {}
    for shape in scene.shapes:
        columns.setdefault(shape.rank or 0, []).append(shape)
    ranks = sorted(columns, reverse=scene.direction in ("RL", "BT"))
    return {rank: columns[rank] for rank in ranks}


def _along(
    columns: Mapping[int, Sequence[Shape]],
    captions: Mapping[int, Sequence[Caption]],
    spans: _Spans,
    values: Mapping[str, float],
    fans: Mapping[frozenset[int], float],
    *,
    upright: bool,
) -> list[float]:
    """Return where along the flow each column stands: far from the one before where lines fan out between them."""
    rooms = [_flow_room(shapes, upright=upright) for shapes in columns.values()]
    bare = [_bare_room(shapes, upright=upright) for shapes in columns.values()] if spans.is_narrow else rooms
    lengths = [_length(shapes, values, spans.shapes, upright=upright) for shapes in columns.values()]
    texts = [caption_rooms(captions[rank], upright=upright) for rank in columns]
    steps, ranks = [], list(columns)
    for before, after in pairwise(range(len(rooms))):
        share = fans.get(frozenset({ranks[before], ranks[after]}), _SPAN_SHARE)
        between = share * max(lengths[before], lengths[after])
        text = max((one + other) / 2 for one, other in zip(texts[before], texts[after], strict=True))
        if spans.is_narrow:
            text = max(text, rooms[before][1] + rooms[after][0])
        steps.append(spans.step(bare[before][1] + bare[after][0], text, between))
    return list(accumulate(steps, initial=0.0))[: len(rooms)]


def _fans(scene: Scene) -> dict[frozenset[int], float]:
    """Return which part of their length columns stand apart where no lines of weights run between them, by their ranks."""
    ranks = {shape.id: shape.rank or 0 for shape in scene.shapes}
    counts = Counter(ranks.values())
    weighted = {frozenset({ranks[bundle.sources[0]], ranks[bundle.targets[0]]}) for bundle in scene.bundles if bundle.sources}
    lines = Counter(frozenset({ranks[line.source], ranks[line.target]}) for line in scene.connections)
    shares = {}
    for first, second in pairwise(sorted(counts)):
        pair = frozenset({first, second})
        if pair in weighted:
            continue
        is_arrow = not lines[pair] or (lines[pair] == 1 and counts[first] == 1)
        shares[pair] = 0.0 if is_arrow else _SPAN_UNIT_WISE if counts[first] != counts[second] else _SPAN_SHARE
    return shares


def _flow_room(shapes: Sequence[Shape], *, upright: bool) -> tuple[float, float]:
    """Return how far a column reaches before and behind its middle line."""
    box = union(map(_own_box, shapes))
    return (-box.left, box.right) if upright else (-box.top, box.bottom)


def _own_box(shape: Shape) -> Box:
    """Return the box of a shape around its centre; a caption that was moved aside takes the room that it took before."""
    return shape_box(changed(shape, labels=())) if is_caption(shape) else shape_box(shape)


def _bare_room(shapes: Sequence[Shape], *, upright: bool) -> tuple[float, float]:
    """Return the same of the shapes that lines end at."""
    return _flow_room([shape for shape in shapes if shape.form != "area"] or shapes, upright=upright)


def _reaches(shape: Shape, values: Mapping[str, float], *, upright: bool) -> tuple[float, float]:
    """Return how far a shape reaches before and behind its centre, along its column, with room for the values at its lines."""
    half = values.get(shape.id, 0.0) / 2
    if upright and all(map(_is_beside, shape.labels)):
        # Rows of small shapes are as near each other as these are: whoever writes beside them chooses the size of the text.
        before = behind = (shape.height + shape.stroke_width) / 2
    else:
        box = shape_box(shape)
        before, behind = (-box.top, box.bottom) if upright else (-box.left, box.right)
    return max(before, half), max(behind, half)


def _is_beside(label: Label) -> bool:
    """Return whether a text stands left or right of its shape, at the height of its centre."""
    return label.anchor != "middle" and label.y == 0


def _length(shapes: Sequence[Shape], values: Mapping[str, float], most: float, *, upright: bool) -> float:
    reaches = [sum(_reaches(shape, values, upright=upright)) for shape in shapes]
    return sum(reaches) + sum(_gap(first, second, most) for first, second in pairwise(reaches))


def _gap(first: float, second: float, most: float) -> float:
    """Return the room between two shapes of these lengths: small ones, such as those of a wide layer, stand closer."""
    return min(most, _GAP_SHARE * min(first, second))


def _place_shapes(
    columns: Mapping[int, Sequence[Shape]], along: Sequence[float], values: Mapping[str, float], gap: float, *, upright: bool
) -> dict[str, Shape]:
    placed = {}
    for shapes, flow in zip(columns.values(), along, strict=True):
        position = -_length(shapes, values, gap, upright=upright) / 2
        last: float | None = None
        for shape in shapes:
            before, behind = _reaches(shape, values, upright=upright)
            position += 0.0 if last is None else _gap(last, before + behind, gap)
            x, y = (flow, position + before) if upright else (position + before, flow)
            placed[shape.id] = changed(shape, x=x, y=y)
            position += before + behind
            last = before + behind
    return placed


def _place_connections(
    connections: Sequence[Connection], shapes: Mapping[str, Shape], *, upright: bool
) -> tuple[Connection, ...]:  # fmt: skip
    skips = [index for index, line in enumerate(connections) if is_skip(line, shapes)]
    around = place_skips([connections[index] for index in skips], shapes, upright=upright)
    by_index = dict(zip(skips, around, strict=True))
    straight_ones = iter(place_straight([line for index, line in enumerate(connections) if index not in by_index], shapes))
    return tuple(by_index[index] if index in by_index else next(straight_ones) for index in range(len(connections)))


def _place_clusters(clusters: Sequence[Cluster], shapes: Sequence[Shape]) -> tuple[Cluster, ...]:
    boxes: dict[str, Box] = {}
    for cluster in reversed(clusters):
        inside = [placed_box(shape) for shape in shapes if shape.cluster == cluster.id]
        inside += [boxes[child.id] for child in clusters if child.parent == cluster.id and child.id in boxes]
        boxes[cluster.id] = _around(union(inside), cluster.label)
    return tuple(_framed(cluster, boxes[cluster.id]) for cluster in clusters)


def _around(inside: Box, label: Label) -> Box:
    wider = max(0.0, text_width(label.text, label.size, label.bold) - inside.width) / 2 if label.text else 0.0
    caption = label.size * LINE_HEIGHT if label.text else 0.0
    padding = _CLUSTER_PADDING
    return Box(
        inside.left - wider - padding, inside.top - padding - caption, inside.right + wider + padding, inside.bottom + padding
    )


def _framed(cluster: Cluster, box: Box) -> Cluster:
    top = -box.height / 2 + 4 + cluster.label.size * LINE_HEIGHT / 2
    label = replace(cluster.label, x=-box.width / 2 + _CLUSTER_PADDING, y=top, anchor="start")
    return replace(cluster, box=box, label=label)
