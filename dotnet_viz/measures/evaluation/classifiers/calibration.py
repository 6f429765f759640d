"""Whether predicted probabilities are the shares that really occur."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.measures.evaluation.inputs.predictions import ClassPredictions

STRATEGIES = ("uniform", "quantile")

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Calibration:
    """Probabilities in bins, and how often what they are of is true; bins without a sample are left out.

    Args:
        name: of the class, or ``"predicted class"``.
        predicted: mean probability of each bin.
        observed: share of samples of each bin for which it is true.
        counts: number of samples of each bin.
        edges: of all bins, those without samples included; shape (bins + 1,).
        error: expected calibration error: mean of the distances of both, weighted by counts.
        brier: mean of the squared distances between probability and truth, as 0 or 1.
        all_counts: number of samples of each bin between ``edges``.
    """

    name: str
    predicted: Numbers
    observed: Numbers
    counts: NDArray[np.int64]
    edges: Numbers = field(repr=False)
    error: float
    brier: float
    all_counts: NDArray[np.int64] = field(repr=False)


def calibrate(
    name: str, is_true: NDArray[np.bool_], probability: Numbers, *, bins: int = 10, strategy: str = "uniform"
) -> Calibration:
    """Measure the calibration of probabilities.

    Args:
        name: what they are of.
        is_true: whether it is so; shape (samples,).
        probability: from 0 to 1; shape (samples,).
        bins: number of bins.
        strategy: ``"uniform"`` for bins of equal width, ``"quantile"`` for bins of equal numbers of samples.

    Raises:
        OptionError: less than one bin, an unknown strategy, or no samples.

    Example:
        >>> found = calibrate("cat", np.array([False, True, True]), np.array([0.1, 0.9, 0.9]), bins=2)
        >>> found.predicted.tolist(), found.observed.tolist(), found.counts.tolist()
        ([0.1, 0.9], [0.0, 1.0], [1, 2])
    """
    whole_number("bins", bins)
    if strategy not in STRATEGIES:
        raise unknown_choice("strategy of bins", strategy, STRATEGIES)
    if not len(probability):
        raise OptionError("no prediction is a finite number, so there is nothing to calibrate")
    from sklearn.calibration import calibration_curve

    # Rounding may leave a sum of probabilities a little outside.
    bounded = np.clip(probability, 0.0, 1.0)
    observed, predicted = calibration_curve(is_true, bounded, n_bins=bins, strategy=strategy, pos_label=True)
    edges = (
        np.linspace(0.0, 1.0, bins + 1) if strategy == "uniform" else np.percentile(bounded, np.linspace(0, 1, bins + 1) * 100)
    )
    counts = np.bincount(np.searchsorted(edges[1:-1], bounded), minlength=bins)
    filled = counts[counts > 0]
    error = float(np.average(np.abs(observed - predicted), weights=filled))
    brier = float(np.mean((bounded - is_true) ** 2))
    return Calibration(name, predicted, observed, filled, edges, error, brier, counts)


def class_calibration(predictions: ClassPredictions, index: int, *, bins: int = 10, strategy: str = "uniform") -> Calibration:
    """Return the calibration of the probability of one class.

    Args:
        predictions: probabilities or logits.
        index: of the class.
        bins: number of bins.
        strategy: see :func:`calibrate`.

    Raises:
        OptionError: the predictions are no probabilities, or an unknown option.
    """
    usable = predictions.is_usable
    probability, is_true = predictions.probabilities[:, index][usable], predictions.is_true(index)[usable]
    return calibrate(predictions.class_names[index], is_true, probability, bins=bins, strategy=strategy)


def confidence_calibration(predictions: ClassPredictions, *, bins: int = 10, strategy: str = "uniform") -> Calibration:
    """Return the calibration of the largest probability of each sample: how often a class that is predicted with it is right.

    Args:
        predictions: probabilities or logits of several classes.
        bins: number of bins.
        strategy: see :func:`calibrate`.

    Raises:
        OptionError: the predictions are no probabilities, or an unknown option.
    """
    usable = predictions.is_usable
    confidence = predictions.probabilities.max(axis=1)[usable]
    is_right = (predictions.chosen == predictions.true)[usable]
    return calibrate("predicted class", is_right, confidence, bins=bins, strategy=strategy)
