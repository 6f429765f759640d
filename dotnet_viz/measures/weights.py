"""Numbers on each weight: its spread, its zeros, what is no number in it, and a histogram."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import CHUNK_VALUES, Array, Graph, Layer, Weight

BINS = 40

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Histogram:
    """How many finite values lie in each of some equally wide bins.

    Args:
        edges: borders of the bins, one more than there are bins; empty where no value is finite.
        counts: values in each bin; a value on a border counts in the bin above it, the last bin has both borders.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class WeightStatistics:
    """Numbers on one weight; those on its values are ``None`` where none of them is finite.

    Args:
        layer: id of its layer.
        name: path below the layer, such as ``"kernel"``.
        role: last part of that path.
        shape: sizes of the axes.
        dtype: name of the dtype.
        trainable: whether training changes it.
        count: number of values.
        minimum: least finite value.
        maximum: largest finite value.
        mean: of the finite values.
        standard_deviation: of the finite values, divided by their number (not by one less).
        l2_norm: square root of the sum of the squares of the finite values.
        zero_share: how many of all values are zero, from 0 to 1.
        nan_count: values that are no number.
        infinite_count: values that are infinite.
        histogram: of the finite values.
    """

    layer: str
    name: str
    role: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool
    count: int
    minimum: float | None
    maximum: float | None
    mean: float | None
    standard_deviation: float | None
    l2_norm: float | None
    zero_share: float
    nan_count: int
    infinite_count: int
    histogram: Histogram = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as plain JSON values."""
        return asdict(self)


def weight_statistics(graph: Graph, *, bins: int = BINS) -> tuple[WeightStatistics, ...]:
    """Return numbers on each weight, layers in the order of their first calls, a shared layer once.

    A weight in a file is read in pieces, twice where it has more than a million values, and never held whole.

    Args:
        graph: a model with values.
        bins: of each histogram, at least 1.

    Raises:
        GraphError: the graph was made without values.
        OptionError: there is not even one bin.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays import read
        >>> [numbers] = weight_statistics(read([np.array([[3.0, 0.0], [0.0, -4.0]])]), bins=2)
        >>> numbers.mean, numbers.l2_norm, numbers.zero_share, numbers.histogram.counts
        (-0.25, 5.0, 0.5, (1, 3))
    """
    if bins < 1:
        raise OptionError(f"a histogram needs at least 1 bin, not {bins!r}")
    return tuple(_statistics(layer, weight, bins) for layer in graph.layers for weight in layer.weights)


@dataclass
class _Extent:
    """What the first pass over the values finds."""

    finite: int = 0
    minimum: float = math.inf
    maximum: float = -math.inf
    zeros: int = 0
    nan: int = 0
    infinite: int = 0

    def add(self, values: Values) -> None:
        finite = _finite(values)
        self.finite += finite.size
        self.minimum = min(self.minimum, float(finite.min(initial=math.inf)))
        self.maximum = max(self.maximum, float(finite.max(initial=-math.inf)))
        self.zeros += values.size - int(np.count_nonzero(values))
        if finite.size < values.size:
            nan = int(np.count_nonzero(np.isnan(values)))
            self.nan += nan
            self.infinite += values.size - finite.size - nan


@dataclass
class _Moments:
    """What the second pass finds.

    Values are divided by a power of two, so that no square is too large or too small, and counted from
    the middle of their range, so that a small spread around a large mean is not lost.
    """

    exponent: int
    middle: float
    edges: Values
    count: int = 0
    mean: float = 0.0
    spread: float = 0.0
    squares: float = 0.0
    counts: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.counts = np.zeros(self.edges.size - 1, np.int64)

    def add(self, values: Values) -> None:
        scaled = np.ldexp(_finite(values), -self.exponent)
        if scaled.size == 0:
            return
        shifted = scaled - self.middle
        mean = float(shifted.mean())
        self._merge(scaled.size, mean, float(np.square(shifted - mean).sum()))
        self.squares += float(np.square(scaled).sum())
        self.counts += np.histogram(scaled, self.counts.size, range=(self.edges[0], self.edges[-1]))[0]

    def _merge(self, count: int, mean: float, spread: float) -> None:
        """Join the moments of two parts (Chan, Golub and LeVeque, 1979)."""
        total = self.count + count
        shift = mean - self.mean
        self.spread += spread + shift * shift * (self.count / total) * count
        self.mean += shift * (count / total)
        self.count = total


def _statistics(layer: Layer, weight: Weight, bins: int) -> WeightStatistics:
    passes = _Passes(weight)
    extent = _Extent()
    for values in passes:
        extent.add(values)
    moments = _moments(passes, extent, bins) if extent.finite else None
    return WeightStatistics(
        layer=layer.id,
        name=weight.name,
        role=weight.role,
        shape=weight.shape,
        dtype=weight.dtype,
        trainable=weight.trainable,
        count=weight.size,
        minimum=extent.minimum if moments else None,
        maximum=extent.maximum if moments else None,
        mean=_unscaled(moments.middle + moments.mean, moments) if moments else None,
        standard_deviation=_unscaled(math.sqrt(moments.spread / moments.count), moments) if moments else None,
        l2_norm=_unscaled(math.sqrt(moments.squares), moments) if moments else None,
        zero_share=extent.zeros / weight.size if weight.size else 0.0,
        nan_count=extent.nan,
        infinite_count=extent.infinite,
        histogram=_histogram(moments),
    )


def _moments(passes: Iterable[Values], extent: _Extent, bins: int) -> _Moments:
    exponent = math.frexp(max(abs(extent.minimum), abs(extent.maximum)))[1]
    low, high = math.ldexp(extent.minimum, -exponent), math.ldexp(extent.maximum, -exponent)
    moments = _Moments(exponent, low + (high - low) / 2, _edges(low, high, bins))
    for values in passes:
        moments.add(values)
    return moments


def _edges(low: float, high: float, bins: int) -> Values:
    edges = np.linspace(low, high, bins + 1)
    if np.all(np.diff(edges) > 0):
        return edges
    margin = max(0.25, high - low)  # equal values, or too close together for that many bins
    return np.linspace(low - margin, high + margin, bins + 1)


def _histogram(moments: _Moments | None) -> Histogram:
    if moments is None:
        return Histogram((), ())
    return Histogram(
        tuple(_unscaled(float(edge), moments) for edge in moments.edges), tuple(int(count) for count in moments.counts)
    )


def _unscaled(value: float, moments: _Moments) -> float:
    try:
        return math.ldexp(value, moments.exponent)
    except OverflowError:
        return math.copysign(math.inf, value)


def _finite(values: Values) -> Values:
    finite = np.isfinite(values)
    return values if finite.all() else values[finite]


class _Passes:
    """The values of a weight as often as asked for: read once where they are few, else in pieces each time."""

    def __init__(self, weight: Weight) -> None:
        self._weight = weight
        self._kept = [_doubles(chunk) for chunk in weight.chunks()] if weight.size <= CHUNK_VALUES else None

    def __iter__(self) -> Iterator[Values]:
        if self._kept is not None:
            yield from self._kept
            return
        for chunk in self._weight.chunks():
            yield _doubles(chunk)


def _doubles(chunk: Array) -> Values:
    return np.asarray(chunk, dtype=np.float64)
