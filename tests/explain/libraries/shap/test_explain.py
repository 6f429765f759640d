"""SHAP values are those of the library itself, by the explainer that fits the model."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression, PoissonRegressor, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler
from sklearn.svm import SVC

from dotnet_viz.errors import MissingDependencyError, OptionError, VizError
from dotnet_viz.explain.libraries.shap.explain import shap_values
from dotnet_viz.explain.libraries.shap.request import Request
from tests.random_state import random_state

pytestmark = pytest.mark.shap

CANCER, DIABETES, IRIS = load_breast_cancer(), load_diabetes(), load_iris()


@pytest.fixture(scope="module")
def forest() -> Any:
    return RandomForestClassifier(10, random_state=0).fit(CANCER.data, CANCER.target)


def shap() -> Any:
    import shap as library

    return library


def test_trees_have_the_values_of_the_explainer_of_trees(forest: Any) -> None:
    x = CANCER.data[:20]
    for background in (None, CANCER.data[:60]):
        found = shap_values(forest, x, Request(), background=background, class_names=CANCER.target_names)
        expected = shap().TreeExplainer(forest, background)(x)
        np.testing.assert_array_equal(found.values, expected.values)
        np.testing.assert_array_equal(found.base_values, expected.base_values)
        np.testing.assert_array_equal(found.predictions, forest.predict_proba(x))
        assert (found.explainer, found.space, found.output_names) == ("tree", "probability", ("malignant", "benign"))
        assert found.additivity_error < 1e-6


@pytest.mark.parametrize("columns", [3, 40])
def test_trees_refuse_samples_with_another_number_of_features(columns: int) -> None:
    cancer = load_breast_cancer()
    model = RandomForestClassifier(2, random_state=0).fit(cancer.data, cancer.target)
    with pytest.raises(VizError, match=rf"takes rows of 30 features, not samples of shape \(2, {columns}\)"):
        shap_values(model, np.zeros((2, columns)), Request())


def test_boosted_trees_are_explained_in_log_odds_and_with_a_log_link_in_logarithms() -> None:
    boosted = GradientBoostingClassifier(n_estimators=5, random_state=0).fit(CANCER.data, CANCER.target)
    found = shap_values(boosted, CANCER.data[:9], Request())
    assert (found.space, found.output_names) == ("log-odds", ("1",))
    np.testing.assert_allclose(found.predictions[:, 0], boosted.decision_function(CANCER.data[:9]))
    poisson = HistGradientBoostingRegressor(loss="poisson", max_iter=5).fit(DIABETES.data, DIABETES.target)
    found = shap_values(poisson, DIABETES.data[:9], Request())
    assert found.space == "logarithm of the prediction"
    assert found.additivity_error < 1e-9


@pytest.mark.parametrize(
    "name", [pytest.param("xgboost", marks=pytest.mark.xgboost), pytest.param("lightgbm", marks=pytest.mark.lightgbm)]
)
def test_trees_of_other_packages(name: str) -> None:
    package = import_module(name)
    quiet = {"verbose": -1} if name == "lightgbm" else {}
    model = getattr(package, "XGBClassifier" if name == "xgboost" else "LGBMClassifier")(n_estimators=5, **quiet)
    found = shap_values(model.fit(IRIS.data, IRIS.target), IRIS.data[:9], Request())
    assert (found.explainer, found.space, found.values.shape) == ("tree", "log-odds", (9, 4, 3))
    assert found.additivity_error < 1e-4


def test_linear_models_have_coefficient_times_distance_from_the_mean() -> None:
    model = LinearRegression().fit(DIABETES.data, DIABETES.target)
    found = shap_values(model, DIABETES.data[:5], Request(), background=DIABETES.data, feature_names=DIABETES.feature_names)
    expected = model.coef_ * (DIABETES.data[:5] - DIABETES.data.mean(axis=0))
    np.testing.assert_allclose(found.values[..., 0], expected)
    library = shap().LinearExplainer(model, shap().maskers.Independent(DIABETES.data, max_samples=1000))(DIABETES.data[:5])
    np.testing.assert_array_equal(found.values[..., 0], library.values)
    assert (found.explainer, found.space, found.feature_names[2]) == ("linear", "prediction", "bmi")


def test_linear_models_are_explained_in_the_space_of_their_sum() -> None:
    logistic = LogisticRegression(max_iter=500).fit(IRIS.data, IRIS.target)
    poisson = PoissonRegressor().fit(DIABETES.data, DIABETES.target)
    assert shap_values(logistic, IRIS.data[:5], Request(), background=IRIS.data).space == "log-odds"
    found = shap_values(poisson, DIABETES.data[:5], Request(), background=DIABETES.data)
    assert found.space == "logarithm of the prediction"
    assert found.additivity_error < 1e-9


def test_the_last_step_of_a_pipeline_that_keeps_columns_is_explained_in_columns_of_the_input() -> None:
    pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(CANCER.data, CANCER.target)
    found = shap_values(pipeline, CANCER.data[:5], Request(), background=CANCER.data)
    scaled = pipeline[0].transform(CANCER.data)
    expected = pipeline[-1].coef_ * (scaled[:5] - scaled.mean(axis=0))
    np.testing.assert_allclose(found.values[..., 0], expected, atol=1e-12)
    np.testing.assert_array_equal(found.data, CANCER.data[:5])
    assert found.explainer == "linear"
    assert "standardscaler" in found.notes[0]


def test_other_pipelines_are_explained_as_a_whole_and_their_last_step_on_request() -> None:
    pipeline = make_pipeline(PolynomialFeatures(2), Ridge()).fit(IRIS.data[:, :3], IRIS.data[:, 3])
    whole = shap_values(pipeline, IRIS.data[:3, :3], Request(max_evaluations=20), background=IRIS.data[:10, :3])
    assert (whole.explainer, whole.values.shape) == ("permutation", (3, 3, 1))
    assert whole.additivity_error < 1e-9
    last = shap_values(pipeline, IRIS.data[:3, :3], Request("linear"), background=IRIS.data[:30, :3])
    assert last.feature_names == tuple(pipeline[0].get_feature_names_out(["feature 0", "feature 1", "feature 2"]))
    assert last.additivity_error < 1e-9


def test_the_estimator_that_a_search_has_found_is_explained() -> None:
    search = GridSearchCV(LinearRegression(), {"fit_intercept": [True]}, cv=2).fit(DIABETES.data, DIABETES.target)
    for model in (search, make_pipeline(StandardScaler(), search).fit(DIABETES.data, DIABETES.target)):
        found = shap_values(model, DIABETES.data[:3], Request(), background=DIABETES.data)
        assert found.explainer == "linear"
        np.testing.assert_allclose(found.sums[:, 0], model.predict(DIABETES.data[:3]))


def test_columns_of_words_are_explained_with_their_words() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"age": [20, 30, 40, 50] * 5, "city": ["Rome", "Oslo", None, "Oslo"] * 5})
    columns = ColumnTransformer([("city", OneHotEncoder(handle_unknown="ignore"), ["city"]), ("age", "passthrough", ["age"])])
    model = make_pipeline(columns, LogisticRegression()).fit(frame, [0, 1, 1, 0] * 5)
    found = shap_values(model, frame[:3], Request(max_evaluations=20), background=frame)
    assert (found.explainer, found.feature_names) == ("permutation", ("age", "city"))
    assert [found.shown(row, 1) for row in range(3)] == ["Rome", "Oslo", None]
    np.testing.assert_allclose(found.sums, model.predict_proba(frame[:3]))


@pytest.mark.parametrize("name", ["permutation", "kernel", "exact", "partition"])
def test_explainers_of_any_model_have_the_values_of_the_library(name: str) -> None:
    model = SVC(probability=False).fit(IRIS.data, IRIS.target)
    x, background = IRIS.data[::50], IRIS.data[:40]
    found = shap_values(model, x, Request(name, seed=3), background=background)
    library, function = shap(), model.decision_function
    np.random.seed(3)
    expected: Any
    if name == "kernel":
        expected = library.KernelExplainer(function, background).shap_values(x, silent=True)
    elif name == "permutation":
        expected = library.PermutationExplainer(function, library.maskers.Independent(background), seed=3)(
            x, silent=True
        ).values
    elif name == "exact":
        expected = library.ExactExplainer(function, library.maskers.Independent(background))(x, silent=True).values
    else:
        expected = library.PartitionExplainer(function, library.maskers.Partition(background))(x, silent=True).values
    np.testing.assert_allclose(found.values, expected, rtol=1e-12, atol=1e-12)
    assert (found.explainer, found.space) == (name, "decision function")


def test_texts_have_the_values_of_the_library() -> None:
    texts = ["a good film", "a bad film", "really good and fun", "awful boring bad"] * 3
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(texts, [1, 0, 1, 0] * 3)
    found = shap_values(model, ["not a good film", "bad"], Request(), class_names=["bad", "good"])
    masker = shap().maskers.Text(r"\W+")
    expected = shap().PartitionExplainer(lambda x: model.predict_proba(list(x)), masker)(["not a good film"], silent=True)
    np.testing.assert_allclose(found.values[0], expected.values[0])
    assert found.words == (("not ", "a ", "good ", "film"), ("bad",))
    np.testing.assert_allclose(found.sums, found.predictions)
    assert not found.values[1, 1:].any()  # padding behind the shorter text


def test_images_have_the_values_of_the_library() -> None:
    images = np.random.default_rng(0).random((30, 4, 4))

    def function(x: Any) -> Any:
        return np.column_stack([x[:, 0, 0] * x[:, 1, 1], x.sum(axis=(1, 2))])

    found = shap_values(function, images[:2], Request(), background=images)
    masker = shap().maskers.Image(images.mean(axis=0)[..., np.newaxis])
    expected = shap().PartitionExplainer(lambda x: function(x[..., 0]), masker)(images[:2, ..., np.newaxis], silent=True)
    np.testing.assert_allclose(found.values, expected.values[:, :, :, 0], atol=1e-12)
    assert found.values.shape == (2, 4, 4, 2)
    assert found.additivity_error < 1e-9


def test_the_same_seed_has_the_same_values_and_leaves_the_random_state() -> None:
    model = SVC(probability=False).fit(IRIS.data, IRIS.target)
    np.random.seed(11)
    before = random_state()
    first, second = (shap_values(model, IRIS.data[:3], Request(seed=5), background=IRIS.data[:20]) for _ in range(2))
    np.testing.assert_array_equal(first.values, second.values)
    assert random_state() == before


@pytest.mark.parametrize(
    ("x", "options", "request_of", "message"),
    [
        (CANCER.data[:2], {}, {"explainer": "wterfall"}, "unknown explainer"),
        (CANCER.data[:2], {}, {"seed": -1}, "seed"),
        (CANCER.data[:2], {}, {"max_evaluations": 0}, "max_evaluations"),
        (CANCER.data[:2], {}, {"explainer": "permutation", "max_evaluations": 9}, "at least 61"),
        (CANCER.data[:2], {}, {"explainer": "exact"}, "2 to the 30"),
        (CANCER.data[:2], {}, {"explainer": "linear"}, "does not take 'RandomForestClassifier'"),
        (CANCER.data[:2], {}, {"explainer": "deep"}, "no live Keras model"),
        (CANCER.data[:1], {}, {"explainer": "permutation"}, "needs background="),
        (CANCER.data[:2, :3], {}, {"explainer": "permutation"}, "could not predict"),
        (CANCER.data[:2], {"class_names": ["a", "b", "c"]}, {}, "3 names"),
        (["some text"], {}, {"explainer": "tree"}, "takes tables"),
        (["..."], {}, {}, "no words"),
        (["some text"], {"background": ["some other"]}, {}, "texts take no background"),
    ],
)
def test_what_cannot_be_explained_is_one_clear_error(
    forest: Any, x: Any, options: dict[str, Any], request_of: dict[str, Any], message: str
) -> None:
    with pytest.raises(VizError, match=message) as caught:
        shap_values(forest, x, Request(**request_of), **options)
    assert len(str(caught.value).splitlines()) == 1


def test_a_missing_library_names_the_command(monkeypatch: pytest.MonkeyPatch, forest: Any) -> None:
    monkeypatch.setitem(sys.modules, "shap", None)
    with pytest.raises(MissingDependencyError, match=r"pip install dotnet_viz\[shap\]"):
        shap_values(forest, CANCER.data[:2], Request())


def test_outputs_by_name_and_position(forest: Any) -> None:
    found = shap_values(forest, CANCER.data[:2], Request(), class_names=CANCER.target_names)
    assert [found.output_index(output) for output in ("benign", -1, 0, None)] == [1, 1, 0, None]
    with pytest.raises(OptionError, match="did you mean 'benign'"):
        found.output_index("bening")
    with pytest.raises(OptionError, match="no output 2"):
        found.output_index(2)
