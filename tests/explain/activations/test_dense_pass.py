"""A forward pass without Keras: the same numbers as scikit-learn's own, and as Keras's activation functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.explain.activations.functions import ACTIVATIONS

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((40, 3))


def test_a_network_of_arrays_is_computed_layer_by_layer() -> None:
    kernel, bias, second = RANDOM.standard_normal((3, 4)), RANDOM.standard_normal(4), RANDOM.standard_normal((4, 2))
    found = dv.activations([(kernel, bias, "relu"), second], X)
    np.testing.assert_allclose(found["dense_1"], np.maximum(X @ kernel + bias, 0))
    np.testing.assert_allclose(found["dense_2"], found["dense_1"] @ second)
    assert list(dv.activations([(kernel, bias, "relu"), second], X[0], "dense_2")) == ["dense_2"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layers": 3}, "layers must be a sequence of names"),
        ({"layers": [3]}, "unknown layer '3'"),
        ({"batch_size": 0}, "batch_size must be a whole number of at least 1, not 0"),
        ({"batch_size": "8"}, "batch_size must be a whole number of at least 1, not '8'"),
    ],
)
def test_what_is_no_layer_or_batch_size_is_reported(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.activations([RANDOM.standard_normal((3, 4))], X, **options)


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu", "identity"])
def test_the_output_of_a_classifier_is_what_it_predicts(activation: str) -> None:
    network = MLPClassifier((5, 4), activation=activation, max_iter=20, tol=1.0).fit(X, np.arange(40) % 3)
    found = dv.activations(network, X)
    assert list(found) == ["hidden_1", "hidden_2", "output"]
    np.testing.assert_allclose(found["output"], network.predict_proba(X), atol=1e-12)


def test_the_steps_of_a_pipeline_prepare_the_inputs() -> None:
    pipeline = make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(4,), max_iter=20, tol=1.0)).fit(
        X * 9 + 5, X[:, 0]
    )
    found = dv.activations(pipeline, X * 9 + 5)
    np.testing.assert_allclose(found["output"][:, 0], pipeline.predict(X * 9 + 5), atol=1e-12)


def test_a_file_of_arrays_is_computed_without_keras(tmp_path: Path) -> None:
    arrays: dict[str, Any] = {"dense/kernel": np.ones((3, 2)), "dense/bias": np.ones(2)}
    np.savez(tmp_path / "m.npz", **arrays)
    np.testing.assert_allclose(dv.activations(tmp_path / "m.npz", X)["dense"], X.sum(axis=1, keepdims=True) + np.ones(2))


@pytest.mark.keras
def test_activation_functions_are_those_of_keras() -> None:
    keras = pytest.importorskip("keras")
    x = np.linspace(-7, 7, 57).reshape(3, 19).astype(np.float32)
    for name, function in ACTIVATIONS.items():
        if name != "logistic":
            expected = np.asarray(keras.activations.get(name)(keras.ops.convert_to_tensor(x)))
            np.testing.assert_allclose(function(x), expected, atol=2e-6, err_msg=name)


def test_a_search_prepares_the_inputs_as_the_pipeline_does_that_it_found() -> None:
    pipeline = make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(4,), max_iter=20, tol=10.0))
    search = GridSearchCV(pipeline, {"mlpregressor__alpha": [0.1]}, cv=2).fit(X * 9 + 5, X[:, 0])
    found = dv.activations(search, X * 9 + 5)
    np.testing.assert_allclose(found["output"][:, 0], search.predict(X * 9 + 5), atol=1e-12)


def test_what_cannot_be_computed_is_an_error_that_names_it() -> None:
    with pytest.raises(OptionError, match="unknown activation of layer 'dense_1': 'snake'"):
        dv.activations([(np.ones((3, 2)), None, "snake")], X)
    with pytest.raises(ShapeError, match="samples of 3"):
        dv.activations([np.ones((3, 2))], np.ones((4, 7)))
    from dotnet_viz.graph import Graph, Layer, Node

    with pytest.raises(UnsupportedInputError, match="needs the model itself"):
        dv.activations(Graph("m", "Sequential", (Node("n0", Layer("c", "c", "Conv2D")),)), X)
