"""The graph of dense layers that follow one another, from bare arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.graph import Array, Edge, Graph, Layer, Node, Origin, Port, TensorSpec, Weight
from dotnet_viz.graph.weights import dtype_name


@dataclass(frozen=True, eq=False)
class DenseArrays:
    """The arrays of one dense layer.

    Args:
        name: of the layer.
        kernel: shape (inputs, units).
        bias: shape (units,); ``None`` where the layer has none.
        activation: name of the activation function; ``None`` where the source does not state it.
        config: what else is known of the layer, as plain JSON values.
    """

    name: str
    kernel: Array
    bias: Array | None = None
    activation: str | None = None
    config: Mapping[str, Any] = field(default_factory=dict)


def numeric_array(value: object, what: str) -> Array:
    """Return something as an array of numbers.

    Args:
        value: an array, or nested lists of numbers.
        what: what it is, for the message.

    Raises:
        ShapeError: its rows differ in length.
        UnsupportedInputError: it holds something other than real numbers.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ShapeError(f"{what} is not an array: its rows differ in length; every row needs as many numbers") from error
    except (TypeError, RuntimeError) as error:
        raise UnsupportedInputError(f"{what} is not an array of numbers but a {type(value).__name__}: {error}") from error
    if array.dtype.kind in "biuf" or dtype_name(array.dtype) == "bfloat16":
        return array
    raise UnsupportedInputError(f"{what} has to hold real numbers, not {_contents(array)}")


def dense_graph(
    layers: Sequence[DenseArrays],
    *,
    name: str,
    kind: str,
    origin: Origin,
    input_config: Mapping[str, Any] | None = None,
    notes: tuple[str, ...] = (),
) -> Graph:
    """Return the graph of dense layers that follow one another, after an input layer.

    Args:
        layers: in the order in which the data pass them.
        name: of the model.
        kind: of the model, such as ``"Arrays"``.
        origin: source and framework.
        input_config: what is known of the input, such as the names of its features.
        notes: sentences on what the source lacks.

    Raises:
        ShapeError: there are no layers, or two of them do not fit; both and their shapes are named.
    """
    if not layers:
        raise ShapeError("there are no arrays: give at least one kernel of shape (inputs, units)")
    for layer in layers:
        _check_layer(layer)
    for before, after in pairwise(layers):
        _check_pair(before, after)
    nodes = _nodes(layers, input_config or {})
    edges = tuple(Edge(a.id, 0, b.id, 0) for a, b in pairwise(nodes))
    return Graph(name, kind, nodes, edges, (Port(nodes[0].id),), (Port(nodes[-1].id),), origin, notes)


def _contents(array: Array) -> str:
    words = {"U": "text", "S": "text", "c": "complex numbers", "M": "dates", "m": "time spans", "V": "records"}
    return words.get(array.dtype.kind, "Python objects")


def _check_layer(layer: DenseArrays) -> None:
    if layer.kernel.ndim != 2:
        raise ShapeError(f"the kernel of {layer.name!r} has shape {layer.kernel.shape}; it has to be (inputs, units)")
    if 0 in layer.kernel.shape:
        raise ShapeError(f"the kernel of {layer.name!r} has shape {layer.kernel.shape}, so it has no values")
    if layer.bias is not None and layer.bias.shape != layer.kernel.shape[1:]:
        raise ShapeError(
            f"the bias of {layer.name!r} has shape {layer.bias.shape}, but its kernel {layer.kernel.shape}"
            f" needs a bias of shape {layer.kernel.shape[1:]}"
        )


def _check_pair(before: DenseArrays, after: DenseArrays) -> None:
    if before.kernel.shape[1] == after.kernel.shape[0]:
        return
    hint = "; is one of them transposed? A kernel is (inputs, units)" if _fits_transposed(before, after) else ""
    raise ShapeError(
        f"layer {before.name!r} with kernel {before.kernel.shape} gives {before.kernel.shape[1]} values,"
        f" but layer {after.name!r} with kernel {after.kernel.shape} takes {after.kernel.shape[0]}{hint}"
    )


def _fits_transposed(before: DenseArrays, after: DenseArrays) -> bool:
    return bool(set(before.kernel.shape) & set(after.kernel.shape))


def _nodes(layers: Sequence[DenseArrays], input_config: Mapping[str, Any]) -> tuple[Node, ...]:
    names = {layer.name for layer in layers}
    input_name = next(name for name in ("input", *(f"input#{n}" for n in range(2, len(names) + 3))) if name not in names)
    spec = TensorSpec((None, layers[0].kernel.shape[0]), dtype_name(layers[0].kernel.dtype))
    config = {"name": input_name, "batch_shape": [None, layers[0].kernel.shape[0]], **input_config}
    start = Layer(input_name, input_name, "InputLayer", trainable=None, config=config)
    nodes = [Node("n0", start, outputs=(spec,))]
    for number, layer in enumerate(layers, 1):
        out = TensorSpec((None, layer.kernel.shape[1]), dtype_name(layer.kernel.dtype))
        nodes.append(Node(f"n{number}", _dense_layer(layer), (spec,), (out,)))
        spec = out
    return tuple(nodes)


def _dense_layer(layer: DenseArrays) -> Layer:
    weights = [_weight("kernel", layer.kernel)]
    if layer.bias is not None:
        weights.append(_weight("bias", layer.bias))
    config = {
        "name": layer.name,
        "units": layer.kernel.shape[1],
        "use_bias": layer.bias is not None,
        "activation": layer.activation,
        **layer.config,
    }
    return Layer(
        layer.name, layer.name, "Dense", activation=layer.activation, weights=tuple(weights), trainable=None, config=config
    )


def _weight(name: str, array: Array) -> Weight:
    if dtype_name(array.dtype) == "bfloat16":
        return Weight.from_array(name, array.astype(np.float32), dtype="bfloat16")
    return Weight.from_array(name, array)
