from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from dotnet_viz.errors import NotBuiltError, OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.measures.importance.permutation import permutation_importances

CANCER = load_breast_cancer(return_X_y=True)
DIABETES = load_diabetes(return_X_y=True)


@pytest.mark.parametrize("metric", [None, "roc_auc", "neg_log_loss"])
def test_the_numbers_are_those_of_scikit_learn(metric: str | None) -> None:
    x, y = CANCER
    model = RandomForestClassifier(10, random_state=0).fit(x[:400], y[:400])
    expected = permutation_importance(model, x[400:], y[400:], n_repeats=4, random_state=3, scoring=metric)
    found = permutation_importances(model, x[400:], y[400:], repeats=4, seed=3, metric=metric)
    assert found.repeats is not None
    assert found.deviations is not None
    assert found.repeats.tolist() == expected.importances.tolist()
    assert found.values.tolist() == expected.importances_mean.tolist()
    assert found.deviations.tolist() == expected.importances_std.tolist()


def test_a_table_and_a_pipeline_give_the_numbers_of_scikit_learn() -> None:
    pandas = pytest.importorskip("pandas")
    x, y = DIABETES
    table = pandas.DataFrame(x, columns=[f"c{position}" for position in range(x.shape[1])])
    model = make_pipeline(StandardScaler(), LinearRegression()).fit(table, y)
    expected = permutation_importance(model, table, y, n_repeats=3, random_state=0)
    found = permutation_importances(model, table, y, repeats=3)
    np.testing.assert_allclose(found.values, expected.importances_mean, rtol=1e-12)
    assert found.names[:2] == ("c0", "c1")
    assert found.measured == "drop in R²"
    assert permutation_importances(model, table.to_numpy(), y, repeats=1).names[:2] == ("c0", "c1")


def test_nothing_is_changed_by_the_shuffling() -> None:
    x, y = CANCER
    before = x.copy()
    permutation_importances(DecisionTreeClassifier(max_depth=2).fit(x, y), x, y, repeats=1)
    assert (x == before).all()


def test_only_some_features_are_measured() -> None:
    x, y = DIABETES
    model = LinearRegression().fit(x, y)
    all_of_them = permutation_importances(model, x, y)
    some = permutation_importances(model, x, y, features=["b", 3], feature_names=list("abcdefghij"))
    assert some.names == ("b", "d")
    assert some.values.tolist() == all_of_them.values[[1, 3]].tolist()


class TwoInputs:
    """A model of two inputs in the manner of Keras, that only looks at the second column of the first and at the second."""

    def predict(self, x: Any) -> np.ndarray:
        first, second = x if isinstance(x, list) else (x["first"], x["second"])
        return np.asarray(first[:, 1] + second.mean(axis=(1, 2)))[:, None]


@pytest.mark.parametrize("by_name", [False, True])
def test_a_model_of_several_inputs(by_name: bool) -> None:
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(80, 3)), rng.normal(size=(80, 4, 4))
    x: Any = {"first": first, "second": second} if by_name else [first, second]
    y = first[:, 1] + second.mean(axis=(1, 2))
    found = permutation_importances(TwoInputs(), x, y, metric="mse")
    names = ("first: feature 0", "first: feature 1", "first: feature 2", "second")
    numbered = ("input 0: feature 0", "input 0: feature 1", "input 0: feature 2", "input 1")
    assert found.names == (names if by_name else numbered)
    assert found.values[[0, 2]].tolist() == [0.0, 0.0]
    assert found.values[1] > found.values[3] > 0
    assert found.baseline == 0.0


class Softmax:
    """A network of three classes, whose answers come before the softmax."""

    def predict(self, x: np.ndarray) -> np.ndarray:
        return np.column_stack([x[:, 0], -x[:, 0], np.zeros(len(x))])


@pytest.mark.parametrize("form", ["labels", "one-hot", "texts"])
def test_classes_in_any_form(form: str) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(90, 2))
    labels = Softmax().predict(x).argmax(axis=1)
    y = {"labels": labels, "one-hot": np.eye(3)[labels], "texts": np.array(["a", "b", "c"])[labels]}[form]
    found = permutation_importances(Softmax(), x, y)
    assert found.baseline == 1.0
    assert found.values[0] > 0.3
    assert found.values[1] == 0.0


@pytest.mark.keras
def test_a_keras_model() -> None:
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 3)).astype("float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid", use_bias=False)])
    model.layers[0].set_weights([np.array([[4.0], [0.0], [0.0]], "float32")])
    found = permutation_importances(model, x, (x[:, 0] > 0).astype(int), repeats=2, metric="auc")
    assert found.baseline == 1.0
    assert found.values[0] > 0.3
    assert found.values[1:].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"repeats": 0}, "repeats must be"),
        ({"metric": "acuracy"}, "did you mean 'accuracy'"),
        ({"features": ["age"]}, "unknown feature 'age'"),
        ({"feature_names": ["a"]}, "feature_names has 1 name and x 10 features"),
        ({"metric": "roc_auc"}, "roc auc could not be measured"),
    ],
)
def test_what_cannot_be_measured_is_refused(options: dict[str, Any], words: str) -> None:
    x, y = DIABETES
    with pytest.raises(OptionError, match=words):
        permutation_importances(LinearRegression().fit(x, y), x, y, **options)


def test_wrong_models_and_data_are_refused() -> None:
    x, y = DIABETES
    with pytest.raises(NotBuiltError, match="LinearRegression is not fitted"):
        permutation_importances(LinearRegression(), x, y)
    with pytest.raises(UnsupportedInputError, match="cannot predict"):
        permutation_importances("model.keras", x, y)
    with pytest.raises(ShapeError, match="x has 442 rows and y 3 targets"):
        permutation_importances(LinearRegression().fit(x, y), x, y[:3])


def test_the_name_that_keras_has_for_the_accuracy_is_taken() -> None:
    x = np.random.default_rng(0).normal(size=(60, 2))
    model = LogisticRegression().fit(x, x[:, 0] > 0)
    short, full = (permutation_importances(model, x, x[:, 0] > 0, repeats=2, metric=name) for name in ("acc", "accuracy"))
    assert (short.measured, short.baseline) == (full.measured, full.baseline) == ("drop in accuracy", full.baseline)
