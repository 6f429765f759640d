"""What a layer costs, in a line of the text that pages show beside a shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from dotnet_viz.diagrams.common.graphs.frames import cluster_id
from dotnet_viz.formatting import format_bytes, format_count
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.cost import Cost, format_bound
from dotnet_viz.measures.cost.measure import ModelCost, measure_cost
from dotnet_viz.scene import Cluster, Scene, Shape
from dotnet_viz.translation.translate import translate

Part = TypeVar("Part", Shape, Cluster)


def with_costs(scene: Scene, graph: Graph, cost: ModelCost | None = None) -> Scene:
    """Return a scene whose layers have their operations and the memory of their activations, for one sample, in their texts.

    Args:
        scene: of the model; shapes and frames that stand for one call have the name of its layer, and its id as theirs.
        graph: the model.
        cost: of the model, where it was measured before.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.diagrams.plot_model import PlotModel
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> graph = read([(np.ones((4, 3), "float32"), np.zeros(3, "float32"), "relu")])
        >>> with_costs(PlotModel().build(graph), graph).shapes[1].tooltip.splitlines()[-1]
        'per sample: 12 MACs, 27 FLOPs, 12 bytes of activations'
    """
    calls = {(name, node.layer.name): node.id for node in graph.nodes for name in (node.id, cluster_id(node.id))}
    shown = [(shape.id, shape.name) for shape in scene.shapes] + [(frame.id, frame.name) for frame in scene.clusters]
    if calls.keys().isdisjoint(shown):
        return scene
    found = measure_cost(graph) if cost is None else cost

    def explained(part: Part) -> Part:
        node_id = calls.get((part.id, part.name))
        if node_id is None:
            return part
        parts = ", ".join(_parts(found.calls[node_id], found.activation_bytes[node_id]))
        text = translate("per sample: {parts}", parts=parts)
        return replace(part, tooltip=f"{part.tooltip or part.name}\n{text}")

    shapes = (shape if shape.kind == "block" else explained(shape) for shape in scene.shapes)
    return replace(scene, shapes=tuple(shapes), clusters=tuple(map(explained, scene.clusters)))


def _parts(cost: Cost, size: int | None) -> Iterator[str]:
    yield format_bound(cost.macs, "MACs", is_complete=cost.is_complete)
    yield format_bound(cost.flops, "FLOPs", is_complete=cost.is_complete)
    yield translate("{size} of activations", size=format_count(None, "byte") if size is None else format_bytes(size))
