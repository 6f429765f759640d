"""Straight lines between shapes of columns next to each other, and loops of a shape to itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.outlines import border_point, centre
from dotnet_viz.scene import Connection, Point, Shape, changed

_LOOP = 18.0
_PARALLEL_GAP = 10.0


def place_straight(connections: Sequence[Connection], shapes: Mapping[str, Shape]) -> tuple[Connection, ...]:
    """Return connections with the points of straight lines; several between the same two shapes lie beside each other.

    Args:
        connections: that pass no column.
        shapes: with their positions, by id.
    """
    totals = Counter((line.source, line.target) for line in connections)
    before: Counter[tuple[str, str]] = Counter()
    placed = []
    for line in connections:
        pair = line.source, line.target
        points = _line(shapes[line.source], shapes[line.target], before[pair] - (totals[pair] - 1) / 2)
        before[pair] += 1
        placed.append(changed(line, points=points, label_at=_between(points[1], points[2]) if line.label else None))
    return tuple(placed)


def _line(source: Shape, target: Shape, index: float) -> tuple[Point, ...]:
    """Return a line; several between the same two shapes bend away from each other, by their position."""
    start, end = centre(source), centre(target)
    if source.id == target.id:
        return _self_loop(source, index)
    aside = _aside(start, end, index * _PARALLEL_GAP)
    bend = _between(start, end)[0] + aside[0] * 2, _between(start, end)[1] + aside[1] * 2
    first, last = border_point(source, bend), border_point(target, bend)
    points = straight(first, last)
    return first, *((x + aside[0], y + aside[1]) for x, y in points[1:3]), last


def _self_loop(shape: Shape, index: float) -> tuple[Point, ...]:
    x, y = centre(shape)
    reach = shape.height / 2 + _LOOP + abs(index) * _PARALLEL_GAP
    left, right = (
        border_point(shape, (x - shape.width / 3, y - shape.height)),
        border_point(shape, (x + shape.width / 3, y - shape.height)),
    )
    return left, (left[0] - _LOOP, y - reach), (right[0] + _LOOP, y - reach), right


def _between(start: Point, end: Point) -> Point:
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def _aside(start: Point, end: Point, distance: float) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    length = max((across**2 + down**2) ** 0.5, 1e-9)
    return -down / length * distance, across / length * distance
