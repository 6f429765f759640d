"""Counts that may be unknown: a sum with an unknown term is unknown."""

from __future__ import annotations

from collections.abc import Iterable


def total(counts: Iterable[int | None]) -> int | None:
    """Return the sum of counts, ``None`` where one of them is not known.

    Example:
        >>> total([3, 4]), total([3, None]), total([])
        (7, None, 0)
    """
    result = 0
    for count in counts:
        if count is None:
            return None
        result += count
    return result
