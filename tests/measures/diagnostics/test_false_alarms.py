"""Models that practitioners would call sound: none of them may have an error, and hardly any a warning."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.measures.diagnostics import CheckResult
from tests.conftest import DATA


def worse_than_hints(result: CheckResult) -> list[tuple[str, str]]:
    return [(item.severity, item.check) for item in result.at_least("warning")]


@pytest.mark.parametrize("name", ["cnn-28x28", "mlp-6-3-7", "pattern-50x50", "rnn", "transformer"])
def test_small_models_of_each_kind(name: str) -> None:
    assert worse_than_hints(dv.check(DATA / "models" / f"{name}.keras")) == []


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("name", ["ResNet50", "MobileNetV3Small"])
def test_models_fresh_from_their_initialisers(name: str) -> None:
    import keras

    assert worse_than_hints(dv.check(getattr(keras.applications, name)(weights=None))) == []


@pytest.fixture(scope="module")
def digits() -> tuple[Any, Any]:
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    return (x / 16).astype("float32"), y


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
def test_a_well_trained_multi_layer_perceptron(digits: tuple[Any, Any]) -> None:
    from sklearn.neural_network import MLPClassifier

    x, y = digits
    model = MLPClassifier((64, 32), max_iter=30, learning_rate_init=0.005, random_state=0).fit(x, y)
    assert model.score(x, y) > 0.95
    result = dv.check(model)
    assert worse_than_hints(result) == []
    assert {item.check for item in result.findings} <= {"dead-rows", "alpha-low", "alpha-high"}


@pytest.mark.keras
@pytest.mark.slow
def test_a_well_trained_keras_model(digits: tuple[Any, Any]) -> None:
    import keras

    keras.utils.set_random_seed(0)
    x, y = digits
    layers = [keras.layers.Dense(64, "relu"), keras.layers.Dropout(0.2), keras.layers.Dense(10, "softmax")]
    model = keras.Sequential([keras.layers.Input((64,)), *layers])
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=8, batch_size=64, verbose=0)
    assert model.evaluate(x, y, verbose=0)[1] > 0.95
    assert worse_than_hints(dv.check(model)) == []


@pytest.mark.keras
def test_faults_of_a_live_model_are_those_of_its_file(tmp_path: Any) -> None:
    import keras

    layers = [keras.layers.Dense(6), keras.layers.Dense(5), keras.layers.BatchNormalization(), keras.layers.Dense(3)]
    model = keras.Sequential([keras.layers.Input((4,)), *layers])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    model.layers[0].kernel.assign(np.full((4, 6), np.nan, "float32"))
    model.save(tmp_path / "m.keras")
    live, stored = dv.check(model), dv.check(tmp_path / "m.keras")
    found = [(item.severity, item.check) for item in live.findings]
    assert ("error", "not-finite") in found
    assert ("error", "last-activation") in found
    assert ("warning", "missing-activation") in found
    assert ("hint", "bias-before-batchnorm") in found
    assert live.to_dict() == stored.to_dict()
