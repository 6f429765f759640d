"""What a small network predicts, in NumPy: chains of dense layers and of those beside them that need no framework.

An animation asks a model at the end of every epoch, of whose training no more than the weights is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.explain.activations import functions
from dotnet_viz.graph import Graph, Layer, Node

Doubles = NDArray[np.float64]

_BATCH = 8192


ACTIVATIONS: Mapping[str, Callable[[Doubles], Doubles]] = {**functions.ACTIVATIONS, "identity": lambda x: x}
"""What activations do, by the names that Keras and scikit-learn have for them."""
_SAME_WHEN_ASKED = (
    "InputLayer", "Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D",
    "ActivityRegularization", "Identity",
)  # fmt: skip


def predict(graph: Graph, x: ArrayLike) -> Doubles:
    """Return what a network predicts.

    Args:
        graph: a chain of dense layers, activations, dropout, flattening, batch normalization and rescaling, with values.
        x: samples; shape (samples, ...).

    Returns:
        The outputs; shape (samples, outputs).

    Raises:
        UnsupportedInputError: the network is no chain, or has a layer or activation that is not computed here.
        ShapeError: samples that do not fit the first layer.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> predict(read([(np.array([[1.0], [-1.0]]), np.array([0.5]), "relu")]), [[2.0, 1.0], [0.0, 3.0]]).tolist()
        [[1.5], [0.0]]
    """
    nodes = _chain(graph)
    samples = np.asarray(x, dtype=np.float64)
    batches = [samples[start : start + _BATCH] for start in range(0, len(samples), _BATCH)]
    return np.concatenate([_through(nodes, batch) for batch in batches])


def _chain(graph: Graph) -> list[Node]:
    after: dict[str, list[str]] = {}
    before: dict[str, int] = {}
    for edge in graph.edges:
        after.setdefault(edge.source, []).append(edge.target)
        before[edge.target] = before.get(edge.target, 0) + 1
    branches = any(len(targets) > 1 for targets in after.values()) or any(count > 1 for count in before.values())
    if branches or any(node.parent is not None for node in graph.nodes):
        raise UnsupportedInputError(
            f"the predictions of {graph.name!r} cannot be computed from its weights: it branches or has models inside; draw "
            "pictures of its predictions, and give them to dv.animate"
        )
    by_id = {node.id: node for node in graph.nodes}
    place = next((node.id for node in graph.nodes if node.id not in before), None)
    chain = []
    while place is not None:
        chain.append(by_id[place])
        place = next(iter(after.get(place, ())), None)
    return chain


def _through(nodes: list[Node], x: Doubles) -> Doubles:
    for node in nodes:
        x = _call(node.layer, x)
    return x.reshape(len(x), -1)


def _call(layer: Layer, x: Doubles) -> Doubles:
    """Return what comes out of a layer when it is asked, not trained."""
    config: Mapping[str, Any] = layer.config
    calls: Mapping[str, Callable[[], Doubles]] = {
        **dict.fromkeys(_SAME_WHEN_ASKED, lambda: x),
        "Dense": lambda: _activation(layer, layer.activation)(_dense(layer, x)),
        "Activation": lambda: _activation(layer, layer.activation or config.get("activation"))(x),
        "ReLU": lambda: np.maximum(x, 0.0),
        "LeakyReLU": lambda: np.where(x > 0, x, float(config.get("negative_slope", 0.3)) * x),
        "ELU": lambda: ACTIVATIONS["elu"](x),
        "Softmax": lambda: ACTIVATIONS["softmax"](x),
        "Flatten": lambda: x.reshape(len(x), -1),
        "Rescaling": lambda: x * np.asarray(config["scale"], np.float64) + np.asarray(config.get("offset", 0.0), np.float64),
        "BatchNormalization": lambda: _batch_normalization(layer, x),
    }
    if layer.kind not in calls or not _is_usual(layer, x):
        raise UnsupportedInputError(
            f"the predictions of a {layer.kind} ({layer.name!r}) are not computed from weights; draw pictures of the model's "
            "predictions, and give them to dv.animate"
        )
    return calls[layer.kind]()


def _is_usual(layer: Layer, x: Doubles) -> bool:
    """Whether a layer has no settings but those that are computed here."""
    config = layer.config
    if layer.kind == "ReLU":
        return not any(config.get(name) for name in ("max_value", "negative_slope", "threshold"))
    if layer.kind == "ELU":
        return bool(config.get("alpha", 1.0) == 1.0)
    return layer.kind not in ("BatchNormalization", "Softmax") or config.get("axis", -1) in (-1, x.ndim - 1, [x.ndim - 1])


def _activation(layer: Layer, name: object) -> Callable[[Doubles], Doubles]:
    plain = "linear" if name is None else str(name)
    if plain not in ACTIVATIONS:
        raise UnsupportedInputError(f"the activation {plain!r} of {layer.name!r} is not computed here")
    return ACTIVATIONS[plain]


def _dense(layer: Layer, x: Doubles) -> Doubles:
    kernel, bias = layer.weight("kernel"), layer.weight("bias")
    values = np.asarray(kernel.array, np.float64) if kernel is not None else np.zeros((0, 0))
    if x.shape[-1] != values.shape[0]:
        raise ShapeError(f"samples have {x.shape[-1]:,} values where {layer.name!r} takes {values.shape[0]:,}")
    product = x @ values
    return product if bias is None else product + np.asarray(bias.array, np.float64)


def _batch_normalization(layer: Layer, x: Doubles) -> Doubles:
    parts = {role: layer.weight(role) for role in ("gamma", "beta", "moving_mean", "moving_variance")}
    gamma, beta, mean, variance = (
        None if weight is None else np.asarray(weight.array, np.float64) for weight in parts.values()
    )
    epsilon = float(layer.config.get("epsilon", 1e-3))
    normal = (x - (0.0 if mean is None else mean)) / np.sqrt((1.0 if variance is None else variance) + epsilon)
    return np.asarray(normal * (1.0 if gamma is None else gamma) + (0.0 if beta is None else beta))
