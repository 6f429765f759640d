"""What one pass over two weights finds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Array

Doubles = NDArray[np.float64]


@dataclass
class WeightDifference:
    """Sums over pairs of values, of double precision.

    A pair of which one value is not finite counts as changed unless both are the same, and is left out of the sums.

    Args:
        before_squares: sum of the squares of the first values.
        after_squares: the same of the second values.
        product: sum of the products of the two.
        squares: sum of the squares of the differences.
        largest_change: largest absolute difference.
        changed: number of pairs that differ.
        flips: number of pairs of other signs, of which neither is zero.

    Example:
        >>> difference = WeightDifference()
        >>> difference.add(np.array([1.0, 2.0, np.nan]), np.array([1.0, -2.0, np.nan]))
        >>> difference.changed, difference.flips, difference.largest_change, difference.before_squares
        (1, 1, 4.0, 5.0)
    """

    before_squares: float = 0.0
    after_squares: float = 0.0
    product: float = 0.0
    squares: float = 0.0
    largest_change: float = 0.0
    changed: int = 0
    flips: int = 0

    def add(self, before: Array, after: Array) -> None:
        """Count in a piece of each side.

        Args:
            before: flat.
            after: flat, of the same size.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            if _same_bits(before, after):
                self._add_same(_doubles(before))
            else:
                self._add_pairs(before, after)

    def merge(self, other: WeightDifference) -> None:
        """Count in what another pass found."""
        self.before_squares += other.before_squares
        self.after_squares += other.after_squares
        self.product += other.product
        self.squares += other.squares
        self.largest_change = max(self.largest_change, other.largest_change)
        self.changed += other.changed
        self.flips += other.flips

    def _add_same(self, values: Doubles) -> None:
        squares = _dot(values, values)
        if not math.isfinite(squares):
            finite = values[np.isfinite(values)]
            squares = _dot(finite, finite)
        self.before_squares += squares
        self.after_squares += squares
        self.product += squares

    def _add_pairs(self, before: Array, after: Array) -> None:
        one, other = _doubles(before), _doubles(after)
        difference = other - one
        squares = _dot(difference, difference)
        # The sum is not finite where any difference is not, and takes one look at each.
        if not math.isfinite(squares):
            finite = np.isfinite(one) & np.isfinite(other) & np.isfinite(difference)
            self.changed += _broken_changes(one[~finite], other[~finite])
            before, after, one, other, difference = (each[finite] for each in (before, after, one, other, difference))
            squares = _dot(difference, difference)
        if difference.size:
            self.squares += squares
            self._add_sums(one, other, difference)
            self.changed += int(np.count_nonzero(before != after))
            self.flips += _flips(before, after)

    def _add_sums(self, before: Doubles, after: Doubles, difference: Doubles) -> None:
        self.before_squares += _dot(before, before)
        self.after_squares += _dot(after, after)
        self.product += _dot(before, after)
        self.largest_change = max(self.largest_change, float(difference.max()), -float(difference.min()))

    @property
    def relative_change(self) -> float | None:
        """L2 norm of the difference, divided by that of the first; ``None`` where the first is all zeros and the second not."""
        if self.changed == 0:
            return 0.0
        if not self.before_squares or not math.isfinite(self.squares) or not math.isfinite(self.before_squares):
            return None
        return math.sqrt(self.squares / self.before_squares)

    @property
    def cosine(self) -> float | None:
        """Cosine of the angle between both; ``None`` where one of them is all zeros."""
        squares = self.before_squares, self.after_squares
        if not all(squares) or not all(map(math.isfinite, squares)):
            return None
        if self.squares == 0:
            return 1.0
        return max(-1.0, min(1.0, self.product / math.sqrt(squares[0]) / math.sqrt(squares[1])))


def _same_bits(one: Array, other: Array) -> bool:
    if one.dtype != other.dtype:
        return False
    # Trained values differ from the first ones on as a rule.
    return all(np.array_equal(_bytes(one[part]), _bytes(other[part])) for part in (slice(64), slice(None)))


def _bytes(values: Array) -> Array:
    return np.ascontiguousarray(values).view(np.uint8)


def _broken_changes(before: Doubles, after: Doubles) -> int:
    return int(np.count_nonzero((before != after) & ~(np.isnan(before) & np.isnan(after))))


def _flips(before: Array, after: Array) -> int:
    """Count in the values' own type, which is half as wide as a double as a rule."""
    changed_sign = ((before < 0) & (after > 0)) | ((before > 0) & (after < 0))
    return int(np.count_nonzero(changed_sign))


def _doubles(values: Array) -> Doubles:
    return np.asarray(values, np.float64)


def _dot(one: Doubles, other: Doubles) -> float:
    return float(np.dot(one, other))
