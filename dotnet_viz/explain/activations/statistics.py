"""Statistics of what a layer returns over a data set, of which a batch is in memory at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.activations.places import Place

Doubles = NDArray[np.float64]
Singles = NDArray[np.float32]
Counts = NDArray[np.int64]

DEAD_BELOW = 1e-5
"""A unit is dead whose 95th percentile is below: Braiek and Khomh (2022), TheDeepChecker, https://arxiv.org/abs/2204.00694."""
SATURATED = {"sigmoid": (0.0066929, 0.9933071), "tanh": (-0.9999092, 0.9999092), "hard_sigmoid": (0.0, 1.0)}
"""Outputs for inputs beyond -5 and 5 (-3 and 3 for the hard one): Wardat et al. (2022), DeepDiagnosis."""
RECTIFIED = ("relu", "relu6")
"""Activation functions that can be dead."""

ALIVE_SHARE = 0.05
SATURATED_SHARE = 0.5
HISTOGRAM_BINS = 64
HISTOGRAM_VALUES = 1 << 13
SAMPLE_VALUES = 1 << 17
"""Values of one sample at most that means, shares and histograms are made of; of more, evenly chosen positions."""


@dataclass(frozen=True, eq=False)
class LayerStatistics:
    """What a layer returned over all samples and positions.

    Args:
        place: which layer and call.
        shape: of the array for one sample; ``None`` for a size that differed.
        samples: how many.
        values: how many values means, shares and the histogram are made of: all, or of more than 131,072 values of a sample
            those of evenly chosen positions.
        mean: of these values, those that are not finite as 0.
        standard_deviation: of these values, those that are not finite as 0.
        smallest: smallest of all values that are numbers, infinite ones too; NaN where none is.
        largest: largest of them.
        zero_share: part of the values that are 0, from 0 to 1.
        not_finite: how many values are infinite or NaN.
        histogram_edges: shape (bins + 1,).
        histogram_counts: of at most 8,192 evenly chosen values of each batch; shape (bins,).
        unit_means: mean of each unit; shape (units,).
        unit_largest: largest value of each unit, infinite ones too; -infinity where all are NaN; shape (units,).
        dead_units: positions of the units of a ReLU that are active (at least 1e-5) in at most 5 % of all values.
        saturated_units: positions of the units of a sigmoid or tanh with more than half of their values at its ends.
        top_inputs: for each unit the numbers of the samples that excite it most, the strongest first; shape (units, top),
            where a sample counts by its largest value. -1 where there are fewer samples.
        top_values: their values; shape (units, top).
    """

    place: Place
    shape: tuple[int | None, ...]
    samples: int
    values: int
    mean: float
    standard_deviation: float
    smallest: float
    largest: float
    zero_share: float
    not_finite: int
    histogram_edges: Doubles
    histogram_counts: Counts
    unit_means: Doubles
    unit_largest: Doubles
    dead_units: tuple[int, ...]
    saturated_units: tuple[int, ...]
    top_inputs: Counts
    top_values: Doubles

    @property
    def name(self) -> str:
        """Name of the layer and call."""
        return self.place.name

    @property
    def units(self) -> int:
        """How many units (or channels) the layer has."""
        return len(self.unit_means)


def as_rows(values: NDArray[Any], place: Place) -> Singles:
    """Return what a layer returned as samples, positions and units; shape (samples, positions, units).

    Args:
        values: shape (samples, ...).
        place: says which axis has the units: the last one, or of channels first and scores of attention the second.

    Example:
        >>> place = Place("c", "c", "Conv2D")
        >>> as_rows(np.zeros((2, 4, 4, 3)), place).shape, as_rows(np.zeros(2), place).shape
        ((2, 16, 3), (2, 1, 1))
    """
    if values.ndim > 2 and (place.channels_first or place.is_scores):
        values = np.moveaxis(values, 1, -1)
    singles = np.asarray(values, dtype=np.float32)
    units = singles.shape[-1] if singles.ndim > 1 else 1
    count = len(singles) if singles.ndim else 1
    return singles.reshape(count, -1, units) if singles.size else np.zeros((count, 0, units), dtype=np.float32)


@dataclass
class GrowingHistogram:
    """Counts in equal bins over a range that doubles where values lie outside: no second pass, and the same bins each time."""

    bins: int = HISTOGRAM_BINS
    half: float = 0.0
    counts: Counts = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def add(self, values: Singles) -> None:
        """Count values.

        Args:
            values: finite ones, of any shape; of more than :data:`HISTOGRAM_VALUES`, evenly chosen ones are counted.
        """
        flat = values.reshape(-1)
        flat = flat[:: max(1, -(-flat.size // HISTOGRAM_VALUES))].astype(np.float64)
        if not flat.size:
            return
        self._widen(float(np.abs(flat).max()))
        positions = np.minimum(((flat + self.half) * (self.bins / (2 * self.half))).astype(np.intp), self.bins - 1)
        self.counts += np.bincount(positions, minlength=self.bins)

    def _widen(self, largest: float) -> None:
        if not self.counts.size:
            self.half = float(2.0 ** np.ceil(np.log2(max(largest, 1e-30))))
            self.counts = np.zeros(self.bins, dtype=np.int64)
        while largest > self.half:
            pairs = self.counts.reshape(-1, 2).sum(axis=1)
            quarter = np.zeros(self.bins // 4, dtype=np.int64)
            self.counts = np.concatenate([quarter, pairs, quarter])
            self.half *= 2

    def trimmed(self) -> tuple[Doubles, Counts]:
        """Return edges and counts without the empty bins at both ends."""
        filled = np.flatnonzero(self.counts)
        if not filled.size:
            return np.array([0.0, 1.0]), np.zeros(1, dtype=np.int64)
        edges = np.linspace(-self.half, self.half, self.bins + 1)
        first, last = int(filled[0]), int(filled[-1]) + 1
        return edges[first : last + 1], self.counts[first:last]


class Collected:
    """Statistics of one layer that grow batch by batch.

    Args:
        place: which layer and call.
        top: how many samples to keep for each unit.
    """

    def __init__(self, place: Place, top: int) -> None:
        self._place, self._top = place, top
        self._histogram = GrowingHistogram()
        self._shape: tuple[int | None, ...] | None = None
        self._samples = self._values = self._zeros = self._odd = 0
        self._sums = self._largest = self._active = self._extreme = np.zeros(0)
        self._smallest, self._mean, self._squares = np.inf, 0.0, 0.0
        self._numbers, self._tops = np.zeros((0, 0), dtype=np.int64), np.zeros((0, 0))

    def add(self, values: NDArray[Any]) -> None:
        """Take what the layer returned for a batch.

        Args:
            values: shape (samples, ...).
        """
        shape: tuple[int | None, ...] = values.shape[1:]
        old = self._shape
        if old is not None and len(old) == len(shape):
            shape = tuple(a if a == b else None for a, b in zip(old, shape, strict=True))
        self._shape = shape
        rows = as_rows(values, self._place)
        if rows.shape[1]:
            self._add_units(rows)
        self._samples += len(rows)

    def _add_units(self, rows: Singles) -> None:
        step = -(-rows.shape[1] * rows.shape[2] // SAMPLE_VALUES)
        flat = np.ascontiguousarray(rows[:, ::step]).reshape(-1, rows.shape[2])
        highest = rows.max(axis=1)
        largest, smallest, odd = highest.max(axis=0), float(rows.min()), 0
        if not (np.isfinite(largest).all() and np.isfinite(smallest)):
            is_odd = ~np.isfinite(flat)
            odd = int(np.count_nonzero(is_odd))
            flat = np.where(is_odd, np.float32(0), flat)
            highest = np.fmax.reduce(rows, axis=1, initial=-np.inf)
            largest, smallest = highest.max(axis=0), float(np.fmin.reduce(rows, axis=None, initial=np.inf))
        ones = np.ones(len(flat), dtype=np.float32)
        self._histogram.add(flat)
        sums = ones @ flat
        self._sums = _grown(self._sums, sums)
        self._join_moments(flat, float(sums.sum(dtype=np.float64)) / flat.size)
        self._odd += odd
        self._zeros += int(np.count_nonzero(flat == 0)) - odd
        self._largest = np.maximum(self._largest, largest) if self._largest.size else largest.astype(np.float64)
        self._smallest = min(self._smallest, smallest)
        self._values += flat.size
        if self._place.activation in RECTIFIED:
            self._active = _grown(self._active, _counted(flat >= DEAD_BELOW))
        if self._place.activation in SATURATED:
            low, high = SATURATED[self._place.activation or ""]
            self._extreme = _grown(self._extreme, _counted((flat <= low) | (flat >= high)))
        self._keep_top(highest.T)

    def _join_moments(self, flat: Singles, mean: float) -> None:
        """Join mean and sum of squared deviations of a batch to those of all before (Chan, Golub and LeVeque, 1979)."""
        count, before = flat.size, self._values
        whole = flat.reshape(-1)
        squares = float(np.dot(whole, whole))
        deviations = squares - count * mean * mean
        if deviations < 0.01 * squares:  # most digits cancel
            deviations = float(np.square(flat - np.float32(mean)).sum(dtype=np.float64))
        difference = mean - self._mean
        self._squares += deviations + difference * difference * count * before / (count + before)
        self._mean += difference * count / (count + before)

    def _keep_top(self, highest: Singles) -> None:
        numbers = np.arange(self._samples, self._samples + highest.shape[1])
        if not self._tops.size:
            self._tops, self._numbers = np.zeros((len(highest), 0)), np.zeros((len(highest), 0), dtype=np.int64)
        values = np.concatenate([self._tops, highest.astype(np.float64)], axis=1)
        found = np.concatenate([self._numbers, np.broadcast_to(numbers, highest.shape)], axis=1)
        order = np.argsort(-values, axis=1, kind="stable")[:, : self._top]
        self._tops, self._numbers = np.take_along_axis(values, order, 1), np.take_along_axis(found, order, 1)

    def result(self) -> LayerStatistics:
        """Return what was found."""
        units = len(self._sums)
        count = max(self._values, 1)
        per_unit = max(self._values // max(units, 1), 1)
        edges, counts = self._histogram.trimmed()
        dead = np.flatnonzero(self._active <= ALIVE_SHARE * per_unit) if self._active.size else ()
        saturated = np.flatnonzero(self._extreme > SATURATED_SHARE * per_unit) if self._extreme.size else ()
        return LayerStatistics(
            self._place, self._shape or (), self._samples, self._values, self._mean, float(np.sqrt(self._squares / count)),
            *self._ends(),
            self._zeros / count, self._odd, edges, counts, self._sums / per_unit, self._largest,
            tuple(int(unit) for unit in dead), tuple(int(unit) for unit in saturated), self._numbers, self._tops,
        )  # fmt: skip

    def _ends(self) -> tuple[float, float]:
        """Return the smallest and the largest value; NaN where none is a number."""
        largest = float(self._largest.max(initial=-np.inf))
        return (self._smallest, largest) if self._smallest <= largest else (np.nan, np.nan)


def _counted(found: NDArray[np.bool_]) -> Counts:
    """Return how many rows are true in each column; bytes are added as bytes while no sum can exceed them."""
    whole = len(found) // 255 * 255
    blocks = found[:whole].view(np.uint8).reshape(-1, 255, found.shape[1]).sum(axis=1, dtype=np.uint8)
    counts: Counts = blocks.sum(axis=0, dtype=np.int64) + np.count_nonzero(found[whole:], axis=0)
    return counts


def _grown(old: Doubles, new: NDArray[Any]) -> Doubles:
    grown: Doubles = new.astype(np.float64)
    return old + grown if old.size else grown
