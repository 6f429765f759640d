"""SHAP values of Keras models are those of the library, and TensorFlow is as before afterwards."""

from __future__ import annotations

import warnings
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.libraries.shap.explain import shap_values
from dotnet_viz.explain.libraries.shap.request import Request
from tests.random_state import random_state

pytestmark = [pytest.mark.shap, pytest.mark.keras]

X = np.random.default_rng(0).random((40, 5)).astype(np.float32)


@pytest.fixture(scope="module")
def model() -> Any:
    import keras

    keras.utils.set_random_seed(0)
    layers = [keras.Input((5,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    network = keras.Sequential(layers)
    network.compile("adam", "sparse_categorical_crossentropy")
    return network


def _state() -> list[Any]:
    import tensorflow as tf
    from tensorflow.python.eager import execute
    from tensorflow.python.framework import ops

    registry = ops._gradient_registry._registry
    entries = {name: dict(entry) for name, entry in registry.items() if not name.startswith("CustomGradient-")}
    compat = tf.compat.v1
    flags = [
        tf.executing_eagerly(),
        compat.executing_eagerly_outside_functions(),
        compat.control_flow_v2_enabled(),
        compat.resource_variables_enabled(),
        tf.config.functions_run_eagerly(),
    ]
    settings = dict.copy(mpl.rcParams)
    return [entries, execute.record_gradient, random_state(), flags, settings, list(warnings.filters), np.geterr()]


def test_gradients_are_those_of_the_library(model: Any) -> None:
    import shap

    found = shap_values(model, X[:3], Request(seed=4), background=X)
    np.testing.assert_array_equal(found.values, shap.GradientExplainer(model, X).shap_values(X[:3], rseed=4))
    np.testing.assert_allclose(found.base_values[0], model.predict(X, verbose=0).mean(axis=0), rtol=1e-5)
    assert (found.explainer, found.space) == ("gradient", "probability")
    assert 0 < found.additivity_error < 0.1


def test_one_output_alone_has_the_same_values(model: Any) -> None:
    for name in ("gradient", "deep", "permutation"):
        runs = 20 if name == "permutation" else None
        every = shap_values(model, X[:2], Request(name, 4, runs), background=X[:10])
        one = shap_values(model, X[:2], Request(name, 4, runs, "b"), background=X[:10], class_names=["a", "b", "c"])
        np.testing.assert_allclose(one.values, every.values[..., 1:2], rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(one.base_values, every.base_values[:, 1:2], rtol=1e-6)
        assert one.output_names == ("b",)


def test_deep_values_are_those_of_the_library(model: Any) -> None:
    import shap

    found = shap_values(model, X[:3], Request("deep"), background=X)
    with pytest.warns(UserWarning, match="TensorFlow"):
        expected = shap.DeepExplainer(model, X).shap_values(X[:3])
    np.testing.assert_allclose(found.values, expected, rtol=1e-5, atol=1e-7)
    assert found.additivity_error < 1e-5


def test_tensorflow_is_as_before_and_can_be_trained_also_after_a_failure(model: Any) -> None:
    import keras

    model.fit(X, np.zeros(len(X)), verbose=0)
    before = _state()
    for name in ("gradient", "deep", "permutation"):
        shap_values(model, X[:2], Request(name, max_evaluations=20), background=X[:10])
    recurrent = keras.Sequential([keras.Input((4, 2)), keras.layers.LSTM(3), keras.layers.Dense(1)])
    with pytest.raises(OptionError, match="'deep' does not take this model"):
        shap_values(recurrent, np.zeros((3, 4, 2)), Request("deep"), background=np.ones((3, 4, 2)))
    assert _state() == before
    weights = [weight.numpy() for weight in model.weights]
    model.fit(X, np.zeros(len(X)), verbose=0)
    assert any((old != new.numpy()).any() for old, new in zip(weights, model.weights, strict=True))


def test_models_without_gradients_are_explained_by_permutation() -> None:
    import keras

    model = keras.Sequential([keras.Input((4,), dtype="int32"), keras.layers.Embedding(9, 2), keras.layers.Flatten()])
    x = np.arange(12).reshape(3, 4) % 9
    found = shap_values(model, x, Request(max_evaluations=20), background=x)
    assert found.explainer == "permutation"
    assert found.additivity_error < 1e-5
    with pytest.raises(OptionError, match="int32, which has no gradient"):
        shap_values(model, x, Request("gradient"), background=x)


def test_images_are_explained_by_gradients_and_one_alone_by_parts() -> None:
    import keras

    layers = [keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3), keras.layers.Flatten(), keras.layers.Dense(2)]
    model = keras.Sequential(layers)
    images = np.random.default_rng(0).random((10, 6, 6, 1)).astype(np.float32)
    found = shap_values(model, images[:2], Request(), background=images)
    assert (found.kind, found.explainer, found.values.shape) == ("image", "gradient", (2, 6, 6, 1, 2))
    alone = shap_values(model, images[0], Request(max_evaluations=40))
    assert (alone.explainer, alone.values.shape) == ("partition", (1, 6, 6, 1, 2))
