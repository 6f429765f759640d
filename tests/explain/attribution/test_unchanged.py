"""A model is as it was after an attribution, and after each kind of failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv

pytestmark = pytest.mark.keras

X = np.random.default_rng(0).random((1, 8, 8, 1)).astype("float32")


@pytest.fixture(scope="module")
def model() -> Any:
    """Return a model that every test leaves as it was, which is what each asks."""
    import keras

    layers = keras.layers
    inner = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(3, 3, activation="relu", name="conv"),
                              layers.BatchNormalization(), layers.Dropout(0.5)], name="inner")  # fmt: skip
    model = keras.Sequential([keras.Input((8, 8, 1)), layers.RandomFlip(), inner, layers.Flatten(), layers.Dense(3, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(np.repeat(X, 4, axis=0), np.array([0, 1, 2, 0]), verbose=0)
    inner.layers[0].trainable = False
    return model


def state(model: Any) -> list[Any]:
    variables = [*model.variables, *model.optimizer.variables, *model.metrics_variables]
    layers = [model, *model._flatten_layers()]
    values = [np.asarray(variable.value).tobytes() for variable in variables]
    flags = [layer.trainable for layer in layers]
    functions = [(layer.name, "call" in vars(layer), id(vars(layer).get("activation"))) for layer in layers]
    return [values, flags, functions, [len(layer.losses) for layer in layers]]


def broken(outputs: Any) -> Any:
    raise RuntimeError("the target fails")


RUNS: dict[str, Callable[[Any], Any]] = {
    "gradcam": lambda model: dv.gradcam(model, X),
    "gradcam++": lambda model: dv.gradcam(model, X, method="gradcam++"),
    "score-cam": lambda model: dv.gradcam(model, X, method="score-cam"),
    "saliency": lambda model: dv.attribution(model, X),
    "guided": lambda model: dv.attribution(model, X, method="guided-backprop"),
    "integrated": lambda model: dv.attribution(model, X, method="integrated-gradients"),
    "checks": lambda model: dv.gradcam(model, X, check=True).svg,
    "report": lambda model: dv.report(model, inputs=X, check_explanations=True).html,
    "passage": lambda model: dv.pattern_passage(model, X).svg,
    "contributions": lambda model: dv.contribution_graph(model, X).svg,
    "units": lambda model: dv.feature_maximization(model, "conv", [0, 1], steps=2),
}
FAILURES: dict[str, Callable[[Any], Any]] = {
    "target": lambda model: dv.gradcam(model, X, broken),
    "layer": lambda model: dv.gradcam(model, X, layer="none"),
    "shape": lambda model: dv.gradcam(model, X[:, :5]),
    "baseline": lambda model: dv.attribution(model, X, method="integrated-gradients", baseline=np.ones(5)),
    "nan": lambda model: dv.gradcam(model, X * np.nan),
    "activations of nan": lambda model: dv.activations(model, X * np.nan),
    "activations of a layer": lambda model: dv.activations(model, X, "none"),
    "contributions": lambda model: dv.contribution_graph(model, X, target=9),
    "units": lambda model: dv.feature_maximization(model, "conv", [9], steps=1),
    "report": lambda model: dv.report(model, inputs=X[:, :5]),
}


@pytest.mark.parametrize("name", RUNS)
def test_nothing_of_the_model_is_changed(model: Any, name: str) -> None:
    before = state(model)
    RUNS[name](model)
    assert state(model) == before


@pytest.mark.parametrize("name", FAILURES)
def test_nothing_of_the_model_is_changed_by_a_failure(model: Any, name: str) -> None:
    before = state(model)
    with pytest.raises((dv.VizError, RuntimeError)):
        FAILURES[name](model)
    assert state(model) == before


def test_a_layer_that_fails_in_the_pass_leaves_the_others_as_they_were(model: Any) -> None:
    before = state(model)
    dense = model.layers[-1]

    def call(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the layer fails")

    vars(dense)["call"] = call
    with pytest.raises(RuntimeError, match="the layer fails"):
        dv.gradcam(model, X)
    assert vars(dense).pop("call") is call
    assert state(model) == before


def test_draws_of_random_numbers_are_the_same_after_it(model: Any) -> None:
    import keras

    keras.utils.set_random_seed(3)
    plain = np.asarray(keras.random.normal((3,)))
    keras.utils.set_random_seed(3)
    dv.attribution(model, X, method="smoothgrad", samples=2)
    assert np.array_equal(np.asarray(keras.random.normal((3,))), plain)
