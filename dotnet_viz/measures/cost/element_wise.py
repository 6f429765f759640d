"""Formulas of what works value by value, over windows or over axes: activations, merging, pooling, normalization, reductions.

The numbers are those of the operations that Keras composes each of, as TensorFlow's profiler counts them; what depends on
weights alone, such as the factors of batch normalization, is not counted.
"""

from __future__ import annotations

from math import prod

from dotnet_viz.measures.cost.call import SampleCall, applied, whole
from dotnet_viz.measures.cost.cost import Cost


def activation(call: SampleCall) -> Cost:
    """Return the cost of the function that a class is, or that its settings name."""
    return applied(call.kind.activation or call.layer.activation or "?", prod(call.output()))


def merge(call: SampleCall) -> Cost:
    """Return the cost of tensors that are added, multiplied or compared value by value."""
    return Cost(flops=prod(call.output()) * max(1, len(call.node.inputs) - 1))


def average(call: SampleCall) -> Cost:
    """Return the cost of the mean of several tensors."""
    return Cost(flops=prod(call.output()) * len(call.node.inputs))


def pooling(call: SampleCall) -> Cost:
    """Return the cost of a window for each value."""
    return Cost(flops=prod(call.output()) * call.window("pool_size"))


def input_values(call: SampleCall) -> Cost:
    """Return the cost of what takes each value once, such as a mean."""
    return Cost(flops=prod(call.input()))


def reduction(call: SampleCall) -> Cost:
    """Return the cost of sums and maxima: one operation for each value but the first of each group."""
    return Cost(flops=prod(call.input()) - prod(call.output()))


def variance(call: SampleCall) -> Cost:
    """Return the cost of a variance: two means, and the squares of the differences."""
    return Cost(flops=4 * prod(call.input()))


def layer_normalization(call: SampleCall) -> Cost:
    """Return the cost of mean and variance, and of scale and shift, which are made for each value."""
    values, groups = prod(call.input()), _groups(call)
    if call.config.get("rms_scaling"):
        return root_mean_square(call)
    factors = 2 * bool(call.config.get("scale", True)) + bool(call.config.get("center", True))
    return Cost(flops=values * (6 + factors) + 4 * groups)


def group_normalization(call: SampleCall) -> Cost:
    """Return the cost of mean and variance of groups of channels."""
    values, channels = prod(call.input()), call.input()[_axis(call.config.get("axis", -1))]
    groups = call.config.get("groups", 32)
    factors = 1 + bool(call.config.get("scale", True)) + bool(call.config.get("center", True))
    return Cost(flops=6 * values + factors * channels + 4 * (channels if groups == -1 else whole(groups)))


def root_mean_square(call: SampleCall) -> Cost:
    """Return the cost of a division by the root of the mean square, and of a scale."""
    return Cost(flops=4 * prod(call.input()) + 3 * _groups(call))


def length(call: SampleCall) -> Cost:
    """Return the cost of the length of each vector, and of the division by it where vectors come out."""
    values = prod(call.input())
    return Cost(flops=3 * values + 2 * _groups(call) if call.kind.keeps_shape else 2 * values)


def _axis(axis: object) -> int:
    """Return the number of one axis, which may be negative."""
    if not isinstance(axis, int):
        raise TypeError(f"{axis!r} is no axis")
    return axis


def _groups(call: SampleCall) -> int:
    """Return how many groups of values are normalised: one for each position of the other axes."""
    given = call.input()
    axis = call.setting("axis", -1)
    axes = axis if isinstance(axis, list | tuple) else [axis]
    return prod(given) // max(1, prod(given[_axis(one)] for one in axes))
