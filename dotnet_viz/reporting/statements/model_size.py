"""What is said of how large a model is: nothing that its source does not state, and nothing that it does not have."""

from __future__ import annotations

from dotnet_viz.graph import Graph
from dotnet_viz.graph.estimators import is_estimator_without_weights, is_linear_estimator
from dotnet_viz.reporting.measured.quantities import MODEL_QUANTITIES


def size_quantities(graph: Graph | None) -> tuple[str, ...]:
    """Return the quantities of a model that are listed: none of a forest, and no layers of a linear estimator.

    Args:
        graph: of the model; ``None`` where only its training is known.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> size_quantities(read([np.ones((3, 2))]))[:3]
        ('parameters', 'layers', 'size')
    """
    if graph is None:
        return MODEL_QUANTITIES
    if is_estimator_without_weights(graph):
        return ()
    stated = {"trainable_parameters": states_what_is_trained(graph), "layers": not is_linear_estimator(graph)}
    return tuple(name for name in MODEL_QUANTITIES if stated.get(name, True))


def states_what_is_trained(graph: Graph) -> bool:
    """Return whether a source states of any layer with weights whether it is trained.

    Args:
        graph: of the model.
    """
    return any(layer.trainable is not None for layer in graph.layers if layer.weights or layer.lacks_weights)
