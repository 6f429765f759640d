"""Lines of straight parts with round corners."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dotnet_viz.geometry.lines import point_toward, round_corner, straight
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
        enter, leave = point_toward(corner, points[-1], _RADIUS), point_toward(corner, after, _RADIUS)
        points += [*straight(points[-1], enter)[1:], *round_corner(enter, corner, leave)]
    return (*points, *straight(points[-1], corners[-1])[1:])
