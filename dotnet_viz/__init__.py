"""Trained neural networks as pictures and reports.

Everything is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "architecture": "api",
    "weight_matrix": "api",
    "weight_histograms": "api",
    "filters": "api",
    "coefficients": "api",
    "check": "api",
    "compare": "api",
    "diff": "api",
    "evolution": "api",
    "drift": "api",
    "draw": "api",
    "read": "api",
    "report": "api",
    "summary": "api",
    "weight_graph": "api",
    "expand_wrappers": "keras_format.wrappers",
    "Ann": "diagrams",
    "WeightChangeGraph": "diagrams",
    "SideBySide": "diagrams",
    "Merged": "diagrams",
    "WeightMatrix": "diagrams",
    "WeightHistograms": "diagrams",
    "Filters": "diagrams",
    "Coefficients": "diagrams",
    "Blocks": "diagrams",
    "Layered": "diagrams",
    "LeNet": "diagrams",
    "Neurons": "diagrams",
    "PlotModel": "diagrams",
    "WeightGraph": "diagrams",
    "Comparison": "measures.comparison",
    "Evolution": "measures.comparison",
    "Drawing": "drawing",
    "Graph": "graph",
    "Report": "reporting",
    "Scene": "scene",
    "VizError": "errors",
}

__all__ = [
    "Ann",
    "Blocks",
    "Coefficients",
    "Comparison",
    "Drawing",
    "Evolution",
    "Filters",
    "Graph",
    "Layered",
    "LeNet",
    "Merged",
    "Neurons",
    "PlotModel",
    "Report",
    "Scene",
    "SideBySide",
    "VizError",
    "WeightChangeGraph",
    "WeightGraph",
    "WeightHistograms",
    "WeightMatrix",
    "__version__",
    "architecture",
    "check",
    "coefficients",
    "compare",
    "diff",
    "draw",
    "drift",
    "evolution",
    "expand_wrappers",
    "filters",
    "read",
    "report",
    "summary",
    "weight_graph",
    "weight_histograms",
    "weight_matrix",
]

if TYPE_CHECKING:
    from dotnet_viz.api import (
        architecture,
        check,
        coefficients,
        compare,
        diff,
        draw,
        drift,
        evolution,
        filters,
        read,
        report,
        summary,
        weight_graph,
        weight_histograms,
        weight_matrix,
    )
    from dotnet_viz.diagrams import (
        Ann,
        Blocks,
        Coefficients,
        Filters,
        Layered,
        LeNet,
        Merged,
        Neurons,
        PlotModel,
        SideBySide,
        WeightChangeGraph,
        WeightGraph,
        WeightHistograms,
        WeightMatrix,
    )
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.errors import VizError
    from dotnet_viz.graph import Graph
    from dotnet_viz.keras_format.wrappers import expand_wrappers
    from dotnet_viz.measures.comparison import Comparison, Evolution
    from dotnet_viz.reporting import Report
    from dotnet_viz.scene import Scene


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
