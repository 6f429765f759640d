"""What is measured of one tensor in one epoch: a row of numbers and a histogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.weights.histogram import BinCounts
from dotnet_viz.measures.weights.moments import Doubles, Floats, Moments, floats

STATISTICS = (
    *("minimum", "maximum", "mean", "standard_deviation", "l2_norm", "mean_absolute", "zero_share", "nan_count"),
    *("infinite_count", "log10_ratio", "not_positive_share", "dead_share", "saturated_share"),
)
"""Names of the numbers, each NaN where it does not apply; the first ones are of the finite values.

``log10_ratio`` is of updates alone: the logarithm of the norm of the step by the norm of the weight before it. The last
three are of activations alone: the share of values that are zero or less, of units that are dead, and of values that
are saturated, all from 0 to 1.
"""
BINS = 40
_NORM = STATISTICS.index("l2_norm")
_COLUMN = {name: index for index, name in enumerate(STATISTICS)}


@dataclass(frozen=True, eq=False)
class Measured:
    """One tensor in one epoch.

    Args:
        quantity: ``"weights"``, ``"updates"``, ``"gradients"`` or ``"activations"``.
        tensor: ``"layer/weight"``, or for activations the layer's id.
        numbers: one for each of :data:`STATISTICS`; shape (13,).
        limits: borders of the first and the last bin of the histogram, NaN where no value is finite; shape (2,).
        counts: values in each of the equally wide bins; shape (40,).
    """

    quantity: str
    tensor: str
    numbers: Doubles
    limits: Doubles
    counts: NDArray[np.int64]

    @property
    def l2_norm(self) -> float:
        """Square root of the sum of the squares of the finite values; NaN where there are none."""
        return float(self.numbers[_NORM])


def measure(quantity: str, tensor: str, values: NDArray[np.generic], **others: float) -> Measured:
    """Measure the values of a tensor.

    Args:
        quantity: see :class:`Measured`.
        tensor: see :class:`Measured`.
        values: of any shape and any floating-point or integer type.
        others: numbers that do not come from the values alone, by their name in :data:`STATISTICS`.

    Example:
        >>> found = measure("weights", "dense/kernel", np.array([[0.0, 3.0], [4.0, np.nan]]))
        >>> round(float(found.numbers[STATISTICS.index("l2_norm")]), 6), int(found.counts.sum())
        (5.0, 3)
    """
    flat = floats(values.reshape(-1))
    moments = Moments()
    moments.add(flat)
    numbers = np.full(len(STATISTICS), np.nan)
    for name, value in {**_numbers(flat, moments), **others}.items():
        numbers[_COLUMN[name]] = value
    limits, counts = _histogram(flat, moments)
    return Measured(quantity, tensor, numbers, limits, counts)


def _numbers(flat: Floats, moments: Moments) -> dict[str, float]:
    found: dict[str, float] = {"nan_count": moments.nan, "infinite_count": moments.infinite}
    if flat.size:
        found["zero_share"] = moments.zeros / flat.size
    if not moments.finite:
        return found
    magnitudes = np.abs(flat if moments.finite == flat.size else flat[np.isfinite(flat)])
    return found | {
        "minimum": moments.minimum,
        "maximum": moments.maximum,
        "mean": _known(moments.mean),
        "standard_deviation": _known(moments.standard_deviation),
        "l2_norm": _known(moments.l2_norm),
        "mean_absolute": float(magnitudes.mean(dtype=np.float64)),
    }


def _known(value: float | None) -> float:
    return np.nan if value is None else value


def _histogram(flat: Floats, moments: Moments) -> tuple[Doubles, NDArray[np.int64]]:
    if not moments.finite:
        return np.full(2, np.nan), np.zeros(BINS, np.int64)
    bins = BinCounts(moments.minimum, moments.maximum, BINS, broken=moments.nan + moments.infinite > 0)
    bins.add(flat)
    return np.array(bins.limits), np.array(bins.counts, np.int64)
