"""The module ``visualkeras``: ``import dotnet_viz.compat.visualkeras as visualkeras`` is enough for its two views.

It has ``layered_view``, ``graph_view``, their option objects, presets and named texts, and ``show`` for both.
"""

from __future__ import annotations

from dotnet_viz.compat.visualkeras.options import (
    GRAPH_PRESETS,
    LAYERED_PRESETS,
    LAYERED_TEXT_CALLABLES,
    GraphOptions,
    LayeredOptions,
)
from dotnet_viz.compat.visualkeras.views import show
from dotnet_viz.compat.visualkeras_graph import graph_view
from dotnet_viz.compat.visualkeras_layered import layered_view

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
