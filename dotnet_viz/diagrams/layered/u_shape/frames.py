"""Frames around groups of layers in a U: beneath their blocks there is room for a caption, above them skips come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from dotnet_viz.diagrams.common.graphs.frames import cluster_id, frame_of, is_group
from dotnet_viz.diagrams.layered.placement import FRAME_PADDING, FRAME_TEXT
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.parts import outline_and_texts_box
from dotnet_viz.graph import Graph, Node
from dotnet_viz.scene import Cluster, Shape

_ASIDE = 5.0
"""Pixels beside blocks, so that lines from row to row, which run there, stay outside."""


def framed(graph: Graph, shapes: Sequence[Shape]) -> tuple[tuple[Shape, ...], tuple[Cluster, ...]] | None:
    """Return blocks with the groups that they stand in, and the frames around these, outer ones first.

    Args:
        graph: the model.
        shapes: the blocks in their places; their ids are those of nodes.

    Returns:
        ``None`` where a frame would hold a block that is not of its group, or cross another.
    """
    groups = [node for node in graph.nodes if is_group(node)]
    around = {shape.id: [node.id for node in graph.around(shape.id) if is_group(node)] for shape in shapes}
    frames: dict[str, Cluster] = {}
    for node in reversed(groups):
        inside = [shape for shape in shapes if node.id in around[shape.id]]
        inner = [Box(*frame.box) for frame in frames.values() if frame.parent == cluster_id(node.id) and frame.box]
        if inside:
            outside = [outline_and_texts_box(shape) for shape in shapes if node.id not in around[shape.id]]
            frames[node.id] = _frame(graph, node, [*map(outline_and_texts_box, inside), *inner], outside)
    if not _is_true(frames, shapes, around):
        return None
    owned = (replace(shape, cluster=cluster_id(around[shape.id][0])) if around[shape.id] else shape for shape in shapes)
    return tuple(owned), tuple(frames[node.id] for node in groups if node.id in frames)


def _frame(graph: Graph, node: Node, boxes: Sequence[Box], outside: Sequence[Box]) -> Cluster:
    frame = frame_of(node)
    first_x, first_y, last_x, last_y = union(boxes)
    line = FRAME_TEXT * LINE_HEIGHT
    top, bottom = first_y - _ASIDE, last_y + line + FRAME_PADDING
    beside = [box for box in outside if box.top < bottom and box.bottom > top]
    # Halfway to a neighbour that is closer than the frame would be.
    left = max([first_x - _ASIDE, *((box.right + first_x) / 2 for box in beside if box.right <= first_x)])
    right = min([last_x + _ASIDE, *((box.left + last_x) / 2 for box in beside if box.left >= last_x)])
    right = max(right, left + text_width(frame.label.text, FRAME_TEXT, bold=True) + 2 * FRAME_PADDING)
    label = replace(
        frame.label, x=FRAME_PADDING - (right - left) / 2, y=(bottom - top - line - FRAME_PADDING) / 2, size=FRAME_TEXT,
        anchor="start",
    )  # fmt: skip
    outer = next(filter(is_group, graph.around(node.id)), None)
    return replace(frame, label=label, parent=None if outer is None else cluster_id(outer.id), box=(left, top, right, bottom))


def _is_true(frames: dict[str, Cluster], shapes: Sequence[Shape], around: dict[str, list[str]]) -> bool:
    boxes = {name: Box(*frame.box) for name, frame in frames.items() if frame.box}
    for name, box in boxes.items():
        if any(name not in around[shape.id] and box.meets(outline_and_texts_box(shape)) for shape in shapes):
            return False
    inner = {(frame.parent, frame.id) for frame in frames.values()}
    return not any(
        boxes[one].meets(boxes[other])
        and (frames[one].id, frames[other].id) not in inner
        and (frames[other].id, frames[one].id) not in inner
        for one, other in combinations(boxes, 2)
    )
