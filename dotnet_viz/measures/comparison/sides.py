"""Both models of a comparison in numbers."""

from __future__ import annotations

from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.differences import ComparisonSummary, Side
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, FieldChange, LayerDifferences
from dotnet_viz.measures.comparison.weight_changes import WeightDifferences
from dotnet_viz.measures.summary.summary import weight_bytes


def side_of(graph: Graph) -> Side:
    """Return one of the two models in numbers.

    Args:
        graph: the model.
    """
    return Side(
        name=graph.name,
        source=graph.origin.path or graph.name,
        layer_count=sum(layer.category != "model" for layer in graph.layers),
        parameter_count=graph.parameter_count,
        trainable_count=graph.trainable_count,
        weight_bytes=weight_bytes(graph),
        framework_version=graph.origin.framework_version,
    )


def summarise_differences(
    before: Graph,
    after: Graph,
    layers: LayerDifferences,
    connections: tuple[ConnectionChange, ...],
    weights: WeightDifferences,
    training: tuple[FieldChange, ...],
) -> ComparisonSummary:
    """Return both models and the number of differences of each sort.

    Args:
        before: the first model.
        after: the second model.
        layers: differences of layers.
        connections: differences of connections.
        weights: differences of values.
        training: differences of the training.
    """
    groups = ((c.match for c in group) for group in (layers.changed, layers.resized, layers.moved, weights.changed))
    touched = {match.after.id for group in groups for match in group}
    return ComparisonSummary(
        before=side_of(before),
        after=side_of(after),
        same=sum(match.after.id not in touched for match in layers.matches),
        added=len(layers.added),
        removed=len(layers.removed),
        changed=len(layers.changed),
        resized=len(layers.resized),
        moved=len(layers.moved),
        renamed=len(layers.renamed),
        connections=len(connections),
        weights=len(weights.changed) if weights.compared else None,
        training=len(training),
    )
