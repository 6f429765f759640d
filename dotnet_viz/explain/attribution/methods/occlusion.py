"""Occlusion: by how much the score falls where a part of the input is covered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from dotnet_viz.explain.attribution.gradients import Values
from dotnet_viz.explain.attribution.methods.integrated_gradients import baseline_of
from dotnet_viz.explain.attribution.subject import AttributionSubject, Place

BATCH = 32


def occlusion(
    subject: AttributionSubject, place: Place, baseline: Any, window: int | None, stride: int | None, channel_axis: int | None
) -> Values:
    """Return the mean fall of the score over all windows that cover a position.

    Zeiler and Fergus (2014), https://arxiv.org/abs/1311.2901.

    Args:
        subject: what is explained.
        place: an input, or the output of an embedding.
        baseline: what the window is covered with.
        window: its length on each axis of space; ``None`` for about an eighth.
        stride: of the window; ``None`` for half of it.
        channel_axis: the axis that is covered as a whole, ``None`` for none.

    Returns:
        The map, shape of the axes of space; positive where the covered part speaks for the target.
    """
    values = subject.at(place)
    cover = baseline_of(baseline, values)
    space = [axis for axis in range(1, values.ndim) if axis != channel_axis]
    shape = tuple(values.shape[axis] for axis in space)
    (before,) = subject.scores(place, values)
    total, covered = np.zeros(shape, np.float64), np.zeros(shape, np.float64)
    for group in _groups(list(windows(shape, window, stride))):
        batch = np.repeat(values, len(group), axis=0)
        for row, part in zip(batch, group, strict=True):
            index: list[Any] = [slice(None)] * (values.ndim - 1)
            for axis, piece in zip(space, part, strict=True):
                index[axis - 1] = piece
            row[tuple(index)] = cover[0][tuple(index)]
        for score, part in zip(subject.scores(place, batch), group, strict=True):
            total[part] += float(before) - float(score)
            covered[part] += 1
    return (total / np.maximum(covered, 1)).astype(np.float32)


def windows(shape: tuple[int, ...], window: int | None, stride: int | None) -> Iterator[tuple[slice, ...]]:
    """Yield parts of an array that together cover all of it.

    Args:
        shape: of the array.
        window: length of a part on each axis; ``None`` for about an eighth of it.
        stride: from part to part; ``None`` for half a window.

    Example:
        >>> list(windows((5,), 2, 2))
        [(slice(0, 2, None),), (slice(2, 4, None),), (slice(3, 5, None),)]
    """
    parts = []
    for size in shape:
        length = min(size, window or max(1, round(size / 8)))
        step = stride or max(1, length // 2)
        starts = sorted({*range(0, size - length, step), size - length})
        parts.append([slice(start, start + length) for start in starts])
    yield from product(*parts)


def _groups(parts: list[tuple[slice, ...]]) -> Iterator[list[tuple[slice, ...]]]:
    for start in range(0, len(parts), BATCH):
        yield parts[start : start + BATCH]
