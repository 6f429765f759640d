"""Measures of predictions of which each sample counts a number of times, as in the draws of a bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.classifiers.classification import confusion_cells
from dotnet_viz.measures.evaluation.classifiers.ranking import falling_order
from dotnet_viz.measures.evaluation.inputs.predictions import DECISION, ClassPredictions

Numbers = NDArray[np.float64]
Weighted = Callable[[NDArray[np.intp]], dict[tuple[str, str], float]]
"""From how often each sample counts to measures, by what they are of and their names."""


def weighted_measures(predictions: ClassPredictions) -> list[Weighted]:
    """Return functions that measure predictions when each sample counts a number of times.

    Args:
        predictions: of one output.
    """
    counted = _multi_label_measures(predictions) if predictions.is_multi_label else _cell_measures(predictions)
    return [counted, *_ranking_measures(predictions)]


def measure_all(measured: Sequence[Weighted], weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
    """Return all measures of weighted samples, by what they are of and their names.

    Args:
        measured: functions of how often each sample counts.
        weights: how often each sample counts; shape (samples,).
    """
    found: dict[tuple[str, str], float] = {}
    for measure in measured:
        found.update(measure(weights))
    return found


def _cell_measures(predictions: ClassPredictions) -> Weighted:
    """Return what measures a draw by its confusion matrix."""
    count = len(predictions.class_names)

    def measure(weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
        cells = confusion_cells(predictions.true, predictions.chosen, count, weights)
        right, chosen, support = np.diag(cells[:, :count]), cells[:, :count].sum(axis=0), cells.sum(axis=1)
        found = {("all", "accuracy"): float(right.sum() / cells.sum())}
        occurs = support > 0
        found["all", "balanced accuracy"] = float((right[occurs] / support[occurs]).mean())
        return found | _class_measures(predictions.class_names, right, chosen, support)

    return measure


def _multi_label_measures(predictions: ClassPredictions) -> Weighted:
    true, chosen = predictions.true == 1, predictions.chosen == 1
    hits = (true & chosen).astype(float)
    is_right = (predictions.true == predictions.chosen).all(axis=1)

    def measure(weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
        found = {("all", "accuracy"): float(np.average(is_right, weights=weights))}
        sums = (weights @ hits, weights @ chosen, weights @ true)
        return found | _class_measures(predictions.class_names, *sums)

    return measure


def _class_measures(
    names: tuple[str, ...], right: NDArray[np.generic], chosen: NDArray[np.generic], support: NDArray[np.generic]
) -> dict[tuple[str, str], float]:
    hits, called, true = (np.asarray(part, dtype=float) for part in (right, chosen, support))
    table = {
        "precision": hits / np.where(called == 0, 1, called),
        "recall": hits / np.where(true == 0, 1, true),
        "f1": 2 * hits / np.where(called + true == 0, 1, called + true),
    }
    found: dict[tuple[str, str], float] = {}
    for measure, values in table.items():
        found["macro average", measure] = float(values.mean())
        found["weighted average", measure] = float(np.average(values, weights=true)) if true.any() else 0.0
        found.update({(name, measure): float(value) for name, value in zip(names, values, strict=True)})
    return found


def _ranking_measures(predictions: ClassPredictions) -> list[Weighted]:
    """Return what measures a draw by the order of its scores, and by its probabilities."""
    if predictions.scores is None:
        return []
    usable = predictions.is_usable
    ranked = [
        _Ranked(predictions.class_names[index], predictions.is_true(index)[usable], predictions.score(index)[usable])
        for index in predictions.curve_classes
    ]
    ranked = [one for one in ranked if 0 < one.is_positive.sum() < len(one.is_positive)]

    def measure(weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        areas = [one.areas(weights[usable]) for one in ranked]
        for one, (roc_area, precision) in zip(ranked, areas, strict=True):
            found[one.name, "ROC AUC"], found[one.name, "average precision"] = roc_area, precision
        if len(ranked) > 1:
            for position, name in enumerate(("ROC AUC", "average precision")):
                found["macro average", name] = float(np.mean([area[position] for area in areas]))
        return found

    found: list[Weighted] = [measure] if ranked else []
    if predictions.is_binary and predictions.score_kind != DECISION:
        found.append(_brier_measure(predictions))
    return found


def _brier_measure(predictions: ClassPredictions) -> Weighted:
    usable, index = predictions.is_usable, predictions.positive
    square = (predictions.probabilities[:, index][usable] - predictions.is_true(index)[usable]) ** 2

    def measure(weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
        chosen = weights[usable]
        return {("all", "Brier score"): float(np.average(square, weights=chosen)) if chosen.any() else np.nan}

    return measure


class _Ranked:
    """Samples in the order of their scores, so that each draw needs sums alone."""

    def __init__(self, name: str, is_positive: NDArray[np.bool_], score: Numbers) -> None:
        self.name = name
        self._order, self._ends = falling_order(score)
        self.is_positive = is_positive[self._order]

    def areas(self, weights: NDArray[np.intp]) -> tuple[float, float]:
        """Return the area under the ROC curve and the average precision of weighted samples; NaN for one class alone."""
        ordered = weights[self._order]
        hits = np.cumsum(np.where(self.is_positive, ordered, 0))[self._ends].astype(float)
        called = np.cumsum(ordered)[self._ends].astype(float)
        misses = called - hits
        if not hits[-1] or not misses[-1]:
            return np.nan, np.nan
        rise, run = np.diff(hits, prepend=0.0), np.diff(misses, prepend=0.0)
        roc_area = float(np.sum(run * (hits - rise / 2)) / (hits[-1] * misses[-1]))
        precision = np.divide(hits, called, out=np.zeros_like(hits), where=called > 0)
        return roc_area, float(np.sum(rise * precision) / hits[-1])
