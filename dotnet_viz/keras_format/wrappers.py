"""Layers that wrap others, opened: the layers inside become nodes of their own.

What is inside is in the configuration of the wrapper, so a graph from a live model, from a file and from JSON
gives the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dotnet_viz.errors import UnsafeFileError, UnsupportedInputError, VizError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, Weight
from dotnet_viz.keras_format.to_graph import MAX_NODES, graph_of
from dotnet_viz.keras_format.wrapped_model import inner_model

_INSIDE = Origin("wrapper")


def expand_wrappers(graph: Graph) -> Graph:
    """Return a graph in which layers that wrap others have them inside, as nested models do.

    ``TimeDistributed`` opens to the layer or model that it applies to every step, ``Bidirectional`` to its two
    layers and what joins them, ``RNN`` to its cells, and any other layer to the one that its
    configuration calls ``layer``. Weights go to the layers inside; their number stays the same.

    Args:
        graph: of any source.

    Raises:
        UnsafeFileError: there would be more than 200,000 nodes.
        UnsupportedInputError: it is no graph.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> inner = {"class_name": "Dense", "config": {"name": "d", "units": 2}}
        >>> each = Layer("each", "each", "TimeDistributed", config={"layer": inner})
        >>> node = Node("n0", each, (TensorSpec((None, 5, 3)),), (TensorSpec((None, 5, 2)),))
        >>> opened = expand_wrappers(Graph("m", "Functional", (node,)))
        >>> [(node.id, node.layer.kind, node.parent) for node in opened.nodes]
        [('n0', 'TimeDistributed', None), ('n0_1', 'Dense', 'n0')]
    """
    if not isinstance(graph, Graph):
        raise UnsupportedInputError(f"expand_wrappers takes a Graph, as dv.read returns, not {type(graph).__name__!r}")
    return _Expansion(graph).run()


class _Expansion:
    """Opens the wrappers of one graph; a wrapper that is called twice has the same layers inside both times."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._layers: dict[str, Layer] = {}
        self._nodes: list[Node] = []
        self._edges: list[Edge] = list(graph.edges)

    def run(self) -> Graph:
        for node in self._graph.nodes:
            inside = None if self._graph.is_model(node) else _inside(node)
            self._add(node, inside)
            if len(self._nodes) > MAX_NODES:
                raise UnsafeFileError(f"the model has more than {MAX_NODES:,} nodes once its wrappers are opened; refused")
        entries = {node.id: len(node.entries) for node in self._nodes if node.entries}
        edges = (edge for edge in self._edges if edge.target_port < entries.get(edge.target, edge.target_port + 1))
        return replace(self._graph, nodes=tuple(self._nodes), edges=tuple(edges))  # without masks that enter no layer

    def _add(self, node: Node, inside: Graph | None) -> None:
        if inside is None:
            self._nodes.append(replace(node, layer=self._once(node.layer)))
            return
        left = _left(node.layer, inside)
        below = expand_wrappers(inside)
        wrapper = self._once(replace(node.layer, weights=left))
        entries, exits = _placed(below.inputs, node.id), _placed(below.outputs, node.id)
        self._nodes.append(replace(node, layer=wrapper, entries=entries, exits=exits))
        self._nodes += [self._moved(inner, node) for inner in below.nodes]
        self._edges += [_moved_edge(edge, node.id) for edge in below.edges]

    def _moved(self, inner: Node, wrapper: Node) -> Node:
        layer = replace(inner.layer, id=f"{wrapper.layer.id}/{inner.layer.id}")
        return replace(
            inner,
            id=_place(inner.id, wrapper.id),
            layer=self._once(layer),
            parent=wrapper.id if inner.parent is None else _place(inner.parent, wrapper.id),
            entries=_placed(inner.entries, wrapper.id),
            exits=_placed(inner.exits, wrapper.id),
        )

    def _once(self, layer: Layer) -> Layer:
        return self._layers.setdefault(layer.id, layer)


def _place(inner: str, wrapper: str) -> str:
    return f"{wrapper}_{inner[1:]}"


def _placed(ports: Sequence[Port], wrapper: str) -> tuple[Port, ...]:
    return tuple(Port(_place(port.node, wrapper), port.index) for port in ports)


def _moved_edge(edge: Edge, wrapper: str) -> Edge:
    return replace(edge, source=_place(edge.source, wrapper), target=_place(edge.target, wrapper))


def _inside(node: Node) -> Graph | None:
    """Return the graph of what a wrapper has inside, with its weights; ``None`` for any other layer."""
    try:
        model = inner_model(node)
    except (VizError, LookupError, TypeError, ValueError, AttributeError):  # a configuration that says something else
        return None
    if model is None:
        return None
    graph = _without_single_inputs(graph_of(model, _INSIDE))
    taken = dict(_shares(node.layer, graph))
    lacks = node.layer.lacks_weights
    layers = {
        layer.id: replace(layer, weights=taken.get(layer.id, ()), lacks_weights=lacks and layer.lacks_weights)
        for layer in graph.layers
    }
    return replace(graph, nodes=tuple(replace(inner, layer=layers[inner.layer.id]) for inner in graph.nodes))


def _without_single_inputs(graph: Graph) -> Graph:
    """Let what is wrapped take the input itself; one that goes to two layers needs a place to part."""
    ends = {port.node for port in graph.outputs}
    readers = Counter(edge.source for edge in graph.edges)
    dropped = {port.node for port in graph.inputs if readers[port.node] == 1 and port.node not in ends}
    targets = {edge.source: Port(edge.target, edge.target_port) for edge in graph.edges if edge.source in dropped}
    return replace(
        graph,
        nodes=tuple(node for node in graph.nodes if node.id not in dropped),
        edges=tuple(edge for edge in graph.edges if edge.source not in dropped),
        inputs=tuple(targets.get(port.node, port) for port in graph.inputs),
    )


def _shares(wrapper: Layer, inside: Graph) -> Iterator[tuple[str, tuple[Weight, ...]]]:
    """Give each weight of a wrapper to the innermost layer that its name leads to."""
    owners = {layer.id for layer in inside.layers}
    given: dict[str, list[Weight]] = {}
    for weight in wrapper.weights:
        owner = _owner(weight.name, owners)
        if owner is not None:
            given.setdefault(owner, []).append(replace(weight, name=weight.name[len(owner) + 1 :]))
    for owner, weights in given.items():
        yield owner, tuple(weights)


def _owner(name: str, owners: Collection[str]) -> str | None:
    """Return the id of the innermost layer that a weight's name leads to."""
    parts = name.split("/")
    paths = ("/".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    return next((path for path in paths if path in owners), None)


def _left(wrapper: Layer, inside: Graph) -> tuple[Weight, ...]:
    owners = {layer.id for layer in inside.layers}
    return tuple(weight for weight in wrapper.weights if _owner(weight.name, owners) is None)
