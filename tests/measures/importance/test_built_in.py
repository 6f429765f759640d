from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

from dotnet_viz.errors import NotBuiltError, OptionError, UnsupportedInputError
from dotnet_viz.measures.importance.built_in import built_in_importances
from dotnet_viz.translation.translate import in_language

CANCER = load_breast_cancer(return_X_y=True)
DIABETES = load_diabetes(return_X_y=True)


def test_a_forest_has_the_deviation_over_its_trees() -> None:
    model = RandomForestClassifier(20, random_state=0).fit(*CANCER)
    found = built_in_importances(model)
    assert found.values.tolist() == model.feature_importances_.tolist()
    of_trees = np.array([tree.feature_importances_ for tree in model.estimators_])
    assert found.deviations is not None
    np.testing.assert_allclose(found.deviations, of_trees.std(axis=0))
    assert (found.measured, found.deviations_are) == ("mean decrease in impurity", "20 trees")


def test_single_and_boosted_trees_have_none() -> None:
    for model in (DecisionTreeRegressor().fit(*DIABETES), GradientBoostingClassifier(n_estimators=3).fit(*CANCER)):
        found = built_in_importances(model)
        assert found.values.tolist() == model.feature_importances_.tolist()
        assert found.deviations is None


def test_coefficients_are_scaled_by_the_data() -> None:
    x, y = DIABETES
    x = x * np.arange(1, 11)
    model = Ridge().fit(x, y)
    plain, scaled = built_in_importances(model), built_in_importances(model, x)
    np.testing.assert_allclose(plain.values, model.coef_)
    np.testing.assert_allclose(scaled.values, model.coef_ * x.std(axis=0))
    assert scaled.is_signed
    assert scaled.deviations is None


def test_least_squares_has_standard_errors() -> None:
    x, y = DIABETES
    found = built_in_importances(LinearRegression().fit(x, y), x, y)
    design = np.column_stack([np.ones(len(x)), x])
    solution, (squares,), _, _ = np.linalg.lstsq(design, y, rcond=None)
    covariance = squares / (len(x) - 11) * np.linalg.inv(design.T @ design)
    assert found.deviations is not None
    np.testing.assert_allclose(found.values, solution[1:] * x.std(axis=0))
    np.testing.assert_allclose(found.deviations, np.sqrt(np.diag(covariance))[1:] * x.std(axis=0))
    twice = np.column_stack([x, x[:, 0]])
    assert built_in_importances(LinearRegression().fit(twice, y), twice, y).deviations is None


def test_several_classes_are_one_magnitude() -> None:
    x, y = load_iris(return_X_y=True)
    model = LogisticRegression(max_iter=1000).fit(x, y)
    found = built_in_importances(model, x)
    np.testing.assert_allclose(found.values, np.abs(model.coef_ * x.std(axis=0)).mean(axis=0))
    assert "3 outputs" in found.notes[0]


def test_a_pipeline_names_what_its_last_step_gets() -> None:
    pandas = pytest.importorskip("pandas")
    x, y = CANCER
    table = pandas.DataFrame(x, columns=[f"c{position}" for position in range(30)])
    found = built_in_importances(make_pipeline(StandardScaler(), LogisticRegression()).fit(table, y), table)
    assert found.names[:2] == ("c0", "c1")
    assert "StandardScaler" in found.notes[-1]


@pytest.mark.parametrize("library", ["xgboost", "lightgbm"])
def test_boosters_of_other_libraries(library: str) -> None:
    module: Any = pytest.importorskip(library)
    x, y = CANCER
    kind = module.XGBClassifier if library == "xgboost" else module.LGBMClassifier
    model = kind(n_estimators=5, **({} if library == "xgboost" else {"verbose": -1})).fit(x, y)
    found = built_in_importances(model)
    assert found.values.tolist() == model.feature_importances_.astype(float).tolist()
    booster = model.get_booster() if library == "xgboost" else model.booster_
    raw = built_in_importances(booster)
    assert len(raw.values) == 30
    assert raw.values.max() > 0
    assert "gain" in raw.measured


def test_what_has_none_says_what_does() -> None:
    with pytest.raises(UnsupportedInputError, match="method='permutation'"):
        built_in_importances(KNeighborsClassifier().fit(*CANCER))
    for model in (RandomForestClassifier(), LogisticRegression()):
        with pytest.raises(NotBuiltError):
            built_in_importances(model)
    with pytest.raises(OptionError, match="feature_names has 1 name"):
        built_in_importances(Ridge().fit(*DIABETES), feature_names=["a"])


def test_notes_are_in_the_language() -> None:
    x, y = load_iris(return_X_y=True)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y)
    with in_language("ru"):
        assert built_in_importances(model, x, y).notes == (
            "средняя величина по 3 выходам",
            "признаки — те, что получаются после шагов StandardScaler",
        )
