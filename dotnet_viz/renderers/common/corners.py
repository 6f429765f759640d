"""How round boxes are, and what else they have alike in every format."""

from __future__ import annotations

from dotnet_viz.scene import Shape

CORNER = 8.0
"""Radius of the corners of frames and rounded boxes."""

RULE_WIDTH = 0.6
"""Of the lines between the parts of a box."""

# Whatever is below a crowd of dots can be seen.
DOTS_OPACITY = 0.65

QUARTER = 0.448
"""Where the control points of a quarter of a circle stand, as part of its radius from the corner."""

_SHARP_CORNER = 2.0
_CORNERS = {"rounded": CORNER, "bar": 0.0}


def corner_of(shape: Shape) -> float:
    """Return the radius of a box's corners."""
    return _CORNERS.get(shape.form, _SHARP_CORNER)
