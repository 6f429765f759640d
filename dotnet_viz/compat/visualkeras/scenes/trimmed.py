"""Pictures without paper above and below their blocks and texts."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.geometry.parts import label_box, shape_box
from dotnet_viz.layouts.frame.frame import moved
from dotnet_viz.scene import Scene

_NEAR = 1.0


def trimmed(placed: Scene) -> Scene:
    """Return a picture whose blocks and texts reach to its upper and lower edge, as those of visualkeras do.

    Keys, frames and lines that run above or below all blocks keep their distance from the edge.

    Args:
        placed: with places, its content as far from the edges as its margin says.
    """
    if placed.size is None or not placed.shapes:
        return placed
    width, height = placed.size
    boxes = [shape_box(shape).moved(0.0, shape.y or 0.0) for shape in placed.shapes] + [*map(label_box, placed.labels)]
    framed = [cluster.box for cluster in placed.clusters if cluster.box is not None]
    top = min([box.top for box in boxes])
    bottom = max([box.bottom for box in boxes])
    is_top = top <= placed.margin + _NEAR and all(box[1] > top for box in framed)
    is_bottom = bottom >= height - placed.margin - _NEAR and all(box[3] < bottom for box in framed)
    above = placed.margin if is_top else 0.0
    below = placed.margin if is_bottom and not placed.placed_legends else 0.0
    return replace(moved(placed, 0.0, -above), size=(width, height - above - below))
