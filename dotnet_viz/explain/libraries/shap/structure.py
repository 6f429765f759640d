"""Explainers that know the structure of a model: trees and linear models, whose values are exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.explain.libraries.reasons import reason_of
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.libraries.shap.request import BACKGROUND_ROWS
from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import mark, translate

Numbers = NDArray[np.float64]

_TREE_PACKAGES = ("sklearn", "xgboost", "lightgbm", "catboost", "imblearn", "ngboost", "econml", "causalml", "sksurv")
_LOG_LINK_LOSSES = ("poisson", "gamma")


@dataclass(frozen=True, eq=False)
class ExplainerResult:
    """What an explainer found.

    Args:
        values: shape (samples, ..., outputs).
        base_values: shape (samples, outputs).
        predictions: the model's output in the space of the values; shape (samples, outputs).
        space: what that is.
        notes: what a reader should know.
    """

    values: Numbers
    base_values: Numbers
    predictions: Numbers
    space: str
    notes: tuple[str, ...] = ()


def with_outputs(explanation: Any) -> tuple[Numbers, Numbers]:
    """Return values and base values of an explanation of SHAP, with an axis of outputs in any case.

    Args:
        explanation: a ``shap.Explanation`` of which the values have samples first.
    """
    values, base = np.asarray(explanation.values, np.float64), np.asarray(explanation.base_values, np.float64)
    base = np.broadcast_to(base, (len(values),)) if base.ndim == 0 else base
    if base.ndim == 1:
        return values[..., np.newaxis], base[:, np.newaxis].copy()
    return values, base


def is_tree(shap: Any, estimator: Any) -> bool:
    """Whether the explainer of trees takes an estimator.

    Args:
        shap: the library.
        estimator: any model.
    """
    if type(estimator).__module__.split(".")[0] not in _TREE_PACKAGES:
        return False
    try:
        shap.TreeExplainer(estimator)
    except Exception:  # whatever it raises for a model that it does not know
        return False
    return True


def is_linear(estimator: Any) -> bool:
    """Whether an estimator is a linear model with coefficients that the explainer of linear models understands."""
    if type(estimator).__module__.split(".")[0] != "sklearn":
        return False
    coefficients = getattr(estimator, "coef_", None)
    if (
        coefficients is None
        or not hasattr(estimator, "intercept_")
        or np.ndim(coefficients) > 2
        or hasattr(coefficients, "tocsr")
    ):
        return False
    one_against_one = type(estimator).__name__ in ("SVC", "NuSVC") and len(getattr(estimator, "classes_", ())) > 2
    return not one_against_one and not type(estimator).__name__.startswith(("PLS", "CCA"))


def explain_tree(shap: Any, estimator: Any, samples: Samples) -> ExplainerResult:
    """Return the values of a tree, a forest or boosted trees.

    With a background they say what would change if features were set to those of its rows; without one the samples that
    reached each leaf in training are the background.

    Args:
        shap: the library.
        estimator: such a model.
        samples: what it sees.

    Raises:
        ShapeError: the samples have more or fewer features than the model takes.
        OptionError: the explainer does not take the model.
    """
    features = getattr(estimator, "n_features_in_", samples.numbers.shape[1])
    if samples.numbers.shape[1] != features:  # the library's compiled code would write beyond its arrays
        raise ShapeError(f"the model takes rows of {features} features, not samples of shape {samples.numbers.shape}")
    try:
        explainer = shap.TreeExplainer(estimator, samples.background)
        explanation = explainer(samples.numbers, check_additivity=False)
    except Exception as error:  # the library raises errors of many kinds
        raise OptionError(refusal("tree", estimator, error)) from error
    values, base = with_outputs(explanation)
    space = _tree_space(estimator, str(explainer.model.tree_output))
    predictions = _tree_output(estimator, samples.numbers, space)
    if predictions is None or predictions.shape != base.shape:
        predictions = np.asarray(explainer.model.predict(samples.numbers), np.float64).reshape(len(values), -1)
    notes = (
        (translate("background: the training samples in each leaf"),)
        if samples.background is None
        else sampled_note(samples.background)
    )
    return ExplainerResult(values, base, predictions, space, notes)


def sampled_note(background: NDArray[Any]) -> tuple[str, ...]:
    """Return the note that says how much of a background is used, where it is not all.

    Args:
        background: as it was given.
    """
    if len(background) <= BACKGROUND_ROWS:
        return ()
    total = format_count(len(background))
    return (translate("background: {used} of {total} samples", used=BACKGROUND_ROWS, total=total),)


def refusal(explainer: str, estimator: Any, error: BaseException) -> str:
    """Return the message for a model that an explainer does not take.

    Args:
        explainer: its name.
        estimator: the model.
        error: what the library raised.
    """
    return (
        f"the explainer {explainer!r} does not take {type(estimator).__name__!r}: {reason_of(error)}; "
        "explainer='permutation' takes any model"
    )


def _tree_space(estimator: Any, output: str) -> str:
    if hasattr(estimator, "classes_") or output == "log_odds":
        return "probability" if output == "probability" else mark("log-odds")
    loss = str(getattr(estimator, "loss", getattr(estimator, "objective", "")))
    if any(name in loss for name in (*_LOG_LINK_LOSSES, "tweedie")):
        return "logarithm of the prediction"
    return mark("path length") if type(estimator).__name__ == "IsolationForest" else "prediction"


def _tree_output(estimator: Any, x: Numbers, space: str) -> Numbers | None:
    """Return the model's own output in the space of its trees; ``None`` where it has no function for it."""
    package = type(estimator).__module__.split(".")[0]
    if space == "path length" or not hasattr(estimator, "fit"):
        return None
    if package == "xgboost":
        found = estimator.predict(x, output_margin=True)
    elif package == "lightgbm":
        found = estimator.predict(x, raw_score=True)
    elif space == "probability":
        found = estimator.predict_proba(x)
    elif space == "log-odds" and hasattr(estimator, "decision_function"):
        found = estimator.decision_function(x)
    else:
        found = estimator.predict(x)
        found = np.log(found) if space == "logarithm of the prediction" else found
    return None if isinstance(found, list) else np.asarray(found, np.float64).reshape(len(x), -1)


def explain_linear(shap: Any, estimator: Any, samples: Samples) -> ExplainerResult:
    """Return the values of a linear model: coefficient times the distance from the background's mean.

    Args:
        shap: the library.
        estimator: such a model.
        samples: what it sees; all of the background is used, since only its mean is needed.

    Raises:
        OptionError: there is no background, or the explainer does not take the model.
    """
    background = needed_background(samples)
    try:
        masker = shap.maskers.Independent(background, max_samples=len(background))
        explanation = shap.LinearExplainer(estimator, masker)(samples.numbers)
        values, base = with_outputs(explanation)
    except Exception as error:  # the library raises errors of many kinds
        raise OptionError(refusal("linear", estimator, error)) from error
    space, predictions = _linear_output(estimator, samples.numbers)
    return ExplainerResult(values, base, predictions, space)


def _linear_output(estimator: Any, x: Numbers) -> tuple[str, Numbers]:
    name = type(estimator).__name__
    if callable(getattr(estimator, "decision_function", None)):
        space = "log-odds" if hasattr(estimator, "predict_proba") and name != "SVC" else "decision function"
        return space, np.asarray(estimator.decision_function(x), np.float64).reshape(len(x), -1)
    found = np.asarray(estimator.predict(x), np.float64).reshape(len(x), -1)
    has_log_link = name in ("PoissonRegressor", "GammaRegressor") or _tweedie_with_log(estimator)
    return (mark("logarithm of the prediction"), np.log(found)) if has_log_link else ("prediction", found)


def _tweedie_with_log(estimator: Any) -> bool:
    link = getattr(estimator, "link", "")
    return type(estimator).__name__ == "TweedieRegressor" and (link == "log" or (link == "auto" and estimator.power > 0))


def needed_background(samples: Samples) -> Numbers:
    """Return the background, or several samples themselves where there is none.

    Args:
        samples: of which the background may be ``None``.

    Raises:
        OptionError: there is no background, and one sample alone.
    """
    if samples.background is not None:
        return samples.background
    if len(samples) < 2:
        raise OptionError("one sample alone needs background=: rows that show what is usual, such as x_train")
    return samples.numbers
