from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from dotnet_viz.errors import NotBuiltError
from dotnet_viz.measures.estimators.unwrap import unwrap

X = np.random.default_rng(0).normal(size=(30, 3))
Y = (X[:, 0] > 0).astype(int)


def test_pipelines_in_pipelines_and_searches_are_opened() -> None:
    inner = Pipeline([("pca", PCA(2)), ("tree", DecisionTreeClassifier(random_state=0))])
    model = GridSearchCV(make_pipeline(StandardScaler(), inner), {"pipeline__tree__max_depth": [1, 2]}, cv=2).fit(X, Y)
    found = unwrap(model)
    assert isinstance(found.estimator, DecisionTreeClassifier)
    assert found.step_names == ("StandardScaler", "PCA")
    assert (found.estimator.predict(found.transformed(X)) == model.predict(X)).all()
    assert found.feature_names(None) == ("pca0", "pca1")


def test_steps_that_name_nothing_leave_the_names_open() -> None:
    found = unwrap(make_pipeline(FunctionTransformer(np.abs), DecisionTreeClassifier()).fit(X, Y))
    assert found.feature_names(["a", "b", "c"]) is None


def test_an_estimator_alone_is_itself() -> None:
    tree = DecisionTreeClassifier().fit(X, Y)
    assert unwrap(tree).estimator is tree
    assert unwrap(tree).transformed(X) is X


def test_a_search_that_is_not_fitted_says_so() -> None:
    with pytest.raises(NotBuiltError, match="GridSearchCV is not fitted"):
        unwrap(GridSearchCV(DecisionTreeClassifier(), {"max_depth": [1]}))
