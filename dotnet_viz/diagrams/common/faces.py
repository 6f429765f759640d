"""The faces of blocks that pictures stand on."""

from __future__ import annotations

from dotnet_viz.errors import unknown_choice
from dotnet_viz.scene import Point, Shape

AXES = ("x", "y", "z")

Corners = tuple[Point, Point, Point, Point]


def face_corners(shape: Shape, axis: str) -> Corners:
    """Return the corners of a block's face: upper left, upper right, lower right, lower left, from its middle.

    Args:
        shape: a block; a flat one has its front alone.
        axis: ``"z"`` for the front, ``"y"`` for the top, ``"x"`` for the side.

    Raises:
        OptionError: no such axis.
    """
    if axis not in AXES:
        raise unknown_choice("image_axis", axis, AXES)
    if len(shape.faces) != 3 or axis == "z":
        points = shape.faces[-1].points if shape.faces else _rectangle(shape)
        return points[0], points[1], points[2], points[3]
    first, second, third, fourth = shape.faces[0 if axis == "y" else 1].points
    if axis == "y":
        return second, third, fourth, first
    # The wall of a block that is seen from its left has its front edge on the right.
    return (first, second, third, fourth) if second[0] >= first[0] else (second, first, fourth, third)


def _rectangle(shape: Shape) -> Corners:
    x, y = shape.width / 2, shape.height / 2
    return (-x, -y), (x, -y), (x, y), (-x, y)
