"""Whether a map names what the model uses: its output while the highest parts are taken away, or brought in, first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.attribution.explain import ExplainedMap
from dotnet_viz.explain.attribution.gradients import Values
from dotnet_viz.explain.attribution.methods.integrated_gradients import baseline_of
from dotnet_viz.explain.attribution.places import embedding_call

STEPS = 32


@dataclass(frozen=True, eq=False)
class Faithfulness:
    """Insertion and deletion of the parts of an input in the order of a map.

    Args:
        shares: of the input that is taken away or brought in; shape (points,), from 0 to 1.
        deletion: the model's output for the target after so much is set to the baseline; shape (points,).
        insertion: the same after so much is brought into a blurred copy of the input; shape (points,).
    """

    shares: NDArray[np.float64]
    deletion: NDArray[np.float64]
    insertion: NDArray[np.float64]

    @property
    def deletion_area(self) -> float:
        """Area below the curve of deletion: the lower, the sooner the map has what the model uses."""
        return _area(self.shares, self.deletion)

    @property
    def insertion_area(self) -> float:
        """Area below the curve of insertion: the higher, the better."""
        return _area(self.shares, self.insertion)


def _area(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    return float(np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2))


def faithfulness(explained: ExplainedMap, steps: int = STEPS) -> Faithfulness:
    """Return insertion and deletion, as Petsiuk, Das and Saenko (2018) define them, https://arxiv.org/abs/1806.07421.

    Args:
        explained: a map.
        steps: in how many equal steps the input is taken away.
    """
    one = explained
    place = one.number if one.input.is_numeric else embedding_call(one.subject, one.number)
    values = one.subject.at(place)
    axis = one.input.channel_axis if one.input.is_numeric else values.ndim - 1
    order = np.argsort(-one.map.values.reshape(-1), kind="stable")
    steps = min(steps, len(order))
    counts = np.linspace(0, len(order), steps + 1).round().astype(int)
    gone = np.zeros((len(counts), len(order)), bool)
    for row, count in zip(gone, counts, strict=True):
        row[order[:count]] = True
    mask = gone.reshape(len(counts), *one.map.values.shape)
    mask = mask if axis is None else np.expand_dims(mask, axis)
    empty = baseline_of(one.options.baseline, values)
    start = blurred(values, axis) if one.input.is_numeric else empty
    deleted, inserted = np.where(mask, empty, values), np.where(mask, values, start)
    deletion, insertion = (
        one.subject.scores(place, part.astype(np.float32), of_output=True).astype(np.float64) for part in (deleted, inserted)
    )
    return Faithfulness(counts / len(order), deletion, insertion)


def blurred(values: Values, channel_axis: int | None) -> Values:
    """Return a sample in which fine parts can no longer be seen: a Gaussian over about a tenth of each axis of space.

    Args:
        values: with an axis of samples.
        channel_axis: not blurred.

    Example:
        >>> blurred(np.array([[0.0, 0.0, 9.0, 0.0, 0.0]]), None)[0].argmax().item()
        2
    """
    found = values.astype(np.float64)
    for axis in range(1, values.ndim):
        if axis == channel_axis or values.shape[axis] == 1:
            continue
        deviation = max(1.0, values.shape[axis] / 10)
        reach = min(int(3 * deviation), values.shape[axis] - 1)
        kernel = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * deviation**2))
        widths = [(reach, reach) if other == axis else (0, 0) for other in range(values.ndim)]
        padded = np.pad(found, widths, mode="reflect")
        size = values.shape[axis]
        parts = (weight * padded.take(range(start, start + size), axis) for start, weight in enumerate(kernel / kernel.sum()))
        found = sum(parts, np.zeros_like(found))
    return found.astype(np.float32)
