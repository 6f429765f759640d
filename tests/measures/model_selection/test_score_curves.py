from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import learning_curve, validation_curve
from sklearn.tree import DecisionTreeClassifier

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.measures.model_selection.score_curves import learning_scores, validation_scores

X, Y = load_iris(return_X_y=True)
TREE = DecisionTreeClassifier(random_state=0)


def test_learning_scores_are_those_of_scikit_learn() -> None:
    sizes, train, test = learning_curve(TREE, X, Y, cv=4, shuffle=True, random_state=2, train_sizes=[0.3, 0.6, 1.0])
    found = learning_scores(TREE, X, Y, sizes=[0.3, 0.6, 1.0], folds=4, seed=2)
    assert list(found.places) == sizes.tolist()
    assert found.train.tolist() == train.tolist()
    assert found.validation.tolist() == test.tolist()


def test_validation_scores_are_those_of_scikit_learn() -> None:
    train, test = validation_curve(TREE, X, Y, param_name="max_depth", param_range=[1, 2, 3], cv=5, scoring="f1_macro")
    found = validation_scores(TREE, X, Y, "max_depth", [1, 2, 3], metric="f1_macro")
    assert found.train.tolist() == train.tolist()
    assert found.validation.tolist() == test.tolist()
    assert found.places[found.best] == [1, 2, 3][int(test.mean(axis=1).argmax())]
    assert found.metric == "f1 macro"


def test_values_that_are_no_numbers_are_texts() -> None:
    found = validation_scores(TREE, X, Y, "max_depth", [None, np.int64(2)])
    assert found.places == ("None", "2")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: validation_scores(TREE, X, Y, "max_dept", [1]), OptionError, "did you mean 'max_depth'"),
        (lambda: validation_scores(TREE, X, Y, "max_depth", []), OptionError, "at least one value"),
        (lambda: validation_scores(TREE, X, Y, "max_depth", [-5]), OptionError, "could not be measured"),
        (lambda: learning_scores(TREE, X, Y, sizes=[2.5]), OptionError, "could not be measured"),
        (lambda: learning_scores(TREE, X, Y, metric="nothing"), OptionError, "unknown metric"),
        (lambda: learning_scores(object(), X, Y), UnsupportedInputError, "cannot be copied and trained"),
    ],
)
def test_what_cannot_be_measured_is_refused(call: Any, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        call()
