"""Curves between boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotnet_viz.scene import Point, Shape

_CORNER = 12.0


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


def bent_line(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return straight lines from corner to corner as one cubic curve.

    Args:
        corners: in CSS pixels, the ends included.

    Example:
        >>> bent_line([(0.0, 0.0), (0.0, 3.0), (3.0, 3.0)])[2:5]
        ((0.0, 2.0), (0.0, 3.0), (1.0, 3.0))
    """
    points = [corners[0]]
    for corner in corners[1:]:
        points += straight_curve(points[-1], corner)[1:]
    return tuple(points)


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


def along(x: float, box: Shape) -> float:
    """Return the place nearest to ``x`` at which a line meets a wide box, away from its corners.

    Args:
        x: where the line comes from.
        box: any shape with a place.

    Example:
        >>> along(0.0, Shape("b", "b", 100.0, 30.0, x=150.0, y=0.0))
        112.0
    """
    middle, reach = box.x or 0.0, box.width / 2 - _CORNER
    return min(max(x, middle - reach), middle + reach)


def long_route(start: Point, end: Point, source: Shape, boxes: Iterable[Shape], row: float) -> tuple[Point, ...]:
    """Return a line to another column: upwards in a column that has no boxes in the way, else between the two.

    Args:
        start: at the top of the box that it leaves.
        end: at the bottom of the box that it enters, higher up.
        source: the box that it leaves.
        boxes: all that there are.
        row: height of a row.
    """
    low, high = start[1] + (source.height - row) / 2, end[1] + (row - source.height) / 2
    between = [box for box in boxes if high < (box.y or 0.0) < low]
    for x, level in ((end[0], low), (start[0], high)):
        if not any(abs((box.x or 0.0) - x) < box.width / 2 for box in between):
            return bent_line([start, (start[0], level), (end[0], level), end])
    aside = start[0] + (source.width / 2 + _CORNER) * (1 if end[0] > start[0] else -1)
    return bent_line([start, (start[0], low), (aside, low), (aside, high), (end[0], high), end])
