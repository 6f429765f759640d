"""Layers that wrap others and custom layers, opened: the layers inside become nodes of their own.

What is inside a wrapper is in its configuration, so a graph from a live model, from a file and from JSON gives the same
result. What is inside a custom layer is in its code: a live model has its calls (:class:`~dotnet_viz.graph.Subgraph`),
a file only the names of its weights, which show the layers and not what joins them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from dotnet_viz.errors import UnsafeFileError, UnsupportedInputError, VizError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.variables import MAX_DEPTH
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.keras_format.wrappers.custom_layers import (
    INSIDE,
    named_inside,
    place_of,
    traced_inside,
    with_first_places,
    without_single_inputs,
)
from dotnet_viz.keras_format.wrappers.wrapped_model import inner_model
from dotnet_viz.translation.sentences import sentence


def expand_wrappers(graph: Graph) -> Graph:
    """Return a graph in which layers that wrap others, and custom layers, have them inside, as nested models do.

    ``TimeDistributed`` opens to the layer or model that it applies to every step, ``Bidirectional`` to its two
    layers and what joins them, ``RNN`` to its cells, and any other layer to the one that its
    configuration calls ``layer``. A custom layer opens to the layers that its code calls, where the graph is of a live
    model; else to the layers that its weights are named after, without edges. Weights go to the layers inside;
    their number stays the same.

    Args:
        graph: of any source.

    Raises:
        UnsafeFileError: there would be more than 200,000 nodes, or layers more than 64 deep inside others.
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
    return _opened(graph, only_custom=False)


def expand_custom_layers(graph: Graph) -> Graph:
    """Return a graph in which custom layers have the layers that they call, where the calls are known; wrappers stay closed.

    Args:
        graph: of any source; see :func:`expand_wrappers`.

    Raises:
        UnsafeFileError: there would be more than 200,000 nodes.
        UnsupportedInputError: it is no graph.
    """
    return _opened(graph, only_custom=True)


def expand_known(graph: Graph) -> Graph:
    """Return a graph with its wrappers opened, and of its custom layers those whose calls are known.

    Args:
        graph: of any source; see :func:`expand_wrappers`.

    Raises:
        UnsafeFileError: there would be more than 200,000 nodes, or layers more than 64 deep inside others.
        UnsupportedInputError: it is no graph.
    """
    return _opened(graph, only_custom=False, only_known=True)


def _opened(graph: Graph, *, only_custom: bool, only_known: bool = False) -> Graph:
    if not isinstance(graph, Graph):
        raise UnsupportedInputError(f"expand_wrappers takes a Graph, as dv.read returns, not {type(graph).__name__!r}")
    expansion = _Expansion(graph, only_custom=only_custom, only_known=only_known)
    opened = expansion.run()
    return with_first_places(_with_notes(opened, expansion.unknown)) if expansion.has_opened else opened


def _with_notes(graph: Graph, unknown: Mapping[str | None, Collection[str]]) -> Graph:
    """Return a graph with notes on the custom layers of which the inner calls are not known, by the reason."""
    notes = []
    for reason, names in unknown.items():
        notes.append(_unknown_note(reason, listed(list(names)), is_file=graph.origin.format != "keras-model"))
    return replace(graph, notes=(*graph.notes, *notes))


def _unknown_note(reason: str | None, names: str, *, is_file: bool) -> str:
    if reason is not None:
        return sentence(
            "{names}: the code of a custom layer could not be followed ({reason}); the layers inside are listed without edges.",
            names=names,
            reason=reason,
        )
    if is_file:
        return sentence(
            "{names}: what a custom layer calls is in its code, which a file does not have; the layers inside are listed"
            " without edges.",
            names=names,
        )
    return sentence(
        "{names}: the code of a custom layer could not be followed; the layers inside are listed without edges.", names=names
    )


class _Expansion:
    """Opens the layers of one graph; one that is called twice has the same layers inside both times.

    Inside, ``shared_with`` of a weight names the weight outside that it is, until all layers are opened.
    """

    def __init__(self, graph: Graph, *, only_custom: bool, only_known: bool, depth: int = 0) -> None:
        self._graph = graph
        self._only_custom = only_custom
        self._only_known = only_known
        self._depth = depth
        self._layers: dict[str, Layer] = {}
        self._renamed: dict[str, Layer] = {}
        self._numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
        self._nodes: list[Node] = []
        self._edges: list[Edge] = list(graph.edges)
        self._notes: list[str] = []
        self.unknown: dict[str | None, dict[str, None]] = {}
        self.has_opened = False

    def run(self) -> Graph:
        for node in self._graph.nodes:
            self._add(node, None if self._graph.is_model(node) else self._inside(node))
            if len(self._nodes) > active().nodes:
                raise exceeded("nodes", f"the model has {len(self._nodes):,} nodes and more once its layers are opened")
            if len(self._edges) > active().connections:
                raise exceeded("connections", f"the model has {len(self._edges):,} edges and more once its layers are opened")
        entries = {node.id: len(node.entries) for node in self._nodes if node.entries}
        edges = (edge for edge in self._edges if edge.target_port < entries.get(edge.target, edge.target_port + 1))
        notes = dict.fromkeys((*self._graph.notes, *self._notes))
        return replace(self._graph, nodes=tuple(self._nodes), edges=tuple(edges), notes=tuple(notes))  # without masks

    def _inside(self, node: Node) -> Graph | None:
        if node.stands_for:  # a box of several layers has the names of their weights, and is no custom layer
            return None
        if node.inside is not None and (node.inside.outputs or not (self._only_custom or self._only_known)):
            if not node.inside.outputs:
                self._add_unknown(node.inside.reason or "its calls are not known", node.layer.id)
            return traced_inside(node.layer, node.inside)
        if self._only_custom:
            return None
        wrapped = _wrapped(node)
        if wrapped is not None:
            return wrapped
        parts = None if self._only_known else named_inside(node.layer)
        if parts is not None and node.layer.kind != UNKNOWN_CLASS:  # which is in a model whose code is not known either
            self._add_unknown(None, node.layer.id)
        return parts

    def _add_unknown(self, reason: str | None, layer_id: str) -> None:
        self.unknown.setdefault(reason, {})[layer_id] = None

    def _add(self, node: Node, inside: Graph | None) -> None:
        if inside is None:
            self._nodes.append(replace(node, layer=self._once(node.layer)))
            return
        self.has_opened = True
        if self._depth >= MAX_DEPTH:
            raise UnsafeFileError(f"layers stand inside layers more than {MAX_DEPTH} deep; refused, since no model has that")
        expansion = _Expansion(inside, only_custom=self._only_custom, only_known=self._only_known, depth=self._depth + 1)
        below = expansion.run()
        self._notes += below.notes
        for reason, names in expansion.unknown.items():
            for name in names:
                self._add_unknown(reason, f"{node.layer.id}/{name}")
        wrapper = self._once(replace(node.layer, weights=_left(node.layer, inside)))
        entries, exits = _placed(below.inputs, node.id), _placed(below.outputs, node.id)
        self._nodes.append(replace(node, layer=wrapper, entries=entries, exits=exits, inside=None))
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
        """Return the layer of an id that was met first; calls of one custom layer may use the same name for two operations."""
        found = self._layers.setdefault(layer.id, layer)
        if (found.kind, found.config) == (layer.kind, layer.config):
            return found
        key = f"{layer.id} {layer.kind} {layer.config!r}"
        if key not in self._renamed:
            number = next(number for number in self._numbers[layer.id] if f"{layer.id}#{number}" not in self._layers)
            self._renamed[key] = replace(layer, id=f"{layer.id}#{number}")
            self._layers[f"{layer.id}#{number}"] = self._renamed[key]
        return self._renamed[key]


def _place(inner: str, wrapper: str) -> str:
    return f"{wrapper}_{inner[1:]}"


def _placed(ports: Sequence[Port], wrapper: str) -> tuple[Port, ...]:
    return tuple(Port(_place(port.node, wrapper), port.index) for port in ports)


def _moved_edge(edge: Edge, wrapper: str) -> Edge:
    return replace(edge, source=_place(edge.source, wrapper), target=_place(edge.target, wrapper))


def _wrapped(node: Node) -> Graph | None:
    """Return the graph of what a wrapper has inside, with its weights; ``None`` for any other layer."""
    try:
        model = inner_model(node)
    except (VizError, LookupError, TypeError, ValueError, AttributeError):  # a configuration that says something else
        return None
    if model is None:
        return None
    graph = without_single_inputs(graph_of(model, INSIDE))
    taken = dict(_shares(node.layer, graph))
    lacks = node.layer.lacks_weights
    layers = {
        layer.id: replace(layer, weights=taken.get(layer.id, ()), lacks_weights=lacks and layer.lacks_weights)
        for layer in graph.layers
    }
    return replace(graph, nodes=tuple(replace(inner, layer=layers[inner.layer.id]) for inner in graph.nodes))


def _shares(wrapper: Layer, inside: Graph) -> Iterator[tuple[str, tuple[Weight, ...]]]:
    """Give each weight of a wrapper to the innermost layer that its name leads to."""
    owners = {layer.id for layer in inside.layers}
    given: dict[str, list[Weight]] = {}
    for weight in wrapper.weights:
        owner = _owner(weight.name, owners)
        if owner is not None:
            shared = place_of(wrapper, weight)
            given.setdefault(owner, []).append(replace(weight, name=weight.name[len(owner) + 1 :], shared_with=shared))
    for owner, weights in given.items():
        yield owner, tuple(weights)


def _owner(name: str, owners: Collection[str]) -> str | None:
    """Return the id of the innermost layer that a weight's name leads to."""
    parts = name.split("/")
    paths = ("/".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    return next((path for path in paths if path in owners), None)


def _left(outer: Layer, inside: Graph) -> tuple[Weight, ...]:
    given = {weight.shared_with for layer in inside.layers for weight in layer.weights}
    return tuple(weight for weight in outer.weights if place_of(outer, weight) not in given)
