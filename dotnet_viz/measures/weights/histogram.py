"""How many values lie in each of some equally wide bins, counted piece by piece."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.weights.moments import Doubles, Floats

_MOST_NARROW = 255
_PAIRS = 1 << 16
_FEW = 1 << 15


@dataclass
class BinCounts:
    """Counts of finite values in bins.

    A value's bin is found by arithmetic, and two neighbours are counted at once: the numbers of two bins of a
    byte each make the number of one in 65,536 counters, which takes a sixth of the time of one by one. Zero is an edge.

    Args:
        low: least value.
        high: largest value.
        bins: how many bins.
        broken: whether there are values that are not finite, which are left out.

    Example:
        >>> counts = BinCounts(0.0, 4.0, 4, broken=True)
        >>> counts.add(np.array([0.0, 0.5, 1.0, 1.5, 2.0, 4.0, np.nan]))
        >>> counts.edges, counts.counts
        ((0.0, 1.0, 2.0, 3.0, 4.0), (2, 2, 1, 1))
        >>> counts.limits
        (0.0, 4.0)
    """

    low: float
    high: float
    bins: int
    broken: bool = False
    _exponent: int = field(init=False)
    _edges: Doubles = field(init=False)
    _counts: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        exponent = math.frexp(max(abs(self.low), abs(self.high)))[1]
        self._exponent = exponent if abs(exponent) > 100 else 0
        self._edges = _edges(math.ldexp(self.low, -self._exponent), math.ldexp(self.high, -self._exponent), self.bins)
        self._counts = np.zeros(self.bins + 1, np.int64)

    def add(self, values: Floats) -> None:
        """Count in a piece.

        Args:
            values: flat, float32 or float64.
        """
        positions = self._positions(values)
        if self.bins <= _MOST_NARROW and positions.size >= _FEW:
            self._counts += _count_in_pairs(positions.astype(np.uint8))[: self.bins + 1]
        else:
            self._counts += np.bincount(positions.astype(np.intp), minlength=self.bins + 1)

    def _positions(self, values: Floats) -> Floats:
        if self.broken:
            values = values[np.isfinite(values)]
        if self._exponent:
            values = np.ldexp(values.astype(np.float64), -self._exponent)
        low, high = float(self._edges[0]), float(self._edges[-1])
        start, bins_per_unit = values.dtype.type(low), values.dtype.type(self.bins / (high - low))
        below = int(np.searchsorted(self._edges, 0.0))
        if 0 < below < self.bins and self._edges[below] == 0:
            while -start * bins_per_unit < below:  # rounding must not put zero into the bin below it
                bins_per_unit = np.nextafter(bins_per_unit, values.dtype.type(np.inf))
        positions = np.subtract(values, start)
        return np.multiply(positions, bins_per_unit, out=positions)

    @property
    def edges(self) -> tuple[float, ...]:
        """Borders of the bins, one more than there are bins."""
        return tuple(self._unscaled(self._edges))

    @property
    def limits(self) -> tuple[float, float]:
        """Borders of the first and the last bin."""
        first, last = self._unscaled(self._edges[[0, -1]])
        return first, last

    @property
    def counts(self) -> tuple[int, ...]:
        """Values in each bin; a value on a border counts in the bin above it, the last bin has both borders."""
        inside, at_the_end = self._counts[:-1].tolist(), int(self._counts[-1])
        return (*inside[:-1], inside[-1] + at_the_end)

    def _unscaled(self, edges: Doubles) -> list[float]:
        with np.errstate(over="ignore"):  # the border above the largest number there is
            unscaled: list[float] = np.ldexp(edges, self._exponent).tolist()
        return unscaled


def _count_in_pairs(positions: NDArray[np.uint8]) -> NDArray[np.int64]:
    even = positions.size - positions.size % 2
    pairs = np.bincount(positions[:even].view(np.uint16), minlength=_PAIRS).reshape(256, 256)
    counts: NDArray[np.int64] = pairs.sum(axis=0) + pairs.sum(axis=1)
    if even < positions.size:
        counts[positions[-1]] += 1
    return counts


def edges_on_zero(low: float, high: float, bins: int) -> Doubles:
    """Return the edges of equally wide bins, of which zero is one where it lies between the limits.

    A bin that zero cuts would have values of both signs. For an edge there, the bins reach up to the width of one farther than
    the limits.

    Args:
        low: the least value.
        high: the largest value.
        bins: how many bins; a single one is not moved.

    Returns:
        Edges in ascending order; shape (bins + 1,).

    Example:
        >>> edges_on_zero(-1.0, 2.0, 4).tolist(), edges_on_zero(1.0, 3.0, 2).tolist()
        ([-1.0, 0.0, 1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    """
    if bins < 2 or not low < 0 < high:
        return np.linspace(low, high, bins + 1)
    step = (high - low) / (bins - 1)
    below = min(math.ceil(-low / step), bins - 1)
    return step * np.arange(-below, bins - below + 1, dtype=np.float64)


def _edges(low: float, high: float, bins: int) -> Doubles:
    edges = edges_on_zero(low, high, bins)
    if np.all(edges[1:] > edges[:-1]):
        return edges
    margin = max(0.25, high - low, abs(high) * 2**-40)  # equal values, or too close together for that many bins
    return np.linspace(low - margin, high + margin, bins + 1)
