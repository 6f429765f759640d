"""Which calls of a layer are one node, and between which nodes edges run, as ``model_to_dot`` has them.

Keras draws a layer once even if it is called several times. So does this module, with one exception: where one call's result
reaches another call of the same layer, a single node would make a loop that the model does not have; there
each call is a node of its own. Every tensor has its own edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.graph import Edge, Graph, Node, Port
from dotnet_viz.traversal import depth_first_order


@dataclass(frozen=True)
class NodeBox:
    """A node of the picture.

    Args:
        name: unique in the picture.
        node: the call that it stands for, the first of several that share it.
        call: number of the call, counted from 1, and how many there are; ``None`` if all calls share the node.
    """

    name: str
    node: Node
    call: tuple[int, int] | None = None


@dataclass(frozen=True)
class NestedCalls:
    """A model: its boxes and the models inside, in order, and the edges that its own calls make.

    Args:
        node: the call of the model; ``None`` at the top.
        parts: boxes and nested models.
        edges: names of boxes, one pair for every tensor.
    """

    node: Node | None
    parts: tuple[NodeBox | NestedCalls, ...]
    edges: tuple[tuple[str, str], ...]


def nested_calls(graph: Graph, *, opens: Callable[[Node], bool], is_sequential: Callable[[Node | None], bool]) -> NestedCalls:
    """Return the boxes and edges of a model.

    Args:
        graph: the model.
        opens: whether the inside of a nested model's node is shown, where it is known.
        is_sequential: whether a nested model's node (``None``: the model itself) is a ``Sequential``, whose
            ``InputLayer`` is not drawn.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> dense, add = Layer("d", "d", "Dense"), Layer("a", "a", "Add")
        >>> edges = Edge("n0", 0, "n1", 0), Edge("n0", 0, "n1", 1)
        >>> graph = Graph("m", "Functional", (Node("n0", dense), Node("n1", add)), edges)
        >>> nested_calls(graph, opens=lambda node: True, is_sequential=lambda node: False).edges
        (('n0', 'n1'), ('n0', 'n1'))
    """
    return _Nesting(graph, opens, is_sequential).level(None)


class _Nesting:
    def __init__(self, graph: Graph, opens: Callable[[Node], bool], is_sequential: Callable[[Node | None], bool]) -> None:
        self._graph = graph
        self._open = {node.id for node in graph.nodes if node.exits and graph.is_model(node) and opens(node)}
        self._first: dict[str, str] = {}
        self._numbers: dict[str, tuple[int, int]] = {}
        self._names: dict[str, str] = {}
        self._own: dict[str | None, list[Edge]] = {}
        for edge in graph.edges:
            self._own.setdefault(graph.node(edge.source).parent, []).append(edge)
        models = [None, *(node for node in graph.nodes if graph.is_model(node))]
        stacks = [node.id if node else None for node in models if is_sequential(node)]
        self._unseen = {node.id for stack in stacks for node in graph.children(stack) if node.layer.kind == "InputLayer"}
        self._share(None)

    def level(self, node: Node | None) -> NestedCalls:
        """Return what is inside a model; boxes get their names in the order of this walk."""
        inside = [child for child in self._graph.children(node.id if node else None) if self._is_drawn(child)]
        parts = tuple(self.level(child) if self._is_open(child) else self._box(child) for child in inside)
        edges = [end for edge in self._own.get(node.id if node else None, ()) for end in self._ends(edge)]
        return NestedCalls(node, parts, tuple((self._names[source], self._names[target]) for source, target in edges))

    def _is_drawn(self, node: Node) -> bool:
        return node.id not in self._first and node.id not in self._unseen

    def _box(self, node: Node) -> NodeBox:
        self._names[node.id] = f"n{len(self._names)}"
        return NodeBox(self._names[node.id], node, self._numbers.get(node.id))

    def _is_open(self, node: Node) -> bool:
        return node.id in self._open

    def _share(self, parent: str | None) -> None:
        """Find the calls that share a node, in a model and in those inside."""
        nodes = self._graph.children(parent)
        groups: dict[str, list[Node]] = {}
        for node in nodes:
            groups.setdefault(node.layer.id, []).append(node)
        apart = _in_loops(nodes, self._own.get(parent, ()))
        for layer, calls in groups.items():
            for number, call in enumerate(calls):
                if layer in apart:
                    self._numbers[call.id] = number + 1, len(calls)
                elif number:
                    self._align(calls[0], call)
        for node in nodes:
            if node.id not in self._first and self._is_open(node):
                self._share(node.id)

    def _align(self, first: Node, other: Node) -> None:
        """Let a call, and what is inside it, stand for the first call and what is inside that."""
        self._first[other.id] = first.id
        for inner, outer in zip(self._graph.children(first.id), self._graph.children(other.id), strict=False):
            self._align(inner, outer)

    def _representative(self, node_id: str) -> str:
        while node_id in self._first:
            node_id = self._first[node_id]
        return node_id

    def _ends(self, edge: Edge) -> Iterator[tuple[str, str]]:
        if edge.source in self._unseen:
            return
        for source in self._sources(Port(edge.source, edge.source_port)):
            for target in self._targets(Port(edge.target, edge.target_port)):
                yield self._representative(source), self._representative(target)

    def _sources(self, port: Port) -> Iterator[str]:
        """Yield the box that a tensor comes from, inside models and around empty ones."""
        node = self._graph.node(port.node)
        if self._is_open(node):
            if port.index < len(node.exits):
                yield from self._sources(node.exits[port.index])
        elif port.node not in self._unseen:
            yield port.node
        elif node.parent is not None:
            outside = self._own.get(self._graph.node(node.parent).parent, ())
            feeding = [edge for edge in outside if edge.target == node.parent]
            for edge in feeding[:1]:
                yield from self._sources(Port(edge.source, edge.source_port))

    def _targets(self, port: Port) -> Iterator[str]:
        """Yield the boxes that a tensor goes to, inside models and past inputs that are not drawn."""
        node = self._graph.node(port.node)
        if self._is_open(node):
            if port.index < len(node.entries):
                yield from self._targets(node.entries[port.index])
        elif port.node not in self._unseen:
            yield port.node
        else:
            for edge in self._own.get(node.parent, ()):
                if edge.source == port.node:
                    yield from self._targets(Port(edge.target, edge.target_port))


def _in_loops(nodes: Sequence[Node], edges: Iterable[Edge]) -> set[str]:
    """Return the layers of several calls that would reach themselves if each were a single node."""
    layer = {node.id: node.layer.id for node in nodes}
    shared = [name for name, count in Counter(layer.values()).items() if count > 1]
    if not shared:
        return set()
    following: dict[str, set[str]] = {name: set() for name in layer.values()}
    for edge in edges:
        following[layer[edge.source]].add(layer[edge.target])
    ahead = {name: sorted(steps) for name, steps in following.items()}
    return {name for name in shared if name in depth_first_order(ahead[name], ahead.__getitem__)}
