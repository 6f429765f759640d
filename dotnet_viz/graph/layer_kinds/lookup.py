"""What is known of a layer by its class, by the class that it wraps, or by what the name of its class ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dotnet_viz.graph.layer_kinds.kind import LayerKind, Merge
from dotnet_viz.graph.layer_kinds.layers import ALIASES, LAYERS
from dotnet_viz.graph.layer_kinds.operations import OPERATIONS, TENSORFLOW
from dotnet_viz.graph.parts import Layer, Node

FOREIGN_OPERATIONS = ("TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer")
"""Layers that older versions of Keras made of TensorFlow's operations."""

# What the names of classes that others wrote end in, and the known class that those are like.
_ENDINGS: Mapping[str, LayerKind] = {
    **{name: kind for name, kind in LAYERS.items() if kind.family not in ("input", "math", "model")},
    **dict.fromkeys(("Relu", "Sigmoid", "Tanh"), LAYERS["Activation"]),
    **dict.fromkeys(("Dropout1D", "Dropout2D", "Dropout3D"), LAYERS["Dropout"]),
    **dict.fromkeys(("Transpose", "Squeeze", "ExpandDims", "Split"), LAYERS["Reshape"]),
    "Norm": LAYERS["LayerNormalization"],
    "Cell": LAYERS["RNN"],
    "Stack": LAYERS["Concatenate"],
}
_PARTS = (("Conv", "convolution"), ("Pool", "pooling"))


def kind_of(layer: Layer) -> LayerKind:
    """Return what is known of a layer's own class; of a wrapper, not of what it wraps.

    Example:
        >>> kind_of(Layer("d", "d", "Dropout")).element_wise, kind_of(Layer("m", "m", "Mean", "operation")).reduces
        (True, True)
    """
    if layer.kind in FOREIGN_OPERATIONS:
        return class_kind(_tensorflow_name(layer), "operation")
    return class_kind(layer.kind, layer.category)


@lru_cache(maxsize=4096)
def class_kind(name: str, category: str = "layer") -> LayerKind:
    """Return what is known of a class by its name.

    Args:
        name: of the class. An unknown class is of the family that its name ends in, as ``MyConv2D`` is a convolution,
            and nothing else is known of it.
        category: ``"layer"``, ``"operation"`` or ``"model"``, as a layer has it.

    Example:
        >>> class_kind("Softmax").element_wise, class_kind("Softmax").keeps_units, class_kind("MyDense").family
        (False, True, 'dense')
    """
    if category == "model":
        return LayerKind("model")
    name = current_name(name)
    known = (OPERATIONS if category == "operation" else LAYERS).get(name)
    if known is None and category == "layer":
        # Networks rarely have them, so the table waits.
        from dotnet_viz.graph.layer_kinds.estimators import ESTIMATORS

        known = ESTIMATORS.get(name)
    if known is not None:
        return known
    guessed = _guess(name)
    return replace(guessed, family="math") if category == "operation" and guessed.family == "other" else guessed


def current_name(name: str) -> str:
    """Return the name that a class has today, such as ``"Conv2D"`` for ``"Convolution2D"``."""
    return ALIASES.get(name, name)


def _guess(name: str) -> LayerKind:
    longest = max((ending for ending in _ENDINGS if name.endswith(ending)), key=len, default=None)
    like = LayerKind() if longest is None else _ENDINGS[longest]
    family = next((family for part, family in _PARTS if part in name), like.family)
    return LayerKind(family, rank=like.rank, kernel=like.kernel) if family == like.family else LayerKind(family)


def _tensorflow_name(layer: Layer) -> str:
    """Return the operation of ``keras.ops`` that one of TensorFlow is, such as ``Mean`` for ``math.reduce_mean``."""
    if layer.kind == "SlicingOpLambda":
        return "GetItem"
    node = layer.config.get("node_def")
    written = layer.config.get("function") or (node.get("op") if isinstance(node, Mapping) else node)
    name = str(written).rsplit(".", 1)[-1].removeprefix("reduce_")
    return TENSORFLOW.get(name.lower(), name[:1].upper() + "".join(part.capitalize() for part in name.split("_"))[1:])


def core(layer: Layer) -> Layer:
    """Return the layer in a wrapper such as ``TimeDistributed``, or the cell of an ``RNN``; any other layer as it is.

    Example:
        >>> wrapped = {"class_name": "Dense", "config": {"units": 4, "activation": "relu"}}
        >>> core(Layer("t", "t", "TimeDistributed", config={"layer": wrapped})).kind
        'Dense'
    """
    wrapped = _wrapped(layer)
    while wrapped is not None:
        config = wrapped.get("config")
        config = config if isinstance(config, Mapping) else {}
        activation = config.get("activation")
        named = activation if isinstance(activation, str) else layer.activation
        layer = replace(layer, kind=wrapped["class_name"], config=config, activation=named)
        wrapped = _wrapped(layer)
    return layer


def _wrapped(layer: Layer) -> Mapping[str, Any] | None:
    for key in ("layer", "cell"):
        entry = layer.config.get(key)
        if entry is not None and isinstance(entry, Mapping) and isinstance(entry.get("class_name"), str):
            return entry
    return None


def core_kind(layer: Layer) -> LayerKind:
    """Return what is known of the class of a layer, or of the layer in a wrapper."""
    return kind_of(core(layer))


def family_of(layer: Layer) -> str:
    """Return the family of a layer: of a wrapper, that of the layer in it.

    Example:
        >>> wrapped = {"class_name": "Conv2D", "config": {}}
        >>> family_of(Layer("t", "t", "TimeDistributed", config={"layer": wrapped})), family_of(Layer("m", "m", "Mine"))
        ('convolution', 'other')
    """
    return core_kind(layer).family


def is_element_wise(node: Node) -> bool:
    """Whether every value of a call's result comes from the value at its position alone, as in ``x * 2.0``.

    Example:
        >>> from dotnet_viz.graph import TensorSpec
        >>> times = Layer("t", "t", "Multiply", "operation")
        >>> is_element_wise(Node("n0", times, (TensorSpec((None, 3)),))), is_element_wise(Node("n0", times))
        (True, False)
    """
    kind = core_kind(node.layer)
    alone = len(node.inputs) == 1 and kind.merge is Merge.ELEMENT_WISE
    return (kind.element_wise or alone) and _keeps_shape(node)


def keeps_units(node: Node) -> bool:
    """Whether unit ``i`` of a call's result is unit ``i`` of what goes in; its positions can be others, as in pooling."""
    kind = core_kind(node.layer)
    return is_element_wise(node) or (kind.keeps_units and not kind.element_wise)


def changes_values_only(node: Node) -> bool:
    """Whether a call's result has the shape of what goes in and the same units: element-wise, softmax, normalization."""
    return is_element_wise(node) or (keeps_units(node) and core_kind(node.layer).keeps_shape)


def _keeps_shape(node: Node) -> bool:
    """Whether input and output have one shape, as far as they are known: a constant can be larger than the tensor."""
    before, after = (specs[0].shape if specs else None for specs in (node.inputs, node.outputs))
    return before is None or after is None or before == after
