"""Scores by cross-validation: over the size of the training data, and over the values of a parameter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, UnsupportedInputError, unknown_choice
from dotnet_viz.measures.estimators.predictor import has_estimator_interface
from dotnet_viz.measures.importance.metrics import scorer_of
from dotnet_viz.translation.translate import mark

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ScoreCurve:
    """Scores of training and held-out data.

    Args:
        estimator: name of its class.
        along: what is varied: ``"training samples"``, or the name of a parameter.
        places: its values; numbers, or texts where they are none.
        train: scores on the training data; shape (places, folds).
        validation: scores on held-out data; shape (places, folds).
        metric: what the scores are.
    """

    estimator: str
    along: str
    places: tuple[Any, ...]
    train: Numbers
    validation: Numbers
    metric: str

    @property
    def best(self) -> int:
        """Position of the best mean score on held-out data, the first one of equals."""
        return int(np.nanargmax(np.nanmean(self.validation, axis=1)))


def learning_scores(
    estimator: Any,
    x: Any,
    y: Any,
    *,
    sizes: Sequence[float] = (0.1, 0.325, 0.55, 0.775, 1.0),
    folds: int = 5,
    metric: str | Callable[..., float] | None = None,
    seed: int = 0,
) -> ScoreCurve:
    """Return the scores of an estimator that is trained on more and more data, by ``sklearn.model_selection.learning_curve``.

    Args:
        estimator: of scikit-learn's interface; copies of it are trained.
        x: rows.
        y: targets.
        sizes: shares of the training data up to 1, or numbers of samples.
        folds: of the cross-validation.
        metric: see :func:`~dotnet_viz.measures.importance.metrics.scorer_of`.
        seed: of the order in which samples are added.

    Raises:
        UnsupportedInputError: no estimator that can be trained anew.
        OptionError: sizes, folds or a metric that do not fit to the data.
    """
    from sklearn.model_selection import learning_curve

    _check(estimator)
    scorer, name = scorer_of(estimator, metric)
    found = _measured(
        lambda: learning_curve(
            estimator, x, y, train_sizes=list(sizes), cv=folds, scoring=scorer, shuffle=True, random_state=seed,
            error_score="raise",
        )
    )  # fmt: skip
    places = tuple(int(count) for count in found[0])
    return ScoreCurve(type(estimator).__name__, mark("training samples"), places, found[1], found[2], name)


def validation_scores(
    estimator: Any,
    x: Any,
    y: Any,
    parameter: str,
    values: Sequence[Any],
    *,
    folds: int = 5,
    metric: str | Callable[..., float] | None = None,
) -> ScoreCurve:
    """Return the scores of an estimator for several values of a parameter, by ``sklearn.model_selection.validation_curve``.

    Args:
        estimator: of scikit-learn's interface; copies of it are trained.
        x: rows.
        y: targets.
        parameter: its name, such as ``"max_depth"``, or ``"step__max_depth"`` in a pipeline.
        values: that it is given.
        folds: of the cross-validation.
        metric: see :func:`~dotnet_viz.measures.importance.metrics.scorer_of`.

    Raises:
        UnsupportedInputError: no estimator that can be trained anew.
        OptionError: an unknown parameter, no values, or folds or a metric that do not fit to the data.
    """
    from sklearn.model_selection import validation_curve

    _check(estimator)
    if parameter not in estimator.get_params():
        raise unknown_choice(f"parameter of {type(estimator).__name__}:", parameter, estimator.get_params())
    given = list(values)
    if not given:
        raise OptionError("values must hold at least one value of the parameter")
    scorer, name = scorer_of(estimator, metric)
    found = _measured(
        lambda: validation_curve(
            estimator, x, y, param_name=parameter, param_range=given, cv=folds, scoring=scorer, error_score="raise"
        )
    )
    plain = tuple(value.item() if isinstance(value, np.generic) else value for value in given)
    are_numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in plain)
    places = plain if are_numbers else tuple(str(value) for value in plain)
    return ScoreCurve(type(estimator).__name__, parameter, places, found[0], found[1], name)


def _check(estimator: Any) -> None:
    if not has_estimator_interface(estimator) or isinstance(estimator, type):
        name = estimator.__name__ if isinstance(estimator, type) else type(estimator).__name__
        raise UnsupportedInputError(f"{name} cannot be copied and trained anew; give an estimator of scikit-learn's interface")


def _measured(measure: Callable[[], Any]) -> Any:
    try:
        return measure()
    except (ValueError, TypeError, AttributeError) as error:
        lines = [line for line in str(error).strip().splitlines() if line.strip()]
        raise OptionError(f"the scores could not be measured: {(lines or [type(error).__name__])[-1][:300]}") from error
