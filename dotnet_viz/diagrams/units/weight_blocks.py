"""The values of a weight in order, in blocks that fit into memory whatever the size of the weight."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dotnet_viz.graph import Array, Weight

BLOCK_VALUES = 1 << 21


def as_floats(values: Array) -> Array:
    """Return values of another type than float32 and float64 as float32, to compute with.

    Args:
        values: of any shape.
    """
    return values if values.dtype in (np.float32, np.float64) else values.astype(np.float32)


def weight_blocks(weight: Weight, shape: Sequence[int], lead: int, step: int) -> Iterator[tuple[tuple[Any, ...], Array]]:
    """Yield the values in order, in blocks that are whole along the axes behind the first ``lead``.

    Args:
        weight: the values.
        shape: as which they are to be seen.
        lead: number of leading axes to loop over; of the last of them several positions at a time.
        step: how many.
    """
    stream = _Stream(weight)
    trailing = math.prod(shape[lead:])
    for outer in np.ndindex(*shape[: lead - 1]):
        for start in range(0, shape[lead - 1], step):
            stop = min(start + step, shape[lead - 1])
            block = stream.take((stop - start) * trailing)
            yield (*outer, slice(start, stop)), block.reshape(stop - start, *shape[lead:])


class _Stream:
    """The values of a weight in order, in pieces of any length."""

    def __init__(self, weight: Weight) -> None:
        self._chunks = weight.chunks(BLOCK_VALUES)
        self._rest: list[Array] = []
        self._there = 0

    def take(self, count: int) -> Array:
        """Return the next values, flat."""
        while self._there < count:
            chunk = as_floats(next(self._chunks))
            self._rest.append(chunk)
            self._there += chunk.size
        whole = self._rest[0] if len(self._rest) == 1 else np.concatenate(self._rest)
        self._rest = [whole[count:]] if whole.size > count else []
        self._there -= count
        return whole[:count]
