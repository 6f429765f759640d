"""Measures of a regression: errors, and the share of variance explained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import mark, translate

Numbers = NDArray[np.float64]

_LARGEST = 1e150
_NOT_FINITE = mark("{missing} of {all} samples have a value that is not finite; they are left out.")
_TOO_LARGE = mark("{missing} of {all} samples have a value that is not finite or beyond ±{limit}; they are left out.")


@dataclass(frozen=True)
class RegressionScore:
    """Errors of one target, in the unit of that target.

    Args:
        name: of the target.
        mean_absolute_error: mean of the absolute errors.
        root_mean_squared_error: square root of the mean of the squared errors.
        r2: share of the variance that is explained: 1 at best, 0 for always predicting the mean, NaN for
            fewer than two samples.
        max_error: largest absolute error.
    """

    name: str
    mean_absolute_error: float
    root_mean_squared_error: float
    r2: float
    max_error: float


@dataclass(frozen=True, eq=False)
class Regression:
    """Regression errors of one output.

    Args:
        name: of the output; empty where the model has one.
        overall: errors over all targets; its R² is the mean of their R².
        targets: errors of each target.
        true: true values, shape (samples, targets).
        predicted: predictions, shape (samples, targets).
        samples: number of samples.
        notes: sentences on what was left out.
    """

    name: str
    overall: RegressionScore
    targets: tuple[RegressionScore, ...]
    true: Numbers
    predicted: Numbers
    samples: int
    notes: tuple[str, ...] = ()

    @property
    def residuals(self) -> Numbers:
        """Predicted minus true; shape (samples, targets)."""
        return self.predicted - self.true


def regress(name: str, predicted: NDArray[Any], true: NDArray[Any]) -> Regression:
    """Measure the errors of a regression.

    Args:
        name: of the output.
        predicted: shape (samples, ...).
        true: true values, of the same number of elements.

    Raises:
        ShapeError: the shapes do not fit, or the true values are not numbers.

    Example:
        >>> result = regress("", np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0]))
        >>> result.overall.max_error, result.overall.r2
        (1.0, 0.5)
    """
    if true.dtype.kind not in "iufb":
        raise ShapeError(f"regression needs numbers as answers, but y holds {true.flat[0]!r}")
    if predicted.size != true.size:
        raise ShapeError(f"y of shape {true.shape} does not fit predictions of shape {predicted.shape}")
    predictions = predicted.reshape(len(predicted), math.prod(predicted.shape[1:])).astype(np.float64)
    known = true.reshape(predictions.shape).astype(np.float64)
    usable = usable_rows(predictions, known)
    notes = () if usable.all() else (_left_out(np.hstack([predictions[~usable], known[~usable]]), len(predictions)),)
    return _measured(name, predictions[usable], known[usable], len(predictions), notes)


def _left_out(rows: Numbers, samples: int) -> str:
    """Return a sentence on the samples of which no errors can be computed."""
    message = _TOO_LARGE if np.isfinite(rows).all(axis=1).any() else _NOT_FINITE
    return translate(message, missing=format_count(len(rows)), all=format_count(samples), limit=f"{_LARGEST:g}")


def usable_rows(predictions: NDArray[Any], known: NDArray[Any]) -> NDArray[np.bool_]:
    """Return for each row whether errors can be computed of it.

    Args:
        predictions: shape (rows, targets).
        known: true values, of the same shape.
    """
    # Beyond the largest magnitude not even squares of errors would be finite; NaN is not below it either.
    return np.asarray((np.abs(predictions) < _LARGEST).all(axis=1) & (np.abs(known) < _LARGEST).all(axis=1))


def _measured(name: str, predictions: Numbers, known: Numbers, samples: int, notes: tuple[str, ...]) -> Regression:
    count = predictions.shape[1]
    targets = tuple(_score(f"{index}" if count > 1 else name, predictions[:, index], known[:, index]) for index in range(count))
    overall = targets[0] if count == 1 else _score("all", predictions, known)
    return Regression(name, overall, targets, known, predictions, samples, notes)


def _score(name: str, predictions: Numbers, known: Numbers) -> RegressionScore:
    from sklearn.metrics import r2_score

    if not len(predictions):
        return RegressionScore(name, np.nan, np.nan, np.nan, np.nan)
    errors = np.abs(predictions - known)
    r2 = float(r2_score(known, predictions)) if len(predictions) > 1 else np.nan
    return RegressionScore(name, float(errors.mean()), float(np.sqrt((errors**2).mean())), r2, float(errors.max()))
