"""Whether two models have anything in common, or only layers that most models have."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.graph import Graph, Layer
from dotnet_viz.measures.comparison.layer_changes import LayerMatch


def nothing_in_common(before: Graph, after: Graph, matches: Sequence[LayerMatch]) -> bool:
    """Return whether the pairs that were found join two models that are not versions of one another.

    Inputs, sums, pooling and normalization are in most models and say nothing. Layers with a kernel do: a single pair of one
    class whose weights have the same shapes is common, be it a backbone or a head. Without one, as where all widths changed,
    at least half of these layers of both models together must have found a partner.

    Args:
        before: the first model.
        after: the second model.
        matches: pairs of their layers.

    Returns:
        ``False`` too where one of the models has no kernel, or none is known: nothing can be said then.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> one, other = read([np.ones((3, 2))]), read([np.ones((5, 4))])
        >>> nothing_in_common(one, other, ()), nothing_in_common(one, one, [LayerMatch(*one.layers[-1:] * 2, "same name")])
        (True, False)
    """
    counts = [sum(map(_has_kernel, graph.layers)) for graph in (before, after)]
    if not all(counts):
        return False
    pairs = [match for match in matches if _has_kernel(match.before) and _has_kernel(match.after)]
    return not any(map(_same_shapes, pairs)) and 4 * len(pairs) < sum(counts)


def _has_kernel(layer: Layer) -> bool:
    return layer.category != "model" and any(len(weight.shape) > 1 for weight in layer.weights)


def _same_shapes(match: LayerMatch) -> bool:
    shapes = ([weight.shape for weight in layer.weights] for layer in (match.before, match.after))
    return match.before.kind == match.after.kind and next(shapes) == next(shapes)
