"""Models without some of their layers: what these got goes to those that they fed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dotnet_viz.graph import Edge, Graph


def without_layers(graph: Graph, gone: Collection[str]) -> Graph:
    """Return a model without some of its layers.

    Args:
        graph: the model.
        gone: ids of nodes that are in no nested model.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "abc")
        >>> without_layers(Graph("m", "Sequential", nodes, (Edge("a", 0, "b", 0), Edge("b", 0, "c", 0))), {"b"}).edges
        (Edge(source='a', source_port=0, target='c', target_port=0),)
    """
    if not gone:
        return graph
    inside = graph.with_insides(gone)
    edges = list(graph.edges)
    for name in gone:
        entering, leaving = [edge for edge in edges if edge.target == name], [edge for edge in edges if edge.source == name]
        bridges = [Edge(one.source, one.source_port, other.target, other.target_port) for one in entering for other in leaving]
        edges = [edge for edge in edges if name not in (edge.source, edge.target)] + bridges
    kept = dict.fromkeys(edge for edge in edges if edge.source not in inside and edge.target not in inside)
    return replace(
        graph,
        nodes=tuple(node for node in graph.nodes if node.id not in inside),
        edges=tuple(kept),
        inputs=tuple(port for port in graph.inputs if port.node not in inside),
        outputs=tuple(port for port in graph.outputs if port.node not in inside),
    )
