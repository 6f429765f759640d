"""Conditions that every graph must meet, from any reader."""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.errors import GraphError
from dotnet_viz.graph.parts import Edge, Node, Port


def check_nodes(nodes: tuple[Node, ...], outer_ports: tuple[Port, ...], name: str) -> None:
    """Check that ids are unique, parents come first, and every port is of a node that is there.

    Args:
        nodes: of the graph.
        outer_ports: of the inputs and outputs of the graph.
        name: the graph's, for the message.

    Raises:
        GraphError: one of these does not hold.
    """
    seen: set[str] = set()
    for node in nodes:
        if node.id in seen:
            raise GraphError(f"two nodes have the id {node.id!r}; ids must be unique")
        if node.parent is not None and node.parent not in seen:
            raise GraphError(f"node {node.id!r} names parent {node.parent!r}, which does not come before it")
        seen.add(node.id)
    for node in nodes:
        for port in (*node.entries, *node.exits):
            _check_port(port, seen, f"node {node.id!r}")
    for port in outer_ports:
        _check_port(port, seen, f"graph {name!r}")


def check_edges(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> None:
    """Check that every edge joins two nodes of one parent, at ports that exist.

    Args:
        nodes: every node of the graph.
        edges: every edge of the graph.

    Raises:
        GraphError: an edge does not.
    """
    by_id = {node.id: node for node in nodes}
    for edge in edges:
        for end in (edge.source, edge.target):
            if end not in by_id:
                raise GraphError(f"edge {edge.source!r} -> {edge.target!r} names node {end!r}, which is not in the graph")
        if by_id[edge.source].parent != by_id[edge.target].parent:
            raise GraphError(f"edge {edge.source!r} -> {edge.target!r} crosses the border of a nested model")
        if min(edge.source_port, edge.target_port) < 0:
            raise GraphError(f"edge {edge.source!r} -> {edge.target!r} has a negative port")
        _check_borders(by_id, edge)


def _check_port(port: Port, known: set[str], owner: str) -> None:
    if port.node not in known:
        raise GraphError(f"{owner} names node {port.node!r}, which is not in the graph")


def _check_borders(by_id: Mapping[str, Node], edge: Edge) -> None:
    """A nested model whose inside is known takes no tensor at a port that leads nowhere."""
    exits, entries = by_id[edge.source].exits, by_id[edge.target].entries
    if (exits and edge.source_port >= len(exits)) or (entries and edge.target_port >= len(entries)):
        raise GraphError(f"edge {edge.source!r} -> {edge.target!r} uses a port that the nested model does not have")
