"""Tensors of a model in words."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_first
from dotnet_viz.graph import Graph, Port
from dotnet_viz.graph.estimators import is_of_scikit_learn
from dotnet_viz.translation.translate import translate

MAX_LISTED = 6


def shapes_in_words(graph: Graph, ports: Sequence[Port]) -> str:
    """Return the shapes of tensors, of many the first; of a table its columns.

    Args:
        graph: the model.
        ports: outputs of its nodes.
    """
    columns = _columns(graph, ports)
    if columns is not None:
        return format_count(columns, "column")
    return listed_tensors(graph, ports) or translate("unknown")


def listed_tensors(graph: Graph, ports: Sequence[Port]) -> str:
    """Return tensors as a list, of many the first; empty where there are none.

    Args:
        graph: the model.
        ports: outputs of its nodes.
    """
    return format_first([one_line(str(graph.node(port.node).output(port.index))) for port in ports], MAX_LISTED)


def tensors_in_words(graph: Graph, ports: Sequence[Port]) -> str:
    """Return how many tensors there are and their shapes; of what an estimator of scikit-learn takes, its columns.

    Args:
        graph: the model.
        ports: outputs of its nodes.
    """
    columns = _columns(graph, ports)
    if columns is not None:
        return translate("a table of {count} column", "a table of {count} columns", count=columns)
    return translate(
        "a tensor of shape {shapes}",
        "{count} tensors of shape {shapes}",
        count=len(ports),
        shapes=shapes_in_words(graph, ports),
    )


def _columns(graph: Graph, ports: Sequence[Port]) -> int | None:
    """Return the columns of the one table that goes into or comes out of an estimator; ``None`` for anything else."""
    if not is_of_scikit_learn(graph) or len(ports) != 1:
        return None
    shape = graph.node(ports[0].node).output(ports[0].index).shape
    return shape[1] if shape is not None and len(shape) == 2 else None
