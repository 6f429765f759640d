from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from dotnet_viz.measures.trees.read import read_tree


def summed(model: Any, x: Any, count: int, output: int = 0) -> np.ndarray:
    trees = [read_tree(model, index=index, output=output) for index in range(count)]
    return np.asarray(np.sum([one.tree.predict(one.prepare(x))[:, 0] for one in trees], axis=0))


def test_steps_sum_to_the_decision_with_missing_values() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    x[np.random.default_rng(0).random(x.shape) < 0.2] = np.nan
    model = HistGradientBoostingClassifier(max_iter=4).fit(x, y)
    assert np.ptp(model.decision_function(x) - summed(model, x, 4)) < 1e-9


def test_each_class_has_its_own_trees() -> None:
    x, y = load_iris(return_X_y=True)
    model = HistGradientBoostingClassifier(max_iter=3).fit(x, y)
    decision = model.decision_function(x)
    for output in range(3):
        assert np.ptp(decision[:, output] - summed(model, x, 3, output)) < 1e-9


def test_categories_given_by_number() -> None:
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.normal(size=300), rng.integers(0, 9, 300), rng.normal(size=300)])
    y = x[:, 0] + 3 * np.isin(x[:, 1], [1, 4, 7])
    model = HistGradientBoostingRegressor(max_iter=3, categorical_features=[1]).fit(x, y)
    assert read_tree(model).tree.categories
    x[:5, 1] = [40, 200, np.nan, -3, 8]  # categories that the training had not count as missing
    assert np.ptp(model.predict(x) - summed(model, x, 3)) < 1e-9


def test_categories_of_a_table_have_their_names() -> None:
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    city = pandas.Categorical(rng.choice(["Rome", "Oslo", "Paris", "Lima"], 300))
    table = pandas.DataFrame({"age": rng.normal(size=300), "city": city})
    y = table.age.to_numpy() + 3 * table.city.isin(["Rome", "Lima"]).to_numpy()
    model = HistGradientBoostingRegressor(max_iter=3, categorical_features="from_dtype").fit(table, y)
    found = read_tree(model).tree
    assert found.feature_names == ("city", "age")  # as the model orders them
    assert found.category_names == {0: ("Lima", "Oslo", "Paris", "Rome")}
    table.loc[:9, "city"] = np.nan
    assert np.ptp(model.predict(table) - summed(model, table, 3)) < 1e-9
