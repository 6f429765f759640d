"""Intervals that a model gives with its predictions, and how many true amounts are inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError, first_line
from dotnet_viz.measures.evaluation.inputs.arrays import array_in
from dotnet_viz.measures.evaluation.regression import Regression

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Prediction intervals beside what is true.

    Args:
        true: true amounts; shape (samples,).
        predicted: predictions; shape (samples,).
        lower: lower ends; shape (samples,).
        upper: upper ends; shape (samples,).
        level: share that should be inside; ``None`` where it is not known.
    """

    true: Numbers
    predicted: Numbers
    lower: Numbers
    upper: Numbers
    level: float | None

    @property
    def is_inside(self) -> NDArray[np.bool_]:
        """For each sample whether the true amount is in its interval."""
        return (self.lower <= self.true) & (self.true <= self.upper)

    @property
    def share(self) -> float:
        """Share of the samples that are inside."""
        return float(self.is_inside.mean())

    @property
    def width(self) -> float:
        """Mean width of the intervals."""
        return float((self.upper - self.lower).mean())


def coverage(result: Regression, lower: Any, upper: Any, level: float | None = None) -> Coverage:
    """Return the intervals of a regression with one target.

    Args:
        result: with at least one sample.
        lower: lower end for each sample.
        upper: upper end for each sample.
        level: share of the samples that should be inside.

    Raises:
        ShapeError: not one number a sample as an end, or a lower end above the upper one.
        OptionError: several targets, or a level that is not between 0 and 1.

    Example:
        >>> from dotnet_viz.measures.evaluation.regression import regress
        >>> found = coverage(regress("", np.array([1.0, 2.0]), np.array([1.5, 9.0])), [0, 1], [2, 3])
        >>> found.share, found.width
        (0.5, 2.0)
    """
    if len(result.targets) > 1:
        raise OptionError(f"prediction intervals are of one target, and there are {len(result.targets)}")
    if level is not None and not 0 < level < 1:
        raise OptionError(f"level must be a share between 0 and 1, such as 0.9, not {level!r}")
    ends = [_numbers(name, end) for name, end in (("lower", lower), ("upper", upper))]
    if any(len(end) != len(result.true) for end in ends):
        raise ShapeError(f"there are {len(result.true):,} samples, but {len(ends[0]):,} lower and {len(ends[1]):,} upper ends")
    if (ends[0] > ends[1]).any():
        raise ShapeError(f"{int((ends[0] > ends[1]).sum()):,} lower ends are above their upper ends")
    return Coverage(result.true[:, 0], result.predicted[:, 0], ends[0], ends[1], level)


def _numbers(name: str, given: Any) -> Numbers:
    values = array_in(name, given)
    try:
        return values.astype(np.float64).ravel()
    except (TypeError, ValueError) as error:
        raise ShapeError(f"{name} must hold one number for each sample: {first_line(error)}") from error
