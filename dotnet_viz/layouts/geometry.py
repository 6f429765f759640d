"""Places and sizes: what room a shape takes with its text, and where a line meets its outline."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.scene import ANCHORS, Cluster, Label, Point, Shape

# Where a shape keeps the room that it was found to take.
_ROOM = "_room"


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom. Layouts make thousands, each in a third of the time that a dataclass takes."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def moved(self, x: float, y: float) -> Box:
        """Return the box, moved.

        Args:
            x: distance to the right in CSS pixels.
            y: distance downwards in CSS pixels.
        """
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def holds(self, other: Box) -> bool:
        """Return whether another box is inside of it."""
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: Box) -> bool:
        """Return whether it has room in common with another box, which those that only touch have not."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around some; a box without size at the origin if there are none.

    Example:
        >>> union([Box(0, 0, 2, 2), Box(1, -1, 3, 1)])
        Box(left=0, top=-1, right=3, bottom=2)
    """
    found = list(boxes)
    if not found:
        return Box(0.0, 0.0, 0.0, 0.0)
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
    )


def label_box(label: Label) -> Box:
    """Return the room that a line of text takes, around the place that its ``x`` and ``y`` are measured from."""
    width = text_width(label.text, label.size, label.bold)
    left, half = label.x - ANCHORS[label.anchor] * width, label.size * LINE_HEIGHT / 2
    return Box(left, label.y - half, left + width, label.y + half)


def caption_box(frame: Cluster) -> Box:
    """Return the room of a frame's caption, where the frame has a place."""
    left, top, right, bottom = frame.box or (0.0, 0.0, 0.0, 0.0)
    return label_box(frame.label).moved((left + right) / 2, (top + bottom) / 2)


def shape_box(shape: Shape) -> Box:
    """Return the room that a shape takes with its text, around its centre."""
    measured = shape.width, shape.height, shape.stroke_width, shape.labels
    known: tuple[object, Box] | None = vars(shape).get(_ROOM)
    if known is not None and known[0] == measured:
        return known[1]
    right, bottom = (shape.width + shape.stroke_width) / 2, (shape.height + shape.stroke_width) / 2
    left, top = -right, -bottom
    for label in shape.labels:
        # This is asked thousands of times for a big picture: no box is made for a label that is inside.
        width, half = text_width(label.text, label.size, label.bold), label.size * LINE_HEIGHT / 2
        start = label.x - ANCHORS[label.anchor] * width
        left, right = min(left, start), max(right, start + width)
        top, bottom = min(top, label.y - half), max(bottom, label.y + half)
    room = Box(left, top, right, bottom)
    # Layouts ask for it again and again; copies that are moved take it along, and what is measured says if it holds.
    vars(shape)[_ROOM] = measured, room
    return room


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


def straight(start: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    """Return a straight line as a cubic Bézier curve.

    Args:
        start: first point, in CSS pixels.
        end: last point, in CSS pixels.

    Returns:
        Start, two control points and end.
    """
    (x0, y0), (x1, y1) = start, end
    return start, (x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3), (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3), end
