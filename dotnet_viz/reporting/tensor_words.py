"""Tensors of a model in words."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph, Port

MAX_LISTED = 6


def shapes_in_words(graph: Graph, ports: Sequence[Port]) -> str:
    """Return the shapes of tensors, of many the first.

    Args:
        graph: the model.
        ports: outputs of its nodes.
    """
    shown = [str(graph.node(port.node).output(port.index)) for port in ports[:MAX_LISTED]]
    more = f" and {format_count(len(ports) - MAX_LISTED)} more" if len(ports) > MAX_LISTED else ""
    return (", ".join(shown) or "unknown") + more


def tensors_in_words(graph: Graph, ports: Sequence[Port]) -> str:
    """Return how many tensors there are and their shapes.

    Args:
        graph: the model.
        ports: outputs of its nodes.
    """
    return f"{'a tensor' if len(ports) == 1 else format_count(len(ports), 'tensor')} of shape {shapes_in_words(graph, ports)}"
