"""Operations on masks, which Keras adds automatically, differently in each version."""

from __future__ import annotations

from dotnet_viz.graph import Graph
from dotnet_viz.graph.mask_nodes import is_mask_layer


def mask_operations(before: Graph, after: Graph) -> frozenset[str]:
    """Return the ids of operations on masks, where the two models were written by different versions of Keras.

    Keras 3.3 and 3.6 draw masks into the graph and join them to attention, 3.15 joins none. Of models that one version
    wrote every operation counts.

    Args:
        before: the first model.
        after: the second model.
    """
    if before.origin.framework_version == after.origin.framework_version:
        return frozenset()
    return frozenset(
        layer.id for graph in (before, after) for layer in graph.layers if is_mask_layer(layer, tuple(graph.calls(layer.id)))
    )
