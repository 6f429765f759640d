"""How far values go from zero, and whether some of them are no finite numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

_CHUNK = 1 << 20


@dataclass(frozen=True)
class ValueRange:
    """The largest magnitude of some values, and whether some are infinite or NaN.

    Args:
        largest: the largest finite magnitude.
        has_infinite: whether some are infinite.
        has_nan: whether some are NaN.

    Example:
        >>> ValueRange.of([1.0, -3.0, float("nan")])
        ValueRange(largest=3.0, has_infinite=False, has_nan=True)
    """

    largest: float = 0.0
    has_infinite: bool = False
    has_nan: bool = False

    @classmethod
    def of(cls, values: ArrayLike) -> ValueRange:
        """Return the range of an array of any shape, which is read in pieces."""
        flat = np.asarray(values).reshape(-1)
        value_range = cls()
        for start in range(0, flat.size, _CHUNK):
            value_range = value_range.joined(_piece(flat[start : start + _CHUNK]))
        return value_range

    def joined(self, other: ValueRange) -> ValueRange:
        """Return the range of both."""
        return ValueRange(
            max(self.largest, other.largest), self.has_infinite or other.has_infinite, self.has_nan or other.has_nan
        )


def _piece(values: NDArray[Any]) -> ValueRange:
    magnitudes = np.abs(values if values.dtype.kind == "f" else values.astype(np.float64))
    largest = float(magnitudes.max(initial=0.0))
    if np.isfinite(largest):
        return ValueRange(largest)
    finite = magnitudes[np.isfinite(magnitudes)]
    return ValueRange(float(finite.max(initial=0.0)), bool(np.isinf(magnitudes).any()), bool(np.isnan(magnitudes).any()))
