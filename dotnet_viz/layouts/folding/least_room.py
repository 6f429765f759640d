"""Whether a scene has room anywhere, known before it is cut into strips and framed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.layouts.columns.edge_values import bundle_of
from dotnet_viz.layouts.folding.flow import Flow
from dotnet_viz.scene import Scene

# Sizes are rounded to hundredths of a pixel.
_ROUNDING = 0.02


def is_too_large(scene: Scene, room: tuple[float, float]) -> bool:
    """Return whether a scene is larger than a room in whatever strips it is cut.

    It may be larger where this is false: lines, texts and the frame are left out.

    Args:
        scene: with places, without its frame.
        room: width and height of the whole picture in CSS pixels.
    """
    flow = Flow(scene.direction)
    width, height = (side - 2 * scene.margin + _ROUNDING for side in room)
    along, across = (height, width) if flow.is_vertical else (width, height)
    return _least_across(_columns(scene, flow), along) > across


def _columns(scene: Scene, flow: Flow) -> list[Box]:
    """Return the room of shapes that are always in the same strip, in their order along the flow."""
    columns: dict[float, list[Box]] = {}
    # Values go with their lines, which start once more where they are cut.
    for shape in (shape for shape in scene.shapes if bundle_of(shape) is None):
        columns.setdefault(flow.place(shape), []).append(flow.room(shape))
    return [union(columns[place]) for place in sorted(columns)]


def _least_across(columns: Sequence[Box], most: float) -> float:
    """Return how high columns are in strips one below the other, cut where they are lowest together.

    Args:
        columns: in their order.
        most: the length of a strip.

    Example:
        >>> columns = [Box(20 * number, 0, 20 * number + 10, height) for number, height in enumerate((50, 40, 9, 8))]
        >>> [_least_across(columns, most) for most in (70, 30, 10, 9)]
        [50.0, 59.0, 107.0, inf]
    """
    least = [0.0]
    for end in range(len(columns)):
        box, found = columns[end], math.inf
        for start in range(end, -1, -1):
            box = union((box, columns[start]))
            if box.width > most:
                break
            found = min(found, least[start] + box.height)
        least.append(found)
    return least[-1]
