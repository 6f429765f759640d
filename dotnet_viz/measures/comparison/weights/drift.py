"""How far the weights of a model are from those of another of the same architecture, in one number."""

from __future__ import annotations

from dotnet_viz.graph import Graph, Weight
from dotnet_viz.measures.comparison.weights.difference import WeightDifference
from dotnet_viz.measures.comparison.weights.rounding import side_by_side


def weight_drift(before: Graph, after: Graph) -> float | None:
    """Return the L2 norm of the difference of all weights, divided by that of the first model's.

    Layers go together by their order and weights by theirs, so names do not matter.

    Args:
        before: what the distance is from.
        after: a model of the same architecture.

    Returns:
        0 for the same values; ``None`` where the weights do not fit together, have no values, or are all zeros before.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> weight_drift(read([np.array([[3.0, 4.0]])]), read([np.array([[3.0, 5.0]])]))
        0.2
    """
    one, other = _weights(before), _weights(after)
    if not one or [weight.shape for weight in one] != [weight.shape for weight in other]:
        return None
    if not all(weight.has_values for weight in (*one, *other)):
        return None
    difference = WeightDifference()
    for pair in zip(one, other, strict=True):
        for values in side_by_side(*pair):
            difference.add(*values)
    return difference.relative_change


def _weights(graph: Graph) -> list[Weight]:
    return [weight for layer in graph.layers for weight in layer.weights if not weight.merged_into]
