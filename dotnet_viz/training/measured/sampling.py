"""Evenly chosen values of large tensors, so that time, memory and disk have a bound whatever the model's size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray


def fair_limit(sizes: Sequence[int], budget: int) -> int:
    """Return how large one tensor may be so that all together fit a budget, small ones whole.

    Args:
        sizes: values of each tensor.
        budget: values in all.

    Returns:
        The limit, at least 1; the largest size where everything fits.

    Example:
        >>> fair_limit([10, 100, 1000], 300)
        190
    """
    left, ascending = budget, sorted(sizes)
    for position, size in enumerate(ascending):
        share = left // (len(ascending) - position)
        if size > share:
            return max(1, share)
        left -= size
    return max(1, ascending[-1] if ascending else 1)


def flat_sample(values: NDArray[Any], limit: int) -> NDArray[Any]:
    """Return a tensor's values in order, evenly chosen where they are more than a limit.

    Args:
        values: of any shape.
        limit: values at most.

    Returns:
        A view where possible, shape (values,).
    """
    flat = values.reshape(-1)
    return flat if flat.size <= limit else flat[:: math.ceil(flat.size / limit)]


def block_sample(values: NDArray[Any], limit: int) -> NDArray[Any]:
    """Return evenly chosen positions of each axis of a tensor, so that rows and columns stay whole relations.

    Args:
        values: of any shape.
        limit: values at most.

    Example:
        >>> import numpy as np
        >>> block_sample(np.arange(64).reshape(8, 8), 16)[:, 0]
        array([ 0, 16, 32, 48])
    """
    steps = [1] * values.ndim
    while math.prod(math.ceil(size / step) for size, step in zip(values.shape, steps, strict=True)) > limit:
        rest = [math.ceil(size / step) for size, step in zip(values.shape, steps, strict=True)]
        steps[rest.index(max(rest))] += 1
    return values[tuple(slice(None, None, step) for step in steps)]
