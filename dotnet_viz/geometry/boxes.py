"""Boxes: rectangles along the axes, one, several as one, and many of which those near a place are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from dotnet_viz.scene import Point


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom. Layouts make thousands, each in a third of the time that a dataclass takes."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around_middle(cls, middle: Point, width: float, height: float) -> Box:
        """Return a box of a size around a point.

        Args:
            middle: the point.
            width: from left to right.
            height: from top to bottom.

        Example:
            >>> Box.around_middle((5.0, 5.0), 4.0, 2.0)
            Box(left=3.0, top=4.0, right=7.0, bottom=6.0)
        """
        x, y = middle
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        """The point that is as far from left and right, and from top and bottom."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def moved(self, x: float, y: float) -> Box:
        """Return the box, moved.

        Args:
            x: distance to the right in CSS pixels.
            y: distance downwards in CSS pixels.
        """
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def widened(self, x: float, y: float) -> Box:
        """Return the box with more room on all sides.

        Args:
            x: how much on the left and on the right.
            y: how much at the top and at the bottom.
        """
        return Box(self.left - x, self.top - y, self.right + x, self.bottom + y)

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
    sides = tuple(zip(*boxes, strict=True))
    if not sides:
        return Box(0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = sides
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def box_of_points(points: Iterable[Point]) -> Box:
    """Return the smallest box around some points, of which there is at least one.

    Example:
        >>> box_of_points([(0.0, 5.0), (3.0, 1.0)])
        Box(left=0.0, top=1.0, right=3.0, bottom=5.0)
    """
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


class ManyBoxes:
    """Boxes of which those near a place are found without a look at each.

    Args:
        boxes: any number of them.

    Example:
        >>> ManyBoxes([Box(0.0, 0.0, 1.0, 1.0), Box(3.0, -1.0, 4.0, 0.5)]).near(Box(0.5, 0.0, 2.0, 2.0))
        [Box(left=0.0, top=0.0, right=1.0, bottom=1.0)]
    """

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = boxes
        self._lefts, self._tops, self._rights, self._bottoms = np.array(boxes, dtype=np.float64).reshape(-1, 4).T

    def positions_near(self, place: Box) -> list[int]:
        """Return the positions of the boxes that :meth:`Box.meets` finds to have room in common with a place."""
        is_near = (self._lefts < place.right) & (place.left < self._rights)
        found: list[int] = np.flatnonzero(is_near & (self._tops < place.bottom) & (place.top < self._bottoms)).tolist()
        return found

    def near(self, place: Box) -> list[Box]:
        """Return these boxes themselves."""
        return [self.boxes[position] for position in self.positions_near(place)]
