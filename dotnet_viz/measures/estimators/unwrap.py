"""The estimator at the end of searches and pipelines, and rows of data as it gets them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from dotnet_viz.errors import ShapeError, first_line, not_fitted

_INSIDE = {"best_estimator_": "SearchCV", "regressor_": "TransformedTargetRegressor"}
"""Attributes that hold the fitted estimator, and how the names of their classes end."""


@dataclass(frozen=True)
class Unwrapped:
    """An estimator and what is done to data before it gets them.

    Args:
        estimator: the last step.
        before: the steps before it, the first one first; each has ``transform``.
        step_names: the classes of these steps.
    """

    estimator: Any
    before: tuple[Any, ...] = ()
    step_names: tuple[str, ...] = ()

    def transformed(self, x: Any) -> Any:
        """Return rows as the estimator gets them.

        Raises:
            ShapeError: a step cannot transform these rows.
        """
        for steps in self.before:
            x = transform(steps, x)
        return x

    def feature_names(self, given: Sequence[str] | None) -> tuple[str, ...] | None:
        """Return the names of the features that the estimator gets; ``None`` where nothing names them.

        Args:
            given: names of the features that go in; ``None`` for those of the data that it was fitted to.
        """
        if not self.before:
            own = getattr(self.estimator, "feature_names_in_", None)
            return None if own is None else tuple(map(str, own))
        names: Any = given
        with suppress(AttributeError, ValueError, TypeError):  # a step that cannot name what it makes
            for steps in self.before:
                names = steps.get_feature_names_out(names)
            return tuple(map(str, names))
        return None


def unwrap(estimator: Any) -> Unwrapped:
    """Return what a search found best, the last step of a pipeline, or the estimator itself.

    Args:
        estimator: any estimator of scikit-learn's interface.

    Raises:
        NotBuiltError: a search or pipeline that is not fitted.

    Example:
        >>> from sklearn.pipeline import make_pipeline
        >>> from sklearn.preprocessing import StandardScaler
        >>> from sklearn.tree import DecisionTreeRegressor
        >>> pipeline = make_pipeline(StandardScaler(), DecisionTreeRegressor()).fit([[0.0], [1.0]], [0, 1])
        >>> unwrap(pipeline).step_names
        ('StandardScaler',)
    """
    before: list[Any] = []
    words: list[str] = []
    while True:
        inside = _inside(estimator)
        if inside is not None:
            estimator = inside
        elif isinstance(getattr(estimator, "steps", None), list) and hasattr(estimator, "named_steps"):
            if len(estimator.steps) > 1:
                before.append(estimator[:-1])
                words += [type(step).__name__ for _, step in estimator.steps[:-1]]
            estimator = estimator.steps[-1][1]
        else:
            return Unwrapped(estimator, tuple(before), tuple(words))


def transform(step: Any, x: Any) -> Any:
    """Return what a step makes of rows.

    Args:
        step: fitted; it has ``transform``.
        x: rows.

    Raises:
        ShapeError: it cannot transform them.
    """
    try:
        return step.transform(x)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ShapeError(f"{type(step).__name__} could not transform these rows: {first_line(error)}") from error


def _inside(estimator: Any) -> Any:
    """Return the fitted estimator in a search or the like, ``None`` where it is none.

    Raises:
        NotBuiltError: it is not fitted.
    """
    for attribute, ending in _INSIDE.items():
        if type(estimator).__name__.endswith(ending):
            if not hasattr(estimator, attribute):
                raise not_fitted(estimator)
            return getattr(estimator, attribute)
    return None
