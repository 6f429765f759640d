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


def is_linear_estimator(graph: Graph) -> bool:
    """Return whether a model is a linear estimator: coefficients, which are drawn as a layer, and nothing else.

    Args:
        graph: of any model.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> from dotnet_viz.readers.sklearn.linear import read
        >>> is_linear_estimator(read(LinearRegression().fit([[0.0], [1.0]], [1.0, 2.0])))
        True
    """
    return is_of_scikit_learn(graph) and graph.layer_count == 1 and not is_estimator_without_weights(graph)
