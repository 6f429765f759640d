"""The words and units of scenes."""

from __future__ import annotations

from collections.abc import Mapping

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
ANCHORS: Mapping[str, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Which end of a text stands at its place, and the share of its width that is to the left of it then."""
CONNECTION_TEXT_SIZE = 11.0
"""Of the texts beside connections, in CSS pixels."""
DIRECTIONS = ("TB", "BT", "LR", "RL")
"""Where the data flows: downwards, upwards, to the right, to the left."""
SPLINES = ("spline", "ortho", "polyline", "curved", "line")
