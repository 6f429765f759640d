"""Lines from a shape to itself: layouts leave room for them, and they stand where their shape does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, box_of_points, union
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.moving import moved_connection
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import connection_text_box
from dotnet_viz.layouts.graphviz.cluster_captions import INSET
from dotnet_viz.scene import Cluster, Connection, Point, Scene, Shape, changed

_APART = 6.0
_INSIDE = 14.0
_TOP = 8.0


def without_loops(scene: Scene) -> Scene:
    """Return a scene without lines from shapes to themselves, each shape as large as it is with them.

    Args:
        scene: in which the points of such lines are measured from their shape's middle.
    """
    rooms = {} if scene.layout == "given" else _rooms(scene)
    if not rooms:
        return scene
    return replace(
        scene,
        shapes=tuple(
            changed(shape, width=rooms[shape.id][0], height=rooms[shape.id][1]) if shape.id in rooms else shape
            for shape in scene.shapes
        ),
        connections=tuple(line for line in scene.connections if not _is_loop(line)),
    )


def with_loops(placed: Scene, original: Scene) -> Scene:
    """Return a placed scene with the lines from shapes to themselves, and the shapes as large as they are.

    Args:
        placed: what a layout made of the scene without them.
        original: the scene with them.
    """
    loops = [line for line in original.connections if _is_loop(line)]
    if not loops or original.layout == "given":
        return placed
    sizes = {shape.id: shape for shape in original.shapes}
    frames = _narrower(placed, sizes)
    shapes = {
        shape.id: changed(shape, width=sizes[shape.id].width, height=sizes[shape.id].height) if shape.id in sizes else shape
        for shape in placed.shapes
    }
    return replace(
        placed,
        clusters=frames,
        shapes=tuple(shapes.values()),
        connections=(
            *(_reaching(line, shapes) for line in placed.connections),
            *(moved_connection(line, *centre(shapes[line.source])) for line in loops),
        ),
    )


def _is_loop(line: Connection) -> bool:
    return line.source == line.target and bool(line.points)


def _rooms(scene: Scene) -> Mapping[str, Point]:
    """Return the width and height of the shapes that have such lines, on both sides of their middle."""
    boxes: dict[str, list[Box]] = {}
    for line in scene.connections:
        if _is_loop(line):
            found = boxes.setdefault(line.source, [])
            found.append(box_of_points(line.points))
            if (text := connection_text_box(line)) is not None:
                found.append(text)
    rooms = {}
    for name, around in boxes.items():
        shape, room = scene.shape_by_id[name], union(around)
        width, height = 2 * max(-room.left, room.right), 2 * max(-room.top, room.bottom)
        rooms[name] = (
            width + 2 * _APART if width > shape.width else shape.width,
            height + 2 * _APART if height > shape.height else shape.height,
        )
    return rooms


def _narrower(placed: Scene, sizes: Mapping[str, Shape]) -> tuple[Cluster, ...]:
    """Return frames without the room that they have for lines on the other side of their shapes alone."""
    clusters = {cluster.id: cluster for cluster in placed.clusters}
    spare: dict[str, float] = {}
    for shape in placed.shapes:
        less = (shape.width - sizes[shape.id].width) / 2 if shape.id in sizes else 0.0
        left, frame = centre(shape)[0] - shape.width / 2, shape.cluster
        while frame is not None:
            box = clusters[frame].box
            room = left + less - (box[0] if box else left) - _INSIDE
            spare[frame] = min(spare.get(frame, room), room)
            frame = clusters[frame].parent
    return tuple(_without_spare(cluster, spare.get(cluster.id, 0.0), placed.connections) for cluster in placed.clusters)


def _without_spare(cluster: Cluster, spare: float, lines: Sequence[Connection]) -> Cluster:
    if cluster.box is None or spare <= 0:
        return cluster
    left, top, right, bottom = cluster.box
    height = cluster.label.size * LINE_HEIGHT + _TOP
    caption = text_width(cluster.label.text, cluster.label.size, cluster.label.bold) + 2 * INSET
    for x, y in (point for line in lines for point in line.points):
        if left < x < right and top <= y <= bottom:
            spare = min(spare, x - left - _INSIDE)
    crossing = [x for line in lines for x in _between(line.points, top, top + height) if left < x < right]
    spare = min([spare, *(x - left - caption for x in crossing)])
    if spare <= 0:
        return cluster
    label = replace(cluster.label, x=cluster.label.x + spare / 2)
    return changed(cluster, box=(left + spare, top, right, bottom), label=label)


def _between(points: Sequence[Point], top: float, bottom: float) -> Iterator[float]:
    """Yield where a line is between two heights, by the straight parts between its points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if min(y0, y1) <= bottom and max(y0, y1) >= top:
            yield from (x0, x1)


def _reaching(line: Connection, shapes: Mapping[str, Shape]) -> Connection:
    """Return a line that goes on to its shapes where it ends at the room around them."""
    if not line.points:
        return line
    points = line.points
    start, end = _nearest(shapes[line.source], points[0]), _nearest(shapes[line.target], points[-1])
    if start != points[0]:
        points = (*straight(start, points[0])[:3], *points)
    if end != points[-1]:
        points = (*points, *straight(points[-1], end)[1:])
    return line if points is line.points else changed(line, points=points)


def _nearest(shape: Shape, point: Point) -> Point:
    """Return the point of a box's outline that is nearest to one outside of it; a near one is at it."""
    x, y = centre(shape)
    half, tall = shape.width / 2, shape.height / 2
    nearest = min(max(point[0], x - half), x + half), min(max(point[1], y - tall), y + tall)
    return point if max(abs(nearest[0] - point[0]), abs(nearest[1] - point[1])) < 3.0 else nearest
