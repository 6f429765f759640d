"""Models of which one side has only the weights, as a file of a subclassed one does: compared as far as both sides know.

Such a file has the names of layers and their values; classes, settings and connections are in the model's code. So both
sides are made to tell the same: each outermost layer that has weights, and nothing else of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import count

from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.graph.model import UNNAMED
from dotnet_viz.keras_format.config.names import listed, snake_case
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.measures.comparison.common_weight_names import OWN_VARIABLE, commonly_named_weights
from dotnet_viz.natural_order import natural_key
from dotnet_viz.translation.translate import mark, translate

_IN_CODE = mark("of {layers} only weights were compared: a file has no more of what is in a model's code")


def as_far_as_both_know(before: Graph, after: Graph) -> tuple[Graph, Graph, str | None]:
    """Return both graphs with no more of a layer than both sides tell, and what is to be said of that.

    Args:
        before: the first model.
        after: the second model.

    Returns:
        The graphs as they are and ``None``, where both sides know as much of all layers.
    """
    if not (before.has_architecture and after.has_architecture):
        before, after = _named_alike(before, after)
    if before.has_architecture != after.has_architecture:
        return _weights_of_both(before, after)
    reduced: list[str] = []
    if any(layer.kind == UNKNOWN_CLASS or layer.category == "model" for graph in (before, after) for layer in graph.layers):
        models = [layer.id for graph in (before, after) for layer in graph.layers if layer.category == "model"]
        for model in dict.fromkeys((*([None] if before.kind == after.kind else []), *models)):
            before, after, names = _reduced(before, after, model)
            reduced += names
    return before, after, translate(_IN_CODE, layers=listed(reduced)) if reduced else None


def _named_alike(before: Graph, after: Graph) -> tuple[Graph, Graph]:
    """Return both with one name where the file of one has none."""
    if before.name == UNNAMED and not before.has_architecture:
        return replace(before, name=after.name), after
    return before, replace(after, name=before.name) if after.name == UNNAMED and not after.has_architecture else after


def _weights_of_both(before: Graph, after: Graph) -> tuple[Graph, Graph, str]:
    """Return both graphs with no more than the weights of their outermost layers, where a file has weights alone."""
    sides = [_nodes_inside(graph, None) for graph in (before, after)]
    parts = commonly_named_weights((before, after), sides)
    one, other = (_with_unknown_layers(graph, None, own) for graph, own in zip((before, after), parts, strict=True))
    known = before if before.has_architecture else after
    note = translate("of {name} only weights were compared: a file without an architecture has no more", name=one.name)
    return replace(one, kind=known.kind), replace(other, kind=known.kind), note


def _reduced(before: Graph, after: Graph, model: str | None) -> tuple[Graph, Graph, list[str]]:
    """Reduce what is right inside a model, or at the top, where a side does not know it; return what that was."""
    sides = _nodes_inside(before, model), _nodes_inside(after, model)
    if all(sides) and any(_tells_weights_only(graph, side) for graph, side in zip((before, after), sides, strict=True)):
        parts = commonly_named_weights((before, after), sides)
        one, other = (_with_unknown_layers(graph, model, own) for graph, own in zip((before, after), parts, strict=True))
        default = snake_case(before.kind)  # what a file without the model's name is read as
        if model is None and default in (before.name, after.name):
            name = after.name if before.name == default else before.name
            one, other = replace(one, name=name), replace(other, name=name)
        return one, other, [model or after.name]
    nodes = [{node.layer.name: node for node in side} for side in sides]
    chosen = [
        name
        for name, node in nodes[0].items()
        if name in nodes[1]
        and (_is_half_known(node.layer, nodes[1][name].layer) or _is_half_opened(before, node, after, nodes[1][name]))
    ]
    if not chosen:
        return before, after, []
    kept = [[node for node in side if node.layer.name in chosen] for side in sides]
    parts = commonly_named_weights((before, after), kept)
    kinds = {name: node.layer.kind for name, node in nodes[0].items() if name in chosen}
    kinds = {name: kind if kind == nodes[1][name].layer.kind else UNKNOWN_CLASS for name, kind in kinds.items()}
    one, other = (
        _with_layers_replaced(graph, calls, own, kinds) for graph, calls, own in zip((before, after), kept, parts, strict=True)
    )
    return one, other, chosen


def _is_half_known(one: Layer, other: Layer) -> bool:
    """Whether one side does not know the class of a layer, beside the graph of a subclass, or what is in a nested model."""
    if one.kind != other.kind:
        return UNKNOWN_CLASS in (one.kind, other.kind)
    return one.category != other.category and "model" in (one.category, other.category)


def _is_half_opened(before: Graph, one: Node, after: Graph, other: Node) -> bool:
    """Whether a custom layer is open on both sides, and one of them does not know what it calls."""
    are_open = before.is_model(one) and after.is_model(other)
    return are_open and "model" not in (one.layer.category, other.layer.category) and bool(one.exits) != bool(other.exits)


def _nodes_inside(graph: Graph, model: str | None) -> tuple[Node, ...]:
    """Return the nodes of a nested model, by the id of its layer, or those at the top: of the model that is all there is."""
    if model is not None:
        return next((graph.children(node.id) for node in graph.nodes if node.layer.id == model), ())
    top = graph.children(None)
    return graph.children(top[0].id) if _is_tree(top) else top


def _is_tree(top: Sequence[Node]) -> bool:
    return len(top) == 1 and top[0].layer.category == "model" and not top[0].entries


def _tells_weights_only(graph: Graph, nodes: Sequence[Node]) -> bool:
    """Whether of all nodes the weights are known but no connection; models that are settings of a subclass are among them."""
    models = {node.id for node in nodes if node.layer.category == "model"}
    kinds = {node.layer.kind for node in nodes if node.id not in models}
    if not kinds <= {UNKNOWN_CLASS, OWN_VARIABLE} or not (models or UNKNOWN_CLASS in kinds):
        return False
    return not any(edge.target in models for edge in graph.edges)


def _with_unknown_layers(graph: Graph, model: str | None, parts: Mapping[str, Sequence[Weight]]) -> Graph:
    """Return a graph with layers of which only the weights are known in the place of all inside a model."""
    gone = _below(graph, _nodes_inside(graph, model))
    owners: list[str | None] = [None]
    if model is None:
        gone |= {node.id for node in graph.children(None)}
    else:
        owners = [node.id for node in graph.nodes if node.layer.id == model]
    nodes = [replace(node, entries=(), exits=()) if node.id in owners else node for node in graph.nodes]
    taken = {node.id for node in nodes}
    numbers = (number for number in count(len(nodes)) if f"known{number}" not in taken)
    for owner in owners:
        for name in sorted(parts, key=natural_key):
            layer_id = name if model is None else f"{model}/{name}"
            layer = Layer(layer_id, name, UNKNOWN_CLASS, weights=tuple(parts[name]), trainable=None)
            nodes.append(Node(f"known{next(numbers)}", layer, parent=owner))
    return _without(graph, nodes, gone)


def _with_layers_replaced(
    graph: Graph, replaced: Sequence[Node], parts: Mapping[str, Sequence[Weight]], kinds: Mapping[str, str]
) -> Graph:
    """Return a graph with some layers, of which only the weights are known, where they stood."""
    layers = {
        node.layer.id: Layer(
            node.layer.id,
            node.layer.name,
            kinds[node.layer.name],
            weights=tuple(parts.get(node.layer.name, ())),
            trainable=None,
        )
        for node in replaced
    }
    calls = [node for node in graph.nodes if node.layer.id in layers]
    gone = _below(graph, [inner for node in calls for inner in graph.children(node.id)])
    nodes = [
        replace(node, layer=layers[node.layer.id], entries=(), exits=()) if node.layer.id in layers else node
        for node in graph.nodes
    ]
    return _without(graph, nodes, gone)


def _without(graph: Graph, nodes: Sequence[Node], gone: Collection[str]) -> Graph:
    edges = tuple(edge for edge in graph.edges if edge.source not in gone and edge.target not in gone)
    inputs, outputs = (tuple(port for port in ports if port.node not in gone) for ports in (graph.inputs, graph.outputs))
    kept = tuple(node for node in nodes if node.id not in gone)
    return replace(graph, nodes=kept, edges=edges, inputs=inputs, outputs=outputs)


def _below(graph: Graph, nodes: Sequence[Node]) -> set[str]:
    found: set[str] = set()
    pending = list(nodes)
    while pending:
        node = pending.pop()
        found.add(node.id)
        pending += graph.children(node.id)
    return found
