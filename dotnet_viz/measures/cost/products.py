"""Formulas of what multiplies matrices: dense layers, convolutions, products of tensors.

A kernel is multiplied once for each position of the result, as TensorFlow's profiler counts, also where a window reaches into
the padding. The formulas of convolutions are those of Howard et al. (2017, https://arxiv.org/abs/1704.04861, section 3.1).
"""

from __future__ import annotations

from math import prod

from dotnet_viz.graph.layer_kinds import KernelAxes
from dotnet_viz.measures.cost.call import SampleCall, Sizes, whole
from dotnet_viz.measures.cost.cost import Cost


def dense(call: SampleCall) -> Cost:
    """Return the cost of ``kernel · input + bias`` at each position."""
    return _layer(call, prod(call.output()) * call.input()[-1])


def convolution(call: SampleCall) -> Cost:
    """Return the cost of a convolution: of its own kind of kernel, with groups, strides and dilation by the sizes alone."""
    if call.is_operation:
        return Cost(*_macs_and_flops(_operation_macs(call, call.input(1))))
    window = call.window("kernel_size")
    values, given = prod(call.output()), call.input()
    if call.kind.kernel is KernelAxes.CHANNEL_MULTIPLIER:
        return _layer(call, values * window)
    groups = call.config.get("groups") or 1
    if call.kind.kernel is KernelAxes.OUTPUT_INPUT:
        return _layer(call, prod(given) * window * call.channels(call.output()) // whole(groups))
    return _layer(call, values * window * call.channels(given) // whole(groups))


def separable_convolution(call: SampleCall) -> Cost:
    """Return the cost of a depthwise convolution followed by one of the channels."""
    values = prod(call.output())
    positions = values // call.channels(call.output())
    if call.is_operation:
        window, between = prod(call.input(1)[:-2]), prod(call.input(1)[-2:])
    else:
        window = call.window("kernel_size")
        between = call.channels(call.input()) * whole(call.config.get("depth_multiplier", 1))
    return _layer(call, positions * window * between + values * between)


def einsum(call: SampleCall) -> Cost:
    """Return the cost of an equation such as ``abc,cde->abde``: for each value a product for each combination of letters."""
    shapes = call.operands() if call.is_operation else [call.input()]
    equation = str(call.setting("subscripts") if call.is_operation else call.setting("equation")).replace(" ", "")
    before, arrow, result = equation.partition("->")
    terms = before.split(",")
    known = {letter: size for term, shape in zip(terms, shapes, strict=False) for letter, size in _letters(term, shape).items()}
    if not arrow:
        result = "".join(letter for letter in before if before.count(letter) == 1)
    contracted = prod(known[letter] for letter in {*before} - {*result} - {",", "."})
    values = prod(call.output())
    if len(terms) == 1:
        return Cost(flops=values * (contracted - 1))
    macs = values * contracted * (len(terms) - 1)
    bias = values if call.config.get("bias_axes") is not None else 0
    return call.with_activation(Cost(macs, 2 * macs + bias))


def matrix_product(call: SampleCall) -> Cost:
    """Return the cost of a product that sums over the axes that both tensors have in common."""
    values = prod(call.output())
    if not call.is_operation:
        axes = call.config["axes"]
        return Cost(*_macs_and_flops(values * call.input()[axes if isinstance(axes, int) else axes[0]]))
    left = call.operands()[0]
    if call.layer.kind == "Vdot":
        return Cost(*_macs_and_flops(prod(left)))
    axes = call.setting("axes", 2) if "axes" in call.kind.settings else 1
    if isinstance(axes, int):
        return Cost(*_macs_and_flops(values * prod(left[len(left) - axes :])))
    summed = axes[0] if isinstance(axes[0], list | tuple) else axes[:1]
    return Cost(*_macs_and_flops(values * prod(left[axis] for axis in summed)))


def outer_product(call: SampleCall) -> Cost:
    """Return the cost of one product for each value: nothing is summed."""
    return Cost(flops=prod(call.output()))


def embedding(call: SampleCall) -> Cost:
    """Return the cost of an embedding: none, or that of the product with its table where it is used in reverse."""
    if ("reverse", True) not in call.node.constants:
        return Cost()
    return Cost(*_macs_and_flops(prod(call.output()) * call.input()[-1]))


def _layer(call: SampleCall, macs: int) -> Cost:
    """Return the cost of a layer with a bias and an activation."""
    bias = prod(call.output()) if call.has_bias else 0
    return call.with_activation(Cost(macs, 2 * macs + bias))


def _macs_and_flops(macs: int) -> tuple[int, int]:
    return macs, 2 * macs


def _operation_macs(call: SampleCall, kernel: Sizes) -> int:
    if call.kind.kernel is KernelAxes.OUTPUT_INPUT:
        return prod(call.input()) * prod(kernel[:-1])
    if call.kind.kernel is KernelAxes.CHANNEL_MULTIPLIER:
        return prod(call.output()) * prod(kernel[:-2])
    return prod(call.output()) * prod(kernel[:-1])


def _letters(term: str, shape: Sizes) -> dict[str, int]:
    """Return the size of each letter of a term; dots stand for the axes between."""
    before, _, after = term.partition("...")
    named = {**dict(zip(before, shape, strict=False)), **dict(zip(after[::-1], shape[::-1], strict=False))}
    return {letter: size for letter, size in named.items() if letter != "."}
