"""Places of shapes that no line joins: in rows one below the other, as words in a text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.scene import Scene, Shape, changed

WIDEST_ROW = 1600.0
"""The width in pixels up to which all shapes stay in one row."""
_ASPECT = 1.6
_GAP = 24.0


def is_list(scene: Scene) -> bool:
    """Return whether nothing joins or frames the shapes of a scene, and one row of them would be too wide to read.

    Args:
        scene: without places.
    """
    return not scene.connections and not scene.clusters and _row_width(scene.shapes) > WIDEST_ROW


def place_in_grid(scene: Scene) -> Scene:
    """Give shapes places in rows, from left to right and from top to bottom.

    Args:
        scene: without connections and frames.

    Example:
        >>> shapes = tuple(Shape(str(number), str(number), 500, 100) for number in range(4))
        >>> [(shape.x, shape.y) for shape in place_in_grid(Scene("four", shapes=shapes)).shapes]
        [(250.0, 50.0), (250.0, 174.0), (250.0, 298.0), (250.0, 422.0)]
    """
    area = sum((shape.width + _GAP) * (shape.height + _GAP) for shape in scene.shapes)
    limit = max(math.sqrt(area * _ASPECT), *(shape.width for shape in scene.shapes))
    rows: list[list[Shape]] = [[]]
    for shape in scene.shapes:
        if rows[-1] and _row_width([*rows[-1], shape]) > limit:
            rows.append([])
        rows[-1].append(shape)
    placed: list[Shape] = []
    top = 0.0
    for row in rows:
        left, height = 0.0, max(shape.height for shape in row)
        for shape in row:
            placed.append(changed(shape, x=left + shape.width / 2, y=top + height / 2))
            left += shape.width + _GAP
        top += height + _GAP
    return replace(scene, shapes=tuple(placed))


def _row_width(shapes: Sequence[Shape]) -> float:
    return sum(shape.width + _GAP for shape in shapes) - _GAP
