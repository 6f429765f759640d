"""Outlines of shapes: their centres, and where a line to a shape meets its outline."""

from __future__ import annotations

import math

from dotnet_viz.errors import GraphError
from dotnet_viz.scene import Point, Shape


def centre(shape: Shape) -> Point:
    """Return where a shape's centre is.

    Raises:
        GraphError: it has no place yet.
    """
    if shape.x is None or shape.y is None:
        raise GraphError(f"the shape {shape.id!r} has no place yet")
    return shape.x, shape.y


def border_point(shape: Shape, toward: Point) -> Point:
    """Return where the straight line from a shape's centre to a point leaves its outline.

    Args:
        shape: with its position.
        toward: the point, in CSS pixels.

    Returns:
        A point in CSS pixels; the centre itself where both are the same.

    Example:
        >>> border_point(Shape("a", "a", 20, 10, x=0.0, y=0.0), (100, 0))
        (10.0, 0.0)
    """
    x, y = centre(shape)
    across, down = toward[0] - x, toward[1] - y
    if across == 0 and down == 0:
        return x, y
    if shape.corners:
        return _polygon_point(shape, across, down)
    sides = abs(across) / (shape.width / 2), abs(down) / (shape.height / 2)
    reach = math.hypot(*sides) if shape.form == "circle" else max(sides)
    return x + across / reach, y + down / reach


def _polygon_point(shape: Shape, across: float, down: float) -> Point:
    """Return where a ray from the middle of a figure with corners leaves it."""
    x, y = centre(shape)
    reaches = [
        reach for start, end in zip(shape.corners, shape.corners[1:] + shape.corners[:1], strict=True)
        if (reach := _crossing(start, end, across, down)) is not None
    ]  # fmt: skip
    reach = max(reaches, default=0.0)
    return x + across * reach, y + down * reach


def _crossing(start: Point, end: Point, across: float, down: float) -> float | None:
    """Return how far along a ray from the origin it crosses a side, in lengths of the ray; ``None`` if it does not."""
    side_x, side_y = end[0] - start[0], end[1] - start[1]
    index = across * side_y - down * side_x
    if abs(index) < 1e-12:
        return None
    reach = (start[0] * side_y - start[1] * side_x) / index
    along = (start[0] * down - start[1] * across) / index
    return reach if reach >= 0 and -1e-9 <= along <= 1 + 1e-9 else None
