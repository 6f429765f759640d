"""The class of a layer of which only the variables are known, as far as their names and shapes prove it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.graph.layer_kinds import KernelAxes, class_kind
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.keras_format.config.names import snake_case
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.roles import part_kind, role_names
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS

Sizes = Mapping[str, tuple[int, ...]]
"""Shapes of variables by their roles."""

_INPUT = "InputLayer"
_WORDS = {KernelAxes.OUTPUT_INPUT: ("transpose", "deconv"), KernelAxes.CHANNEL_MULTIPLIER: ("depthwise", "_dw")}


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, str]:
    return {snake_case(name): name for name in LAYERS} | {"input": _INPUT}


def class_named(name: str) -> str | None:
    """Return the class whose layers Keras names so by itself, ``None`` where an author chose the name.

    Example:
        >>> class_named("max_pooling2d_3"), class_named("block1_conv1")
        ('MaxPooling2D', None)
    """
    found = _classes().get(without_number(name.rpartition("/")[2]))
    return None if found in ("Layer", "Variable", "Wrapper") else found


def class_of(names: tuple[str, ...], variables: VariableTree) -> tuple[str, dict[str, Any]]:
    """Return the class of a layer, and those of its settings that the shapes of its variables show.

    Names that Keras makes of classes count where the shapes are those of the class. Other names prove nothing; then what
    the variables are called does, where the file has that.

    Args:
        names: that the file has for the layer.
        variables: of the layer.

    Returns:
        ``"Layer"`` and no settings where nothing proves a class.

    Example:
        >>> kernel = Variable((3, 2), "float32", None, "kernel")
        >>> class_of(("fc1",), VariableTree(own=(kernel,)))
        ('Dense', {'units': 2, 'use_bias': False})
        >>> class_of(("dense_1",), VariableTree(own=(Variable((2,), "float32", None),)))
        ('Layer', {})
    """
    for name in names:
        kind = class_named(name)
        settings = None if kind is None else _settings(kind, variables)
        if kind is not None and settings is not None:
            return kind, settings
    kind = _by_variables(names[0].lower(), variables)
    settings = None if kind is None else _settings(kind, variables)
    return (UNKNOWN_CLASS, {}) if kind is None or settings is None else (kind, settings)


def sizes_of(kind: str, own: tuple[Variable, ...]) -> Sizes:
    """Return the shapes of a layer's own variables by their roles; empty where the number of them is not that of the class.

    Args:
        kind: class of the layer.
        own: its variables.
    """
    if own and all(variable.name for variable in own):
        return {str(variable.name): variable.shape for variable in own}
    for config in ({}, {"use_bias": False}):
        names = role_names(kind, config, len(own))
        if names and not names[0].startswith("variable_"):
            return dict(zip(names, (variable.shape for variable in own), strict=True))
    return {}


def _settings(kind: str, variables: VariableTree) -> dict[str, Any] | None:
    """Return the settings of a layer if it can be of a class; ``None`` where its variables have other shapes."""
    known = class_kind(kind)
    if known.wraps:
        return _wrapped(variables)
    if known.gates and not known.rank:
        return _recurrent(known.gates, variables)
    sizes = sizes_of(kind, variables.own)
    if known.family == "convolution":
        return _convolution(known.rank, known.kernel, sizes)
    fits, settings = bool(sizes or variables.children), {}
    if kind == "Dense":
        kernel = sizes.get("kernel", ())
        fits = len(kernel) == 2 and _is_bias(sizes, kernel[-1]) and sizes.keys() <= {"kernel", "bias"}
        settings = {"units": kernel[-1], "use_bias": "bias" in sizes} if fits else {}
    elif known.kernel is KernelAxes.INDEX_DIMENSION:
        table = sizes.get("embeddings", ())
        fits = len(table) == 2
        settings = {"input_dim": table[0], "output_dim": table[1]} if fits else {}
    elif known.family == "normalization":
        fits = bool(sizes) and len(set(sizes.values())) == 1
    return settings if fits else None


def _convolution(rank: int, axes: KernelAxes | None, sizes: Sizes) -> dict[str, Any] | None:
    kernel = sizes.get("depthwise_kernel", sizes.get("kernel", ()))
    if len(kernel) != rank + 2 or axes not in (KernelAxes.INPUT_UNIT, KernelAxes.OUTPUT_INPUT, KernelAxes.CHANNEL_MULTIPLIER):
        return None
    pointwise = sizes.get("pointwise_kernel")
    settings: dict[str, Any] = {"kernel_size": list(kernel[:rank]), "use_bias": "bias" in sizes}
    if axes is KernelAxes.CHANNEL_MULTIPLIER:
        units = math.prod(kernel[-2:])
        settings["depth_multiplier"] = kernel[-1]
    else:
        units = pointwise[-1] if pointwise else kernel[-1] if axes is KernelAxes.INPUT_UNIT else kernel[-2]
        settings["filters"] = units
    return settings if _is_bias(sizes, units) else None


def _is_bias(sizes: Sizes, units: int) -> bool:
    return sizes.get("bias", (units,)) == (units,)


def _recurrent(gates: int, variables: VariableTree) -> dict[str, Any] | None:
    cell = next(iter(variables.children.values()), variables) if not variables.own else variables
    sizes = sizes_of("LSTMCell", cell.own)
    state, kernel = sizes.get("recurrent_kernel", ()), sizes.get("kernel", ())
    fits = len(state) == len(kernel) == 2 and state[1] == kernel[1] == gates * state[0] and state[0] > 0
    return {"units": state[0], "use_bias": "bias" in sizes} if fits else None


def _wrapped(variables: VariableTree) -> dict[str, Any]:
    """Return the settings of a wrapper, of which the class of the layer in it is known where its variables show it."""
    key, inner = ("layer", variables) if variables.own or not variables.children else _forward(variables.children)
    kind, settings = class_of((inner.name or "",), inner)
    if kind == UNKNOWN_CLASS and not inner.own and inner.children:
        cell = next(iter(inner.children.values()))
        kind, settings = class_of(("",), VariableTree(children={_cell_name(cell): cell}))
    known = {"layer": {"class_name": kind, "config": {"name": inner.name or key, **settings}}}
    return {} if kind == UNKNOWN_CLASS else known


def _forward(children: Mapping[str, VariableTree]) -> tuple[str, VariableTree]:
    """Return what a wrapper holds; of two directions the forward one, from whose configuration Keras makes the other."""
    return next(((key, child) for key, child in children.items() if key.startswith("forward")), next(iter(children.items())))


def _cell_name(cell: VariableTree) -> str:
    """Return what Keras calls a cell of the kind that has such variables; empty where none has."""
    sizes = sizes_of("LSTMCell", cell.own)
    state = sizes.get("recurrent_kernel", ())
    gates = state[1] // state[0] if len(state) == 2 and state[0] > 0 else 0
    return {4: "lstm_cell", 3: "gru_cell", 1: "simple_rnn_cell"}.get(gates, "")


def _by_variables(name: str, variables: VariableTree) -> str | None:
    """Return the only class of which a layer can be by the names that its variables have."""
    own = {str(variable.name): variable.shape for variable in variables.own if variable.name}
    kernel = own.get("depthwise_kernel", own.get("kernel", ()))
    found: str | None = None
    if not own:
        found = _by_parts({without_number(key) for key in variables.children})
    elif {"moving_mean", "moving_variance"} <= own.keys():
        found = "BatchNormalization"
    elif own.keys() == {"embeddings"}:
        found = "Embedding"
    elif "recurrent_kernel" in own:
        found = _by_parts({_cell_name(variables)})
    elif "depthwise_kernel" in own:
        found = f"{'Separable' if 'pointwise_kernel' in own else 'Depthwise'}Conv{len(kernel) - 2}D"
    elif own.keys() <= {"kernel", "bias"} and 2 <= len(kernel) <= 5:
        found = "Dense" if len(kernel) == 2 else _convolution_class(name, kernel, own.get("bias"))
    return found


def _convolution_class(name: str, kernel: tuple[int, ...], bias: tuple[int, ...] | None) -> str | None:
    """Return a class of convolutions by its bias, or, where that does not decide, by a word in the name of the layer."""
    units = {
        KernelAxes.INPUT_UNIT: kernel[-1],
        KernelAxes.OUTPUT_INPUT: kernel[-2],
        KernelAxes.CHANNEL_MULTIPLIER: math.prod(kernel[-2:]),
    }
    fitting = [axes for axes, size in units.items() if bias is None or bias == (size,)]
    meant = [axes for axes in fitting if any(word in name for word in _WORDS.get(axes, ()))]
    axes = next(iter((*meant, *fitting)), None)
    same = (each for each, known in LAYERS.items() if known.rank == len(kernel) - 2 and known.kernel is axes)
    return next((each for each in same if class_kind(each).family == "convolution"), None)


def _by_parts(parts: set[str]) -> str | None:
    cells = {part_kind(part) for part in parts if part.endswith("_cell")}
    if len(parts) == len(cells) == 1:
        return cells.pop().removesuffix("Cell") or None
    if {"query", "key", "value", "attention_output"} <= parts:
        return "MultiHeadAttention"
    if len(parts) == 2 and {part.partition("_")[0] for part in parts} == {"forward", "backward"}:
        return "Bidirectional"
    return None
