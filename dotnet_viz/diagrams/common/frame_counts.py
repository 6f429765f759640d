"""How many layers are in each frame of a picture, for pages that fold them."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.graph import Graph
from dotnet_viz.graph.layer_count import count_layers
from dotnet_viz.scene import Scene


def with_layer_counts(scene: Scene, graph: Graph) -> Scene:
    """Return a scene whose frames know how many layers are in them, those of which all shapes stand for calls of the model.

    Args:
        scene: of the model; shapes have the ids of calls, or stand for what the scene says.
        graph: the model.

    Example:
        >>> from dotnet_viz.diagrams.plot_model import PlotModel
        >>> from dotnet_viz.graph import Layer, Node
        >>> inside = [Node(f"n{i}", Layer(kind, kind, kind), parent="m") for i, kind in enumerate(("InputLayer", "Dense"))]
        >>> graph = Graph("m", "Functional", (Node("m", Layer("e", "e", "Functional", "model")), *inside))
        >>> [frame.layer_count for frame in with_layer_counts(PlotModel().build(graph), graph).clusters]
        [1]
    """
    if not scene.clusters:
        return scene
    known = {node.id for node in graph.nodes}
    inside: dict[str, set[str]] = {frame.id: set() for frame in scene.clusters}
    for shape in scene.shapes:
        name = shape.group or shape.id
        for frame in scene.frames_around(shape):
            inside[frame.id].update(scene.members.get(name, (name,)))
    counts = {frame: _count(graph, calls) for frame, calls in inside.items() if calls and calls <= known}
    return replace(scene, clusters=tuple(replace(frame, layer_count=counts.get(frame.id)) for frame in scene.clusters))


def _count(graph: Graph, calls: set[str]) -> int:
    nodes = graph.with_insides(calls)
    return count_layers({node.layer.id: node.layer for node in graph.nodes if node.id in nodes}.values())
