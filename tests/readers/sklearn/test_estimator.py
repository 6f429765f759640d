"""Estimators that predict with another one are read as that one, and what they add is noted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import (
    FixedThresholdClassifier,
    GridSearchCV,
    RandomizedSearchCV,
    TunedThresholdClassifierCV,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.semi_supervised import SelfTrainingClassifier

from dotnet_viz.readers import read
from dotnet_viz.readers.sklearn.estimator import fitted_estimator

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(60, 3))
Y = np.where(X[:, 0] > 0, "yes", "no")
AMOUNTS = np.exp(X[:, 0])

LOGISTIC = LogisticRegression()
WRAPPED: tuple[tuple[Any, str, str], ...] = (
    (GridSearchCV(LOGISTIC, {"C": [1.0]}, cv=2), "best_estimator_", "the best estimator that GridSearchCV found: C=1.0"),
    (RandomizedSearchCV(LOGISTIC, {"C": [2.0]}, n_iter=1, cv=2), "best_estimator_", "RandomizedSearchCV found: C=2.0"),
    (FixedThresholdClassifier(LOGISTIC, threshold=0.25), "estimator_", "from a threshold on: 0.25"),
    (TunedThresholdClassifierCV(LOGISTIC, cv=2), "estimator_", "TunedThresholdClassifierCV predicts the second class"),
    (SelfTrainingClassifier(LOGISTIC), "estimator_", ""),
)


@pytest.mark.parametrize(("wrapper", "attribute", "note"), WRAPPED, ids=lambda value: type(value).__name__)
def test_wrappers_are_the_estimator_inside(wrapper: Any, attribute: str, note: str) -> None:
    fitted = clone(wrapper).fit(X, (Y == "yes").astype(int) if isinstance(wrapper, SelfTrainingClassifier) else Y)
    graph = read(fitted)
    kernel = graph.layer("output").weight("kernel")
    assert kernel is not None
    # Before scikit-learn 1.6 SelfTrainingClassifier had its estimator under another name.
    inside = getattr(fitted, attribute if hasattr(fitted, attribute) else f"base_{attribute}")
    np.testing.assert_array_equal(kernel.array, inside.coef_.T)
    assert note in " ".join(graph.notes)


def test_a_transformed_target_is_noted() -> None:
    fitted = TransformedTargetRegressor(LinearRegression(), func=np.log, inverse_func=np.exp).fit(X, AMOUNTS)
    graph = read(fitted)
    kernel = graph.layer("output").weight("kernel")
    assert kernel is not None
    np.testing.assert_array_equal(kernel.array[:, 0], fitted.regressor_.coef_)
    assert "before they are transformed back" in graph.notes[0]


def test_a_frozen_estimator_in_a_pipeline() -> None:
    freezing = pytest.importorskip("sklearn.frozen", reason="scikit-learn before 1.6 freezes nothing")
    frozen = freezing.FrozenEstimator(LogisticRegression().fit(X, Y))
    graph = read(make_pipeline(StandardScaler(), frozen).fit(X, Y))
    assert [layer.kind for layer in graph.layers] == ["InputLayer", "StandardScaler", "Dense"]


def test_a_calibrated_classifier_is_its_estimator_or_the_mean_of_several() -> None:
    one = read(CalibratedClassifierCV(LOGISTIC, ensemble=False, cv=2).fit(X, Y))
    assert [layer.kind for layer in one.layers] == ["InputLayer", "Dense"]
    assert "calibrates the probabilities (sigmoid)" in one.notes[0]
    several = read(CalibratedClassifierCV(LOGISTIC, cv=3).fit(X, Y))
    assert [layer.name for layer in several.layers] == ["input", "fold 1", "fold 2", "fold 3", "mean"]
    assert several.layer("mean").config["class_names"] == ["no", "yes"]


def test_wrappers_of_wrappers_are_followed() -> None:
    search = GridSearchCV(FixedThresholdClassifier(LOGISTIC), {"threshold": [0.5]}, cv=2).fit(X, Y)
    found, notes = fitted_estimator(search)
    assert isinstance(found, LogisticRegression)
    assert len(notes) == 2


@pytest.mark.parametrize("wrapper", [wrapper for wrapper, _, _ in WRAPPED], ids=lambda value: type(value).__name__)
def test_what_is_not_fitted_is_a_step_without_columns(wrapper: Any) -> None:
    graph = read(clone(wrapper))
    assert graph.layers[1].kind == type(wrapper).__name__
