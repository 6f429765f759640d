"""The networks that tutorials use, with weights that are made up while they are read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dotnet_viz.graph import Array, Graph, Layer, Weight
from tests.builders import chain

_PATTERN = np.random.default_rng(7).normal(size=1 << 21).astype("float32")
_PATTERN.setflags(write=False)


@dataclass(frozen=True)
class MadeUp:
    """The values of a weight of any size, which are never all there at once: a pattern that starts anew."""

    shape: tuple[int, ...]
    start: int

    def read(self) -> Array:
        return np.concatenate(list(self.chunks(1 << 16))).reshape(self.shape)

    def chunks(self, max_values: int) -> Iterator[Array]:
        total, scale = math.prod(self.shape), np.float32(1 / math.sqrt(math.prod(self.shape[:-1])))
        start = 0
        while start < total:
            first = (start + self.start) % _PATTERN.size
            stop = min(first + max_values, first + total - start, _PATTERN.size)
            yield _PATTERN[first:stop] * scale
            start += stop - first


def weight(name: str, shape: tuple[int, ...], start: int) -> Weight:
    return Weight(name, name, shape, "float32", source=MadeUp(shape, start))


def dense(name: str, inputs: int, units: int, activation: str = "relu") -> Layer:
    bias = Weight.from_array("bias", np.linspace(-0.1, 0.1, units, dtype="float32"))
    return Layer(name, name, "Dense", activation=activation, weights=(weight("kernel", (inputs, units), inputs), bias))


def conv(name: str, channels: int, filters: int) -> Layer:
    kernel = weight("kernel", (3, 3, channels, filters), channels + filters)
    return Layer(name, name, "Conv2D", activation="relu", weights=(kernel, Weight.from_array("bias", np.zeros(filters))))


def plain(kind: str, number: int = 0) -> Layer:
    name = f"{kind.lower()}_{number}"
    return Layer(name, name, kind)


def mlp(*sizes: int) -> Graph:
    last = len(sizes) - 2
    layers = [
        dense(f"dense_{number}", inputs, units, "softmax" if number == last else "relu")
        for number, (inputs, units) in enumerate(pairwise(sizes))
    ]
    return chain([plain("InputLayer"), *layers], name="-".join(map(str, sizes)))


def rows_of_an_image() -> Graph:
    """Dense layers along the rows of a 50 x 50 picture, then one over all of it."""
    sizes = (50, 75, 50, 25, 10)
    layers = [dense(f"dense_{n}", a, b) for n, (a, b) in enumerate(pairwise(sizes))]
    return chain([plain("InputLayer"), *layers, plain("Flatten"), dense("dense_4", 500, 5, "softmax")], name="rows")


def cnn(filters: list[tuple[int, ...]], units: tuple[int, ...], side: int = 128) -> Graph:
    """Groups of convolutions of 3 x 3, each with a pooling behind it, then dense layers; pictures of 128 x 128 x 3."""
    layers, channels = [plain("InputLayer")], 3
    for number, group in enumerate(filters):
        for turn, count in enumerate(group):
            layers.append(conv(f"conv_{number}_{turn}", channels, count))
            channels, side = count, side - 2
        layers.append(plain("MaxPooling2D", number))
        side //= 2
    layers.append(plain("Flatten"))
    inputs = side * side * channels
    for number, count in enumerate(units):
        layers.append(dense(f"dense_{number}", inputs, count, "softmax" if number == len(units) - 1 else "relu"))
        inputs = count
    return chain(layers, name="cnn-" + "-".join(str(count) for group in filters for count in group))


NETWORKS = {
    "mlp-6-3-7": lambda: mlp(6, 3, 7),
    "mlp-784-128-10": lambda: mlp(784, 128, 10),
    "rows-50x50": rows_of_an_image,
    "cnn-64-64": lambda: cnn([(64, 64)], (256, 12)),
    "cnn-64-64-128-128-128-128": lambda: cnn([(64, 64), (128, 128), (128, 128)], (256, 12)),
    "cnn-32-32-64-64-128-128": lambda: cnn([(32, 32), (64, 64), (128, 128)], (256, 256, 12)),
}
