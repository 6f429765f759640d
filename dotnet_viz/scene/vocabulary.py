"""The words and units of scenes."""

from __future__ import annotations

Point = tuple[float, float]

ROLES = ("paper", "ink", "muted", "line", "panel", "accent")
TRANSPARENT = "transparent"
"""The background of a scene without paper."""
FORMS = ("box", "rounded", "circle", "ellipsis", "triangle", "hexagon", "octagon", "polygon", "area", "bar", "dots")
FLOWCHARTS = ("graphviz", "tree")
"""Layouts of boxes and arrows, which Graphviz and Mermaid place by themselves."""
MARGIN = 16.0
FEW_CELLS = 1000
"""Cells of rasters, all of a picture together, of which each can have a text of its own."""
ANCHORS = ("start", "middle", "end")
DIRECTIONS = ("TB", "BT", "LR", "RL")
"""Where the data flows: downwards, upwards, to the right, to the left."""
SPLINES = ("spline", "ortho", "polyline", "curved", "line")
