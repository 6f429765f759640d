"""Measures of a regression when each sample counts a number of times, for intervals by bootstrap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted
from dotnet_viz.measures.evaluation.regression import Regression

MEASURES = ("mean absolute error", "root mean squared error", "R²")


def regression_measures(result: Regression) -> Weighted:
    """Return what measures weighted samples of a regression: the errors of all targets together, and their mean R².

    Args:
        result: with at least one sample.

    Example:
        >>> from dotnet_viz.measures.evaluation.regression import regress
        >>> measure = regression_measures(regress("", np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0])))
        >>> measure(np.array([1, 1, 1]))["all", "R²"], measure(np.array([1, 1, 0]))["all", "mean absolute error"]
        (0.5, 0.0)
    """
    true, absolute = result.true, np.abs(result.residuals)
    squared = absolute**2

    def measure(weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
        total = weights.sum()
        means = (weights @ true) / total
        variation = weights @ (true - means) ** 2
        explained = np.where(variation > 0, 1 - (weights @ squared) / np.where(variation > 0, variation, 1), np.nan)
        values = (
            float((weights @ absolute).mean() / total),
            float(np.sqrt((weights @ squared).mean() / total)),
            float(explained.mean()),
        )
        return {("all", name): value for name, value in zip(MEASURES, values, strict=True)}

    return measure
