from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn import ensemble, tree
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.trees.read import read_tree

CANCER = load_breast_cancer(return_X_y=True)
IRIS = load_iris(return_X_y=True)
DIABETES = load_diabetes(return_X_y=True)


def with_holes(x: np.ndarray) -> np.ndarray:
    found = x.copy()
    found[np.random.default_rng(0).random(x.shape) < 0.1] = np.nan
    return found


@pytest.mark.parametrize("kind", [tree.DecisionTreeClassifier, tree.ExtraTreeClassifier])
@pytest.mark.parametrize("weights", [None, "balanced"])
def test_a_single_classifier(kind: Any, weights: str | None) -> None:
    x, y = CANCER
    model = kind(max_depth=6, random_state=0, class_weight=weights).fit(x, y)
    found = read_tree(model).tree
    assert found.apply(x).tolist() == model.apply(x).tolist()
    np.testing.assert_allclose(found.predict(x), model.predict_proba(x))
    dense = model.decision_path(x[:50]).toarray()
    assert [sorted(found.path(row)) for row in x[:50]] == [np.flatnonzero(row).tolist() for row in dense]
    assert found.leaves == model.get_n_leaves()
    assert found.depth == model.get_depth()
    assert found.samples.tolist() == model.tree_.n_node_samples.tolist()
    assert found.impurity is not None
    assert found.impurity.tolist() == model.tree_.impurity.tolist()


@pytest.mark.parametrize("kind", [tree.DecisionTreeRegressor, tree.ExtraTreeRegressor])
@pytest.mark.parametrize("criterion", ["squared_error", "absolute_error"])
def test_a_single_regressor(kind: Any, criterion: str) -> None:
    x, y = DIABETES
    model = kind(max_depth=5, random_state=0, criterion=criterion).fit(x, y)
    found = read_tree(model).tree
    np.testing.assert_allclose(found.predict(x)[:, 0], model.predict(x))
    assert found.criterion == criterion.replace("_", " ")


def test_missing_values_go_where_scikit_learn_sends_them() -> None:
    x, y = with_holes(CANCER[0]), CANCER[1]
    model = tree.DecisionTreeClassifier(max_depth=6, random_state=0).fit(x, y)
    assert read_tree(model).tree.apply(x).tolist() == model.apply(x).tolist()


def test_several_outputs_are_chosen_by_number() -> None:
    x, y = IRIS
    both = np.column_stack([y, (y + 1) % 2])
    model = tree.DecisionTreeClassifier(max_depth=4, random_state=0).fit(x, both)
    for output, expected in enumerate(model.predict_proba(x)):
        found = read_tree(model, output=output).tree
        np.testing.assert_allclose(found.predict(x), expected)
        assert f"output {output} of 2" in found.notes[0]


@pytest.mark.parametrize(
    "kind", [ensemble.RandomForestClassifier, ensemble.ExtraTreesClassifier, ensemble.RandomForestRegressor]
)
def test_every_tree_of_a_forest(kind: Any) -> None:
    x, y = CANCER
    model = kind(n_estimators=8, max_depth=5, random_state=0).fit(x, y)
    leaves = model.apply(x)
    for index in range(8):
        assert read_tree(model, index=index).tree.apply(x).tolist() == leaves[:, index].tolist()
    assert read_tree(model, index=-1).tree.name == f"Tree 8 of 8 of {kind.__name__}"
    with pytest.raises(OptionError, match="from 0 to 7"):
        read_tree(model, index=8)


def test_bagged_trees_of_some_features() -> None:
    x, y = CANCER
    model = ensemble.BaggingClassifier(n_estimators=4, max_features=10, random_state=0).fit(x, y)
    for index, (one, columns) in enumerate(zip(model.estimators_, model.estimators_features_, strict=True)):
        np.testing.assert_allclose(read_tree(model, index=index).tree.predict(x), one.predict_proba(x[:, columns]))


def test_boosted_stumps_of_adaboost() -> None:
    x, y = CANCER
    model = ensemble.AdaBoostClassifier(n_estimators=3, random_state=0).fit(x, y)
    np.testing.assert_allclose(read_tree(model, index=1).tree.predict(x), model.estimators_[1].predict_proba(x))


def test_the_length_of_paths_in_an_isolation_forest() -> None:
    x, _ = CANCER
    model = ensemble.IsolationForest(n_estimators=5, max_features=7, random_state=0).fit(x)
    lengths = np.mean([read_tree(model, index=index).tree.predict(x)[:, 0] for index in range(5)], axis=0)
    count = model.max_samples_
    usual = 2 * (np.log(count - 1) + np.euler_gamma) - 2 * (count - 1) / count
    np.testing.assert_allclose(-(2.0 ** (-lengths / usual)), model.score_samples(x), rtol=1e-9)


def test_leaves_of_an_embedding_are_its_columns() -> None:
    x, _ = CANCER
    model = ensemble.RandomTreesEmbedding(n_estimators=2, max_depth=3, random_state=0).fit(x)
    columns = model.transform(x).toarray()
    first = read_tree(model, index=0).tree
    assert first.predict(x)[:, 0].tolist() == columns[:, : first.leaves].argmax(axis=1).tolist()


@pytest.mark.parametrize("data", [CANCER, IRIS], ids=["two classes", "three classes"])
def test_steps_of_gradient_boosting_sum_to_its_decision(data: Any) -> None:
    x, y = data
    model = ensemble.GradientBoostingClassifier(n_estimators=5, random_state=0).fit(x, y)
    decision = model.decision_function(x).reshape(len(x), -1)
    for output in range(decision.shape[1]):
        steps = sum(read_tree(model, index=index, output=output).tree.predict(x)[:, 0] for index in range(5))
        assert np.ptp(decision[:, output] - steps) < 1e-9  # all but the starting value


def test_the_class_of_a_boosted_tree_is_named() -> None:
    x, y = IRIS
    model = ensemble.GradientBoostingClassifier(n_estimators=2, random_state=0).fit(x, np.array(["a", "b", "c"])[y])
    found = read_tree(model, output="b", index=1).tree
    assert found.class_names == ("b",)
    assert found.name == "Iteration 2 of 2 of GradientBoostingClassifier"
    assert "this one is that of b" in found.notes[0]
    with pytest.raises(OptionError, match="choose one of: a, b, c"):
        read_tree(model, output="d")
