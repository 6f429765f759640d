"""What makes two layers the same kind of step: their class and what their author chose, never their names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from dotnet_viz.measures.structure.topological_order import live_order

CHANNEL_FIELDS = frozenset({"filters", "units", "output_dim", "key_dim", "value_dim", "query_dim", "groups"})

# The rates of stochastic depth rise from block to block of networks that are made of one block otherwise.
_NOT_STRUCTURE = frozenset(
    {"name", "dtype", "seed", "trainable", "registered_name", "module", "batch_shape", "build_config", "rate"}
)
_NOT_STRUCTURE_ENDINGS = ("_initializer", "_regularizer", "_constraint")


def edges_by_parent(graph: Graph) -> Mapping[str | None, tuple[Edge, ...]]:
    """Return the edges between the children of each node, ``None`` standing for the top."""
    groups: dict[str | None, list[Edge]] = {}
    parents = {node.id: node.parent for node in graph.nodes}
    for edge in graph.edges:
        groups.setdefault(parents[edge.source], []).append(edge)
    return {parent: tuple(edges) for parent, edges in groups.items()}


def signatures(graph: Graph, *, ignore_channels: bool = False) -> dict[str, str]:
    """Return for each node's id a text that two nodes share when they are the same kind of step.

    A nested model's text stands for all that is inside it and how it is joined.

    Args:
        graph: a model.
        ignore_channels: whether numbers of filters and units do not count.

    Example:
        >>> layers = [Layer(name, name, "Dense", config={"units": units}) for name, units in (("a", 3), ("b", 3), ("c", 4))]
        >>> found = signatures(Graph("m", "Sequential", tuple(Node(layer.name, layer) for layer in layers)))
        >>> found["a"] == found["b"], found["a"] == found["c"]
        (True, False)
    """
    return _texts(graph, lambda layer: f"{layer.trainable is False} {_layer(layer, ignore_channels)}")


def architecture_digest(graph: Graph) -> str:
    """Return a digest that two models share which have the same layers, joined alike, with weights of the same shapes.

    Names, values of weights, initial values, rates, and which layers are trained do not count.

    Args:
        graph: a model.

    Returns:
        64 hexadecimal digits.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> one, same, other = (architecture_digest(read([np.full(shape, 0.5)])) for shape in ((3, 2), (3, 2), (4, 2)))
        >>> one == same, one == other
        (True, False)
    """
    found = _texts(graph, lambda layer: f"{_layer(layer)} {[weight.shape for weight in layer.weights]}")
    return _digest(graph.children(None), edges_by_parent(graph).get(None, ()), (graph.inputs, graph.outputs), found)


def _texts(graph: Graph, text_of: Callable[[Layer], str]) -> dict[str, str]:
    """Return the text of each node: that of its layer, and of a nested model a digest of what is inside."""
    inside = edges_by_parent(graph)
    found: dict[str, str] = {}
    layers: dict[str, str] = {}
    for node in reversed(graph.nodes):
        if node.layer.id not in layers:
            layers[node.layer.id] = text_of(node.layer)
        own = [layers[node.layer.id], repr(node.constants)]
        if graph.is_model(node):
            borders = node.entries, node.exits
            own.append(_digest(graph.children(node.id), inside.get(node.id, ()), borders, found))
        found[node.id] = " ".join(own)
    return found


def _layer(layer: Layer, ignore_channels: bool = False) -> str:
    """Return a layer's own text: its class and choices, or its weights where nothing is known of its choices."""
    config = {} if layer.category == "model" else structure(layer.config, ignore_channels)
    known = config or [[weight.name, weight.shape] for weight in layer.weights]
    chosen = json.dumps(known, sort_keys=True, default=str, ensure_ascii=False) if known else ""
    return f"{layer.category} {layer.kind} {layer.activation} {chosen}"


def structure(value: Any, ignore_channels: bool = False) -> Any:
    """Return a configuration without names, seeds, initial values and rates, which do not affect the structure.

    Args:
        value: a configuration, or a part of one.
        ignore_channels: whether numbers of channels and units are left out too.

    Example:
        >>> structure({"name": "conv", "filters": 3, "kernel_initializer": {"class_name": "Zeros"}})
        {'filters': 3}
    """
    if isinstance(value, Mapping):
        return {str(key): structure(item, ignore_channels) for key, item in value.items() if _counts(str(key), ignore_channels)}
    if isinstance(value, list | tuple):
        return [structure(item, ignore_channels) for item in value]
    return value


def _counts(key: str, ignore_channels: bool) -> bool:
    if key in _NOT_STRUCTURE or key.endswith(_NOT_STRUCTURE_ENDINGS):
        return False
    return not (ignore_channels and key in CHANNEL_FIELDS)


def _digest(
    nodes: Sequence[Node], edges: Sequence[Edge], borders: tuple[Sequence[Port], Sequence[Port]], found: Mapping[str, str]
) -> str:
    """Return a digest of what is inside a model, of which each node has its text already.

    Args:
        nodes: inside the model, those of nested models not among them.
        edges: between these.
        borders: where its inputs enter, and where its outputs leave.
        found: the text of each node.
    """
    order = live_order(nodes, edges, [port.node for port in borders[1]])
    rows = [
        (found[child.id], [(index - edge.source, edge.source_port, edge.target_port) for edge in edges])
        for index, (child, edges) in enumerate(zip(order.nodes, order.inputs, strict=True))
    ]
    positions = {child.id: number for number, child in enumerate(order.nodes)}
    ports = [[(positions[port.node], port.index) for port in border] for border in borders]
    return hashlib.sha256(repr((rows, ports)).encode("utf-8", "surrogatepass")).hexdigest()
