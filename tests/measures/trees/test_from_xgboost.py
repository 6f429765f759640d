from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

from dotnet_viz.errors import NotBuiltError, UnsupportedInputError
from dotnet_viz.measures.trees.read import read_tree
from dotnet_viz.translation.translate import in_language

xgboost: Any = pytest.importorskip("xgboost")
pytestmark = pytest.mark.xgboost


def leaves(model: Any, x: np.ndarray) -> np.ndarray:
    return np.asarray(model.get_booster().predict(xgboost.DMatrix(x), pred_leaf=True))


def test_every_tree_of_every_class() -> None:
    x, y = load_iris(return_X_y=True)
    x[::7, 2] = np.nan
    model = xgboost.XGBClassifier(n_estimators=3, max_depth=4).fit(x, y)
    expected = leaves(model, x)
    for index in range(3):
        for output in range(3):
            assert (
                read_tree(model, index=index, output=output).tree.apply(x).tolist() == expected[:, 3 * index + output].tolist()
            )


def test_thresholds_keep_their_digits() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    model = xgboost.XGBClassifier(n_estimators=4).fit(x, y)
    found = read_tree(model).tree
    at_threshold = np.tile(x.mean(axis=0), (2, 1))
    root = int(found.feature[0])
    at_threshold[:, root] = found.threshold[0], np.nextafter(np.float32(found.threshold[0]), np.float32(-np.inf))
    assert found.apply(at_threshold).tolist() == leaves(model, at_threshold)[:, 0].tolist()
    walks = list(found.walk(at_threshold))[1].tolist()
    assert walks == [found.right[0], found.left[0]]  # only what is below goes left


def test_steps_sum_to_the_prediction() -> None:
    x, y = load_diabetes(return_X_y=True)
    for options in ({}, {"booster": "dart", "rate_drop": 0.5}):
        model = xgboost.XGBRegressor(n_estimators=5, max_depth=3, **options).fit(x, y)
        steps = np.sum([read_tree(model, index=index).tree.predict(x)[:, 0] for index in range(5)], axis=0)
        assert np.ptp(model.predict(x) - steps) < 1e-3


def test_a_random_forest_of_xgboost_and_a_booster() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    model = xgboost.XGBRFClassifier(n_estimators=6, random_state=0).fit(x, y)
    assert read_tree(model, index=4).tree.apply(x).tolist() == leaves(model, x)[:, 4].tolist()
    assert read_tree(model, index=4).tree.name == "Tree 5 of 6 of XGBRFClassifier"
    with in_language("pt_BR"):
        assert read_tree(model, index=4).tree.name == "Árvore 5 de 6 de XGBRFClassifier"
    assert read_tree(model.get_booster(), index=4).tree.apply(x).tolist() == leaves(model, x)[:, 4].tolist()


def test_categories_go_where_xgboost_sends_them() -> None:
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    city = pandas.Categorical(rng.choice(list("abcdefgh"), 300))
    table = pandas.DataFrame({"x": rng.normal(size=300), "city": city})
    table.loc[::9, "city"] = np.nan
    y = table.x.to_numpy() + 3 * table.city.isin(["a", "d", "g"]).to_numpy()
    model = xgboost.XGBRegressor(n_estimators=4, enable_categorical=True, max_cat_to_onehot=1).fit(table, y)
    trees = [read_tree(model, index=index) for index in range(4)]
    assert any(one.tree.categories for one in trees)
    steps = np.sum([one.tree.predict(one.prepare(table))[:, 0] for one in trees], axis=0)
    assert np.ptp(model.predict(table) - steps) < 1e-4


def test_what_has_no_trees_is_refused_in_one_line() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    with pytest.raises(NotBuiltError, match="call its fit"):
        read_tree(xgboost.XGBClassifier())
    with pytest.raises(UnsupportedInputError, match="no trees") as caught:
        read_tree(xgboost.XGBClassifier(booster="gblinear").fit(x, y))
    assert "\n" not in str(caught.value)
