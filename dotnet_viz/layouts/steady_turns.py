"""Lines turn within the gap between two columns, where an engine's curves swing out of it and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dotnet_viz.geometry.boxes import Box, ManyBoxes, box_of_points
from dotnet_viz.geometry.curves import passes
from dotnet_viz.geometry.lines import point_between
from dotnet_viz.scene import Connection, Point

# Pixels along the flow that a turn has in any case, so that it is no corner.
_LEAST_TURN = 12.0


def without_swings(connections: Sequence[Connection], figures: Iterable[Box], *, upright: bool) -> list[Connection]:
    """Return connections that go on along the flow: those that swing beyond the ends of a curve turn between them.

    Args:
        connections: with places.
        figures: rooms of all figures, which no line enters for it.
        upright: whether the flow runs from left to right.

    Example:
        >>> swing = Connection("a", "b", points=((0, 0), (120, 0), (-86, 200), (34, 200)))
        >>> (line,) = without_swings([swing], [], upright=True)
        >>> [(round(x), round(y)) for x, y in line.points]
        [(0, 0), (34, 0), (0, 200), (34, 200)]
    """
    rooms = ManyBoxes([room.widened(-1.0, -1.0) for room in figures])
    return [_steady_line(line, rooms, 0 if upright else 1) for line in connections]


def _steady_line(line: Connection, figures: ManyBoxes, axis: int) -> Connection:
    points = list(line.points)
    for first in range(0, len(points) - 1, 3):
        curve = tuple(points[first : first + 4])
        steady = _steady(curve, axis)
        if steady != curve and not any(passes(steady, room) for room in figures.near(box_of_points(steady))):
            points[first : first + 4] = steady
    return replace(line, points=tuple(points))


def _steady(curve: tuple[Point, ...], axis: int) -> tuple[Point, ...]:
    """Return a curve whose handles reach no further along the flow than its other end: so that it never goes back."""
    start, leaves, comes, end = curve
    distance = end[axis] - start[axis]
    most = max(abs(distance), _LEAST_TURN)

    def shorter(point: Point, handle: Point, ahead: float) -> Point:
        reach = ahead * (handle[axis] - point[axis])
        return point_between(point, handle, most / reach) if reach > most else handle

    sign = 1.0 if distance > 0 else -1.0
    return start, shorter(start, leaves, sign), shorter(end, comes, -sign), end
