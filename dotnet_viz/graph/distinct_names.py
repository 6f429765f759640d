"""What layers are called where the frames of nested models, which tell those of one name apart, are not drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dotnet_viz.graph.model import Graph


def distinct_names(graph: Graph) -> Mapping[str, str]:
    """Return the name of each layer by its id; of several layers with one name each has its path.

    Args:
        graph: a model.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> layers = Layer("dense", "dense", "Dense"), Layer("encoder/dense", "dense", "Dense"), Layer("out", "out", "Dense")
        >>> list(distinct_names(Graph("m", "Functional", tuple(Node(layer.id, layer) for layer in layers))).values())
        ['dense', 'encoder/dense', 'out']
    """
    counts = Counter(layer.name for layer in graph.layers)
    return {layer.id: layer.name if counts[layer.name] == 1 else layer.id for layer in graph.layers}
