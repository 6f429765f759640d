"""Which models are estimators of scikit-learn, and which of them are no networks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

import dotnet_viz as dv
from dotnet_viz.graph.estimators import is_estimator_without_weights, is_of_scikit_learn


@pytest.mark.parametrize(
    ("model", "is_bare"),
    [
        (DecisionTreeRegressor(), True),
        (LinearRegression(), False),
        (make_pipeline(StandardScaler(), LinearRegression()), False),
    ],
)
def test_an_estimator_without_weights_is_no_network(model: Any, *, is_bare: bool) -> None:
    graph = dv.read(model.fit([[0.0], [1.0]], [0.0, 1.0]))
    assert is_of_scikit_learn(graph)
    assert is_estimator_without_weights(graph) == is_bare


def test_arrays_are_no_estimator() -> None:
    graph = dv.read([np.ones((3, 2))])
    assert not is_of_scikit_learn(graph)
    assert not is_estimator_without_weights(graph)
