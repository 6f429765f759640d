"""What is drawn of a graph where nested models are opened or closed, and how data flows between it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.frames import cluster_of, contained, frame_of, has_box
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.graph.layer_kinds import changes_values_only, core_kind
from dotnet_viz.scene import Cluster


@dataclass(frozen=True)
class FlatGraph:
    """The nodes that are drawn and the tensors between them.

    Args:
        nodes: in the order of traversal; the input layers of opened models are left out, for data only pass them.
        edges: between these nodes, parallel ones included.
        clusters: the frames of opened models, outer ones first.
        frames: id of the frame around each node that has one.
        contained: pairs of a model whose inner data flow is unknown, and a layer in it.
        outputs: ids of the nodes whose results leave the model.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...]
    frames: dict[str, str]
    contained: tuple[tuple[str, str], ...]
    outputs: frozenset[str]

    def before(self) -> dict[str, list[str]]:
        """Return the nodes that feed each node, once for each tensor."""
        feeding: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            feeding[edge.target].append(edge.source)
        return feeding

    def after(self) -> dict[str, list[str]]:
        """Return the nodes that each node feeds, once for each tensor."""
        fed: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            fed[edge.source].append(edge.target)
        return fed


def flattened(graph: Graph, *, expand_nested: bool = True) -> FlatGraph:
    """Return what is drawn of a graph.

    Args:
        graph: the model.
        expand_nested: whether nested models are opened and framed; else each is one node.

    Example:
        >>> from dotnet_viz.graph import Layer, Port
        >>> a, b = Node("n0", Layer("a", "a", "InputLayer")), Node("n1", Layer("b", "b", "Dense"))
        >>> flat = flattened(Graph("m", "Sequential", (a, b), (Edge("n0", 0, "n1", 0),), (Port("n0"),), (Port("n1"),)))
        >>> [node.id for node in flat.nodes], sorted(flat.outputs)
        (['n0', 'n1'], ['n1'])
    """
    if not expand_nested:
        top = graph.children(None)
        edges = tuple(edge for edge in graph.edges if graph.node(edge.source).parent is None)
        return FlatGraph(top, edges, (), {}, (), frozenset(port.node for port in graph.outputs))
    edges = graph.leaf_edges()
    passed = _passed(graph, edges)
    nodes = tuple(node for node in graph.nodes if has_box(graph, node) and node.id not in passed)
    models = [node for node in graph.nodes if graph.is_model(node)]
    return FlatGraph(
        nodes,
        tuple(_around(edges, passed)),
        tuple(frame_of(node) for node in models),
        {node.id: frame for node in nodes if (frame := cluster_of(graph, node)) is not None},
        tuple(contained(graph, models)),
        frozenset(graph.leaf_exit(port).node for port in graph.outputs),
    )


def without(flat: FlatGraph, names: Set[str]) -> FlatGraph:
    """Return a graph without some of its nodes and the tensors that they take or return.

    Args:
        flat: any graph.
        names: ids of nodes whose results none of the others needs.
    """
    nodes = tuple(node for node in flat.nodes if node.id not in names)
    edges = tuple(edge for edge in flat.edges if not names & {edge.source, edge.target})
    return replace(flat, nodes=nodes, edges=edges)


def results(graph: Graph, flat: FlatGraph) -> frozenset[str]:
    """Return the nodes that compute what leaves the model, followed by nothing that makes other units of it.

    Args:
        graph: the model.
        flat: its nodes and edges that are drawn.

    Returns:
        Ids of nodes.
    """
    feeding = flat.before()
    found = set(flat.outputs)
    for name in flat.outputs:
        current = name
        while _has_same_units(graph.node(current)) and len(feeding.get(current, ())) == 1:
            current = feeding[current][0]
            found.add(current)
    return frozenset(found)


def _has_same_units(node: Node) -> bool:
    return changes_values_only(node) or core_kind(node.layer).keeps_values


def edge_tooltip(graph: Graph, edge: Edge) -> str:
    """Return the names that an edge joins and the shape of its tensor.

    Args:
        graph: the model.
        edge: joins two of its nodes.

    Returns:
        Text such as ``"conv → pool: (None, 26, 26, 32)"``.
    """
    source, target = graph.node(edge.source), graph.node(edge.target)
    return f"{source.layer.name} → {target.layer.name}: {source.output(edge.source_port)}"


def _passed(graph: Graph, edges: tuple[Edge, ...]) -> frozenset[str]:
    """Return the input layers of nested models that something feeds."""
    fed = {edge.target for edge in edges}
    return frozenset(
        node.id for node in graph.nodes if node.layer.kind == "InputLayer" and node.parent is not None and node.id in fed
    )


def _around(edges: tuple[Edge, ...], passed: frozenset[str]) -> Iterator[Edge]:
    """Yield the edges with those through passed nodes joined to one."""
    into: dict[str, Edge] = {edge.target: edge for edge in edges if edge.target in passed}
    for edge in edges:
        if edge.target in passed:
            continue
        start = edge
        while start.source in into:
            start = into[start.source]
        if start.source not in passed:
            yield Edge(start.source, start.source_port, edge.target, edge.target_port)
