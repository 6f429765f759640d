"""Which tensors of a model have their channels in front of the axes of space, as ``data_format`` tells."""

from __future__ import annotations

from dotnet_viz.graph.layer_kinds import Merge, changes_values_only, core, core_kind
from dotnet_viz.graph.model import Graph
from dotnet_viz.graph.parts import Node, Port
from dotnet_viz.traversal import connected_groups

CHANNELS_FIRST = "channels_first"
_FORMATS = (CHANNELS_FIRST, "channels_last")


def nodes_with_channels_first(graph: Graph) -> frozenset[str]:
    """Return the ids of the nodes whose results have their channels behind the batch axis, not last.

    Where all layers that say so say the same, that holds for the whole model. Else a layer tells it for itself, for what it
    is fed by, and for the layers around it that leave axes where they are: up to one that moves them.

    Args:
        graph: any model.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> pool = Layer("p", "p", "MaxPooling2D", config={"data_format": "channels_first"})
        >>> nodes_with_channels_first(Graph("m", "Sequential", (Node("n0", pool),)))
        frozenset({'n0'})
    """
    told = {node.id: said for node in graph.nodes if (said := _told(node)) is not None}
    if CHANNELS_FIRST not in told.values():
        return frozenset()
    if set(told.values()) == {CHANNELS_FIRST}:
        return frozenset(node.id for node in graph.nodes)
    kept = [(edge.source, edge.target) for edge in graph.leaf_edges() if _keeps_axes(graph.node(edge.target))]
    groups = connected_groups([node.id for node in graph.nodes], kept)
    first = {
        name for group in groups if next((told[name] for name in group if name in told), "") == CHANNELS_FIRST for name in group
    }
    models = (node for node in graph.nodes if graph.is_model(node) and node.exits)
    return frozenset(first | {node.id for node in models if graph.leaf_exit(Port(node.id)).node in first})


def _told(node: Node) -> str | None:
    """Return what a layer says of its tensors; a ``Flatten`` that says nothing else has the format of no image."""
    layer = core(node.layer)
    said = layer.config.get("data_format")
    return said if said in _FORMATS and (layer.kind != "Flatten" or said == CHANNELS_FIRST) else None


def _keeps_axes(node: Node) -> bool:
    kind = core_kind(node.layer)
    merges = kind.merge in (Merge.ELEMENT_WISE, Merge.JOIN) and node.layer.kind != "Stack"
    return _told(node) is not None or changes_values_only(node) or kind.keeps_units or merges
