"""The verbs: each takes a model, a file, arrays or a graph, and returns something to look at or to save."""

from __future__ import annotations

from dotnet_viz.api.differences import compare, diff, drift, evolution
from dotnet_viz.api.pictures import architecture, coefficients, draw, filters, weight_graph, weight_histograms, weight_matrix
from dotnet_viz.api.reading import read
from dotnet_viz.api.reports import check, report, summary

__all__ = [
    "architecture",
    "check",
    "coefficients",
    "compare",
    "diff",
    "draw",
    "drift",
    "evolution",
    "filters",
    "read",
    "report",
    "summary",
    "weight_graph",
    "weight_histograms",
    "weight_matrix",
]
