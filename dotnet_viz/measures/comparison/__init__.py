"""What differs between two models: matched layers, settings, connections and the values of weights."""

from __future__ import annotations

from dotnet_viz.measures.comparison.changes import (
    ConnectionChange,
    FieldChange,
    LayerChange,
    LayerDifferences,
    LayerMatch,
    LayerMove,
)
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.comparison.result import Comparison, ComparisonSummary, Side
from dotnet_viz.measures.comparison.weight_changes import LayerWeightChange, WeightChange, WeightDifferences

__all__ = [
    "Comparison",
    "ComparisonSummary",
    "ConnectionChange",
    "FieldChange",
    "LayerChange",
    "LayerDifferences",
    "LayerMatch",
    "LayerMove",
    "LayerWeightChange",
    "Side",
    "WeightChange",
    "WeightDifferences",
    "compare_graphs",
]
