"""What is known of tensors where Keras wrote no shape and the layer before gives none: a Lambda, a layer of one's own.

A kernel defines how many values go into it, the class of a layer how many axes its input has, and the configuration of a
few layers what comes out whatever goes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.graph.layer_kinds import KernelAxes, class_kind
from dotnet_viz.keras_format.config.records import UNKNOWN, LayerRecord
from dotnet_viz.keras_format.variables import Variable, VariableTree

_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN"})


def demanded_input(layer: LayerRecord) -> TensorSpec:
    """Return what a layer's class and kernel say of the first tensor that goes into it.

    Args:
        layer: with its variables.

    Example:
        >>> kernel = Variable((3, 3, 16, 24), "float32", None)
        >>> str(demanded_input(LayerRecord("c", "Conv2D", variables=VariableTree(own=(kernel,)))))
        '(None, None, None, 16)'
        >>> kernel = Variable((16, 4), "float32", None)
        >>> str(demanded_input(LayerRecord("d", "Dense", variables=VariableTree(own=(kernel,)))))
        '(…, 16)'
    """
    facts = class_kind(layer.kind)
    if facts.rank and not facts.gates:
        rank = facts.rank
        channels = _channels(layer, facts.kernel, rank) if facts.family == "convolution" else None
        first = layer.config.get("data_format") == "channels_first"
        return TensorSpec((None, channels, *(None,) * rank) if first else (None, *(None,) * rank, channels))
    if layer.kind == "Dense":
        return TensorSpec(None, last_size=_rows(_first(layer.variables), 2))
    if layer.kind in _RECURRENT:
        cell = next(iter(layer.variables.children.values()), layer.variables)
        return TensorSpec((None, None, _rows(_first(cell), 2)))
    return TensorSpec((None, None)) if layer.kind == "RepeatVector" else UNKNOWN


def _first(variables: VariableTree) -> Variable | None:
    return variables.own[0] if variables.own else None


def _rows(kernel: Variable | None, rank: int, axis: int = 0) -> int | None:
    """Return the size of an axis of a kernel, unless it is packed or something else."""
    fits = kernel is not None and len(kernel.shape) == rank and "float" in kernel.dtype
    return kernel.shape[axis] if kernel is not None and fits else None


def _channels(layer: LayerRecord, axes: KernelAxes | None, rank: int) -> int | None:
    size = _rows(_first(layer.variables), rank + 2, -1 if axes is KernelAxes.OUTPUT_INPUT else -2)
    groups = layer.config.get("groups", 1)
    return None if size is None or not isinstance(groups, int) else size * groups


def output_of_unknown(kind: str, config: Mapping[str, Any], given: TensorSpec = UNKNOWN) -> TensorSpec:
    """Return what is known of a layer's output where the shape of its input is not.

    Args:
        kind: class name of the layer.
        config: its configuration in plain form.
        given: what goes in.

    Example:
        >>> str(output_of_unknown("Reshape", {"target_shape": [7, -1]}))
        '(None, 7, None)'
        >>> str(output_of_unknown("Dense", {"units": 10}))
        '(…, 10)'
    """
    if class_kind(kind).keeps_shape:
        return replace(given, dtype=None)
    if kind == "Flatten":
        return TensorSpec((None, None))
    if kind in {"Reshape", "Lambda"}:
        return TensorSpec(_target(config.get("target_shape" if kind == "Reshape" else "output_shape")))
    if kind in {"Dense", "Embedding"}:
        size = config.get("units" if kind == "Dense" else "output_dim")
        return TensorSpec(None, last_size=size if isinstance(size, int) else None)
    return UNKNOWN


def _target(sizes: object) -> Shape | None:
    if not isinstance(sizes, list) or not all(isinstance(size, int) for size in sizes):
        return None
    return (None, *(None if size < 0 else size for size in sizes))


def refined(spec: TensorSpec, other: TensorSpec) -> TensorSpec:
    """Return the shape and dtype of a tensor from two partly known ones.

    Args:
        spec: what is known first; it wins where both are known and differ.
        other: fills in what ``spec`` leaves open.

    Example:
        >>> str(refined(TensorSpec((None, 4, None)), TensorSpec(None, last_size=3)))
        '(None, 4, 3)'
    """
    dtype, last = spec.dtype or other.dtype, spec.last_size or other.last_size
    one, two = spec.shape, other.shape
    if one is None or two is None:
        shape = one if two is None else two
    else:
        agrees = len(one) == len(two)
        shape = tuple(b if a is None else a for a, b in zip(one, two, strict=True)) if agrees else one
    if shape is None:
        return TensorSpec(None, dtype, last)
    return TensorSpec((*shape[:-1], last) if shape and shape[-1] is None else shape, dtype)
