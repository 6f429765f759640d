"""The flat list of arrays that ``model.get_weights()`` of Keras returns: layer after layer, without names.

Which arrays are one layer follows from their order and shapes: a bias has as many values as its kernel has units, a batch
normalization has four arrays of one size, a recurrent layer two matrices with the same columns. Where two readings
fit, the more common one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.variables import VariableTree
from dotnet_viz.keras_format.weights_only.graph import graph_of_layers
from dotnet_viz.keras_format.weights_only.layers import ListedLayers, StoredLayer
from dotnet_viz.readers.arrays.layers.chains import CHAIN, LISTED, dense_chain_of
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray, is_tensor
from dotnet_viz.translation.sentences import Sentence, sentence

_NORMALIZATION = ("gamma", "beta", "moving_mean", "moving_variance")
_GATES = {4: "LSTM", 3: "GRU"}
_ORDER = sentence("Which arrays are one layer follows from their order and shapes alone.")


def is_weight_list(source: Sequence[Any]) -> bool:
    """Return whether a list has arrays alone, and not kernels only.

    Args:
        source: a list.

    Example:
        >>> is_weight_list([np.ones((2, 3)), np.ones(3)]), is_weight_list([np.ones((2, 3))])
        (True, False)
    """
    are_arrays = all(isinstance(item, np.ndarray) or is_tensor(item) for item in source)
    return are_arrays and any(len(item.shape) != 2 for item in source)


def graph_of_weight_list(tensors: Sequence[WeightArray], origin: Origin) -> Graph:
    """Return the graph of such a list.

    Args:
        tensors: in order.
        origin: source and framework.

    Raises:
        ShapeError: an array can be of no layer.
    """
    layers: list[StoredLayer] = []
    counts: dict[str, int] = {}
    index = 0
    while index < len(tensors):
        kind, taken, roles, config = _next_layer(tensors, index)
        counts[kind] = counts.get(kind, 0) + 1
        variables = [
            tensor.variable(role, trainable=not role.startswith("moving"))
            for role, tensor in zip(roles, tensors[index : index + taken], strict=True)
        ]
        layers.append(StoredLayer(f"{kind.lower()}_{counts[kind]}", kind, VariableTree(own=tuple(variables)), config))
        index += taken
    found = ListedLayers(tuple(layers))
    chain = dense_chain_of(found, origin, "arrays")
    return chain or graph_of_layers(found, origin, "arrays", _with_order(CHAIN), _with_order(LISTED))


def _with_order(note: Sentence) -> Sentence:
    return sentence("{first} {second}", first=note, second=_ORDER)


_Found = tuple[str, int, tuple[str, ...], dict[str, Any]]


def _next_layer(tensors: Sequence[WeightArray], index: int) -> _Found:
    """Return the class of the layer whose arrays begin here, their number and roles, and its settings."""
    first = tensors[index]
    vectors = _vectors(tensors, index + 1)
    if len(first.shape) == 1:
        return _normalization(first, 1 + sum(size == first.shape[0] for size in vectors))
    if len(first.shape) == 2:
        return _recurrent(tensors, index) or _dense(tensors, index, vectors)
    if 3 <= len(first.shape) <= 5:
        return _convolution(first, vectors)
    raise ShapeError(
        f"array {index + 1} has shape {first.shape}, which no kernel, bias or statistic has; give arrays by name in a dict"
    )


def _vectors(tensors: Sequence[WeightArray], start: int) -> list[int]:
    """Return the sizes of the arrays of one axis that follow until the next of more, at most five of one size."""
    sizes: list[int] = []
    for tensor in tensors[start : start + 5]:
        if len(tensor.shape) != 1 or (sizes and tensor.shape[0] != sizes[0]):
            break
        sizes.append(tensor.shape[0])
    return sizes


def _normalization(first: WeightArray, count: int) -> _Found:
    size = first.shape[0]
    if count >= 4:
        return "BatchNormalization", 4, _NORMALIZATION, {}
    if count == 2:
        return "LayerNormalization", 2, _NORMALIZATION[:2], {}
    if count == 3:
        return "BatchNormalization", 3, _NORMALIZATION[1:], {"scale": False}
    raise ShapeError(
        f"an array of shape ({size},) is a bias with no kernel of {size:,} units before it, and no normalization; give"
        " (kernel, bias, activation) for each layer, or arrays by name in a dict"
    )


def _has_bias(vectors: Sequence[int], units: int) -> bool:
    """Whether the first of the vectors behind a kernel is its bias: one, or one before those of a normalization."""
    return bool(vectors) and vectors[0] == units and len(vectors) not in (2, 4)


def _dense(tensors: Sequence[WeightArray], index: int, vectors: Sequence[int]) -> _Found:
    inputs, units = tensors[index].shape
    if _has_bias(vectors, units):
        return "Dense", 2, ("kernel", "bias"), {"units": units, "use_bias": True}
    if index == 0 and not vectors and len(tensors) > 1 and _takes_sequences(tensors):
        return "Embedding", 1, ("embeddings",), {"input_dim": inputs, "output_dim": units}
    return "Dense", 1, ("kernel",), {"units": units, "use_bias": False}


def _takes_sequences(tensors: Sequence[WeightArray]) -> bool:
    """Whether what follows a first matrix takes sequences, so that the matrix is a table of tokens."""
    return len(tensors[1].shape) == 3 or _recurrent(tensors, 1) is not None


def _recurrent(tensors: Sequence[WeightArray], index: int) -> _Found | None:
    pair = tensors[index : index + 2]
    if len(pair) < 2 or any(len(tensor.shape) != 2 for tensor in pair):
        return None
    units, width = pair[1].shape
    gates = width // units if units else 0
    if pair[0].shape[1] != width or gates not in _GATES or gates * units != width:
        return None
    has_bias = len(tensors) > index + 2 and tensors[index + 2].shape in ((width,), (2, width))
    roles = ("kernel", "recurrent_kernel", *(("bias",) if has_bias else ()))
    return _GATES[gates], len(roles), roles, {"units": units, "use_bias": has_bias}


def _convolution(kernel: WeightArray, vectors: Sequence[int]) -> _Found:
    *space, first, second = kernel.shape
    config: dict[str, Any] = {"kernel_size": space}
    rank, sizes = len(space), set(vectors[:1])
    if rank < 3 and first > 1 and sizes == {first * second} != {second}:
        has_bias = _has_bias(vectors, first * second)
        role, config["depth_multiplier"], kind = "depthwise_kernel", second, f"DepthwiseConv{rank}D"
        config["filters"] = first * second
    elif sizes == {first} != {second}:
        has_bias, role, config["filters"] = _has_bias(vectors, first), "kernel", first
        kind = f"Conv{rank}DTranspose"
    else:
        has_bias, role, config["filters"] = _has_bias(vectors, second), "kernel", second
        kind = f"Conv{rank}D"
    roles = (role, "bias") if has_bias else (role,)
    return kind, len(roles), roles, {**config, "use_bias": has_bias}
