"""Inputs that are pictures, flattened into one row in front of a dense layer: their size, and the weights as pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_sizes
from dotnet_viz.graph import Array, Node
from dotnet_viz.translation.translate import translate

_LEAST_SIDE = 4
_CHANNELS = (1, 3, 4)


@dataclass(frozen=True)
class InputImage:
    """The size of a picture that a dense layer gets as one row of numbers.

    Args:
        height: rows of pixels.
        width: columns of pixels.
        channels: numbers of each pixel.
        channels_first: whether all pixels of the first channel come first.
    """

    height: int
    width: int
    channels: int = 1
    channels_first: bool = False

    @property
    def values(self) -> int:
        """How many numbers a picture has."""
        return self.height * self.width * self.channels

    @property
    def text(self) -> str:
        """What a picture of weights shows, in words."""
        size = format_sizes((self.height, self.width))
        if self.channels == 1:
            return translate("pictures of {size} weights", size=size)
        return translate("pictures of {size} weights, mean of {count} channels", size=size, count=self.channels)

    def channel_pictures(self, kernel: Array) -> NDArray[np.float64]:
        """Return the weights of each unit as a picture for each channel.

        Args:
            kernel: shape (values, units).

        Returns:
            An array of shape (units, channels, height, width).
        """
        numbers = np.asarray(kernel, dtype=np.float64).T
        sides = self.height, self.width
        if self.channels_first:
            return numbers.reshape(-1, self.channels, *sides)
        return np.moveaxis(numbers.reshape(-1, *sides, self.channels), -1, 1)

    def pictures(self, kernel: Array) -> NDArray[np.float64]:
        """Return the weights of each unit as a picture, the mean of its channels where it has several.

        Args:
            kernel: shape (values, units).

        Returns:
            An array of shape (units, height, width).
        """
        means: NDArray[np.float64] = self.channel_pictures(kernel).mean(axis=1)
        return means


def given_image(shape: Sequence[int] | None) -> InputImage | None:
    """Return the size of a picture that a user gives as (height, width) or (height, width, channels).

    Args:
        shape: two or three whole numbers; ``None`` for no picture.

    Raises:
        OptionError: it is something else.

    Example:
        >>> given_image((28, 28))
        InputImage(height=28, width=28, channels=1, channels_first=False)
    """
    if shape is None:
        return None
    sizes: list[object] = list(shape)
    if len(sizes) not in (2, 3) or not all(isinstance(size, int) and size > 0 for size in sizes):
        raise OptionError(
            f"input_shape {tuple(shape)!r} must be (height, width) or (height, width, channels), such as (28, 28)"
        )
    return InputImage(shape[0], shape[1], shape[2] if len(shape) == 3 else 1)


def image_of_input(node: Node | None, values: int) -> InputImage | None:
    """Return the size of the picture that a call of an input layer stands for; ``None`` where it is none.

    Args:
        node: the call.
        values: how many numbers a dense layer takes from it.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> node = Node("n0", Layer("in", "in", "InputLayer"), outputs=(TensorSpec((None, 28, 28)),))
        >>> image_of_input(node, 784)
        InputImage(height=28, width=28, channels=1, channels_first=False)
    """
    if node is None or node.layer.kind != "InputLayer" or not node.outputs:
        return None
    sizes = (node.outputs[0].shape or ())[1:]
    known = [size for size in sizes if size]
    if len(known) != len(sizes) or len(known) not in (2, 3) or math.prod(known) != values:
        return None
    first = len(known) == 3 and known[2] not in _CHANNELS and known[0] in _CHANNELS
    if len(known) == 3 and not first and known[2] not in _CHANNELS:
        return None
    sides = known[1:] if first else known[:2]
    channels = 1 if len(known) == 2 else known[0] if first else known[2]
    return InputImage(sides[0], sides[1], channels, first) if min(sides) >= _LEAST_SIDE else None
