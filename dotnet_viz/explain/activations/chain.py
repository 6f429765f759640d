"""What small networks compute, in NumPy: chains of dense layers and of those beside them that need no framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError, UnsupportedInputError, unknown_choice
from dotnet_viz.explain.activations import functions
from dotnet_viz.explain.activations.functions import Numbers
from dotnet_viz.graph import Graph, Layer

ACTIVATIONS: Mapping[str, Callable[[Numbers], Numbers]] = {**functions.ACTIVATIONS, "identity": lambda x: x}
"""What activations do, by the names that Keras and scikit-learn have for them."""


def layers_of_chain(graph: Graph) -> list[Layer]:
    """Return the layers of a network in which each is computed here and follows the one before.

    Args:
        graph: of the network.

    Raises:
        UnsupportedInputError: the network branches, has models inside, or a layer that is not computed here.
        OptionError: an activation that is not known.
    """
    after: dict[str, list[str]] = {}
    before: dict[str, int] = {}
    for edge in graph.edges:
        after.setdefault(edge.source, []).append(edge.target)
        before[edge.target] = before.get(edge.target, 0) + 1
    branches = any(len(targets) > 1 for targets in after.values()) or any(count > 1 for count in before.values())
    first = [node for node in graph.nodes if node.id not in before]
    if branches or len(first) != 1 or any(node.parent is not None for node in graph.nodes):
        raise _needs_model(graph, "it branches or has models inside")
    by_id = {node.id: node for node in graph.nodes}
    node, chain = first[0], [first[0].layer]
    while node.id in after:
        node = by_id[after[node.id][0]]
        chain.append(node.layer)
    for layer in chain:
        if layer.kind not in _CALLS or not _is_usual(layer):
            raise _needs_model(graph, f"{layer.name!r} is a {layer.kind}")
        _activation(layer)
    return [layer for layer in chain if layer.kind != "InputLayer"]


def call_layer(layer: Layer, x: Numbers) -> Numbers:
    """Return what a layer of a chain makes of some samples when it is asked, not trained.

    Args:
        layer: one of :func:`layers_of_chain`, with the values of its weights.
        x: shape (samples, ...).

    Raises:
        ShapeError: samples that do not fit.
        GraphError: a weight has no values.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # weights of a training that failed
        return _CALLS[layer.kind](layer, x)


def _needs_model(graph: Graph, reason: str) -> UnsupportedInputError:
    return UnsupportedInputError(
        f"a forward pass of {graph.name!r} needs the model itself, not its graph, since {reason}; without Keras only dense "
        "layers and the like that follow one another are computed"
    )


def _is_usual(layer: Layer) -> bool:
    """Whether a layer has no settings but those that are computed here."""
    config = layer.config
    if layer.kind == "ReLU":
        return not any(config.get(name) for name in ("max_value", "negative_slope", "threshold"))
    if layer.kind == "ELU":
        return bool(config.get("alpha", 1.0) == 1.0)
    return layer.kind not in ("BatchNormalization", "Softmax") or config.get("axis", -1) in (-1, [-1], 1, [1])


def _activation(layer: Layer) -> Callable[[Numbers], Numbers]:
    name = layer.activation or (layer.config.get("activation") if layer.kind == "Activation" else None) or "linear"
    if str(name) not in ACTIVATIONS:
        raise unknown_choice(f"activation of layer {layer.name!r}:", str(name), ACTIVATIONS)
    return ACTIVATIONS[str(name)]


def _dense(layer: Layer, x: Numbers) -> Numbers:
    kernel, bias = layer.weight("kernel"), layer.weight("bias")
    if kernel is not None and x.shape[-1] != kernel.shape[0]:
        raise ShapeError(f"samples have {x.shape[-1]:,} values where {layer.name!r} takes {kernel.shape[0]:,}")
    values = x if kernel is None else x @ np.asarray(kernel.array)
    return _activation(layer)(values if bias is None else values + np.asarray(bias.array))


def _batch_normalization(layer: Layer, x: Numbers) -> Numbers:
    axis = layer.config.get("axis", -1)
    if (axis[0] if isinstance(axis, list) else axis) not in (-1, x.ndim - 1):
        raise UnsupportedInputError(f"{layer.name!r} normalizes along axis {axis}, which is not computed without Keras")
    parts = {role: layer.weight(role) for role in ("gamma", "beta", "moving_mean", "moving_variance")}
    gamma, beta, mean, variance = (
        None if weight is None else np.asarray(weight.array, np.float64) for weight in parts.values()
    )
    epsilon = float(layer.config.get("epsilon", 1e-3))
    normal = (x - (0.0 if mean is None else mean)) / np.sqrt((1.0 if variance is None else variance) + epsilon)
    return np.asarray(normal * (1.0 if gamma is None else gamma) + (0.0 if beta is None else beta))


def _same(layer: Layer, x: Numbers) -> Numbers:
    return x


def _rescaling(layer: Layer, x: Numbers) -> Numbers:
    config: Mapping[str, Any] = layer.config
    return np.asarray(x * np.asarray(config["scale"], np.float64) + np.asarray(config.get("offset", 0.0), np.float64))


_CALLS: Mapping[str, Callable[[Layer, Numbers], Numbers]] = {
    **dict.fromkeys(
        ("InputLayer", "Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D",
         "ActivityRegularization", "Identity"),
        _same,
    ),
    "Dense": _dense,
    "Activation": lambda layer, x: _activation(layer)(x),
    "ReLU": lambda layer, x: np.maximum(x, 0),
    "LeakyReLU": lambda layer, x: np.where(x > 0, x, float(layer.config.get("negative_slope", 0.3)) * x),
    "ELU": lambda layer, x: ACTIVATIONS["elu"](x),
    "Softmax": lambda layer, x: ACTIVATIONS["softmax"](x),
    "Flatten": lambda layer, x: x.reshape(len(x), -1),
    "Rescaling": _rescaling,
    "BatchNormalization": _batch_normalization,
}  # fmt: skip
