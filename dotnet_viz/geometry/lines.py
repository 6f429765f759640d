"""Straight lines from corner to corner as what connections have: chains of cubic Bézier curves, 3 n + 1 points each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from dotnet_viz.scene import Point

Curve = tuple[Point, ...]
"""The points of a chain of cubic curves."""

_QUARTER = 0.55


def straight(start: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    """Return a straight line as a cubic Bézier curve.

    Args:
        start: first point, in CSS pixels.
        end: last point, in CSS pixels.

    Returns:
        Start, two control points and end.

    Example:
        >>> straight((0.0, 0.0), (3.0, 0.0))
        ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    """
    (x0, y0), (x1, y1) = start, end
    return start, (x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3), (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3), end


def bent_line(corners: Sequence[Point]) -> Curve:
    """Return straight lines from corner to corner as one chain of curves.

    Args:
        corners: in CSS pixels, the ends included.

    Example:
        >>> bent_line([(0.0, 0.0), (0.0, 3.0), (3.0, 3.0)])[2:5]
        ((0.0, 2.0), (0.0, 3.0), (1.0, 3.0))
    """
    points = [corners[0]]
    for start, end in pairwise(corners):
        points += straight(start, end)[1:]
    return tuple(points)


def rounded_line(corners: Sequence[Point], radius: float) -> Curve:
    """Return straight lines from corner to corner, each corner but the ends rounded, as one chain of curves.

    Args:
        corners: at least one; the same one twice in a row counts once.
        radius: how far from its corner a rounding starts, where the lines are long enough.

    Example:
        >>> rounded_line([(0.0, 0.0), (9.0, 0.0), (9.0, 9.0)], 3.0)[3:7]
        ((6.0, 0.0), (9.0, 0.0), (9.0, 0.0), (9.0, 3.0))
    """
    points = [point for index, point in enumerate(corners) if index == 0 or point != corners[index - 1]]
    if len(points) < 2:
        return (points[0],) * 4
    chain: list[Point] = [points[0]]
    for before, corner, behind in zip(points, points[1:], points[2:], strict=False):
        enter, leave = point_toward(corner, before, radius), point_toward(corner, behind, radius)
        chain += [*straight(chain[-1], enter)[1:], corner, corner, leave]
    return (*chain, *straight(chain[-1], points[-1])[1:])


def point_between(one: Point, other: Point, part: float) -> Point:
    """Return a point on the straight line between two.

    Args:
        one: where the line starts.
        other: where it ends.
        part: of the way from one to the other.
    """
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def point_toward(start: Point, end: Point, distance: float) -> Point:
    """Return the point at a distance from another on the way to a third, but no further than halfway.

    Args:
        start: from which the distance is measured.
        end: where the way leads.
        distance: in CSS pixels.

    Example:
        >>> point_toward((0.0, 0.0), (10.0, 0.0), 3.0), point_toward((0.0, 0.0), (4.0, 0.0), 3.0)
        ((3.0, 0.0), (2.0, 0.0))
    """
    length = math.dist(start, end)
    return point_between(start, end, min(distance, length / 2) / length if length else 0.0)


def round_corner(enter: Point, corner: Point, leave: Point) -> tuple[Point, Point, Point]:
    """Return the two control points and the end of a curve around a corner that is close to a quarter of a circle.

    Args:
        enter: where the curve starts.
        corner: that it does not reach.
        leave: where it ends.
    """
    return point_between(enter, corner, _QUARTER), point_between(leave, corner, _QUARTER), leave
