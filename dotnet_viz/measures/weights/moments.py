"""Count, range, mean and variance of values that come in pieces, each looked at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Array

Floats = NDArray[np.floating[Any]]
Doubles = NDArray[np.float64]

_EXTREME = 400
"""Squares of numbers between 2^-400 and 2^400 can be summed as they are."""
_NONE_YET = -2000
_FIRST = 4096
_BLOCK = 8192
"""Numbers multiplied at once: so few that the product stays in one thread and is the same on every machine."""


def floats(values: Array) -> Floats:
    """Return values as numbers that can be summed quickly: float32 and float64 as they are, float16 as float32."""
    if values.dtype == np.float16:
        return values.astype(np.float32)
    return values if values.dtype in (np.float32, np.float64) else values.astype(np.float64)


@dataclass
class Moments:
    """What one pass over the values finds.

    Sums are of double precision and count from a value among the first ones, so that a small variance around a
    large mean is not lost. Very large and very small values are divided by a power of two, so that no square
    is infinite or vanishes. Values that are not finite are counted and left out.

    Example:
        >>> moments = Moments()
        >>> moments.add(np.array([1.0, 2.0, np.nan], np.float32))
        >>> moments.add(np.array([6.0, 0.0], np.float32))
        >>> moments.mean, moments.l2_norm, moments.zeros, moments.nan
        (2.25, 6.4031242374328485, 1, 1)
    """

    finite: int = 0
    minimum: float = math.inf
    maximum: float = -math.inf
    zeros: int = 0
    nan: int = 0
    infinite: int = 0
    _exponent: int = _NONE_YET
    _origin: float = 0.0
    _sum: float = 0.0
    _squares: float = 0.0
    _room: Doubles = field(default_factory=lambda: np.empty(0), repr=False)

    def add(self, values: Floats) -> None:
        """Count in a piece.

        Args:
            values: flat, float32 or float64.
        """
        if values.size == 0:
            return
        with np.errstate(invalid="ignore"):
            low, high = float(values.min()), float(values.max())
        if not (math.isfinite(low) and math.isfinite(high)):
            values = self._without_broken(values)
            low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
        if values.size:
            self._add_finite(values, low, high)

    def _without_broken(self, values: Floats) -> Floats:
        finite: Floats = values[np.isfinite(values)]
        nan = int(np.count_nonzero(np.isnan(values)))
        self.nan += nan
        self.infinite += values.size - finite.size - nan
        return finite

    def _add_finite(self, values: Floats, low: float, high: float) -> None:
        if low <= 0 <= high:
            self.zeros += int(np.count_nonzero(values == 0))
        self._rescale(max(abs(low), abs(high)))
        if self.finite == 0:
            self._origin = self._scaled(_typical(values, low, high))
        self.minimum, self.maximum = min(self.minimum, low), max(self.maximum, high)
        shifted = self._shifted(values)
        self._sum += float(shifted.sum())
        self._squares += _sum_of_squares(shifted)
        self.finite += values.size

    def _shifted(self, values: Floats) -> Doubles:
        if self._room.size < values.size:
            self._room = np.empty(values.size)
        room = self._room[: values.size]
        if self._exponent:
            np.ldexp(values, -self._exponent, out=room)
        else:
            np.copyto(room, values)
        return np.subtract(room, self._origin, out=room)

    def _rescale(self, largest: float) -> None:
        """Let the power of two fit the largest value so far."""
        if largest == 0:
            return
        exponent = math.frexp(largest)[1]
        change = min(0, self._exponent - (exponent if abs(exponent) > _EXTREME else 0))
        self._exponent -= change
        self._origin, self._sum = math.ldexp(self._origin, change), math.ldexp(self._sum, change)
        self._squares = math.ldexp(self._squares, 2 * change)

    def _scaled(self, value: float) -> float:
        return math.ldexp(value, -self._exponent)

    def _unscaled(self, value: float) -> float:
        found = _times_power(value, self._exponent)
        if math.isfinite(found):
            return found
        return _times_power(value * (1 - 2**-40), self._exponent)  # rounding may have gone just beyond the largest number

    @property
    def _shift(self) -> float:
        """Where the mean lies, counted from the origin."""
        return self._sum / self.finite

    @property
    def _variance(self) -> float:
        """Mean square of the differences from the mean."""
        if self.minimum == self.maximum:
            return 0.0
        return max(0.0, self._squares / self.finite - self._shift * self._shift)

    @property
    def mean(self) -> float | None:
        """Mean of the finite values, ``None`` where there is none."""
        return self._unscaled(self._origin + self._shift) if self.finite else None

    @property
    def standard_deviation(self) -> float | None:
        """Standard deviation of the finite values, divided by their number (not by one less)."""
        return self._unscaled(math.sqrt(self._variance)) if self.finite else None

    @property
    def l2_norm(self) -> float | None:
        """Square root of the sum of the squares of the finite values."""
        if not self.finite:
            return None
        return self._unscaled(math.sqrt(self.finite * (self._variance + (self._origin + self._shift) ** 2)))


def _times_power(value: float, exponent: int) -> float:
    try:
        return math.ldexp(value, exponent)
    except OverflowError:
        return math.copysign(math.inf, value)


def _sum_of_squares(values: Doubles) -> float:
    blocks = (values[start : start + _BLOCK] for start in range(0, values.size, _BLOCK))
    return math.fsum(float(block.dot(block)) for block in blocks)


def _typical(values: Floats, low: float, high: float) -> float:
    """Return a number amid the first values, within their range whatever is rounded."""
    with np.errstate(over="ignore"):
        mean = float(values[:_FIRST].mean(dtype=np.float64))
    return min(max(mean, low), high)
