from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import (
    BaggingClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from dotnet_viz.measures.trees.counts import TreeCounts, count_trees

X = np.random.default_rng(0).normal(size=(60, 3))
Y = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0.5)


@pytest.mark.parametrize(
    ("estimator", "trees"),
    [
        (RandomForestClassifier(n_estimators=4, max_depth=2, random_state=0), 4),
        (GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=0), 6),
        (HistGradientBoostingRegressor(max_iter=3, max_depth=2, min_samples_leaf=5), 3),
        (make_pipeline(StandardScaler(), RandomForestClassifier(n_estimators=2, max_depth=2, random_state=0)), 2),
    ],
)
def test_the_trees_of_ensembles_are_counted(estimator: Any, trees: int) -> None:
    found = count_trees(estimator.fit(X, Y))
    assert found is not None
    assert (found.trees, found.depth) == (trees, 2)
    assert trees < found.nodes <= 7 * trees


def test_what_has_no_trees_or_is_not_fitted_has_no_count() -> None:
    assert count_trees(KNeighborsClassifier().fit(X, Y)) is None
    assert count_trees(RandomForestClassifier()) is None
    assert count_trees(BaggingClassifier(KNeighborsClassifier(), n_estimators=2).fit(X, Y)) is None
    assert count_trees("a text") is None


def test_one_tree_has_its_own_numbers() -> None:
    forest = RandomForestClassifier(n_estimators=2, max_depth=1, random_state=0).fit(X, Y)
    assert count_trees(forest.estimators_[0]) == TreeCounts(1, 3, 1)
