"""Frames around groups of layers in a U: beneath their blocks there is room for a caption, above them skips come and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from dotnet_viz.diagrams.common.graphs.frames import cluster_id, frame_of, is_group
from dotnet_viz.diagrams.layered.placement import FRAME_PADDING, FRAME_TEXT
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.graph import Graph, Node
from dotnet_viz.scene import Cluster, Shape

_ASIDE = 5.0
"""Pixels beside blocks, so that lines from row to row, which run there, stay outside."""

Box = tuple[float, float, float, float]


def framed(graph: Graph, shapes: Sequence[Shape]) -> tuple[tuple[Shape, ...], tuple[Cluster, ...]] | None:
    """Return blocks with the groups that they stand in, and the frames around these, outer ones first.

    Args:
        graph: the model.
        shapes: the blocks in their places; their ids are those of nodes.

    Returns:
        ``None`` where a frame would hold a block that is not of its group, or cross another.
    """
    groups = [node for node in graph.nodes if is_group(node)]
    around = {shape.id: [node.id for node in _groups_around(graph, shape.id)] for shape in shapes}
    frames: dict[str, Cluster] = {}
    for node in reversed(groups):
        inside = [shape for shape in shapes if node.id in around[shape.id]]
        inner = [frame.box for frame in frames.values() if frame.parent == cluster_id(node.id) and frame.box]
        if inside:
            outside = [_bounds(shape) for shape in shapes if node.id not in around[shape.id]]
            frames[node.id] = _frame(graph, node, [*map(_bounds, inside), *inner], outside)
    if not _is_true(frames, shapes, around):
        return None
    owned = (replace(shape, cluster=cluster_id(around[shape.id][0])) if around[shape.id] else shape for shape in shapes)
    return tuple(owned), tuple(frames[node.id] for node in groups if node.id in frames)


def _groups_around(graph: Graph, name: str) -> Iterator[Node]:
    parent = graph.node(name).parent
    while parent is not None:
        node = graph.node(parent)
        if is_group(node):
            yield node
        parent = node.parent


def _frame(graph: Graph, node: Node, boxes: Sequence[Box], outside: Sequence[Box]) -> Cluster:
    frame = frame_of(node)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    line = FRAME_TEXT * LINE_HEIGHT
    top, bottom = min(tops) - _ASIDE, max(bottoms) + line + FRAME_PADDING
    beside = [box for box in outside if box[1] < bottom and box[3] > top]
    # Halfway to a neighbour that is closer than the frame would be.
    left = max([min(lefts) - _ASIDE, *((box[2] + min(lefts)) / 2 for box in beside if box[2] <= min(lefts))])
    right = min([max(rights) + _ASIDE, *((box[0] + max(rights)) / 2 for box in beside if box[0] >= max(rights))])
    right = max(right, left + text_width(frame.label.text, FRAME_TEXT, bold=True) + 2 * FRAME_PADDING)
    label = replace(
        frame.label, x=FRAME_PADDING - (right - left) / 2, y=(bottom - top - line - FRAME_PADDING) / 2, size=FRAME_TEXT,
        anchor="start",
    )  # fmt: skip
    outer = next(_groups_around(graph, node.id), None)
    return replace(frame, label=label, parent=None if outer is None else cluster_id(outer.id), box=(left, top, right, bottom))


def _bounds(shape: Shape) -> Box:
    """Return what a block and its texts take up."""
    x, y = shape.x or 0.0, shape.y or 0.0
    boxes = [(x - shape.width / 2, y - shape.height / 2, x + shape.width / 2, y + shape.height / 2)]
    for label in shape.labels:
        half, high = text_width(label.text, label.size, label.bold) / 2, label.size * LINE_HEIGHT / 2
        boxes.append((x + label.x - half, y + label.y - high, x + label.x + half, y + label.y + high))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_true(frames: dict[str, Cluster], shapes: Sequence[Shape], around: dict[str, list[str]]) -> bool:
    for name, frame in frames.items():
        if any(name not in around[shape.id] and _meet(frame.box, _bounds(shape)) for shape in shapes):
            return False
    inner = {(frame.parent, frame.id) for frame in frames.values()}
    return not any(
        _meet(one.box, other.box) and (one.id, other.id) not in inner and (other.id, one.id) not in inner
        for one, other in combinations(frames.values(), 2)
    )


def _meet(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return False
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
