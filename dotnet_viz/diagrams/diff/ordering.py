"""An order of the calls of two models in which each follows what feeds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.diagrams.diff.union import Union, UnionNode
from dotnet_viz.graph import Edge
from dotnet_viz.measures.structure.topological_order import live_order
from dotnet_viz.traversal import depth_first_order


def flow_order(union: Union, inner: Sequence[UnionNode]) -> list[str]:
    """Return ids of calls in an order that follows the tensors and keeps branches together.

    Lines that were removed between two calls that stayed do not count.

    Args:
        union: both models.
        inner: its innermost calls.
    """
    places = {item.id: position for position, item in enumerate(inner)}
    removed = {item.id for item in inner if item.entry.sort == "removed"}
    counting = [line for line in union.lines if line.state != "removed" or {line.source, line.target} & removed]
    edges = [(places[line.source], places[line.target]) for line in counting]
    forward = _without_circles(len(inner), edges)
    nodes = [replace(item.node, id=item.id) for item in inner]
    order = live_order(nodes, [Edge(nodes[one].id, 0, nodes[other].id, 0) for one, other in forward])
    return [node.id for node in order.nodes]


def _without_circles(count: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines without those that close a circle, which a layer that moved can do."""
    sources: list[list[int]] = [[] for _ in range(count)]
    for one, other in edges:
        sources[other].append(one)
    position = {node: index for index, node in enumerate(depth_first_order(range(count), sources.__getitem__))}
    return [(one, other) for one, other in edges if position[one] < position[other]]
