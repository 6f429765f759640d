"""Curves between boxes."""

from __future__ import annotations

from dotnet_viz.scene import Point


def straight_curve(start: Point, end: Point) -> tuple[Point, ...]:
    """Return a straight line as a cubic curve.

    Args:
        start: in CSS pixels.
        end: in CSS pixels.

    Example:
        >>> straight_curve((0.0, 0.0), (3.0, 0.0))
        ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    """
    (x0, y0), (x1, y1) = start, end
    return start, (x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3), (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3), end


def rising_curve(start: Point, end: Point) -> tuple[Point, ...]:
    """Return a curve that leaves and enters upright.

    Args:
        start: in CSS pixels.
        end: in CSS pixels.

    Example:
        >>> rising_curve((0.0, 0.0), (3.0, -4.0))
        ((0.0, 0.0), (0.0, -2.0), (3.0, -2.0), (3.0, -4.0))
    """
    middle = (start[1] + end[1]) / 2
    return start, (start[0], middle), (end[0], middle), end
