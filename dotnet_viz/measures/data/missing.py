"""Which values of a column are missing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def is_missing(value: Any) -> bool:
    """Return whether a value stands for none: ``None``, NaN, NaT, or the missing value of pandas.

    Example:
        >>> [is_missing(value) for value in (None, float("nan"), "nan", 0)]
        [True, True, False, False]
    """
    # The missing value of pandas is neither equal nor unequal to anything.
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    differs = value != value  # noqa: PLR0124 - NaN
    return isinstance(differs, bool | np.bool_) and bool(differs)


def missing_values(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which values of a column are missing.

    Args:
        values: shape (samples,).
    """
    if values.dtype.kind in "fc":
        return np.asarray(np.isnan(values))
    if values.dtype.kind in "mM":
        return np.asarray(np.isnat(values))
    if values.dtype.kind == "O":
        return np.array([is_missing(value) for value in values.tolist()], dtype=bool)
    return np.zeros(len(values), dtype=bool)
