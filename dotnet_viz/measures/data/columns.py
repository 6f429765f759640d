"""What one column of a table holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.data.missing import missing_values

Values = NDArray[Any]

MAX_COMMON = 3
MAX_CATEGORIES = 20
BINS = 20
_TEXT_LENGTH = 40
_LEAST_INDEX = 10
"""Samples below which numbers that follow one another may be amounts."""


@dataclass(frozen=True)
class ColumnSummary:
    """One column in numbers; those of amounts are ``None`` for categories and texts.

    Args:
        name: of the column.
        kind: ``"number"``, ``"whole number"``, ``"yes or no"``, ``"date"``, ``"category"``, ``"text"`` or ``"array"``.
        missing: number of samples without a value: NaN, None, NaT.
        infinite: number of infinite values.
        distinct: number of different values that are there; ``None`` for arrays.
        minimum: the smallest value.
        mean: the mean.
        deviation: standard deviation of the values, divided by their number.
        median: the middle value.
        maximum: the largest value.
        common: the most frequent values and how often they occur, of categories and texts.
        edges: edges of the bins of a histogram, one more than counts; empty for categories.
        counts: values in each bin.
        shape: sizes of one sample, of an array.
        is_index: whether the values count the samples, one after another, as the index of a table does.
    """

    name: str
    kind: str
    missing: int = 0
    infinite: int = 0
    distinct: int | None = None
    minimum: float | None = None
    mean: float | None = None
    deviation: float | None = None
    median: float | None = None
    maximum: float | None = None
    common: tuple[tuple[str, int], ...] = ()
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    is_index: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether all values that are there are one."""
        return self.distinct is not None and self.distinct <= 1


def summarise_column(name: str, values: Values) -> ColumnSummary:
    """Return what a column holds.

    Args:
        name: of the column.
        values: shape (samples,), or (samples, ...) for images and the like, which are measured as a whole.

    Example:
        >>> found = summarise_column("age", np.array([30.5, np.nan, 41.0]))
        >>> found.kind, found.missing, found.distinct, found.minimum, found.maximum
        ('number', 1, 2, 30.5, 41.0)
        >>> summarise_column("city", np.array(["Rome", "Oslo", "Rome"], dtype=object)).common
        (('Rome', 2), ('Oslo', 1))
    """
    if values.ndim > 1:
        if not _is_numeric(values):
            return ColumnSummary(name, "array", shape=values.shape[1:])
        return _of_amounts(name, values.ravel(), "array", shape=values.shape[1:], distinct=None)
    if values.dtype.kind == "M":
        return _of_dates(name, values)
    missing = missing_values(values)
    there = values[~missing]
    if values.dtype.kind == "O" and len(there) and all(isinstance(item, int | float | np.number) for item in there.tolist()):
        values = there = np.asarray(there.tolist())
    if values.dtype.kind == "b":
        return _of_words(name, there, int(missing.sum()), "yes or no")
    if not _is_numeric(values):
        return _of_words(name, there, int(missing.sum()), None)
    whole = values.dtype.kind in "iu" or bool(len(there) and np.isfinite(there).all() and np.all(there == np.floor(there)))
    found = _of_amounts(name, there, "whole number" if whole else "number", distinct=len(np.unique(there)))
    return replace(found, missing=int(missing.sum()), is_index=whole and not missing.any() and _counts_up(there))


def _counts_up(values: Values) -> bool:
    return len(values) >= _LEAST_INDEX and bool(np.all(np.diff(values.astype(np.float64)) == 1.0))


def _is_numeric(values: Values) -> bool:
    return values.dtype.kind in "iuf" or values.dtype.name == "bfloat16"


def _of_amounts(name: str, values: Values, kind: str, *, distinct: int | None, shape: tuple[int, ...] = ()) -> ColumnSummary:
    amounts = values.astype(np.float64)
    nan, infinite = np.isnan(amounts), np.isinf(amounts)
    finite = amounts[~nan & ~infinite] if nan.any() or infinite.any() else amounts
    if not finite.size:
        return ColumnSummary(name, kind, int(nan.sum()), int(infinite.sum()), distinct, shape=shape)
    counts, edges = np.histogram(finite, bins=BINS)
    return ColumnSummary(
        name,
        kind,
        missing=int(nan.sum()),
        infinite=int(infinite.sum()),
        distinct=distinct,
        minimum=float(finite.min()),
        mean=float(finite.mean()),
        deviation=float(finite.std()),
        median=float(np.median(finite)),
        maximum=float(finite.max()),
        edges=tuple(edges.tolist()),
        counts=tuple(counts.tolist()),
        shape=shape,
    )


def _of_dates(name: str, values: Values) -> ColumnSummary:
    missing = missing_values(values)
    there = np.sort(values[~missing])
    ends = tuple((str(item), 1) for item in (there[[0, -1]] if len(there) else ()))
    return ColumnSummary(name, "date", int(missing.sum()), distinct=len(np.unique(there)), common=ends)


def _of_words(name: str, values: Values, missing: int, kind: str | None) -> ColumnSummary:
    counts = Counter(str(item) for item in values.tolist())
    is_category = len(counts) <= max(MAX_CATEGORIES, len(values) // 20) and all(len(word) <= _TEXT_LENGTH for word in counts)
    common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_COMMON]
    return ColumnSummary(
        name, kind or ("category" if is_category else "text"), missing, distinct=len(counts), common=tuple(common)
    )
