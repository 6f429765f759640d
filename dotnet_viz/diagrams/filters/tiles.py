"""Kernels of convolutions as small images: which axis is what, in all kinds of convolutions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.layer_kinds import KernelAxes, core, core_kind
from dotnet_viz.graph.weight_axes import axes_of, is_float

Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FilterKernel:
    """A kernel with its axes in one order.

    Args:
        values: shape (filters, inputs, slices, rows, columns).
        is_color: whether its three inputs are red, green and blue.
        has_inputs_as_rows: whether the rows of an image are inputs, as in a convolution along one axis.
    """

    values: Doubles
    is_color: bool = False
    has_inputs_as_rows: bool = False


def is_filter(layer: Layer, weight: Weight) -> bool:
    """Whether a weight holds the filters of a convolution.

    Args:
        layer: the layer that has the weight.
        weight: of any shape; its values are not read.

    Example:
        >>> is_filter(Layer("c", "c", "Conv2D"), Weight("kernel", "kernel", (3, 3, 8, 16), "float32"))
        True
    """
    kind = core_kind(layer)
    fits = weight.role in ("kernel", "recurrent_kernel", "depthwise_kernel", "pointwise_kernel")
    convolves = kind.family == "convolution" and kind.kernel is not KernelAxes.LOCAL
    return fits and convolves and 3 <= len(weight.shape) <= 5 and weight.size > 0 and is_float(weight)


def is_spatial(weight: Weight) -> bool:
    """Whether the filters see more than one place: those of 1 × 1 convolutions are no images."""
    return int(np.prod(weight.shape[:-2])) > 1


def kernel_of(layer: Layer, weight: Weight) -> FilterKernel:
    """Return a kernel with its axes in one order.

    Args:
        layer: a convolution: plain, depthwise, separable, transposed, or with a state.
        weight: one for which :func:`is_filter` is true.

    Example:
        >>> weight = Weight.from_array("kernel", np.ones((3, 5, 8, 16), "float32"))
        >>> kernel_of(Layer("c", "c", "Conv2D"), weight).values.shape
        (16, 8, 1, 3, 5)
    """
    values, axes = np.asarray(weight.array, dtype=np.float64), axes_of(layer, weight)
    if axes.separate:
        values = values.reshape(*weight.shape[:-2], 1, -1)
    elif axes.swapped:
        values = values.swapaxes(-1, -2)
    ordered = np.moveaxis(values, (-1, -2), (0, 1))
    if ordered.ndim == 3:
        return FilterKernel(ordered[:, np.newaxis, np.newaxis], has_inputs_as_rows=not axes.separate)
    is_color = ordered.shape[1] == 3 and not axes.separate and core(layer).config.get("groups", 1) == 1
    return FilterKernel(ordered[:, :, np.newaxis] if ordered.ndim == 4 else ordered, is_color=is_color)


def norms(values: Doubles) -> Doubles:
    """Return the length of each filter, seen as a vector; values that are no finite number count as 0."""
    finite = np.where(np.isfinite(values), values, 0.0).reshape(len(values), -1)
    largest = np.abs(finite).max(initial=0.0) or 1.0
    lengths: Doubles = np.sqrt(np.square(finite / largest).sum(axis=1)) * largest
    return lengths


def color_pixels(values: Doubles, limit: float, not_a_number: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return the weights of red, green and blue as a colour: 0 is middle grey, ``limit`` full brightness.

    Args:
        values: shape (..., 3).
        limit: the magnitude that has the full brightness, or none.
        not_a_number: colour of pixels for which one of the three is NaN.

    Example:
        >>> color_pixels(np.array([[1.0, 0.0, -1.0]]), 1.0, (224, 130, 20)).tolist()
        [[255, 128, 0]]
    """
    shares = np.sign(values) * np.isinf(values) if limit == 0 else np.clip(values, -limit, limit) / limit
    colors = np.rint(127.5 + 127.5 * np.nan_to_num(shares)).astype(np.uint8)
    colors[np.isnan(values).any(axis=-1)] = not_a_number
    return colors
