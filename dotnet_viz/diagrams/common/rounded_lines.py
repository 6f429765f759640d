"""Lines of straight parts with round corners."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dotnet_viz.scene import Point

_RADIUS = 7.0


def rounded(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return straight parts from corner to corner, each corner but the ends rounded, as cubic curves.

    Args:
        corners: at least two.

    Example:
        >>> rounded([(0.0, 0.0), (9.0, 0.0)])
        ((0.0, 0.0), (3.0, 0.0), (6.0, 0.0), (9.0, 0.0))
    """
    corners = [corner for corner, before in zip(corners, [None, *corners], strict=False) if corner != before]
    points = [corners[0]]
    for corner, after in pairwise(corners[1:]):
        enter, leave = _toward(corner, points[-1]), _toward(corner, after)
        points += [*_thirds(points[-1], enter), enter, _between(enter, corner), _between(leave, corner), leave]
    return (*points, *_thirds(points[-1], corners[-1]), corners[-1])


def _toward(corner: Point, other: Point) -> Point:
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max((across**2 + down**2) ** 0.5, 1e-9)
    part = min(_RADIUS, length / 2) / length
    return corner[0] + across * part, corner[1] + down * part


def _between(end: Point, corner: Point) -> Point:
    return end[0] + (corner[0] - end[0]) * 0.55, end[1] + (corner[1] - end[1]) * 0.55


def _thirds(start: Point, end: Point) -> list[Point]:
    (x0, y0), (x1, y1) = start, end
    return [(x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3), (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)]
