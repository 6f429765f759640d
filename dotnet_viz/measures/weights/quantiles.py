"""The distribution of the values of a weight, from a fine histogram: coarser bins, and quantiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.measures.weights.histogram import edges_on_zero
from dotnet_viz.measures.weights.statistics import WeightStatistics, measure_weight

Doubles = NDArray[np.float64]

FINE_BINS = 2000
"""Bins that quantiles of large weights are read off; a quantile is at most one of them away from the true one."""
EXACT_VALUES = 1 << 16
"""Quantiles of weights of up to so many values are exact."""


@dataclass(frozen=True)
class WeightDistribution:
    """The distribution of the values of a weight.

    Args:
        layer: that has the weight.
        weight: that was read.
        numbers: with a histogram of :data:`FINE_BINS` bins.
    """

    layer: Layer
    weight: Weight
    numbers: WeightStatistics

    @property
    def is_empty(self) -> bool:
        """Whether no value is finite."""
        return self.numbers.minimum is None

    @property
    def limits(self) -> tuple[float, float]:
        """Least and largest finite value; zeros where there is none."""
        return self.numbers.minimum or 0.0, self.numbers.maximum or 0.0

    @property
    def is_constant(self) -> bool:
        """Whether all finite values are equal."""
        return self.limits[0] == self.limits[1]

    @property
    def zeros(self) -> int:
        """How many values are exactly zero."""
        return round(self.numbers.zero_share * self.numbers.count)

    def counts(self, edges: Doubles) -> Doubles:
        """Return how many finite values other than zero lie in each bin between some edges, to the precision of the fine bins.

        Args:
            edges: of the bins, ascending; values of a fine bin that an edge cuts count as evenly distributed over it.
        """
        if self.is_constant:
            total = sum(self.numbers.histogram.counts) - self.zeros
            inside, _ = np.histogram([self.limits[0]], bins=edges)
            return np.asarray(inside, dtype=np.float64) * float(total)
        fine = np.asarray(self.numbers.histogram.edges)
        counts = np.array(self.numbers.histogram.counts, dtype=np.float64)
        if self.zeros:
            at_zero = min(int(np.searchsorted(fine, 0.0, side="right")) - 1, counts.size - 1)
            counts[at_zero] = max(0.0, counts[at_zero] - self.zeros)
        sums = np.concatenate([[0.0], np.cumsum(counts)])
        return np.diff(np.interp(edges, np.clip(fine, *self.limits), sums))

    def quantiles(self, parts: ArrayLike) -> Doubles:
        """Return the values up to which some parts of the finite values lie."""
        if self.is_constant:
            return np.full(np.shape(parts), self.limits[0])
        if self.weight.size <= EXACT_VALUES:
            values = np.asarray(self.weight.array, dtype=np.float64).ravel()
            wanted = np.asarray(parts, dtype=np.float64)
            exact: Doubles = np.quantile(values[np.isfinite(values)], wanted, method="inverted_cdf")
            return exact
        return self._read_off(parts)

    def _read_off(self, parts: ArrayLike) -> Doubles:
        edges = np.clip(self.numbers.histogram.edges, *self.limits)
        counts = np.asarray(self.numbers.histogram.counts, dtype=np.float64)
        sums = np.concatenate([[0.0], np.cumsum(counts)])
        ranks = np.asarray(parts, dtype=np.float64) * sums[-1]
        # The bin that holds the value of that rank; the first one with values for the least rank of all.
        bins = np.searchsorted(sums, np.maximum(ranks, np.nextafter(0.0, 1.0))) - 1
        within = (ranks - sums[bins]) / counts[bins]
        values: Doubles = edges[bins] + within * (edges[bins + 1] - edges[bins])
        return values


def distribution_of(layer: Layer, weight: Weight) -> WeightDistribution:
    """Return the distribution of a weight's values; the weight is read in chunks and never held whole.

    Args:
        layer: the layer that owns the weight.
        weight: the weight, with its values.

    Raises:
        GraphError: the graph was read without the values of its weights.

    Example:
        >>> distribution = distribution_of(Layer("d", "d", "Dense"), Weight.from_array("kernel", np.linspace(0.0, 1.0, 101)))
        >>> [round(float(value), 2) for value in distribution.quantiles([0.0, 0.5, 1.0])]
        [0.0, 0.5, 1.0]
    """
    return WeightDistribution(layer, weight, measure_weight(layer, weight, bins=FINE_BINS))


def display_edges(low: float, high: float, bins: int) -> Doubles:
    """Return the edges of the bins of a histogram; where all values are equal, the bins are as wide as the value.

    Zero is an edge where it lies between the values, so that no bin has values of both signs.

    Args:
        low: the least value.
        high: the largest value.
        bins: number of bins.

    Returns:
        Edges, of shape (bins + 1,), all finite.

    Example:
        >>> display_edges(2.0, 2.0, 3).tolist()
        [1.0, 1.6666666666666665, 2.333333333333333, 3.0]
        >>> display_edges(-1.0, 2.0, 4).tolist()
        [-1.0, 0.0, 1.0, 2.0, 3.0]
    """
    margin = (abs(low) / 2 or 0.5) if low == high else 0.0
    half_low, half_high = low / 2 - margin / 2, high / 2 + margin / 2  # halves, for the whole may be beyond all numbers
    return np.clip(2.0 * edges_on_zero(half_low, half_high, bins), -np.finfo(np.float64).max, np.finfo(np.float64).max)
