"""What a picture's description says of the whole model, the same in every style."""

from __future__ import annotations

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph
from dotnet_viz.translation.translate import translate


def model_text(graph: Graph) -> str:
    """Return class and name of a model, and how many layers and parameters it has, whatever is drawn of it.

    Args:
        graph: the model as it was read, or shortened to boxes, some of which stand for several layers.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> import numpy as np
        >>> model_text(read([np.ones((4, 3)), np.ones((3, 2))]))
        'the Arrays model arrays: 2 layers, 18 parameters'
    """
    name = one_line(graph.name)
    return translate(
        "the {kind} model{name}: {layers}, {parameters}",
        kind=graph.kind,
        name=f" {name}" if name else "",
        layers=_layers(graph),
        parameters=format_count(graph.parameter_count, "parameter"),
    )


def _layers(graph: Graph) -> str:
    """Return how many layers there are; of a shortened graph its boxes too, which stand for them."""
    if graph.whole_layer_count is None:
        return format_count(graph.layer_count, "layer")
    layers = format_count(graph.whole_layer_count, "layer")
    return translate("{boxes} for {layers}", boxes=format_count(len(graph.nodes), "box", "boxes"), layers=layers)
