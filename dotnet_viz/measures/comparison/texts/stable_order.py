"""The calls of a model in an order, and with references to each other, that one more layer does not change.

Each call stands right behind the last of what it needs, depth first from the outputs, so that a layer that is added is one
more call between the same others, in whatever branch it is. A call refers to others by their names, counted upwards from
itself: what stands above both of them is not counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.formatting import format_list, format_ordinal
from dotnet_viz.graph import Edge, Graph, Node, Port
from dotnet_viz.traversal import depth_first_order

ABOVE = "the layer above"


@dataclass(frozen=True)
class CallLine:
    """One call of a layer and where it stands.

    Args:
        node: the call.
        name: of its layer, as texts write it.
        number: of the call among those of its layer, from 1.
        depth: number of nested models around it.
        path: names of the models around it and its own, joined by ``/``.
        sources: what its inputs come from; empty where that is the layer above alone.
    """

    node: Node
    name: str
    number: int
    depth: int
    path: str
    sources: str


def call_lines(graph: Graph, names: Mapping[str, str]) -> tuple[CallLine, ...]:
    """Return the calls of a model, those inside a nested model behind its first call and at no other.

    Args:
        graph: the model.
        names: of layers by id; several may have the same.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> nodes = tuple(Node(id, Layer(id, id, "Add")) for id in "xab")
        >>> graph = Graph("m", "M", nodes, (Edge("x", 0, "a", 0), Edge("a", 0, "b", 0), Edge("x", 0, "b", 1)))
        >>> [(line.name, line.sources) for line in call_lines(graph, dict.fromkeys("xab", "add"))]
        [('add', ''), ('add', ''), ('add', 'the layer above and 2nd add above')]
    """
    return tuple(_Lines(graph, names).inside(None, 0, ""))


def output_sources(graph: Graph, names: Mapping[str, str]) -> str:
    """Return what the outputs of a model come from; empty where that is its last layer alone.

    Args:
        graph: the model.
        names: of layers by id; several may have the same.
    """
    scope = _Scope(names, _order(graph, None, _edges_to(graph)))
    return "" if [port.node for port in graph.outputs] == [scope.order[-1].id] else scope.references(graph.outputs, None)


class _Lines:
    """Walks through a model and the models inside."""

    def __init__(self, graph: Graph, names: Mapping[str, str]) -> None:
        self._graph = graph
        self._names = names
        self._edges = _edges_to(graph)
        self._calls: dict[str, int] = {}

    def inside(self, parent: str | None, depth: int, around: str) -> Iterator[CallLine]:
        """Yield the calls in a nested model's node, or the top ones for ``None``."""
        scope = _Scope(self._names, _order(self._graph, parent, self._edges))
        for index, node in enumerate(scope.order):
            name = self._names[node.layer.id]
            number = self._calls[node.layer.id] = self._calls.get(node.layer.id, 0) + 1
            ports = [Port(edge.source, edge.source_port) for edge in self._edges.get(node.id, ())]
            is_plain = index > 0 and ports == [Port(scope.order[index - 1].id)]
            sources = "" if is_plain or not ports else scope.references(ports, index)
            yield CallLine(node, name, number, depth, around + name, sources)
            if number == 1:
                yield from self.inside(node.id, depth + 1, f"{around}{name}/")


class _Scope:
    """The calls of one model in their order, and the words for them."""

    def __init__(self, names: Mapping[str, str], order: Sequence[Node]) -> None:
        self.order = order
        self._index = {node.id: index for index, node in enumerate(order)}
        self._names = [names[node.layer.id] for node in order]
        self._same: dict[str, list[int]] = {}
        for index, name in enumerate(self._names):
            self._same.setdefault(name, []).append(index)

    def references(self, ports: Iterable[Port], index: int | None) -> str:
        """Return the words for tensors, as a call writes them; ``None`` for what stands behind all calls."""
        return format_list([self._reference(port, index) for port in ports])

    def _reference(self, port: Port, index: int | None) -> str:
        source = self._index[port.node]
        output = f"output {port.index + 1} of " if port.index else ""
        if index is not None and source == index - 1:
            return f"{output}{ABOVE}"
        name = self._names[source]
        same = self._same[name]
        above = bisect_left(same, len(self.order) if index is None else index) - bisect_left(same, source)
        return f"{output}{name}" if above <= 1 else f"{output}{format_ordinal(above)} {name} above"


def _order(graph: Graph, parent: str | None, edges: Mapping[str, Sequence[Edge]]) -> list[Node]:
    nodes = {node.id: node for node in graph.children(parent)}
    exits = graph.outputs if parent is None else graph.node(parent).exits
    starts = [*(port.node for port in exits if port.node in nodes), *nodes]
    sources = {name: [edge.source for edge in edges.get(name, ()) if edge.source in nodes] for name in nodes}
    return [nodes[name] for name in depth_first_order(starts, sources.__getitem__)]


def _edges_to(graph: Graph) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in sorted(graph.edges, key=lambda edge: edge.target_port):
        found.setdefault(edge.target, []).append(edge)
    return found
