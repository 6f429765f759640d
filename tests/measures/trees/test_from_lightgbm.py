from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_iris

from dotnet_viz.errors import NotBuiltError, UnsupportedInputError
from dotnet_viz.measures.trees.read import read_tree

lightgbm: Any = pytest.importorskip("lightgbm")
pytestmark = pytest.mark.lightgbm


def leaf_numbers(tree: Any, x: np.ndarray) -> list[int]:
    """Return the numbers that LightGBM has for the leaves, which stand after the splits here."""
    return [int(node) for node in tree.apply(x) - (tree.feature >= 0).sum()]


def test_every_tree_of_every_class() -> None:
    x, y = load_iris(return_X_y=True)
    x[::7, 2] = np.nan
    model = lightgbm.LGBMClassifier(n_estimators=3, verbose=-1).fit(x, y)
    expected = model.predict(x, pred_leaf=True)
    for index in range(3):
        for output in range(3):
            found = read_tree(model, index=index, output=output).tree
            assert leaf_numbers(found, x) == expected[:, 3 * index + output].tolist()
    assert read_tree(model, output=2).tree.class_names == ("2",)


@pytest.mark.parametrize("options", [{}, {"zero_as_missing": True}, {"use_missing": False}])
def test_missing_values_and_zeros(options: dict[str, Any]) -> None:
    x, y = load_breast_cancer(return_X_y=True)
    rng = np.random.default_rng(0)
    x[rng.random(x.shape) < 0.1] = np.nan
    x[rng.random(x.shape) < 0.1] = 0.0
    booster = lightgbm.train({"objective": "binary", "verbose": -1, **options}, lightgbm.Dataset(x, y), 5)
    expected = booster.predict(x, pred_leaf=True)
    for index in range(5):
        assert leaf_numbers(read_tree(booster, index=index).tree, x) == expected[:, index].tolist()
    steps = np.sum([read_tree(booster, index=index).tree.predict(x)[:, 0] for index in range(5)], axis=0)
    np.testing.assert_allclose(booster.predict(x, raw_score=True), steps)


def test_categories_of_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    city = pandas.Categorical(rng.choice(list("abcdefgh"), 300))
    table = pandas.DataFrame({"x": rng.normal(size=300), "city": city})
    y = table.x.to_numpy() + 3 * table.city.isin(["a", "d", "g"]).to_numpy()
    model = lightgbm.LGBMRegressor(n_estimators=4, verbose=-1, min_data_per_group=1, cat_smooth=0).fit(table, y)
    trees = [read_tree(model, index=index) for index in range(4)]
    assert trees[0].tree.category_names == {1: tuple("abcdefgh")}
    assert any(one.tree.categories for one in trees)
    table.loc[:9, "city"] = np.nan
    table["city"] = table.city.cat.reorder_categories(list("hgfedcba"))
    steps = np.sum([one.tree.predict(one.prepare(table))[:, 0] for one in trees], axis=0)
    np.testing.assert_allclose(model.predict(table), steps)


def test_a_model_that_only_knows_a_mean_has_one_node() -> None:
    x = np.zeros((50, 2))
    booster = lightgbm.train({"objective": "regression", "verbose": -1}, lightgbm.Dataset(x, np.arange(50.0)), 1)
    found = read_tree(booster).tree
    assert found.is_root_only
    assert found.predict(x[:1]).tolist() == booster.predict(x[:1]).reshape(1, 1).tolist()


def test_what_cannot_be_read_is_refused() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    with pytest.raises(NotBuiltError, match="call its fit"):
        read_tree(lightgbm.LGBMClassifier())
    linear = lightgbm.train({"linear_tree": True, "verbose": -1}, lightgbm.Dataset(x, y), 1)
    with pytest.raises(UnsupportedInputError, match="linear_tree=False"):
        read_tree(linear)
