"""Which weights are the coefficients of a linear estimator, whose sizes follow from the scales of the features."""

from __future__ import annotations

from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.estimators import is_of_scikit_learn
from dotnet_viz.graph.weight_axes import is_kernel


def coefficient_layers(graph: Graph) -> frozenset[str]:
    """Return the ids of the layers that are linear estimators of scikit-learn; empty for models of others.

    A network has a layer behind another in the same model; a linear estimator is a layer by itself. What a single layer of
    Keras has learned, it has learned by steps along its gradients, as networks do.

    Args:
        graph: of any model.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> from dotnet_viz.readers.sklearn.linear import read
        >>> sorted(coefficient_layers(read(LinearRegression().fit([[0.0], [1.0]], [1.0, 2.0]))))
        ['output']
    """
    if not is_of_scikit_learn(graph):
        return frozenset()
    with_kernel = {node.id: node for node in graph.nodes if _has_kernel(node)}
    in_networks = {
        end
        for edge in graph.edges
        if edge.source in with_kernel and edge.target in with_kernel
        for end in (edge.source, edge.target)
    }
    return frozenset(node.layer.id for name, node in with_kernel.items() if name not in in_networks)


def _has_kernel(node: Node) -> bool:
    return any(map(is_kernel, node.layer.weights))
