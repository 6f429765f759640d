from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.inspection import partial_dependence as of_scikit_learn
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from dotnet_viz.errors import NotBuiltError, OptionError, UnsupportedInputError
from dotnet_viz.measures.importance.partial_dependence import partial_dependence

DIABETES = load_diabetes(return_X_y=True)


@pytest.mark.parametrize("load", [load_breast_cancer, load_iris])
def test_one_feature_is_as_in_scikit_learn(load: Any) -> None:
    x, y = load(return_X_y=True)
    model = RandomForestClassifier(5, random_state=0).fit(x, y)
    expected = of_scikit_learn(model, x, [2], kind="both", method="brute", grid_resolution=20)
    (found,) = partial_dependence(model, x, [2], grid=20)
    assert found.grid[0].tolist() == expected["grid_values"][0].tolist()
    assert found.average.tolist() == expected["average"].tolist()
    assert found.individual is not None
    assert found.individual.tolist() == expected["individual"].tolist()
    assert found.outputs == (("1",) if load is load_breast_cancer else ("0", "1", "2"))
    assert found.predicted == "probability"


def test_two_features_are_as_in_scikit_learn() -> None:
    x, y = DIABETES
    model = GradientBoostingRegressor(n_estimators=5, random_state=0).fit(x, y)
    expected = of_scikit_learn(model, x, [2, 8], method="brute", grid_resolution=25)
    (found,) = partial_dependence(model, x, [(2, "i")], feature_names=list("abcdefghij"))
    assert found.features == ("c", "i")
    np.testing.assert_allclose(found.average, expected["average"])


def test_categories_of_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    table = pandas.DataFrame({"age": rng.normal(size=80), "city": rng.choice(["Rome", "Oslo"], 80)})
    y = table.age + 2 * (table.city == "Rome")
    columns = make_column_transformer((OneHotEncoder(), ["city"]), remainder="passthrough")
    model = make_pipeline(columns, LinearRegression()).fit(table, y)
    (found,) = partial_dependence(model, table, ["city"])
    assert found.is_category
    assert found.grid[0].tolist() == ["Oslo", "Rome"]
    assert float(np.diff(found.average[0])[0]) == pytest.approx(2.0)


def test_whole_numbers_of_a_table_are_amounts() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"age": np.arange(120), "size": np.linspace(0, 1, 120)})
    (found,) = partial_dependence(LinearRegression().fit(table, 2.0 * table.age), table, ["age"], grid=5)
    assert not found.is_category
    np.testing.assert_allclose(np.diff(found.average[0]) / np.diff(found.grid[0]), 2.0, rtol=1e-3)


class Network:
    """A model in the manner of Keras, of one or two inputs and two outputs in a row."""

    def predict(self, x: Any) -> np.ndarray:
        first, second = (x[:, :2], x[:, 2:]) if isinstance(x, np.ndarray) else x
        return np.column_stack([first[:, 0] * 3, second[:, 0] ** 2])


def test_any_model_of_one_or_several_inputs() -> None:
    x = np.random.default_rng(0).normal(size=(30, 4))
    (found,) = partial_dependence(Network(), x, [2], grid=5, class_names=["one", "two"])
    (several,) = partial_dependence(Network(), [x[:, :2], x[:, 2:]], ["input 1: feature 0"], grid=5)
    assert found.outputs == ("one", "two")
    np.testing.assert_allclose(found.average[1], found.grid[0] ** 2)
    np.testing.assert_allclose(found.average[0], np.full(5, 3 * x[:, 0].mean()))
    np.testing.assert_allclose(several.average, found.average)


@pytest.mark.keras
def test_a_keras_model() -> None:
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, use_bias=False)])
    model.layers[0].set_weights([np.array([[4.0], [0.0], [1.0]], "float32")])
    x = np.random.default_rng(0).normal(size=(40, 3)).astype("float32")
    (found,) = partial_dependence(model, x, [0], grid=6)
    np.testing.assert_allclose(found.average[0], 4 * found.grid[0] + x[:, 2].mean(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("features", "options", "words"),
    [
        ([], {}, "at least one feature"),
        (["nothing"], {}, "unknown feature 'nothing'"),
        ([(0, 1, 2)], {}, "alone or in pairs"),
        ([0], {"grid": 1}, "at least 2"),
        ([0], {"percentiles": (0.9, 0.1)}, "lower one first"),
    ],
)
def test_wrong_requests_are_refused(features: list[Any], options: dict[str, Any], words: str) -> None:
    x, y = DIABETES
    with pytest.raises(OptionError, match=words):
        partial_dependence(LinearRegression().fit(x, y), x, features, **options)


def test_wrong_models_and_data_are_refused() -> None:
    x, _ = DIABETES
    with pytest.raises(NotBuiltError):
        partial_dependence(LinearRegression(), x, [0])
    with pytest.raises(UnsupportedInputError, match="rows of features"):
        partial_dependence(Network(), np.zeros((5, 4, 4)), [0])


def test_features_of_arrays_are_found_by_the_names_that_the_model_was_fitted_with() -> None:
    pandas = pytest.importorskip("pandas")
    x, y = DIABETES
    model = LinearRegression().fit(pandas.DataFrame(x, columns=[f"c{position}" for position in range(x.shape[1])]), y)
    (found,) = partial_dependence(model, x, ["c2"], grid=5)
    assert found.features == ("c2",)
