"""Which models are estimators: those of scikit-learn, and among them those that are no networks."""

from __future__ import annotations

from dotnet_viz.graph.model import Graph


def is_of_scikit_learn(graph: Graph) -> bool:
    """Return whether a model is an estimator of scikit-learn, or a pipeline of them.

    Args:
        graph: of any model.
    """
    return graph.origin.format == "sklearn"


def is_estimator_without_weights(graph: Graph) -> bool:
    """Return whether a model is an estimator without weights, such as a tree: nothing is known of it that is known of networks.

    Args:
        graph: of any model.
    """
    return is_of_scikit_learn(graph) and not any(layer.weights for layer in graph.layers)
