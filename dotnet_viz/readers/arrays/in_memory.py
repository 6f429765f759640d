"""Bare arrays: kernels, ``(kernel, bias, activation)``, the list that ``get_weights()`` returns, or arrays by name."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, VizWarning
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.graph.layer_kinds.known import activation_like
from dotnet_viz.graph.matrix_layouts import check_layout
from dotnet_viz.readers.arrays.layers.by_name import graph_of_named
from dotnet_viz.readers.arrays.layers.weight_array import is_tensor, tensor_of
from dotnet_viz.readers.arrays.layers.weight_list import graph_of_weight_list, is_weight_list
from dotnet_viz.readers.common.dense_chain import DenseArrays, dense_graph, numeric_array
from dotnet_viz.translation.sentences import sentence

HAS_LAYOUT = True

_CHECKPOINTS = ("state_dict", "model_state_dict", "model_state", "model")
"""Where checkpoints of trainings keep the weights of the model."""
_PARTS = "(kernel, bias, activation), where bias and activation can be left out or None"


def can_read(source: object) -> bool:
    """Whether this is a list, a dict or an array."""
    return isinstance(source, list | tuple | Mapping | np.ndarray)


def read(source: Any, *, layout: str = "auto") -> Graph:
    """Return the graph of arrays: dense layers that follow one another, or the layers that their names or order show.

    The arrays are copied. A kernel has the shape (inputs, units), as in Keras and scikit-learn. Arrays with the names of a
    ``state_dict`` of PyTorch are (units, inputs), and (filters, channels, height, width) in convolutions.

    Args:
        source: a list whose items are kernels or ``(kernel, bias, activation)``, bias and activation optional;
            what ``model.get_weights()`` of Keras returns; a dict from names such as ``"dense/kernel"`` and ``"dense/bias"``
            to arrays (see :func:`dotnet_viz.readers.arrays.names.group_arrays`); a dict from names of layers to the same
            tuples, as in ``{"hidden": (kernel, bias)}``; or a ``state_dict`` of arrays or tensors.
        layout: axes of matrices: ``"torch"`` for (units, inputs), ``"keras"`` for (inputs, units), ``"auto"`` for what names
            and shapes show.

    Raises:
        ShapeError: there are no arrays, or shapes do not follow one another.
        UnsupportedInputError: something in it is not an array of numbers.
        OptionError: an activation is no name.

    Warns:
        VizWarning: an activation is unknown, and its name nearly that of a known one.

    Example:
        >>> import numpy as np
        >>> graph = read([(np.ones((4, 3)), np.zeros(3), "relu"), np.ones((3, 2))])
        >>> [(layer.name, layer.activation, layer.parameter_count) for layer in graph.layers[1:]]
        [('dense_1', 'relu', 15), ('dense_2', None, 6)]
    """
    if isinstance(source, np.ndarray):
        raise ShapeError(f"one array of shape {source.shape} is no list of layers; for a model of one layer write [kernel]")
    check_layout(layout)
    if isinstance(source, Mapping):
        return _graph_of_mapping(source, layout)
    if len(source) > 1 and all(isinstance(item, str | os.PathLike) for item in source):
        several = "dotnet_viz.reports(models, folder) makes a report on each of several models"
        raise UnsupportedInputError(f"a list of {len(source)} paths is not one model; give one path, or {several}")
    origin = Origin("arrays", framework="NumPy")
    if is_weight_list(source):
        return graph_of_weight_list([tensor_of(item, f"array {number}") for number, item in enumerate(source, 1)], origin)
    layers = tuple(_layer(number, item) for number, item in enumerate(source, 1))
    return dense_graph(layers, name="arrays", kind="Arrays", origin=origin)


def _graph_of_mapping(source: Mapping[Any, Any], layout: str, *, is_inside: bool = False) -> Graph:
    for name in source:
        if not isinstance(name, str):
            raise UnsupportedInputError(f"arrays are named by text such as 'dense/kernel', not by {name!r}")
    for name in () if is_inside else _CHECKPOINTS:
        if isinstance(inner := source.get(name), Mapping):
            graph = _graph_of_mapping(inner, layout, is_inside=True)
            return replace(graph, notes=(*graph.notes, sentence("The weights are those under {name}.", name=repr(name))))
    if any(isinstance(value, tuple) for value in source.values()):
        named = enumerate(source.items(), 1)
        layers = tuple(replace(_layer(number, item), name=name) for number, (name, item) in named)
        return dense_graph(layers, name="arrays", kind="Arrays", origin=Origin("arrays", framework="NumPy"))
    is_torch = any(is_tensor(value) for value in source.values())
    left_out = [
        name for name, value in source.items() if is_torch and not is_tensor(value) and not isinstance(value, np.ndarray)
    ]
    tensors = {name: tensor_of(value, f"array {name!r}") for name, value in source.items() if name not in left_out}
    framework = "PyTorch" if is_torch else "NumPy"
    graph = graph_of_named(tensors, layout, Origin("arrays", framework=framework), "arrays")
    if left_out:
        return replace(
            graph, notes=(*graph.notes, sentence("Left out, for they are no tensors: {names}.", names=", ".join(left_out[:5])))
        )
    return graph


def _layer(number: int, item: Any) -> DenseArrays:
    name = f"dense_{number}"
    if not _is_record(item):
        return DenseArrays(name, _array(item, number, "kernel"))
    kernel, bias, activation = _parts(item, number)
    return DenseArrays(
        name,
        _array(kernel, number, "kernel"),
        None if bias is None else _array(bias, number, "bias"),
        _activation(activation, number),
    )


def _is_record(item: Any) -> bool:
    """Whether an item is (kernel, bias, activation) and not a kernel written as a list of rows."""
    if isinstance(item, tuple):
        return True
    return isinstance(item, list) and any(part is None or isinstance(part, str | np.ndarray) for part in item)


def _parts(item: Any, number: int) -> tuple[Any, Any, Any]:
    parts = list(item)
    if len(parts) == 2 and (isinstance(parts[1], str) or callable(parts[1])):
        parts.insert(1, None)
    if not 1 <= len(parts) <= 3:
        raise ShapeError(f"layer {number} has {len(parts)} parts; it has to be {_PARTS}")
    kernel, bias, activation = (*parts, None, None)[:3]
    return kernel, bias, activation


def _array(value: Any, number: int, role: str) -> Any:
    what = f"the {role} of layer {number}"
    array = numeric_array(value, what)
    axes, wanted = (2, "(inputs, units)") if role == "kernel" else (1, "(units,)")
    if array.ndim != axes:
        raise ShapeError(f"{what} has shape {array.shape}; it has to be {wanted}. A layer is {_PARTS}")
    return array


def _activation(value: Any, number: int) -> str | None:
    if callable(value):
        return str(getattr(value, "__name__", type(value).__name__))
    if value is None:
        return None
    if isinstance(value, str) and value:
        if meant := activation_like(value):
            text = f"the activation {value!r} of layer {number} is taken as one of your own{meant}"
            warnings.warn(text, VizWarning, stacklevel=2)
        return value
    raise OptionError(f"the activation of layer {number} is {value!r}; give a name such as 'relu', or None")
