"""The changes of a comparison one by one, so that each edit of an author counts once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dotnet_viz.graph import Graph, Layer
from dotnet_viz.measures.comparison.differences import Comparison
from dotnet_viz.measures.comparison.layer_changes import LayerMove
from dotnet_viz.measures.comparison.matching.topology import topology_of


def changes_of(comparison: Comparison) -> tuple[Any, ...]:
    """Return every change on its own.

    What is inside an added or removed nested model counts with it, layers that moved into or out of it too.

    Args:
        comparison: of two models.
    """
    layers = comparison.layers
    sides = parents_of(comparison.before), parents_of(comparison.after)
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


def parents_of(graph: Graph) -> dict[str, str | None]:
    """Return for each layer's id that of the nested model it belongs to."""
    return dict(topology_of(graph).parents)


def _outermost(layers: Iterable[Layer], parents: dict[str, str | None], group: set[str]) -> Iterable[Layer]:
    return (layer for layer in layers if parents.get(layer.id) not in group)


def _explained(
    move: LayerMove, sides: tuple[dict[str, str | None], dict[str, str | None]], removed: set[str], added: set[str]
) -> bool:
    old, new = sides[0].get(move.match.before.id), sides[1].get(move.match.after.id)
    return old in removed or new in added
