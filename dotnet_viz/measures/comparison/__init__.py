"""What differs between two models: matched layers, settings, connections and the values of weights."""

from __future__ import annotations

from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.differences import ComparisonSummary, Side
from dotnet_viz.measures.comparison.evolution import Evolution, LayerDrift, evolve
from dotnet_viz.measures.comparison.layer_changes import (
    ConnectionChange,
    FieldChange,
    LayerChange,
    LayerDifferences,
    LayerMatch,
    LayerMove,
)
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange, WeightChange, WeightDifferences

__all__ = [
    "Comparison",
    "ComparisonSummary",
    "ConnectionChange",
    "Evolution",
    "FieldChange",
    "LayerChange",
    "LayerDifferences",
    "LayerDrift",
    "LayerMatch",
    "LayerMove",
    "LayerWeightChange",
    "Side",
    "WeightChange",
    "WeightDifferences",
    "compare_graphs",
    "evolve",
]
