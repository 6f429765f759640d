"""Connections as chains of cubic Bézier curves: straight parts, bends from track to track, rounded corners."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from dotnet_viz.geometry.lines import point_toward, round_corner, straight
from dotnet_viz.scene import Point

_RADIUS = 7.0


class CurvePen:
    """A pen that draws one connection; ``points`` is what a :class:`~dotnet_viz.scene.Connection` takes.

    Example:
        >>> CurvePen((0, 0)).line((9, 0)).points
        ((0, 0), (3.0, 0.0), (6.0, 0.0), (9, 0))
    """

    def __init__(self, start: Point) -> None:
        self._points: list[Point] = [start]

    @property
    def points(self) -> tuple[Point, ...]:
        """The curves so far, 3 n + 1 points."""
        return tuple(self._points)

    @property
    def end(self) -> Point:
        """Where the pen stands."""
        return self._points[-1]

    def line(self, to: Point) -> CurvePen:
        """Draw straight to a point."""
        (x0, y0), (x1, y1) = self.end, to
        if hypot(x1 - x0, y1 - y0) > 1e-6:
            self._points += straight(self.end, to)[1:]
        return self

    def bend(self, to: Point) -> CurvePen:
        """Draw to a point, level at both ends."""
        (x0, y0), (x1, y1) = self.end, to
        if abs(y1 - y0) < 1e-6:
            return self.line(to)
        middle = (x0 + x1) / 2
        self._points += [(middle, y0), (middle, y1), to]
        return self

    def follow(self, path: Sequence[Point]) -> CurvePen:
        """Draw a path that starts where the pen stands."""
        self._points += path[1:]
        return self

    def along(self, corners: Sequence[Point]) -> CurvePen:
        """Draw straight parts from corner to corner, each corner but the last one rounded."""
        stops = [self.end, *corners]
        for before, (corner, after) in zip(stops, pairwise(stops[1:]), strict=False):
            self.line(point_toward(corner, before, _RADIUS))
            self._points += round_corner(self.end, corner, point_toward(corner, after, _RADIUS))
        return self.line(stops[-1])
