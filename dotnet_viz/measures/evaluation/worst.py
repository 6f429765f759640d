"""The predictions that are most surely wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.formatting import format_items
from dotnet_viz.measures.evaluation.inputs.predictions import DECISION, NO_CLASS, ClassPredictions


@dataclass(frozen=True)
class WrongPrediction:
    """One prediction that is wrong.

    Args:
        index: of the sample.
        true: name of its class; of several labels, their names.
        predicted: name of the class that was predicted; empty where it is not a number.
        true_probability: what the model gave the true class; NaN where there is no probability.
        predicted_probability: what it gave the predicted one.
        loss: −log of the probability of the true class; NaN where there is none.
    """

    index: int
    true: str
    predicted: str
    true_probability: float
    predicted_probability: float
    loss: float


def is_wrong(predictions: ClassPredictions) -> NDArray[np.bool_]:
    """Return for each sample whether its prediction is wrong, in several labels any of them.

    Args:
        predictions: of one output.
    """
    differs = predictions.chosen != predictions.true
    return np.asarray(differs.any(axis=1) if predictions.is_multi_label else differs)


def worst_predictions(predictions: ClassPredictions, count: int = 12) -> tuple[WrongPrediction, ...]:
    """Return wrong predictions, those with the smallest probability of the true class first.

    Args:
        predictions: of one output.
        count: how many at most.

    Raises:
        OptionError: a count below 1.
    """
    whole_number("count", count)
    wrong = np.flatnonzero(is_wrong(predictions))
    loss, has_probability = _losses(predictions, wrong)
    order = wrong[np.argsort(-loss, kind="stable")[:count]]
    return tuple(_example(predictions, int(index), has_probability) for index in order)


def _losses(predictions: ClassPredictions, wrong: NDArray[np.intp]) -> tuple[NDArray[np.float64], bool]:
    """Return what wrong predictions are ordered by; labels alone keep the order of the data."""
    if predictions.scores is None:
        return np.zeros(len(wrong)), False
    if predictions.score_kind == DECISION:
        scores = predictions.scores[wrong]
        if scores.shape[1] == 1:
            return np.abs(scores[:, 0]), False
        return scores.max(axis=1) - np.take_along_axis(scores, predictions.true[wrong, np.newaxis], axis=1)[:, 0], False
    probabilities = predictions.probabilities[wrong]
    if predictions.is_multi_label:
        right = np.where(predictions.true[wrong] == 1, probabilities, 1 - probabilities).min(axis=1)
    else:
        right = np.take_along_axis(probabilities, predictions.true[wrong, np.newaxis], axis=1)[:, 0]
    # What is not a number is the worst of all.
    return np.where(np.isfinite(right), -np.log(np.clip(right, 1e-300, None)), np.inf), True


def _example(predictions: ClassPredictions, index: int, has_probability: bool) -> WrongPrediction:
    names = predictions.class_names
    if predictions.is_multi_label:
        true, chosen = (
            format_items(names[k] for k in np.flatnonzero(row[index] == 1)) for row in (predictions.true, predictions.chosen)
        )
        return WrongPrediction(index, true or "none", chosen or "none", math.nan, math.nan, math.nan)
    true_index, picked = int(predictions.true[index]), int(predictions.chosen[index])
    predicted = "" if picked == NO_CLASS else names[picked]
    if not has_probability or picked == NO_CLASS:
        return WrongPrediction(index, names[true_index], predicted, math.nan, math.nan, math.nan)
    own, other = (float(predictions.probabilities[index, k]) for k in (true_index, picked))
    return WrongPrediction(index, names[true_index], predicted, own, other, -math.log(max(own, 1e-300)))
