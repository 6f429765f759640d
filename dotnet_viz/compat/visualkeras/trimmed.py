"""Pictures without paper above and below their content."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.layouts.frame.frame import moved
from dotnet_viz.scene import Scene


def trimmed(placed: Scene) -> Scene:
    """Return a picture whose blocks and texts reach to its upper and lower edge, as those of visualkeras do; keys do not.

    Args:
        placed: with places, its content as far from the edges as its margin says.
    """
    if placed.size is None or not placed.shapes:
        return placed
    width, height = placed.size
    below = 0.0 if placed.placed_legends else placed.margin
    return replace(moved(placed, 0.0, -placed.margin), size=(width, height - placed.margin - below))
