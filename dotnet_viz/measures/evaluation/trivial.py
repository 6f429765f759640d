"""The most important number of an evaluation beside that of a model that does not look at its inputs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_items
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.intervals.paired import mcnemar
from dotnet_viz.measures.evaluation.intervals.wilson import NORMAL, wilson_interval
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.evaluation.sequences import SequenceRegression, TokenClassification
from dotnet_viz.measures.evaluation.worst import is_wrong

ACCURACY, PIXEL_ACCURACY, MEAN_ABSOLUTE_ERROR = "accuracy", "pixel accuracy", "mean absolute error"
BETTER, SAME, WORSE = "better", "same", "worse"

_LEVEL = 0.05

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class TrivialComparison:
    """A measure of a model beside that of the trivial model on the same data.

    Args:
        measure: ``"accuracy"``, ``"pixel accuracy"`` or ``"mean absolute error"``.
        value: of the model.
        low: lower end of its 95 % interval; NaN of a single sample of amounts.
        high: upper end.
        trivial: of the model that always answers the same.
        answer: what that is: names of a class or of several labels; empty for the mean.
        outcome: ``"better"`` or ``"worse"`` than the trivial model by more than chance, or the ``"same"`` as it.
    """

    measure: str
    value: float
    low: float
    high: float
    trivial: float
    answer: str
    outcome: str


def compare_with_trivial(result: Classification | Regression | Segmentation) -> TrivialComparison | None:
    """Return how a model does beside one that always answers the most frequent class of the data, or their mean.

    An interval of a share of samples is that of Wilson; of pixels and steps it is that of a ratio of sums over images and
    sequences, which are independent where their pixels and steps are not (Cochran, Sampling Techniques, 1977, chapter 6).
    Whether the difference is more than chance says McNemar's test of samples, and elsewhere the interval of the paired
    difference.

    Args:
        result: of one output.

    Returns:
        ``None`` where there is nothing that can be measured.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.classification import classify
        >>> found = compare_with_trivial(classify("", np.eye(2)[[0] * 10 + [1] * 8], np.array([0] * 10 + [1] * 8)))
        >>> found.value, round(found.trivial, 3), found.answer, found.outcome
        (1.0, 0.556, '0', 'better')
    """
    if isinstance(result, Segmentation):
        return _of_pixels(result)
    if isinstance(result, Classification):
        return _of_classes(result) if result.samples else None
    return _of_amounts(result) if result.true.size else None


def _of_classes(result: Classification) -> TrivialComparison:
    predictions = result.predictions
    right = ~is_wrong(predictions)
    rows = predictions.true if predictions.is_multi_label else predictions.true[:, np.newaxis]
    values, counts = np.unique(rows, axis=0, return_counts=True)
    frequent = values[int(counts.argmax())]
    same = (rows == frequent).all(axis=1)
    chosen = np.flatnonzero(frequent) if predictions.is_multi_label else frequent
    answer = format_items(predictions.class_names[int(index)] for index in chosen)
    if isinstance(result, TokenClassification):
        positions = result.positions
        sums = [np.bincount(positions.sequence, part, positions.sequences).astype(np.float64) for part in (right, same)]
        return _of_groups(ACCURACY, sums[0], sums[1], positions.lengths.astype(np.float64), answer)
    low, high = wilson_interval(int(right.sum()), len(right))
    share, other = float(right.mean()), float(same.mean())
    is_chance = mcnemar(same, right).p_value >= _LEVEL
    return TrivialComparison(ACCURACY, share, low, high, other, answer, _outcome(share - other, is_chance=is_chance))


def _of_pixels(result: Segmentation) -> TrivialComparison | None:
    right, of_class = result.image_counts[:, 0].sum(axis=1), result.image_counts[:, 2]
    if not of_class.sum():
        return None
    frequent = int(of_class.sum(axis=0).argmax())
    sums = (right.astype(np.float64), of_class[:, frequent].astype(np.float64), of_class.sum(axis=1).astype(np.float64))
    return _of_groups(PIXEL_ACCURACY, *sums, result.class_names[frequent])


def _of_amounts(result: Regression) -> TrivialComparison:
    errors = np.abs(result.residuals).mean(axis=1)
    trivial = np.abs(result.true.mean(axis=0) - result.true).mean(axis=1)
    counts = np.ones(len(errors))
    if isinstance(result, SequenceRegression):
        positions = result.positions
        errors, trivial = (np.bincount(positions.sequence, part, positions.sequences) for part in (errors, trivial))
        counts = positions.lengths.astype(np.float64)
    return _of_groups(MEAN_ABSOLUTE_ERROR, errors, trivial, counts, "")


def _of_groups(measure: str, sums: Numbers, trivial: Numbers, counts: Numbers, answer: str) -> TrivialComparison:
    """Compare two ratios of sums over groups that are independent of each other."""
    there = counts > 0
    sums, trivial, counts = sums[there], trivial[there], counts[there]
    value, half = _ratio(sums, counts)
    difference, margin = _ratio(sums - trivial, counts)
    gain = -difference if measure == MEAN_ABSOLUTE_ERROR else difference
    most = math.inf if measure == MEAN_ABSOLUTE_ERROR else 1.0
    # NaN of a single group stays NaN, which max and min would hide in another order of their arguments.
    low, high = max(value - half, 0.0), min(value + half, most)
    outcome = _outcome(gain, is_chance=not abs(difference) > margin)
    return TrivialComparison(measure, value, low, high, float(trivial.sum() / counts.sum()), answer, outcome)


def _ratio(sums: Numbers, counts: Numbers) -> tuple[float, float]:
    """Return a ratio of sums and half the width of its 95 % interval; NaN for the latter where there is one group."""
    total, groups = float(counts.sum()), len(counts)
    value = float(sums.sum()) / total
    if groups < 2:
        return value, math.nan
    residuals = sums - value * counts
    return value, NORMAL * math.sqrt(float((residuals**2).sum()) * groups / (groups - 1)) / total


def _outcome(gain: float, *, is_chance: bool) -> str:
    if is_chance or gain == 0:
        return SAME
    return BETTER if gain > 0 else WORSE
