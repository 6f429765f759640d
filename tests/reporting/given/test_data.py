"""Inputs are named wherever a report has them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import dotnet_viz as dv
from dotnet_viz.datasets.read import DataSet
from dotnet_viz.reporting.given.data import feature_names_in

pytestmark = pytest.mark.filterwarnings("ignore:X does not have valid feature names")

RANDOM = np.random.default_rng(0)
NAMES = ("age", "height", "weight")
X = pd.DataFrame(RANDOM.normal(size=(60, 3)), columns=list(NAMES))
Y = (X["age"] + X["height"] > 0).astype(int)


@pytest.mark.parametrize("model", [LogisticRegression(), RandomForestClassifier(3, random_state=0)])
def test_arrays_are_named_as_what_the_estimator_was_fitted_with(model: Any) -> None:
    report = dv.report(model.fit(X, Y), data=(X.to_numpy(), Y.to_numpy()), sections=["data", "evaluation", "importances"])
    assert "height" in report.html
    assert "column 1" not in report.html
    assert "feature 1" not in report.html


def test_inputs_of_a_network_are_named_as_the_columns_of_a_frame() -> None:
    network = [(np.ones((3, 4)), np.zeros(4), "relu"), np.ones((4, 2))]
    report = dv.report(network, inputs=X[:4], sections=["weight_graph"])
    assert "height → dense_1 [0]: 1" in report.html


def test_a_frame_in_another_order_does_not_rename_the_inputs_of_an_estimator() -> None:
    scaled = make_column_transformer((StandardScaler(), ["weight"]), remainder="passthrough", verbose_feature_names_out=False)
    model = make_pipeline(scaled, LogisticRegression()).fit(X, Y)
    turned = X[["height", "weight", "age"]]
    names = feature_names_in(None, DataSet(turned, Y), None, model, dv.read(model))
    assert names is None


@pytest.mark.parametrize(("columns", "named"), [(3, True), (4, False)])
def test_a_frame_with_other_columns_than_the_model_takes_names_nothing(columns: int, *, named: bool) -> None:
    graph = dv.read([np.ones((columns, 2))])
    assert (feature_names_in(None, DataSet(X, Y), None, None, graph) == NAMES) == named


def test_names_that_are_given_or_read_come_first() -> None:
    found = DataSet(X.to_numpy(), Y, feature_names=("a", "b", "c"))
    assert feature_names_in(["x", "y", "z"], found, None, None, None) == ("x", "y", "z")
    assert feature_names_in(None, found, X, None, None) == ("a", "b", "c")
    assert feature_names_in(None, None, X, None, None) == NAMES
    assert feature_names_in(None, None, None, None, None) is None
