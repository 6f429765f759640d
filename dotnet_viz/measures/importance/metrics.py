"""Scores of an estimator by name: those of scikit-learn, of which more is better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dotnet_viz.errors import OptionError, ShapeError, first_line, unknown_choice

Scorer = Callable[[Any, Any, Any], float]

_SHORT = {
    "acc": "accuracy",
    "mae": "neg_mean_absolute_error",
    "mse": "neg_mean_squared_error",
    "rmse": "neg_root_mean_squared_error",
    "log_loss": "neg_log_loss",
    "auc": "roc_auc",
    "ap": "average_precision",
}
"""Names that people use, and those of scikit-learn."""


def scorer_of(estimator: Any, metric: str | Callable[..., float] | None) -> tuple[Scorer, str]:
    """Return what scores an estimator on data, and what the score is called.

    Args:
        estimator: of scikit-learn's interface.
        metric: a name such as ``"roc_auc"`` or ``"mae"``, a scorer of scikit-learn, or ``None`` for accuracy or R².

    Raises:
        OptionError: an unknown name.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> scorer_of(LinearRegression(), "mae")[1]
        'negative mean absolute error'
    """
    from sklearn.base import is_classifier
    from sklearn.metrics import check_scoring, get_scorer, get_scorer_names

    if metric is None:
        return check_scoring(estimator), "accuracy" if is_classifier(estimator) else "R²"
    if callable(metric):
        return metric, str(getattr(metric, "__name__", "score"))
    name = _SHORT.get(str(metric), str(metric))
    if name not in get_scorer_names():
        raise unknown_choice("metric", metric, get_scorer_names(), also=_SHORT)
    words = name.replace("_", " ")
    return get_scorer(name), f"negative {words.removeprefix('neg ')}" if name.startswith("neg_") else words


def score(scorer: Scorer, estimator: Any, x: Any, y: Any, name: str) -> float:
    """Return the score of an estimator on data.

    Args:
        scorer: what scores.
        estimator: what is scored.
        x: rows.
        y: targets.
        name: of the score, for error messages.

    Raises:
        ShapeError: the estimator cannot predict these rows.
        OptionError: the metric does not fit to the targets.
    """
    try:
        found = float(scorer(estimator, x, y))
    except ShapeError:
        raise
    except (ValueError, TypeError, AttributeError) as error:
        raise OptionError(f"{name} could not be measured: {first_line(error)}") from error
    if found != found:  # noqa: PLR0124 - NaN
        raise OptionError(f"{name} of these predictions is NaN; choose another metric=")
    return found
