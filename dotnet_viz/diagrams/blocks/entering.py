"""What enters a nested model or a group, as edges from where it comes to the layers inside."""

from __future__ import annotations

from dotnet_viz.graph import Edge, Graph, Port


def entering_edges(graph: Graph, parent: str | None) -> tuple[Edge, ...]:
    """Return the edges from outside of a nested model to the layers inside; none at the top.

    Args:
        graph: the model.
        parent: id of the nested model's node.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> outer = Node("m", Layer("m", "m", "Functional"), entries=(Port("d"),))
        >>> nodes = Node("x", Layer("x", "x", "InputLayer")), outer, Node("d", Layer("d", "d", "Dense"), parent="m")
        >>> graph = Graph("g", "Functional", nodes, (Edge("x", 0, "m", 0),))
        >>> [(edge.source, edge.target) for edge in entering_edges(graph, "m")]
        [('x', 'd')]
    """
    if parent is None:
        return ()
    found = []
    for number, port in enumerate(graph.node(parent).entries):
        source = _source(graph, Port(parent, number))
        if source is not None:
            found.append(Edge(source.node, source.index, port.node, port.index))
    return tuple(found)


def _source(graph: Graph, port: Port) -> Port | None:
    """Return where the tensor comes from that a model takes, through the borders of models around it."""
    while True:
        edge = next((edge for edge in graph.edges if edge.target == port.node and edge.target_port == port.index), None)
        if edge is not None:
            return Port(edge.source, edge.source_port)
        around = graph.node(port.node).parent
        entries = () if around is None else graph.node(around).entries
        if around is None or port not in entries:
            return None
        port = Port(around, entries.index(port))
