"""A comparison in numbers: both models, the differences of each sort, and every change on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dotnet_viz.graph import Graph, Layer
from dotnet_viz.measures.comparison.differences import ComparisonSummary, Differences, Side
from dotnet_viz.measures.comparison.entries import Entry
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, FieldChange, LayerMove
from dotnet_viz.measures.comparison.topology import topology_of
from dotnet_viz.measures.comparison.weights.changes import WeightDifferences
from dotnet_viz.measures.summary.sizes import weight_bytes

Parents = Mapping[str, "str | None"]
"""For each layer's id that of the nested model it belongs to."""


def side_of(graph: Graph) -> Side:
    """Return one of the two models in numbers.

    Args:
        graph: the model.
    """
    return Side(
        name=graph.name,
        source=graph.origin.path or graph.name,
        layer_count=graph.layer_count,
        parameter_count=graph.parameter_count,
        trainable_count=graph.trainable_count,
        weight_bytes=weight_bytes(graph),
        framework=graph.origin.framework,
        framework_version=graph.origin.framework_version,
    )


def summarise_differences(
    before: Graph,
    after: Graph,
    entries: Iterable[Entry],
    connections: tuple[ConnectionChange, ...],
    weights: WeightDifferences,
    training: tuple[FieldChange, ...],
) -> ComparisonSummary:
    """Return both models and the number of differences of each sort.

    Args:
        before: the first model as it was read.
        after: the second model as it was read.
        entries: every layer of both once.
        connections: differences of connections.
        weights: differences of values.
        training: differences of the training.
    """
    counts = Counter(entry.sort for entry in entries)
    return ComparisonSummary(
        before=side_of(before),
        after=side_of(after),
        added=counts["added"],
        removed=counts["removed"],
        changed=counts["changed"],
        moved=counts["moved"],
        rewired=counts["rewired"],
        resized=counts["resized"],
        reweighted=counts["weights"],
        renamed=counts["renamed"],
        same=counts["same"],
        connections=len(connections),
        weights=len(weights.changed) if weights.compared else None,
        training=len(training),
    )


def changes_of(comparison: Differences) -> tuple[Any, ...]:
    """Return every change on its own, so that each edit of an author counts once.

    What is inside an added or removed nested model counts with it, layers that moved into or out of it too.

    Args:
        comparison: of two models.
    """
    layers = comparison.layers
    sides = topology_of(comparison.before).parents, topology_of(comparison.after).parents
    removed, added = {layer.id for layer in layers.removed}, {layer.id for layer in layers.added}
    moved = (move for move in layers.moved if not _explained(move, sides, removed, added))
    return (
        *_outermost(layers.removed, sides[0], removed),
        *_outermost(layers.added, sides[1], added),
        *layers.changed,
        *moved,
        *layers.renamed,
        *comparison.connections,
        *comparison.weights.changed,
        *comparison.training,
        *comparison.model,
    )


def _outermost(layers: Iterable[Layer], parents: Parents, group: set[str]) -> Iterable[Layer]:
    return (layer for layer in layers if parents.get(layer.id) not in group)


def _explained(move: LayerMove, sides: tuple[Parents, Parents], removed: set[str], added: set[str]) -> bool:
    old, new = sides[0].get(move.match.before.id), sides[1].get(move.match.after.id)
    return old in removed or new in added
