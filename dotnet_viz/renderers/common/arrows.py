"""Where lines with arrowheads end, and how large the heads are: the same in every format."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from dotnet_viz.geometry.curves import halves, point_on_curve
from dotnet_viz.scene import Point

_HEAD_LENGTH = 8.0
_HEAD_WIDTH = 3.2
# A head takes no more than this part of a short line.
_HEAD_SHARE = 0.6
_STEPS = 16

HEAD_OVERLAP = 0.3
"""A line ends this part of its head's length before the tip, where the head is wider than the line."""


def head_length(points: Sequence[Point], width: float) -> float:
    """Return the length of the head at the end of a curve; 0 for a curve that is too short for one.

    Args:
        points: of the curve.
        width: of the line.

    Example:
        >>> head_length([(0, 0), (0, 30), (0, 60), (0, 90)], 1.0), head_length([(0, 0), (0, 1), (0, 2), (0, 5)], 1.0)
        (9.0, 3)
    """
    (x0, y0), (x1, y1) = points[0], points[-1]
    return min(_HEAD_LENGTH + width, round(_HEAD_SHARE * hypot(x1 - x0, y1 - y0)))


def half_head(width: float) -> float:
    """Return how far a head reaches to each side of a line of a width."""
    return _HEAD_WIDTH + width / 2


def head_corners(before: Point, tip: Point, length: float, width: float) -> tuple[Point, Point, Point]:
    """Return the corners of a head: one side, the tip, the other side.

    Args:
        before: a point of the line below the tip, which gives the direction.
        tip: where the head ends.
        length: of the head.
        width: of the line.

    Example:
        >>> head_corners((0, 0), (0, 10), 4.0, 1.6)
        ((-4.0, 6.0), (0, 10), (4.0, 6.0))
    """
    across, down = tip[0] - before[0], tip[1] - before[1]
    distance = hypot(across, down) or 1.0
    across, down = across / distance, down / distance
    base, half = (tip[0] - across * length, tip[1] - down * length), half_head(width)
    return (base[0] - down * half, base[1] + across * half), tip, (base[0] + down * half, base[1] - across * half)


def shortened(points: Sequence[Point], reach: float) -> tuple[Point, ...]:
    """Return a curve that ends a distance before its last point.

    Args:
        points: cubic Bézier curves, 3 n + 1 points.
        reach: how far from the last point the new end is; a curve that is nowhere so far from it comes back whole.

    Example:
        >>> round(shortened([(0, 0), (3, 0), (6, 0), (9, 0)], 3.0)[-1][0], 2)
        6.0
    """
    tip = points[-1]
    for last in range(len(points) - 4, -1, -3):
        curve = points[last : last + 4]
        if hypot(curve[0][0] - tip[0], curve[0][1] - tip[1]) >= reach:
            return (*points[:last], *halves(curve, _at_distance(curve, tip, reach))[0])
    return tuple(points)


def _at_distance(curve: Sequence[Point], tip: Point, distance: float) -> float:
    """Return the parameter of the last point of a curve that is this far from a point, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        part = (low + high) / 2
        x, y = point_on_curve(curve, part)
        if hypot(x - tip[0], y - tip[1]) > distance:
            low = part
        else:
            high = part
    return low
