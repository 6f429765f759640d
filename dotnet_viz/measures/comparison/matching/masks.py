"""Operations on masks, which Keras adds automatically, differently in each version."""

from __future__ import annotations

from dotnet_viz.graph import Graph, Layer
from dotnet_viz.graph.automatic_names import is_automatic


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
    return frozenset(layer.id for graph in (before, after) for layer in graph.layers if _is_mask(graph, layer))


def _is_mask(graph: Graph, layer: Layer) -> bool:
    if layer.category != "operation" or not is_automatic(layer):
        return False
    dtypes = {spec.dtype for node in graph.calls(layer.id) for spec in node.outputs}
    return dtypes == {"bool"}
