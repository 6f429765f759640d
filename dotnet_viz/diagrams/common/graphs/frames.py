"""Nested models in pictures: the frame around one, what of it has a box, and models whose inner data flow is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.graph import Graph, Node
from dotnet_viz.scene import Cluster, Connection, Label
from dotnet_viz.translation.translate import translate

MAX_CAPTION = 260.0
CAPTION_SIZE = 12.0
GROUP = "group"
"""First word of what tells a group of layers, which is framed as a nested model is, from one that the model has."""


def opened(graph: Graph) -> Graph:
    """Return a graph with its wrappers opened; what is needed for that is imported only for it."""
    from dotnet_viz.keras_format.wrappers.expand import expand_wrappers

    return expand_wrappers(graph)


def opened_for(style: object, graph: Graph) -> Graph:
    """Return a graph with its wrappers opened, if a style has its option ``expand_wrappers`` set.

    Args:
        style: its options; one whose ``joins_all`` is true has no place for layers that nothing is known to join, so that
            what has such layers inside stays closed.
        graph: the model.
    """
    if not getattr(style, "expand_wrappers", False):
        return graph
    if not getattr(style, "joins_all", False):
        return opened(graph)
    from dotnet_viz.keras_format.wrappers.expand import expand_known

    return expand_known(graph)


def with_custom_layers(graph: Graph) -> Graph:
    """Return a graph with the custom layers opened of which the calls inside are known."""
    if all(node.inside is None for node in graph.nodes):
        return graph
    from dotnet_viz.keras_format.wrappers.expand import expand_custom_layers

    return expand_custom_layers(graph)


def is_tree(graph: Graph, node: Node) -> bool:
    """Whether a node has layers inside, but the data flow through them is unknown.

    Args:
        graph: the model.
        node: one of its nodes.
    """
    return graph.is_model(node) and not (node.entries and node.exits)


def has_box(graph: Graph, node: Node) -> bool:
    """Whether a node has a box of its own where nested models are opened: all but the models that data flow through.

    Args:
        graph: the model.
        node: one of its nodes.
    """
    return not graph.is_model(node) or is_tree(graph, node)


def is_group(node: Node) -> bool:
    """Whether a node is a named group of layers, which the model itself does not know.

    Args:
        node: with nodes inside.
    """
    return any(name == GROUP for name, _ in node.constants) and node.layer.category == "model"


def with_names_of_groups(graph: Graph) -> Graph:
    """Return a graph for a style that writes the class of layers: groups that are one box each have their names in it.

    Args:
        graph: the model.
    """
    closed = {
        node.id: replace(node.layer, kind=f"{node.layer.name} · {node.layer.kind}")
        for node in graph.nodes
        if any(name == GROUP for name, _ in node.constants) and not is_group(node)
    }
    if not closed:
        return graph
    return replace(
        graph, nodes=tuple(replace(node, layer=closed[node.id]) if node.id in closed else node for node in graph.nodes)
    )


def cluster_id(node_id: str) -> str:
    """Return the id of the frame of a nested model's node."""
    return f"{node_id}-frame"


def cluster_of(graph: Graph, node: Node) -> str | None:
    """Return the id of the frame that a node's box stands in, a model's own one; ``None`` where there is no frame.

    Args:
        graph: the model.
        node: one of its nodes.
    """
    if graph.is_model(node):
        return cluster_id(node.id)
    return None if node.parent is None else cluster_id(node.parent)


def frame_words(node: Node) -> tuple[str, ...]:
    """Return what a frame is called: a nested model by its name and class, a group as its owner named it.

    Args:
        node: with nodes inside.
    """
    return (node.layer.name,) if is_group(node) else (node.layer.name, node.layer.kind)


def frame_caption(node: Node) -> str:
    """Return the caption of a frame: what it is called, and what is said of the call.

    Args:
        node: with nodes inside.
    """
    name, *kind = frame_words(node)
    return " · ".join((shorten(one_line(name), CAPTION_SIZE, MAX_CAPTION, bold=True), *kind, *remark_lines([node])))


def frame_of(node: Node) -> Cluster:
    """Return the frame of a nested model's node, with its name and class as caption."""
    return Cluster(
        id=cluster_id(node.id),
        name=node.layer.name,
        label=Label(frame_caption(node), bold=True),
        parent=None if node.parent is None else cluster_id(node.parent),
        tooltip=layer_tooltip(node.layer),
    )


def contained(graph: Graph, models: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Yield the ids of each model whose inner data flow is unknown, and of each node in it that has a box.

    Args:
        graph: the model.
        models: nodes with nodes inside.
    """
    for model in (model for model in models if is_tree(graph, model)):
        for child in graph.children(model.id):
            if has_box(graph, child):
                yield model.id, child.id


def containment(graph: Graph, pairs: Iterable[tuple[str, str]]) -> Iterator[Connection]:
    """Yield a dashed line from each model whose inner data flow is unknown to each layer in it.

    Args:
        graph: the model.
        pairs: of :func:`contained`.
    """
    for outer, inner in pairs:
        words = translate("{model} contains {layer}", model=graph.node(outer).layer.name, layer=graph.node(inner).layer.name)
        yield Connection(outer, inner, dashed=True, arrow=False, tooltip=words)
