"""Places of trees: parents stand over the middle of their children, children in their order, levels in rows.

The room of each part is its outline, level by level, and neighbouring parts are moved together until these almost meet, as
Reingold and Tilford (Tidier Drawings of Trees, 1981) do. Shapes of one group are one node of the tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.scene import CONNECTION_TEXT_SIZE, Connection, Point, Scene, Shape, changed

_NODE_GAP = 18.0
_LEVEL_GAP = 44.0
_TEXT_GAP = 6.0
_BEND = 0.5

Offsets = NDArray[np.float64]


@dataclass(frozen=True)
class _Node:
    """One node: its shapes, with places measured from its middle, and the room around them."""

    shapes: tuple[Shape, ...]
    box: Box


@dataclass(frozen=True)
class _Outline:
    """From where to where a part of the tree reaches at each of its levels, measured across from its root."""

    start: Offsets
    end: Offsets


def place_tree(scene: Scene) -> Scene:
    """Give the shapes of a tree their places, and its connections their lines and the places of their texts.

    Args:
        scene: whose connections make one or more trees; a connection names the first shape of a group.

    Raises:
        GraphError: the connections are no tree.
    """
    nodes = _nodes(scene)
    children = _children(scene, nodes)
    order = _top_down(nodes, children)
    upright = scene.direction in ("TB", "BT")
    across = _across(order, nodes, children, upright, _text_rooms(scene) if upright else {})
    along = _along(order, nodes, children, upright, scene)
    middles = {name: _turned((across[name], along[name]), scene.direction) for name in nodes}
    shapes = {shape.id: shape for name, node in nodes.items() for shape in _moved(node, middles[name])}
    lines = _lines(scene, {shape.id: shape for shape in shapes.values()}, nodes)
    return replace(scene, shapes=tuple(shapes[shape.id] for shape in scene.shapes), connections=lines)


def _nodes(scene: Scene) -> dict[str, _Node]:
    """Return the nodes by the id of their first shape."""
    groups: dict[str, list[Shape]] = {}
    for shape in scene.shapes:
        groups.setdefault(shape.group or shape.id, []).append(shape)
    found = {}
    for shapes in groups.values():
        at_middle = [changed(shape, x=shape.x or 0.0, y=shape.y or 0.0) for shape in shapes]
        found[shapes[0].id] = _Node(tuple(at_middle), union(map(placed_box, at_middle)))
    return found


def _children(scene: Scene, nodes: Mapping[str, _Node]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {name: [] for name in nodes}
    parents: dict[str, str] = {}
    for line in scene.connections:
        if line.source not in nodes or line.target not in nodes or line.target in parents:
            raise GraphError(f"the line from {line.source!r} to {line.target!r} makes no tree of {scene.title!r}")
        children[line.source].append(line.target)
        parents[line.target] = line.source
    return children


def _top_down(nodes: Mapping[str, _Node], children: Mapping[str, Sequence[str]]) -> list[str]:
    """Return all nodes, parents before children.

    Raises:
        GraphError: some nodes are in a circle.
    """
    below = {child for group in children.values() for child in group}
    pending = [name for name in nodes if name not in below][::-1]
    order = []
    while pending:
        order.append(pending.pop())
        pending += reversed(children[order[-1]])
    if len(order) < len(nodes):
        raise GraphError("the lines of a tree go in a circle")
    return order


def _across(
    order: Sequence[str],
    nodes: Mapping[str, _Node],
    children: Mapping[str, Sequence[str]],
    upright: bool,
    rooms: Mapping[str, float],
) -> dict[str, float]:
    """Return where each node stands across the levels; a line's text takes room on the outer side of its child."""
    first = {group[0] for group in children.values() if len(group) > 1}
    outlines: dict[str, _Outline] = {}
    shifts: dict[str, float] = {}
    below = {child for group in children.values() for child in group}
    for name in reversed(order):
        box = nodes[name].box
        own = (box.left, box.right) if upright else (box.top, box.bottom)
        joined, offsets = _side_by_side([outlines.pop(child) for child in children[name]])
        middle = (offsets[0] + offsets[-1]) / 2 if offsets else 0.0
        shifts.update((child, offset - middle) for child, offset in zip(children[name], offsets, strict=True))
        room = rooms.get(name, 0.0)
        start, end = np.array([min(own[0], -room * (name in first))]), np.array([max(own[1], room * (name not in first))])
        outlines[name] = _Outline(np.append(start, joined.start - middle), np.append(end, joined.end - middle))
    roots = [name for name in order if name not in below]
    _, offsets = _side_by_side([outlines[name] for name in roots])
    places = dict(zip(roots, offsets, strict=True))
    for name in order:
        places.update((child, places[name] + shifts[child]) for child in children[name])
    return places


def _text_rooms(scene: Scene) -> dict[str, float]:
    """Return for each shape that a line with a text enters how far the text reaches from the line's middle."""
    return {
        line.target: text_width(line.label, CONNECTION_TEXT_SIZE) + line.width / 2 + _TEXT_GAP
        for line in scene.connections
        if line.label
    }


def _side_by_side(outlines: Sequence[_Outline]) -> tuple[_Outline, list[float]]:
    """Return the outline of parts that stand next to each other, and where the root of each stands."""
    joined = _Outline(np.zeros(0), np.zeros(0))
    offsets: list[float] = []
    for outline in outlines:
        shared = min(len(joined.end), len(outline.start))
        offset = float((joined.end[:shared] - outline.start[:shared]).max()) + _NODE_GAP if offsets else 0.0
        offsets.append(offset)
        starts = (joined.start, outline.start[len(joined.start) :] + offset)
        ends = (outline.end + offset, joined.end[len(outline.end) :])
        joined = _Outline(np.concatenate(starts), np.concatenate(ends))
    return joined, offsets


def _along(
    order: Sequence[str], nodes: Mapping[str, _Node], children: Mapping[str, Sequence[str]], upright: bool, scene: Scene
) -> dict[str, float]:
    """Return where each node stands along the flow: those of a level start at one line."""
    levels: dict[str, int] = {}
    for name in order:
        level = levels.setdefault(name, 0)
        levels.update(dict.fromkeys(children[name], level + 1))
    sizes = [0.0] * (max(levels.values(), default=0) + 1)
    for name, level in levels.items():
        box = nodes[name].box
        sizes[level] = max(sizes[level], box.height if upright else box.width)
    gap = scene.gap if scene.gap is not None else _level_gap(scene, upright)
    starts = np.concatenate([[0.0], np.cumsum(np.array(sizes) + gap)])
    # A box is nearer to where the flow comes from than the middle of its row.
    is_turned = scene.direction in ("BT", "RL")
    found = {}
    for name, level in levels.items():
        box = nodes[name].box
        low, high = (box.top, box.bottom) if upright else (box.left, box.right)
        found[name] = float(starts[level]) + (high if is_turned else -low)
    return found


def _level_gap(scene: Scene, upright: bool) -> float:
    widest = max((text_width(line.label, CONNECTION_TEXT_SIZE) for line in scene.connections if line.label), default=0.0)
    return _LEVEL_GAP if upright else max(_LEVEL_GAP, widest + 2 * _LEVEL_GAP / 2 + 2 * _TEXT_GAP)


def _turned(place: Point, direction: str) -> Point:
    across, along = place
    return {"TB": (across, along), "BT": (across, -along), "LR": (along, across), "RL": (-along, across)}[direction]


def _moved(node: _Node, middle: Point) -> list[Shape]:
    return [changed(shape, x=(shape.x or 0.0) + middle[0], y=(shape.y or 0.0) + middle[1]) for shape in node.shapes]


def _lines(scene: Scene, shapes: Mapping[str, Shape], nodes: Mapping[str, _Node]) -> tuple[Connection, ...]:
    """Return the connections; those that leave one shape stand side by side, as wide as they are."""
    total: dict[str, float] = {}
    for line in scene.connections:
        total[line.source] = total.get(line.source, 0.0) + line.width
    used: dict[str, float] = {}
    found = []
    for line in scene.connections:
        beside = used.get(line.source, 0.0) - total[line.source] / 2 + line.width / 2
        used[line.source] = used.get(line.source, 0.0) + line.width
        found.append(_line(line, shapes[line.source], shapes[line.target], beside, scene.direction))
    return tuple(found)


def _line(line: Connection, source: Shape, target: Shape, beside: float, direction: str) -> Connection:
    (x0, y0), (x1, y1) = centre(source), centre(target)
    sign = 1.0 if direction in ("TB", "LR") else -1.0
    upright = direction in ("TB", "BT")
    if upright:
        start = (x0 + beside, y0 + sign * source.height / 2)
        end = (x1, y1 - sign * target.height / 2)
        reach = (end[1] - start[1]) * _BEND
        points = (start, (start[0], start[1] + reach), (end[0], end[1] - reach), end)
    else:
        start = (x0 + sign * source.width / 2, y0 + beside)
        end = (x1 - sign * target.width / 2, y1)
        reach = (end[0] - start[0]) * _BEND
        points = (start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end)
    return changed(line, points=points, label_at=_text_place(line, start, end, upright) if line.label else None)


def _text_place(line: Connection, start: Point, end: Point, upright: bool) -> Point:
    """Return where the middle of a line's text is: beside its end, on the side that it does not come from."""
    width, height = text_width(line.label, CONNECTION_TEXT_SIZE), CONNECTION_TEXT_SIZE * LINE_HEIGHT
    if upright:
        side = -1.0 if end[0] <= start[0] else 1.0
        offset = width / 2 + line.width / 2 + _TEXT_GAP
        back = -1.0 if end[1] > start[1] else 1.0
        return end[0] + side * offset, end[1] + back * (3 + height / 2)
    side = -1.0 if end[1] <= start[1] else 1.0
    back = -1.0 if end[0] > start[0] else 1.0
    return end[0] + back * (_TEXT_GAP + width / 2), end[1] + side * (line.width / 2 + height / 2 + 1)
