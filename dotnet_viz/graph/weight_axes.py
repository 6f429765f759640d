"""Which values of a weight belong to one input, and which to one unit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.layer_kinds import KernelAxes, core_kind

_ATTENTION_INPUTS = frozenset({"query", "key", "value"})


@dataclass(frozen=True)
class WeightAxes:
    """A weight as a table of rows and columns, in the order that its values are stored in.

    Args:
        rows: how many rows the whole table has.
        columns: how many values a row has.
        inputs: how many inputs there are: row i belongs to input i modulo this.
        swapped: whether units are along the rows and inputs along the columns, as in transposed convolutions.
        separate: whether each column has inputs of its own (depthwise), so that no row is an input.
    """

    rows: int
    columns: int
    inputs: int
    swapped: bool = False
    separate: bool = False


def is_kernel(weight: Weight) -> bool:
    """Whether a weight multiplies inputs: kernels and embeddings, not biases or statistics.

    Example:
        >>> is_kernel(Weight("kernel", "kernel", (3, 2), "float32")), is_kernel(Weight("gamma", "gamma", (3,), "float32"))
        (True, False)
    """
    named = weight.role.endswith("kernel") or weight.role == "embeddings" or weight.role.startswith("variable_")
    return named and len(weight.shape) >= 2 and min(weight.shape) > 0 and is_float(weight)


def is_float(weight: Weight) -> bool:
    """Whether the values are floating-point numbers, not whole ones as in quantised layers."""
    return "float" in weight.dtype


def axes_of(layer: Layer, weight: Weight) -> WeightAxes:
    """Return how a kernel's values belong to inputs and units.

    Args:
        layer: that the weight belongs to.
        weight: a kernel of two axes or more.

    Example:
        >>> axes_of(Layer("c", "c", "Conv2D"), Weight("kernel", "kernel", (3, 3, 8, 16), "float32"))
        WeightAxes(rows=72, columns=16, inputs=8, swapped=False, separate=False)
    """
    shape, kernel = weight.shape, core_kind(layer).kernel
    if weight.role == "depthwise_kernel" or kernel is KernelAxes.CHANNEL_MULTIPLIER:
        columns = shape[-2] * shape[-1]
        return WeightAxes(weight.size // columns, columns, 1, separate=True)
    part = weight.name.split("/")[-2] if "/" in weight.name else ""
    if len(shape) == 3 and part in _ATTENTION_INPUTS:
        return WeightAxes(shape[0], shape[1] * shape[2], shape[0])
    rows = weight.size // shape[-1]
    if len(shape) == 3 and part == "attention_output":
        return WeightAxes(rows, shape[-1], rows)
    return WeightAxes(rows, shape[-1], shape[-2], swapped=kernel is KernelAxes.OUTPUT_INPUT)


def fans(layer: Layer, weight: Weight) -> tuple[int, int]:
    """Return the fan-in and the fan-out of a weight, as Keras counts them for its initialisers.

    Args:
        layer: the layer that owns the weight.
        weight: a kernel of two or more axes.

    Returns:
        The number of input values of one unit, and the number of units that one input value goes to.

    Example:
        >>> fans(Layer("c", "c", "Conv2D"), Weight("kernel", "kernel", (3, 3, 8, 16), "float32"))
        (72, 144)
    """
    axes = axes_of(layer, weight)
    if len(weight.shape) == 3 and core_kind(layer).family != "convolution":
        return axes.rows, axes.columns
    field = math.prod(weight.shape[:-2])
    return field * weight.shape[-2], field * weight.shape[-1]
