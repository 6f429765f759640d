"""Lines around columns: a connection that skips columns runs past their ends, each in a lane of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dotnet_viz.layouts.geometry import centre, shape_box
from dotnet_viz.scene import Connection, Point, Shape

_FIRST_LANE = 22.0
_LANE = 12.0
_CORNER = 26.0


def is_skip(line: Connection, shapes: Mapping[str, Shape]) -> bool:
    """Whether a connection joins shapes of columns that do not stand beside one another."""
    return abs(_rank(shapes[line.source]) - _rank(shapes[line.target])) > 1


def place_skips(lines: Sequence[Connection], shapes: Mapping[str, Shape], *, upright: bool) -> list[Connection]:
    """Return connections that skip columns as lines around them: above upright columns, right of lying ones.

    Args:
        lines: that skip columns.
        shapes: with places, by id.
        upright: whether columns stand.
    """
    lanes = _lanes([sorted((_rank(shapes[line.source]), _rank(shapes[line.target]))) for line in lines])
    return [_around(line, shapes, _FIRST_LANE + _LANE * lane, upright=upright) for line, lane in zip(lines, lanes, strict=True)]


def _rank(shape: Shape) -> int:
    return shape.rank or 0


def _lanes(spans: Sequence[Sequence[int]]) -> list[int]:
    """Return a lane for each span of ranks, short spans near the columns, so that no two of a lane overlap."""
    taken: list[list[Sequence[int]]] = []
    lanes = [0] * len(spans)
    for turn in sorted(range(len(spans)), key=lambda turn: (spans[turn][1] - spans[turn][0], turn)):
        low, high = spans[turn]
        free = (lane for lane, others in enumerate(taken) if all(high <= left or low >= right for left, right in others))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(spans[turn])
        lanes[turn] = lane
    return lanes


def _around(line: Connection, shapes: Mapping[str, Shape], away: float, *, upright: bool) -> Connection:
    source, target = shapes[line.source], shapes[line.target]
    low, high = sorted((_rank(source), _rank(target)))
    between = [shape for shape in shapes.values() if low <= _rank(shape) <= high]
    if upright:
        level = min(shape_box(shape).moved(*centre(shape)).top for shape in between) - away
        points = _bridge(_top(source), _top(target), level)
    else:
        level = max(shape_box(shape).moved(*centre(shape)).right for shape in between) + away
        turned = _bridge(_turned(_right(source)), _turned(_right(target)), level)
        points = tuple(_turned(point) for point in turned)
    return replace(line, points=points, label_at=points[len(points) // 2] if line.label else None)


def _top(shape: Shape) -> Point:
    x, y = centre(shape)
    return x, y - shape.height / 2


def _right(shape: Shape) -> Point:
    x, y = centre(shape)
    return x + shape.width / 2, y


def _turned(point: Point) -> Point:
    return point[1], point[0]


def _bridge(start: Point, end: Point, level: float) -> tuple[Point, ...]:
    """Return a line that leaves a place for a level, follows it and comes back, as three cubic curves."""
    (x0, y0), (x1, y1) = start, end
    corner = min(_CORNER, abs(x1 - x0) / 2) * (1 if x1 >= x0 else -1)
    left, right = (x0 + corner, level), (x1 - corner, level)
    third = (right[0] - left[0]) / 3
    return (
        start,
        (x0, y0 + (level - y0) * 0.6),
        (x0 + corner * 0.2, level),
        left,
        (left[0] + third, level),
        (right[0] - third, level),
        right,
        (x1 - corner * 0.2, level),
        (x1, y1 + (level - y1) * 0.6),
        end,
    )
