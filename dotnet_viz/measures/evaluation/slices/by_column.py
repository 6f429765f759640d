"""Which parts of the data have the most errors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import ShapeError
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.data.missing import is_missing
from dotnet_viz.measures.evaluation.intervals.wilson import wilson_interval
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.translation.translate import translate

_LARGEST = 1e150


@dataclass(frozen=True)
class ErrorSlice:
    """The errors among samples that have something in common.

    Args:
        name: the value, or range of values, that they have.
        samples: number of them.
        errors: how many are wrong.
        low: lower end of the 95 % interval of the share that is wrong, after Wilson.
        high: its upper end.
    """

    name: str
    samples: int
    errors: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """Share that is wrong."""
        return self.errors / self.samples


def error_slices(wrong: NDArray[np.bool_], column: Any, *, bins: int = 6, most: int = 12) -> tuple[ErrorSlice, ...]:
    """Return the errors by the values of a column.

    Numbers of more than ``most`` different values are cut into ranges with about equally many samples; of more than ``most``
    names the most frequent have a slice of their own.

    Args:
        wrong: whether each prediction is wrong; shape (samples,).
        column: a value of each sample: numbers, names, booleans or missing values.
        bins: number of ranges.
        most: largest number of slices.

    Raises:
        ShapeError: not one value a sample.
        OptionError: less than 1 range or 2 slices.

    Example:
        >>> error_slices(np.array([True, False, False]), ["a", "b", "b"])[1].rate
        1.0
    """
    names, groups = slice_groups(column, len(wrong), bins, most)
    samples = np.bincount(groups, minlength=len(names))
    errors = np.bincount(groups, wrong, minlength=len(names)).astype(int)
    return tuple(
        ErrorSlice(name, int(count), int(bad), *wilson_interval(int(bad), int(count)))
        for name, count, bad in zip(names, samples, errors, strict=True)
        if count
    )


@dataclass(frozen=True)
class AmountSlice:
    """The errors of amounts among samples that have something in common.

    Args:
        name: the value, or range of values, that they have.
        samples: number of them.
        mean_absolute_error: mean of their absolute errors.
        standard_error: of this mean; NaN of one sample.
    """

    name: str
    samples: int
    mean_absolute_error: float
    standard_error: float


def amount_slices(result: Regression, column: Any, *, bins: int = 6, most: int = 12) -> tuple[AmountSlice, ...]:
    """Return the errors of amounts by the values of a column; see :func:`error_slices`.

    Args:
        result: of a regression.
        column: a value of each sample: numbers, names, booleans or missing values.
        bins: number of ranges.
        most: largest number of slices.

    Raises:
        ShapeError: not one value a sample.
        OptionError: less than 1 range or 2 slices.
    """
    errors = np.abs(result.residuals).mean(axis=1)
    names, groups = slice_groups(column, len(errors), bins, most)
    slices = []
    for index, name in enumerate(names):
        part = errors[groups == index]
        if len(part):
            deviation = float(part.std(ddof=1) / math.sqrt(len(part))) if len(part) > 1 else math.nan
            slices.append(AmountSlice(name, len(part), float(part.mean()), deviation))
    return tuple(slices)


def slice_groups(column: Any, samples: int, bins: int, most: int) -> tuple[list[str], NDArray[np.intp]]:
    """Return the names of all slices, and which slice each sample is in.

    Args:
        column: a value of each sample: numbers, names, booleans or missing values.
        samples: number of them.
        bins: number of ranges.
        most: largest number of slices.

    Raises:
        ShapeError: not one value a sample.
        OptionError: less than 1 range or 2 slices.
    """
    whole_number("bins", bins)
    whole_number("most", most, least=2)
    values = np.asarray(column)
    if values.ndim != 1 or len(values) != samples:
        raise ShapeError(f"the column must have one value for each of {samples:,} samples; its shape is {values.shape}")
    if has_ranges(values, most):
        return _ranges(values.astype(float), bins)
    return _categories(values, most)


def has_ranges(values: NDArray[Any], most: int) -> bool:
    """Return whether a column is cut into ranges: whether it has numbers of many different values.

    Args:
        values: shape (samples,).
        most: largest number of different values that are a slice each.
    """
    return values.dtype.kind in "iuf" and len(np.unique(values[~np.isnan(values.astype(float))])) > most


def _ranges(values: NDArray[np.float64], bins: int) -> tuple[list[str], NDArray[np.intp]]:
    known = ~np.isnan(values)
    # Between the largest numbers nothing can be interpolated; they and infinite ones are in the first range or the last.
    finite = np.clip(values[np.isfinite(values)], -_LARGEST, _LARGEST)
    edges = np.unique(np.quantile(finite, np.linspace(0, 1, bins + 1)))
    groups = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    names = [
        translate("{low} to {high}", low=format_number(low), high=format_number(high)) for low, high in pairwise(edges.tolist())
    ]
    return [*names, "missing"], np.where(known, groups, len(names))


def _categories(values: NDArray[Any], most: int) -> tuple[list[str], NDArray[np.intp]]:
    texts = np.array(["missing" if is_missing(value) else str(value) for value in values.tolist()])
    found, inverse, counts = np.unique(texts, return_inverse=True, return_counts=True)
    if values.dtype.kind in "iuf":
        order: Sequence[int] = sorted(range(len(found)), key=lambda k: _as_number(str(found[k])))
    else:
        order = np.argsort(-counts, kind="stable").tolist()
    position = np.empty(len(found), dtype=np.intp)
    position[np.asarray(order)] = np.arange(len(found))
    names = [str(found[k]) for k in order]
    if len(names) <= most:
        return names, position[inverse]
    rest = len(names) - most + 1
    return [*names[: most - 1], format_count(rest, "other")], np.minimum(position[inverse], most - 1)


def _as_number(text: str) -> float:
    return math.inf if text == "missing" else float(text)
