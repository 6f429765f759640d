"""The room that shapes and texts of a picture with places take up, for frames around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.scene import ANCHORS, Label, Shape

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom in CSS pixels."""


def label_bounds(label: Label) -> Bounds:
    """Return the room of a line of text, around what its place is measured from."""
    width, half = text_width(label.text, label.size, label.bold), label.size * LINE_HEIGHT / 2
    left = label.x - width * ANCHORS[label.anchor]
    return left, label.y - half, left + width, label.y + half


def shape_bounds(shape: Shape) -> Bounds:
    """Return the room of a shape with its texts."""
    x, y = shape.x or 0.0, shape.y or 0.0
    own = -shape.width / 2, -shape.height / 2, shape.width / 2, shape.height / 2
    left, top, right, bottom = union([own, *map(label_bounds, shape.labels)])
    return x + left, y + top, x + right, y + bottom


def union(found: Iterable[Bounds]) -> Bounds:
    """Return the smallest room that holds some, of which there is at least one.

    Example:
        >>> union([(0.0, 0.0, 1.0, 1.0), (3.0, -1.0, 4.0, 0.5)])
        (0.0, -1.0, 4.0, 1.0)
    """
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def meet(one: Bounds, other: Bounds) -> bool:
    """Return whether two have room in common.

    Args:
        one: any room; one that only touches the other has nothing in common with it.
        other: another.
    """
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Rooms:
    """The rooms of many parts of a picture, of which those near a place are found at once.

    Args:
        bounds: of each part.

    Example:
        >>> Rooms([(0.0, 0.0, 1.0, 1.0), (3.0, -1.0, 4.0, 0.5)]).near((0.5, 0.0, 2.0, 2.0))
        [0]
    """

    def __init__(self, bounds: Sequence[Bounds]) -> None:
        self.bounds = bounds
        self._sides = np.array(bounds, dtype=np.float64).reshape(-1, 4).T

    def near(self, place: Bounds) -> list[int]:
        """Return the positions of those that :func:`meet` a place."""
        left, top, right, bottom = self._sides
        found: list[int] = np.flatnonzero(
            (left < place[2]) & (place[0] < right) & (top < place[3]) & (place[1] < bottom)
        ).tolist()
        return found
