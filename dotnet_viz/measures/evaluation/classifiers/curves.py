"""ROC, precision-recall, DET, gain and lift curves, made from rankings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking

Numbers = NDArray[np.float64]

_GRID = np.linspace(0.0, 1.0, 1001)


@dataclass(frozen=True, eq=False)
class ThresholdCurve:
    """One curve.

    Args:
        name: of the class, or of the average.
        x: shape (points,).
        y: shape (points,).
        thresholds: of each point, infinite where no sample is called positive; NaN for averages that have none.
        area: what it is measured by: the area under it; of gain and lift the area under the ROC curve.
        baseline: y of a model that knows nothing, where that is one number.
    """

    name: str
    x: Numbers = field(repr=False)
    y: Numbers = field(repr=False)
    thresholds: Numbers = field(repr=False)
    area: float
    baseline: float = np.nan


def roc(ranking: Ranking) -> ThresholdCurve:
    """Return true positive rates over false positive rates.

    Args:
        ranking: of a class.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.ranking import rank
        >>> curve = roc(rank("cat", np.array([True, False]), np.array([0.9, 0.2])))
        >>> curve.x.tolist(), curve.y.tolist(), curve.area
        ([0.0, 0.0, 1.0], [0.0, 1.0, 1.0], 1.0)
    """
    fpr, tpr = (np.insert(rates, 0, 0.0) for rates in _rates(ranking))
    return ThresholdCurve(ranking.name, fpr, tpr, np.insert(ranking.thresholds, 0, np.inf), ranking.roc_area)


def precision_recall(ranking: Ranking) -> ThresholdCurve:
    """Return precisions over recalls, from the highest threshold down; its number is the average precision.

    Args:
        ranking: of a class.
    """
    precision = ranking.true_positives / (ranking.true_positives + ranking.false_positives)
    recall = _rates(ranking)[1]
    return ThresholdCurve(
        ranking.name, np.insert(recall, 0, 0.0), np.insert(precision, 0, 1.0), np.insert(ranking.thresholds, 0, np.inf),
        ranking.average_precision, ranking.prevalence,
    )  # fmt: skip


def detection_error(ranking: Ranking) -> ThresholdCurve:
    """Return false negative rates over false positive rates; its number is the rate at which both are equal.

    Args:
        ranking: of a class.
    """
    fpr, tpr = _rates(ranking)
    fnr = 1 - tpr
    # Both rates are known at the thresholds alone: where they cross is between two of them.
    crossing = float(np.interp(0.0, np.insert(fpr - fnr, 0, -1.0), np.insert(fpr, 0, 0.0)))
    return ThresholdCurve(ranking.name, fpr, fnr, ranking.thresholds, crossing)


def gain(ranking: Ranking) -> ThresholdCurve:
    """Return the share of all positives that is found, over the share of samples that are called positive.

    Args:
        ranking: of a class.
    """
    called = (ranking.true_positives + ranking.false_positives) / (ranking.positives + ranking.negatives)
    thresholds = np.insert(ranking.thresholds, 0, np.inf)
    return ThresholdCurve(
        ranking.name, np.insert(called, 0, 0.0), np.insert(_rates(ranking)[1], 0, 0.0), thresholds, ranking.roc_area
    )


def lift(ranking: Ranking) -> ThresholdCurve:
    """Return how many times as many positives are found as in a random choice of as many samples.

    Args:
        ranking: of a class.
    """
    curve = gain(ranking)
    return ThresholdCurve(ranking.name, curve.x[1:], curve.y[1:] / curve.x[1:], curve.thresholds[1:], ranking.roc_area, 1.0)


def macro_roc(rankings: Sequence[Ranking]) -> ThresholdCurve:
    """Return the mean of ROC curves at equal false positive rates; its area is the mean of theirs.

    Args:
        rankings: of at least one class.
    """
    curves = [roc(ranking) for ranking in rankings]
    # At a rate where a curve rises steeply, its highest point counts, as it does for the area to the right of it.
    y = np.mean([np.insert(_last_at(curve.x, curve.y, _GRID), 0, 0.0) for curve in curves], axis=0)
    return _macro(rankings, np.insert(_GRID, 0, 0.0), y, lambda ranking: ranking.roc_area, np.nan)


def macro_precision_recall(rankings: Sequence[Ranking]) -> ThresholdCurve:
    """Return the mean of precisions at equal recalls; its number is the mean of the average precisions.

    Args:
        rankings: of at least one class.
    """
    rows = []
    for ranking in rankings:
        curve = precision_recall(ranking)
        # The precision of a recall is that of the first threshold which reaches it.
        rows.append(curve.y[np.minimum(np.searchsorted(curve.x, _GRID), len(curve.x) - 1)])
    prevalence = float(np.mean([ranking.prevalence for ranking in rankings]))
    return _macro(rankings, _GRID, np.mean(rows, axis=0), lambda ranking: ranking.average_precision, prevalence)


def _macro(
    rankings: Sequence[Ranking], x: Numbers, y: Numbers, area: Callable[[Ranking], float], baseline: float
) -> ThresholdCurve:  # fmt: skip
    mean = float(np.mean([area(ranking) for ranking in rankings]))
    return ThresholdCurve("macro average", x, y, np.full(len(x), np.nan), mean, baseline)


def _rates(ranking: Ranking) -> tuple[Numbers, Numbers]:
    return ranking.false_positives / ranking.negatives, ranking.true_positives / ranking.positives


def _last_at(x: Numbers, y: Numbers, wanted: Numbers) -> Numbers:
    """Interpolate a curve that may rise upright: at such a place it has its highest value."""
    last = np.append(np.diff(x) > 0, True)
    return np.asarray(np.interp(wanted, x[last], y[last]))
