"""The module ``visualkeras``: ``import dotnet_viz.compat.visualkeras as visualkeras`` is enough for its two views.

It has ``layered_view``, ``graph_view``, their option objects, presets and named texts, and ``show`` for both.
"""

from __future__ import annotations

from dotnet_viz.compat.visualkeras.graph import graph_view
from dotnet_viz.compat.visualkeras.layered import layered_view
from dotnet_viz.compat.visualkeras.options import (
    GRAPH_PRESETS,
    LAYERED_PRESETS,
    LAYERED_TEXT_CALLABLES,
    GraphOptions,
    LayeredOptions,
)
from dotnet_viz.compat.visualkeras.views import show

__all__ = [
    "GRAPH_PRESETS",
    "LAYERED_PRESETS",
    "LAYERED_TEXT_CALLABLES",
    "GraphOptions",
    "LayeredOptions",
    "graph_view",
    "layered_view",
    "show",
]
