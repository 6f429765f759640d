"""Statistics of each weight: moments, zeros, NaNs and a histogram."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.measures.weights.histogram import BinCounts
from dotnet_viz.measures.weights.moments import Floats, Moments, floats

BINS = 40

PIECE_VALUES = 1 << 17
"""Half a megabyte of float32: as much as stays in a processor's cache from one operation to the next."""
KEPT_VALUES = 1 << 20
"""Weights of up to so many values are held in memory rather than read twice."""


@dataclass(frozen=True)
class Histogram:
    """Counts of the finite values in bins of equal width.

    Args:
        edges: of the bins, shape (bins + 1,); empty where no value is finite.
        counts: number of values in each bin, shape (bins,); bins are half-open, the last one is closed, as in NumPy.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]


NO_HISTOGRAM = Histogram((), ())


@dataclass(frozen=True)
class WeightStatistics:
    """Statistics of one weight; those of its values are ``None`` where none of them is finite.

    Args:
        layer: id of its layer.
        name: path below the layer, such as ``"kernel"``.
        role: last part of that path.
        shape: sizes of the axes.
        dtype: name of the dtype.
        trainable: whether training changes it; ``None`` where that is not known.
        count: number of values.
        minimum: smallest finite value.
        maximum: largest finite value.
        mean: of the finite values.
        standard_deviation: of the finite values, divided by their number (not by one less).
        l2_norm: square root of the sum of the squares of the finite values.
        zero_share: share of zeros among all values, from 0 to 1.
        nan_count: number of NaNs.
        infinite_count: number of infinite values.
        histogram: of the finite values.
    """

    layer: str
    name: str
    role: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool | None
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
    """Return the statistics of each weight, layers in the order of their first calls, a shared layer once.

    A weight in a file is read in pieces, twice if it has more than a million values, and never held in memory as a whole.

    Args:
        graph: a model with values.
        bins: of each histogram, at least 1.

    Raises:
        GraphError: the graph was read without the values of its weights.
        OptionError: ``bins`` is less than 1.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> [numbers] = weight_statistics(read([np.array([[3.0, 0.0], [0.0, -4.0]])]), bins=2)
        >>> numbers.mean, numbers.l2_norm, numbers.zero_share, numbers.histogram.counts
        (-0.25, 5.0, 0.5, (1, 3))
    """
    if bins < 1:
        raise OptionError(f"a histogram needs at least 1 bin, not {bins!r}")
    return tuple(measure_weight(layer, weight, bins=bins) for layer in graph.layers for weight in layer.weights)


def values_in_numbers(graph: Graph) -> tuple[WeightStatistics, ...]:
    """Return the statistics of each weight that has values, without histograms: each value is read once.

    Args:
        graph: the model.
    """
    pairs = ((layer, weight) for layer in graph.layers for weight in layer.weights if weight.has_values)
    return tuple(measure_weight(layer, weight, bins=0) for layer, weight in pairs)


def measure_weight(
    layer: Layer, weight: Weight, *, bins: int = BINS, observe: Callable[[Floats], None] | None = None
) -> WeightStatistics:
    """Return the statistics of one weight; see :func:`weight_statistics`.

    Args:
        layer: that has the weight.
        weight: whose values are read.
        bins: of the histogram; 0 for none, so that values are read once.
        observe: called with each piece of the values, once and in their order.
    """
    passes: Iterable[Floats] = _Passes(weight) if bins else pieces_of(weight)
    moments = Moments()
    for piece in passes:
        moments.add(piece)
        if observe is not None:
            observe(piece)
    statistics = _without_histogram(layer, weight, moments)
    return replace(statistics, histogram=_histogram(passes, statistics, bins)) if bins else statistics


def with_histogram(weight: Weight, statistics: WeightStatistics, bins: int) -> WeightStatistics:
    """Return the statistics of a weight with a histogram, for which its values are read once more.

    Args:
        weight: whose values are read.
        statistics: of these.
        bins: of the histogram.
    """
    return replace(statistics, histogram=_histogram(pieces_of(weight), statistics, bins))


def _without_histogram(layer: Layer, weight: Weight, moments: Moments) -> WeightStatistics:
    return WeightStatistics(
        layer=layer.id,
        name=weight.name,
        role=weight.role,
        shape=weight.shape,
        dtype=weight.dtype,
        trainable=weight.trainable,
        count=weight.size,
        minimum=moments.minimum if moments.finite else None,
        maximum=moments.maximum if moments.finite else None,
        mean=moments.mean,
        standard_deviation=moments.standard_deviation,
        l2_norm=moments.l2_norm,
        zero_share=moments.zeros / weight.size if weight.size else 0.0,
        nan_count=moments.nan,
        infinite_count=moments.infinite,
        histogram=NO_HISTOGRAM,
    )


def pieces_of(weight: Weight) -> Iterator[Floats]:
    """Yield the values of a weight in order, flat, as floating-point numbers, in pieces that fit a cache."""
    for chunk in weight.chunks(PIECE_VALUES):
        yield floats(chunk)


def _histogram(passes: Iterable[Floats], found: WeightStatistics, bins: int) -> Histogram:
    if found.minimum is None or found.maximum is None:
        return NO_HISTOGRAM
    counts = BinCounts(found.minimum, found.maximum, bins, broken=found.nan_count + found.infinite_count > 0)
    for piece in passes:
        counts.add(piece)
    return Histogram(counts.edges, counts.counts)


class _Passes:
    """The values of a weight as often as asked for: read once where they are few, else in pieces each time."""

    def __init__(self, weight: Weight) -> None:
        self._weight = weight
        self._kept = list(pieces_of(weight)) if weight.size <= KEPT_VALUES else None

    def __iter__(self) -> Iterator[Floats]:
        return iter(self._kept) if self._kept is not None else pieces_of(self._weight)
