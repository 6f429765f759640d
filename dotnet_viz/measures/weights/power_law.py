"""The exponent of a power law that the tail of some numbers follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_TAIL = 10
_AT_ONCE = 64


@dataclass(frozen=True)
class PowerLaw:
    """A density proportional to x^(-alpha) from a least value on.

    Args:
        alpha: the exponent.
        minimum: where the tail starts.
        distance: largest difference between the tail's and the law's cumulative distributions
            (Kolmogorov-Smirnov), from 0 to 1.
        tail: how many of the numbers are in the tail.
    """

    alpha: float
    minimum: float
    distance: float
    tail: int


def fit_power_law(values: NDArray[np.float64]) -> PowerLaw | None:
    """Fit a continuous power law to the tail of some numbers by maximum likelihood.

    The tail starts at the number for which law and tail differ least. Of many numbers, 64 evenly spaced by rank
    are tried first, and then 64 around the best of them. A tail has at least 10 numbers.

    Args:
        values: finite numbers in any order; those that are not positive are left out.

    Returns:
        The law, or ``None`` where there are too few numbers or all of a tail are equal.

    Source:
        Clauset, Shalizi and Newman (2009), https://doi.org/10.1137/070710111, equations 3.1 and 3.9.

    Example:
        >>> uniform = (np.arange(2000) + 0.5) / 2000
        >>> round(fit_power_law(uniform ** (-1 / 1.5)).alpha, 1)  # x^(-2.5) by its inverse
        2.5
    """
    ordered = np.sort(values[values > 0])
    if ordered.size < MIN_TAIL:
        return None
    logarithms = np.log(ordered)
    last = ordered.size - MIN_TAIL
    coarse = _best(logarithms, 0, last)
    if coarse is None or last < _AT_ONCE:
        return coarse
    step, index = last // _AT_ONCE + 1, ordered.size - coarse.tail
    return _best(logarithms, max(0, index - step), min(last, index + step))


def _best(logarithms: NDArray[np.float64], first: int, last: int) -> PowerLaw | None:
    starts = np.unique(np.linspace(first, last, _AT_ONCE).round().astype(np.intp))
    fits = (_fit(logarithms, int(start)) for start in starts)
    return min((fit for fit in fits if fit is not None), key=lambda fit: fit.distance, default=None)


def _fit(logarithms: NDArray[np.float64], start: int) -> PowerLaw | None:
    above = logarithms[start:] - logarithms[start]
    total = float(above.sum())
    if total <= 0:
        return None
    alpha = 1 + above.size / total
    below = -np.expm1((1 - alpha) * above)
    steps = np.arange(above.size + 1) / above.size
    distance = max(float((below - steps[:-1]).max()), float((steps[1:] - below).max()))
    return PowerLaw(alpha, math.exp(float(logarithms[start])), distance, above.size)
