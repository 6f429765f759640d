from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn import ensemble
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from dotnet_viz.errors import NotBuiltError, OptionError, ShapeError, UnsupportedInputError, VizError
from dotnet_viz.measures.trees.read import read_tree

CANCER = load_breast_cancer()


def test_a_pipeline_answers_as_its_tree_does() -> None:
    x, y = CANCER.data, CANCER.target
    model = make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=4, random_state=0)).fit(x, y)
    found = read_tree(model, feature_names=CANCER.feature_names)
    np.testing.assert_allclose(found.tree.predict(found.prepare(x)), model.predict_proba(x))
    assert found.tree.feature_names == tuple(CANCER.feature_names)
    assert "StandardScaler" in found.tree.notes[-1]


def test_a_search_over_a_pipeline_of_columns_names_what_goes_into_the_tree() -> None:
    pandas = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    table = pandas.DataFrame({"age": rng.normal(size=200), "city": rng.choice(["Rome", "Oslo"], 200)})
    y = (table.age + 2 * (table.city == "Rome") > 0.5).map({True: "yes", False: "no"})
    columns = make_column_transformer((OneHotEncoder(), ["city"]), remainder="passthrough")
    pipeline = make_pipeline(columns, DecisionTreeClassifier(random_state=0))
    model = GridSearchCV(pipeline, {"decisiontreeclassifier__max_depth": [2, 3]}, cv=2).fit(table, y)
    found = read_tree(model)
    assert found.tree.feature_names == ("onehotencoder__city_Oslo", "onehotencoder__city_Rome", "remainder__age")
    assert found.tree.class_names == ("no", "yes")
    assert found.classes == ("no", "yes")
    np.testing.assert_allclose(found.tree.predict(found.prepare(table)), model.predict_proba(table))
    assert found.sample(table.iloc[0]).tolist() == found.sample(table.iloc[[0]]).tolist()


def test_a_target_that_is_transformed() -> None:
    x, y = load_diabetes(return_X_y=True)
    model = TransformedTargetRegressor(DecisionTreeRegressor(max_depth=3), func=np.log, inverse_func=np.exp).fit(x, y)
    np.testing.assert_allclose(np.exp(read_tree(model).tree.predict(x)[:, 0]), model.predict(x))


def test_the_tree_that_is_most_like_a_forest() -> None:
    x, y = CANCER.data, CANCER.target
    forest = ensemble.RandomForestClassifier(20, max_depth=4, random_state=0).fit(x, y)
    answers = np.array([one.predict_proba(x) for one in forest.estimators_])
    nearest = int(np.abs(answers - forest.predict_proba(x)).mean(axis=(1, 2)).argmin())
    found = read_tree(forest, x=x).tree
    assert found.name == f"Tree {nearest + 1} of 20 of RandomForestClassifier"
    assert "most like the forest" in found.notes[0]
    shares = [np.abs(one.feature_importances_ - forest.feature_importances_).sum() for one in forest.estimators_]
    assert read_tree(forest).tree.name == f"Tree {int(np.argmin(shares)) + 1} of 20 of RandomForestClassifier"


@pytest.mark.parametrize(
    "model",
    [
        DecisionTreeClassifier(), ensemble.RandomForestClassifier(), ensemble.GradientBoostingRegressor(),
        ensemble.HistGradientBoostingClassifier(), ensemble.BaggingClassifier(), ensemble.IsolationForest(),
        make_pipeline(StandardScaler(), DecisionTreeClassifier()), GridSearchCV(DecisionTreeClassifier(), {"max_depth": [2]}),
    ],
    ids=lambda model: type(model).__name__,
)  # fmt: skip
def test_what_is_not_fitted_says_so(model: Any) -> None:
    with pytest.raises(NotBuiltError, match="is not fitted yet: call its fit"):
        read_tree(model)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (LogisticRegression(), "LogisticRegression has no decision trees; give a decision tree, a forest"),
        (DecisionTreeClassifier, "is a class, not a fitted estimator"),
        (ensemble.BaggingClassifier(LogisticRegression(), 2).fit([[0.0], [1.0]] * 9, [0, 1] * 9), "made of LogisticRegression"),
        (None, "NoneType has no decision trees"),
        ("model.pkl", "'model.pkl' is not opened"),
    ],
)
def test_what_has_no_trees_says_what_has(model: Any, words: str) -> None:
    with pytest.raises(UnsupportedInputError, match=words):
        read_tree(model)


def test_columns_of_a_table_are_found_by_their_names() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(CANCER.data[:, :4], columns=list("abcd"))
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(table, CANCER.target)
    found = read_tree(model)
    assert found.tree.apply(found.prepare(table[list("dcba")])).tolist() == model.apply(table).tolist()


def test_rows_that_a_pipeline_cannot_transform_are_refused_in_one_line() -> None:
    model = make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=2)).fit(CANCER.data, CANCER.target)
    with pytest.raises(ShapeError, match=r"could not transform these rows: .*30 features"):
        read_tree(model).prepare(CANCER.data[:, :3])


def test_names_that_do_not_fit_are_refused() -> None:
    model = DecisionTreeClassifier(max_depth=2).fit(CANCER.data, CANCER.target)
    with pytest.raises(OptionError, match="feature_names has 2 names and the model 30 features"):
        read_tree(model, feature_names=["a", "b"])
    with pytest.raises(OptionError, match="class_names has 1 name and the model 2 classes"):
        read_tree(model, class_names=["a"])
    with pytest.raises(VizError, match="whole numbers"):
        read_tree(model, index=1.5)  # type: ignore[arg-type]


def test_only_one_row_is_a_sample() -> None:
    found = read_tree(DecisionTreeClassifier(max_depth=2).fit(CANCER.data, CANCER.target))
    assert found.sample(CANCER.data[0]).shape == (30,)
    with pytest.raises(ShapeError, match="one row"):
        found.sample(CANCER.data[:2])
