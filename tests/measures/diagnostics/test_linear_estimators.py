"""What is a linear estimator and what a network, among the estimators of scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz.measures.diagnostics.linear_estimators import coefficient_layers
from tests.measures.diagnostics.builders import chain, dense, layer

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(60, 3)) * [1.0, 1e-3, 1e3]
Y = (X[:, 0] > 0).astype(int)
NETWORK = MLPClassifier((4,), max_iter=2, random_state=0)

pytestmark = pytest.mark.filterwarnings("ignore:Stochastic Optimizer")


@pytest.mark.parametrize(
    ("estimator", "layers"),
    [
        (LinearRegression(), {"output"}),
        (LogisticRegression(), {"output"}),
        (make_pipeline(StandardScaler(), Ridge()), {"ridge"}),
        (NETWORK, set()),
        (make_pipeline(StandardScaler(), NETWORK), set()),
        (VotingClassifier([("linear", LogisticRegression()), ("network", NETWORK)]), {"linear"}),
        (DecisionTreeClassifier(), set()),
    ],
)
def test_a_linear_estimator_is_a_layer_by_itself(estimator: Any, layers: set[str]) -> None:
    assert coefficient_layers(dv.read(estimator.fit(X, Y))) == layers


def test_a_single_layer_of_others_has_learned_as_networks_do() -> None:
    assert coefficient_layers(chain(layer("InputLayer", "in"), dense("d", 4, 3))) == set()
