"""How many samples are called positive at each threshold: what every curve of a classifier is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.inputs.predictions import ClassPredictions

KEPT_POINTS = 10_000
"""Up to so many thresholds every point is kept."""

COLUMNS = 1_000
"""Of a curve of which points are left out."""

MOST_DECISIONS = 30_000_000
"""Samples times classes that are ranked together; more would take gigabytes."""

_SMALL_RATES = np.concatenate([[0.0], np.geomspace(1e-6, 0.5, 400)])

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ranking:
    """Samples of one class and all others, ranked by a score; a sample is called positive from a threshold upwards.

    Of more than 10,000 thresholds those are kept that a curve needs to appear unchanged: in each of 1,000 columns of each curve
    the first, the last, the lowest and the highest point. Areas are those of all points.

    Args:
        name: of the class.
        thresholds: scores, falling; shape (points,).
        true_positives: how many samples of the class have at least this score; shape (points,).
        false_positives: how many others have; shape (points,).
        roc_area: area under the ROC curve.
        average_precision: mean of the precisions, weighted by the rise in recall.
        points: number of thresholds before some were left out.
    """

    name: str
    thresholds: Numbers = field(repr=False)
    true_positives: Numbers = field(repr=False)
    false_positives: Numbers = field(repr=False)
    roc_area: float
    average_precision: float
    points: int

    @property
    def positives(self) -> float:
        """Number of samples of the class."""
        return float(self.true_positives[-1])

    @property
    def negatives(self) -> float:
        """Number of the others."""
        return float(self.false_positives[-1])

    @property
    def prevalence(self) -> float:
        """Share of samples of the class: the precision of calling every sample positive."""
        return self.positives / (self.positives + self.negatives)


def rank(name: str, is_positive: NDArray[np.bool_], score: Numbers, *, keep_all: bool = False) -> Ranking | None:
    """Rank samples by a score.

    Args:
        name: of the class.
        is_positive: whether each sample is of the class; shape (samples,).
        score: finite numbers; shape (samples,).
        keep_all: whether no point is left out, however many there are.

    Returns:
        The ranking; ``None`` where all samples are of the class, or none.

    Example:
        >>> ranking = rank("cat", np.array([True, False, True]), np.array([0.9, 0.6, 0.4]))
        >>> ranking.true_positives.tolist(), ranking.false_positives.tolist(), ranking.roc_area
        ([1.0, 1.0, 2.0], [0.0, 1.0, 1.0], 0.5)
    """
    positives = int(is_positive.sum())
    negatives = len(is_positive) - positives
    if not positives or not negatives:
        return None
    thresholds, true_positives, false_positives = _counts_from_above(is_positive, score)
    # As scikit-learn has it, which takes several times as long, most of it for looking at what it was given.
    fpr, tpr = np.append(0.0, false_positives / negatives), np.append(0.0, true_positives / positives)
    area = float((np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2.0).sum())
    gained = np.diff(true_positives, prepend=0.0)
    precision = true_positives / (true_positives + false_positives)
    average = float(np.sum(gained * precision) / positives)
    kept = slice(None) if keep_all else _kept(true_positives, false_positives)
    return Ranking(
        name, thresholds[kept], true_positives[kept], false_positives[kept], area, average, len(true_positives)
    )  # fmt: skip


def _counts_from_above(is_positive: NDArray[np.bool_], score: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the different scores, falling, and how many samples of the class and how many others have at least each."""
    order, last = falling_order(score)
    true_positives = np.cumsum(is_positive[order], dtype=np.float64)[last]
    return score[order[last]], true_positives, last + 1 - true_positives


def falling_order(score: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return samples by falling score, and where among them each different score ends.

    Args:
        score: finite numbers; shape (samples,).

    Returns:
        Positions of samples, and positions among these.

    Example:
        >>> order, ends = falling_order(np.array([0.2, 0.9, 0.2]))
        >>> order.tolist(), ends.tolist()
        ([1, 2, 0], [0, 2])
    """
    order = np.argsort(score, kind="stable")[::-1]
    return order, np.append(np.flatnonzero(np.diff(score[order])), len(order) - 1)


def class_rankings(predictions: ClassPredictions) -> Iterator[Ranking]:
    """Yield the ranking of each class against all others: of two classes of the positive one, and none that never occurs.

    Args:
        predictions: with scores.

    Raises:
        OptionError: the predictions are labels.
    """
    for index in predictions.curve_classes:
        ranking = class_ranking(predictions, index)
        if ranking is not None:
            yield ranking


def class_ranking(predictions: ClassPredictions, index: int, *, keep_all: bool = False) -> Ranking | None:
    """Return the ranking of one class against all others; predictions that are no number are left out.

    Args:
        predictions: with scores.
        index: of the class.
        keep_all: whether no point is left out.

    Raises:
        OptionError: the predictions are labels.
    """
    score, is_true, usable = predictions.score(index), predictions.is_true(index), predictions.is_usable
    if not usable.all():
        score, is_true = score[usable], is_true[usable]
    return rank(predictions.class_names[index], is_true, score, keep_all=keep_all)


def micro_ranking(predictions: ClassPredictions) -> Ranking | None:
    """Return the ranking of all decisions of all classes together; ``None`` for more than :data:`MOST_DECISIONS`.

    Args:
        predictions: with scores.

    Raises:
        OptionError: the predictions are labels.
    """
    usable = predictions.is_usable
    columns = range(len(predictions.class_names))
    if len(usable) * len(columns) > MOST_DECISIONS:
        return None
    scores = np.column_stack([predictions.score(index) for index in columns])[usable]
    true = np.column_stack([predictions.is_true(index) for index in columns])[usable]
    return rank("micro average", true.ravel(), scores.ravel())


def _kept(true_positives: Numbers, false_positives: Numbers) -> NDArray[np.intp] | slice:
    """Return the points that curves need: all counts only rise, so columns are found without reading what is between."""
    if len(true_positives) <= KEPT_POINTS:
        return slice(None)
    chosen = true_positives + false_positives
    starts = [_starts(counts, np.linspace(0, counts[-1], COLUMNS + 1)) for counts in (true_positives, false_positives, chosen)]
    # Curves with axes that are stretched towards 0 show the smallest rates: of both kinds of errors.
    starts += [
        _starts(false_positives, false_positives[-1] * _SMALL_RATES),
        _starts(true_positives, true_positives[-1] * (1 - _SMALL_RATES[::-1])),
    ]
    precision = true_positives / chosen
    extremes = column_extremes(precision, starts[0])
    ends = [np.append(found[1:], len(chosen)) - 1 for found in starts]
    return np.unique(np.concatenate([*starts, *ends, extremes]))


def _starts(rising: Numbers, bounds: Numbers) -> NDArray[np.intp]:
    return np.unique(np.minimum(np.searchsorted(rising, bounds), len(rising) - 1))


def column_extremes(values: Numbers, starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where values are lowest and highest in each column.

    Args:
        values: in order.
        starts: index of the first value of each column, rising.

    Example:
        >>> column_extremes(np.array([3.0, 1.0, 2.0, 5.0]), np.array([0, 2])).tolist()
        [1, 2, 0, 3]
    """
    columns = list(zip(starts.tolist(), [*starts[1:].tolist(), len(values)], strict=True))
    lowest = [start + int(values[start:end].argmin()) for start, end in columns]
    return np.array([*lowest, *(start + int(values[start:end].argmax()) for start, end in columns)], dtype=np.intp)
