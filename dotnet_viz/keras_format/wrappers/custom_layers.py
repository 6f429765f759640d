"""What is inside custom layers, and the weights that layers inside others share with those around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dotnet_viz.graph import Graph, Layer, Node, Origin, Port, Subgraph, Weight
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.keras_format.variables import MAX_DEPTH
from dotnet_viz.keras_format.weights.roles import part_kind
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS

INSIDE = Origin("wrapper")
_ATTENTION = ("query", "key", "value", "attention_output")


def traced_inside(layer: Layer, inside: Subgraph) -> Graph:
    """Return the graph of what a custom layer calls, its weights with the values that the custom layer lists.

    Args:
        layer: the custom layer.
        inside: what its node has.
    """
    outer = {place_of(layer, weight): weight for weight in layer.weights}

    def with_values(weight: Weight) -> Weight:
        own = outer.get(weight.shared_with or "")
        if own is None:
            return weight
        role = weight.role if own.role.startswith("variable_") else own.role  # a number stands for a name that is not known
        return replace(own, name=weight.name, role=role, merged_into=weight.merged_into, shared_with=weight.shared_with)

    layers = {node.layer.id: replace(node.layer, weights=tuple(map(with_values, node.layer.weights))) for node in inside.nodes}
    nodes = tuple(replace(node, layer=layers[node.layer.id]) for node in inside.nodes)
    graph = Graph(layer.name, layer.kind, nodes, inside.edges, inside.inputs, inside.outputs, INSIDE, inside.notes)
    return without_single_inputs(graph)


def without_single_inputs(graph: Graph) -> Graph:
    """Return a graph in which what is inside takes its input itself; one that goes to two layers needs a place to part.

    Args:
        graph: of what is inside a layer.
    """
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


def named_inside(layer: Layer) -> Graph | None:
    """Return the layers inside a custom layer that the names of its weights lead to, ``None`` where there are none.

    What they are called with is not known, and their classes are not, except for those that Keras names the parts of
    alike in every model.

    Args:
        layer: any layer; those of Keras have none.

    Example:
        >>> weights = (Weight("att/query/kernel", "kernel", (4, 2, 2), "float32"), Weight("scale", "scale", (4,), "float32"))
        >>> graph = named_inside(Layer("block", "block", "Block", weights=weights))
        >>> [(node.layer.id, node.layer.kind, node.parent) for node in graph.nodes]
        [('att', 'Layer', None), ('att/query', 'EinsumDense', 'n0')]
    """
    if layer.category != "layer" or layer.kind in LAYERS or not any("/" in weight.name for weight in layer.weights):
        return None
    if max(weight.name.count("/") for weight in layer.weights) > MAX_DEPTH:  # which no model has
        return None
    root = _Group()
    for weight in layer.weights:
        *path, name = weight.name.split("/")
        root.descend(path).weights.append(replace(weight, name=name, shared_with=place_of(layer, weight)))
    nodes: list[Node] = []
    for name, group in root.groups.items():
        _add(nodes, name, name, group, None, layer.trainable)
    return Graph(layer.name, layer.kind, tuple(nodes), origin=INSIDE)


@dataclass
class _Group:
    """Weights whose names begin alike."""

    weights: list[Weight] = field(default_factory=list)
    groups: dict[str, _Group] = field(default_factory=dict)

    def descend(self, path: list[str]) -> _Group:
        group = self
        for part in path:
            group = group.groups.setdefault(part, _Group())
        return group


def _add(
    nodes: list[Node], layer_id: str, name: str, group: _Group, parent: str | None, trainable: bool | None
) -> None:  # fmt: skip
    if _is_attention(group.groups):
        weights = [
            replace(weight, name=f"{part}/{weight.name}") for part in group.groups for weight in group.groups[part].weights
        ]
        layer = Layer(layer_id, name, "MultiHeadAttention", weights=(*group.weights, *weights), trainable=trainable)
        nodes.append(Node(f"n{len(nodes)}", layer, parent=parent))
        return
    kind = part_kind(name) or UNKNOWN_CLASS
    node = Node(f"n{len(nodes)}", Layer(layer_id, name, kind, weights=tuple(group.weights), trainable=trainable), parent=parent)
    nodes.append(node)
    for inner, below in group.groups.items():
        _add(nodes, f"{layer_id}/{inner}", inner, below, node.id, trainable)


def _is_attention(groups: Mapping[str, _Group]) -> bool:
    """Whether these are the projections of a ``MultiHeadAttention``, by their names and shapes."""
    if set(groups) != set(_ATTENTION) or any(group.groups for group in groups.values()):
        return False
    kernels = {name: [w.shape for w in groups[name].weights if len(w.shape) == 3] for name in _ATTENTION}
    if any(len(shapes) != 1 for shapes in kernels.values()):
        return False
    query, key, value, output = (kernels[name][0] for name in _ATTENTION)
    return query[1:] == key[1:] and query[1] == value[1] and output[:2] == value[1:]


def place_of(layer: Layer, weight: Weight) -> str:
    """Return where the variable of a weight stands first, as id of the layer and name.

    Args:
        layer: that has the weight.
        weight: one of it.
    """
    return weight.shared_with or f"{layer.id}/{weight.name}"


def with_first_places(graph: Graph) -> Graph:
    """Return a graph whose weights name the first place of their variable in it, after weights went to layers inside.

    Args:
        graph: in which weights of one variable have the same :func:`place_of`.
    """
    first: dict[str, str] = {}
    layers = {}
    for layer in graph.layers:
        weights = []
        for weight in layer.weights:
            place = f"{layer.id}/{weight.name}"
            known = first.setdefault(place_of(layer, weight), place)
            weights.append(replace(weight, shared_with=None if known == place else known))
        layers[layer.id] = replace(layer, weights=tuple(weights))
    return replace(graph, nodes=tuple(replace(node, layer=layers[node.layer.id]) for node in graph.nodes))
