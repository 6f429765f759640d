"""Attribution maps: what the methods compute, brought to the size of the input and to one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.attribution.gradients import Values

NOTHING = "The map is 0 everywhere: nothing of the input {reason}."


@dataclass(frozen=True, eq=False)
class AttributionMap:
    """Which parts of one input a target depends on.

    Args:
        values: from 0 to 1, the largest 1, or all 0; the shape is that of the input without samples and channels.
        raw: what the method computed, before it was scaled: for gradients and occlusion of the input's shape, for class
            activation maps of the layer's resolution.
        signed: sums over channels with their signs, of the shape of ``values``; ``None`` for methods without signs.
        target: name of the class, or its index.
        target_index: of the class or unit, ``None`` for a user's function.
        layer: whose output was looked at; empty where it is the input itself.
        method: name of the method.
        score: that was explained.
        output: the same of the model's output as it is: a probability where the model ends in softmax or sigmoid.
        input_name: of the input that the map is of.
        notes: what a reader should know.

    Example:
        >>> import numpy as np
        >>> AttributionMap(np.ones(2), np.ones(2), None, "cat", 0, "conv", "gradcam", 1.5, 0.9, "image").target
        'cat'
    """

    values: NDArray[np.float32]
    raw: Values
    signed: Values | None
    target: str
    target_index: int | None
    layer: str
    method: str
    score: float
    output: float
    input_name: str
    notes: tuple[str, ...] = ()


def scaled(values: Values) -> Values:
    """Return a map that is not negative with its largest value 1; a map of zeros stays one.

    Args:
        values: negative ones count as 0, and so does what is not a number.

    Example:
        >>> import numpy as np
        >>> scaled(np.array([-1.0, 2.0, 4.0])).tolist(), scaled(np.zeros(2)).tolist()
        ([0.0, 0.5, 1.0], [0.0, 0.0])
    """
    positive = np.maximum(np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0), 0)
    largest = float(positive.max(initial=0.0))
    if largest <= 0:
        return np.zeros_like(positive)
    positive /= largest
    found: Values = np.minimum(positive / positive.max(), 1)
    return found


def resized(values: Values, shape: tuple[int, ...]) -> Values:
    """Return a map at another size, linearly interpolated between the centres of its cells.

    Args:
        values: of as many axes as ``shape``.
        shape: the new size.

    Example:
        >>> import numpy as np
        >>> resized(np.array([0.0, 1.0]), (4,)).tolist()
        [0.0, 0.25, 0.75, 1.0]
    """
    for axis, size in enumerate(shape):
        old = values.shape[axis]
        if old == size:
            continue
        positions = np.clip((np.arange(size) + 0.5) * old / size - 0.5, 0, old - 1)
        low = np.floor(positions).astype(int)
        part = (positions - low).astype(np.float32).reshape([-1 if other == axis else 1 for other in range(values.ndim)])
        high = np.minimum(low + 1, old - 1)
        values = values.take(low, axis) * (1 - part) + values.take(high, axis) * part
    return values.astype(np.float32)


def over_channels(values: Values, axis: int | None, how: str) -> Values:
    """Return an array of one sample without its axes of samples and channels.

    Args:
        values: with an axis of samples that has one.
        axis: of channels, ``None`` where there is none.
        how: ``"sum"``, ``"largest"`` magnitude or ``"norm"``.

    Example:
        >>> import numpy as np
        >>> over_channels(np.array([[[3.0, -4.0]]]), 2, "largest").tolist()
        [4.0]
    """
    found: Values
    if axis is None:
        found = values if how == "sum" else np.abs(values)
    elif how == "sum":
        found = values.sum(axis=axis)
    elif how == "norm":
        found = np.sqrt(np.square(values).sum(axis=axis))
    else:
        found = np.abs(values).max(axis=axis)
    first: Values = found[0]
    return first
