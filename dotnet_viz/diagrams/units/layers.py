"""Which kernels of a layer lie between units, by its class."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from dotnet_viz.diagrams.units.kernels import KernelPart, UnitKernel
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.layer_kinds import KernelAxes, core_kind

MAX_MASKED = 1 << 24


@dataclass(frozen=True)
class LayerUnits:
    """What can be drawn of a layer.

    Args:
        kernel: from the units before it.
        bias: of each unit; ``None`` where there is none to show.
        state: from its units one time step earlier, for recurrent layers.
        heads: from attention heads to its units; then ``kernel`` leads to the heads.
        query: for attention to another sequence, from the units that ask to the heads.
        context: then, from the other sequence's units to the heads.
        source: word for units that are its own: ``"tokens"``, where the layer before has none to take.
    """

    kernel: UnitKernel
    bias: Weight | None = None
    state: UnitKernel | None = None
    heads: UnitKernel | None = None
    query: UnitKernel | None = None
    context: UnitKernel | None = None
    source: str = ""

    @property
    def units(self) -> int:
        """How many units the layer has."""
        return (self.heads or self.kernel).units


def layer_units(layer: Layer) -> LayerUnits | None:
    """Return what can be drawn of a layer, ``None`` where units are no natural picture of it.

    Args:
        layer: with its weights.

    Example:
        >>> import numpy as np
        >>> kernel = Weight.from_array("kernel", np.ones((3, 3, 4, 8)))
        >>> found = layer_units(Layer("c", "c", "Conv2D", weights=(kernel,)))
        >>> found.kernel.inputs, found.kernel.units, found.kernel.measure
        (4, 8, 'kernel norm')
    """
    found = _find(layer)
    kernels = [] if found is None else [item for item in (found.kernel, found.state, found.heads, found.context) if item]
    if not kernels or any(min(item.inputs, item.units) < 1 for item in kernels):
        return None
    masked = any(item.is_masked and item.inputs * item.units > MAX_MASKED for item in kernels)
    return None if masked else found


def _find(layer: Layer) -> LayerUnits | None:
    if layer.weight("recurrent_kernel") is not None:
        return _recurrent(layer)
    if layer.weight("pointwise_kernel") is not None:
        return _separable(layer)
    kind = core_kind(layer)
    make = _BY_FAMILY.get(kind.family) or (None if kind.kernel is None else _BY_KERNEL.get(kind.kernel))
    return None if make is None else make(layer)


def _dense(layer: Layer) -> LayerUnits | None:
    kernel = layer.weight("kernel")
    if kernel is None or len(kernel.shape) != 2:
        return None
    return LayerUnits(_matrix(kernel), _bias(layer, kernel.shape[1]))


def _embedding(layer: Layer) -> LayerUnits | None:
    table = layer.weight("embeddings")
    return None if table is None or len(table.shape) != 2 else LayerUnits(_matrix(table), source="tokens")


def _matrix(weight: Weight) -> UnitKernel:
    return _whole(KernelPart(weight, weight.shape, "io"))


def _whole(*parts: KernelPart) -> UnitKernel:
    inputs = max(part.first_input + part.inputs for part in parts)
    return UnitKernel(inputs, max(part.offset + part.units for part in parts), parts)


def _bias(layer: Layer, units: int) -> Weight | None:
    bias = layer.weight("bias")
    return bias if bias is not None and bias.shape == (units,) else None


def _convolution(layer: Layer) -> LayerUnits | None:
    axes = core_kind(layer).kernel
    kernel = layer.weight("kernel") or layer.weight("depthwise_kernel")
    if kernel is None or len(kernel.shape) < 3 or axes is KernelAxes.LOCAL:
        return None
    *spatial, first, second = kernel.shape
    folded = "." * len(spatial)
    if axes is KernelAxes.CHANNEL_MULTIPLIER:
        part = KernelPart(kernel, (*spatial, 1, first * second), folded + "io", groups=first)
    elif axes is KernelAxes.OUTPUT_INPUT:
        part = KernelPart(kernel, kernel.shape, folded + "oi")
    else:
        part = KernelPart(kernel, kernel.shape, folded + "io", groups=_groups(layer, second))
    return LayerUnits(_whole(part), _bias(layer, part.units))


def _groups(layer: Layer, units: int) -> int:
    groups = layer.config.get("groups", 1)
    return groups if isinstance(groups, int) and groups > 0 and units % groups == 0 else 1


def _separable(layer: Layer) -> LayerUnits | None:
    depthwise, pointwise = layer.weight("depthwise_kernel"), layer.weight("pointwise_kernel")
    if depthwise is None or pointwise is None or len(depthwise.shape) < 3:
        return None
    *spatial, channels, multiplier = depthwise.shape
    if math.prod(pointwise.shape[:-1]) != channels * multiplier:
        return None
    part = KernelPart(depthwise, depthwise.shape, "." * len(spatial) + "i.", pointwise=pointwise)
    return LayerUnits(_whole(part), _bias(layer, part.units))


def _recurrent(layer: Layer) -> LayerUnits | None:
    """Return the kernels of a recurrent layer, whose gates are folded; both directions where there are two."""
    kernels = [weight for weight in layer.weights if weight.role == "kernel"]
    states = [weight for weight in layer.weights if weight.role == "recurrent_kernel"]
    most = 2 if layer.kind == "Bidirectional" else 1
    if not len(kernels) == len(states) <= most or not all(_gated(*pair) for pair in zip(kernels, states, strict=True)):
        return None
    units = [state.shape[-2] for state in states]
    together = layer.config.get("merge_mode") in ("sum", "mul", "ave") and len(set(units)) == 1
    # With two directions side by side, the states of one do not reach the units of the other.
    offsets = [0] * len(units) if together else list(accumulate(units[:-1], initial=0))
    inputs = _whole(*map(_gates, kernels, units, offsets))
    state = _whole(*(replace(part, first_input=part.offset) for part in map(_gates, states, units, offsets)))
    return LayerUnits(inputs, state=state)


def _gated(kernel: Weight, state: Weight) -> bool:
    return (
        len(kernel.shape) == len(state.shape) >= 2
        and state.shape[-2] > 0
        and kernel.shape[-1] == state.shape[-1]
        and kernel.shape[-1] % state.shape[-2] == 0
    )


def _gates(weight: Weight, units: int, offset: int) -> KernelPart:
    *spatial, inputs, width = weight.shape
    return KernelPart(weight, (*spatial, inputs, width // units, units), "." * len(spatial) + "i.o", offset)


def _attention(layer: Layer) -> LayerUnits | None:
    parts = {name: _named(layer, f"{name}/kernel") for name in ("query", "key", "value", "attention_output")}
    query, output = parts["query"], parts["attention_output"]
    # A sum over some of the projections would look like one over all.
    is_known = all(part is None or part.role == "kernel" for part in parts.values())
    if query is None or output is None or not is_known:
        return None
    heads = query.shape[1]
    others = [part for part in (parts["key"], parts["value"]) if part is not None and part.shape[1] == heads]
    same = [part for part in others if part.shape[0] == query.shape[0]]
    return LayerUnits(
        _whole(*(KernelPart(part, part.shape, "io.") for part in (query, *same))),
        _bias_of(layer, "attention_output/bias", output.shape[2]),
        heads=_whole(KernelPart(output, output.shape, "i.o")),
        query=_whole(KernelPart(query, query.shape, "io.")),
        context=_whole(*(KernelPart(part, part.shape, "io.") for part in others)) if others else None,
    )


def _named(layer: Layer, name: str) -> Weight | None:
    return next((weight for weight in layer.weights if weight.name == name and len(weight.shape) == 3), None)


def _bias_of(layer: Layer, name: str, units: int) -> Weight | None:
    return next((weight for weight in layer.weights if weight.name == name and weight.shape == (units,)), None)


def _einsum(layer: Layer) -> LayerUnits | None:
    kernel, equation = layer.weight("kernel"), layer.config.get("equation")
    if kernel is None or not isinstance(equation, str) or "->" not in equation:
        return None
    terms, _, result = equation.replace(" ", "").partition("->")
    data, _, letters = terms.partition(",")
    axes = "".join(_axis(letter, data, result) for letter in letters)
    if len(axes) != len(kernel.shape) or sorted(axes.replace(".", "")) != ["i", "o"]:
        return None
    part = KernelPart(kernel, kernel.shape, axes)
    return LayerUnits(_whole(part), _bias(layer, part.units))


def _axis(letter: str, data: str, result: str) -> str:
    if (letter in data) == (letter in result):
        return "."
    return "i" if letter in data else "o"


_BY_FAMILY: Mapping[str, Callable[[Layer], LayerUnits | None]] = {"convolution": _convolution, "attention": _attention}
_BY_KERNEL: Mapping[KernelAxes, Callable[[Layer], LayerUnits | None]] = {
    KernelAxes.INPUT_UNIT: _dense,
    KernelAxes.INDEX_DIMENSION: _embedding,
    KernelAxes.EQUATION: _einsum,
}
