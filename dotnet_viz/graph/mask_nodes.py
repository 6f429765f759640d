"""Nodes that compute masks alone, which Keras adds where an embedding or a Masking layer leaves steps out."""

from __future__ import annotations

from collections.abc import Set

from dotnet_viz.graph.automatic_names import is_automatic
from dotnet_viz.graph.layer_kinds.lookup import family_of
from dotnet_viz.graph.model import Graph
from dotnet_viz.graph.parts import Edge, Layer, Node

_MASKED_FAMILIES = frozenset({"recurrent", "attention", "pooling", "normalization"})


def is_mask_layer(layer: Layer, calls: tuple[Node, ...]) -> bool:
    """Return whether a layer is an operation that nobody named and that returns true and false alone.

    Args:
        layer: of any model.
        calls: all its calls.
    """
    if layer.category != "operation" or not is_automatic(layer):
        return False
    return {spec.dtype for node in calls for spec in node.outputs} == {"bool"}


def mask_nodes(graph: Graph) -> frozenset[str]:
    """Return the nodes of which nothing but masks of layers comes that take one: no values pass through them.

    Args:
        graph: any model.

    Example:
        >>> from dotnet_viz.graph import Edge, TensorSpec
        >>> masks, flags = (TensorSpec((None, 20), "bool"),), (TensorSpec((None, 20), "int32"),)
        >>> tokens = Node("n0", Layer("i", "tokens", "InputLayer"), outputs=flags)
        >>> mask = Node("n1", Layer("m", "not_equal", "NotEqual", "operation"), outputs=masks)
        >>> lstm = Node("n2", Layer("l", "lstm", "LSTM"))
        >>> edges = Edge("n0", 0, "n2", 0), Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 1)
        >>> sorted(mask_nodes(Graph("m", "Functional", (tokens, mask, lstm), edges)))
        ['n1']
    """
    found = {node.id for node in graph.nodes if is_mask_layer(node.layer, (node,))}
    if not found:
        return frozenset()
    edges = [edge for edge in graph.leaf_edges() if edge.source in found]
    found &= {edge.source for edge in edges}
    while others := {edge.source for edge in edges if edge.source in found and not _is_for_a_mask(graph, edge, found)}:
        found -= others  # what an operation on values takes is no mask either
    return frozenset(found)


def _is_for_a_mask(graph: Graph, edge: Edge, masks: Set[str]) -> bool:
    layer = graph.node(edge.target).layer
    takes_masks = layer.kind == "TimeDistributed" or family_of(layer) in _MASKED_FAMILIES
    return edge.target in masks or (edge.target_port > 0 and takes_masks)
