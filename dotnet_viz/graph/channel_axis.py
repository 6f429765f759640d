"""Which tensors of a model have their channels before the spatial axes, by ``data_format``."""

from __future__ import annotations

from dotnet_viz.graph.layer_kinds import Merge, changes_values_only, core, core_kind
from dotnet_viz.graph.model import Graph
from dotnet_viz.graph.parts import Node, Port
from dotnet_viz.traversal import connected_groups

CHANNELS_FIRST = "channels_first"
_FORMATS = (CHANNELS_FIRST, "channels_last")


def nodes_with_channels_first(graph: Graph) -> frozenset[str]:
    """Return the ids of the nodes whose results have their channels behind the batch axis, not last.

    Where all layers that state a format state the same, it holds for the whole model. Else it holds for the layer itself, its
    inputs, and the layers around it that leave axes where they are: up to one that moves them.

    Args:
        graph: any model.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> pool = Layer("p", "p", "MaxPooling2D", config={"data_format": "channels_first"})
        >>> nodes_with_channels_first(Graph("m", "Sequential", (Node("n0", pool),)))
        frozenset({'n0'})
    """
    stated = {node.id: found for node in graph.nodes if (found := _data_format(node)) is not None}
    if CHANNELS_FIRST not in stated.values():
        return frozenset()
    if set(stated.values()) == {CHANNELS_FIRST}:
        return frozenset(node.id for node in graph.nodes)
    kept = [(edge.source, edge.target) for edge in graph.leaf_edges() if _keeps_axes(graph.node(edge.target))]
    groups = connected_groups([node.id for node in graph.nodes], kept)
    first = {
        name
        for group in groups
        if next((stated[name] for name in group if name in stated), "") == CHANNELS_FIRST
        for name in group
    }
    models = (node for node in graph.nodes if graph.is_model(node) and node.exits)
    return frozenset(first | {node.id for node in models if graph.leaf_exit(Port(node.id)).node in first})


def _data_format(node: Node) -> str | None:
    """Return the format that a layer states; that of a ``Flatten`` counts only where it is ``"channels_first"``."""
    layer = core(node.layer)
    found = layer.config.get("data_format")
    return found if found in _FORMATS and (layer.kind != "Flatten" or found == CHANNELS_FIRST) else None


def _keeps_axes(node: Node) -> bool:
    kind = core_kind(node.layer)
    merges = kind.merge in (Merge.ELEMENT_WISE, Merge.JOIN) and node.layer.kind != "Stack"
    return _data_format(node) is not None or changes_values_only(node) or kind.keeps_units or merges
