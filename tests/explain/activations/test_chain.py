"""What networks predict, in NumPy, as Keras does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.explain.activations.chain import ACTIVATIONS
from dotnet_viz.explain.activations.states import outputs_of_states
from dotnet_viz.graph import Graph, Layer, Node


@pytest.mark.keras
def test_a_chain_predicts_what_keras_predicts() -> None:
    import keras

    layers = keras.layers
    activations = [name for name in ACTIVATIONS if name not in ("identity", "logistic", "swish", "softmax", "linear")]
    keras.utils.set_random_seed(3)
    hidden: list[Any] = [layers.Dense(9, activation=name) for name in activations]
    beside = [
        layers.Flatten(),
        layers.Rescaling(0.5, 0.1),
        layers.BatchNormalization(),
        layers.Dropout(0.5),
        layers.LeakyReLU(),
    ]
    model = keras.Sequential([keras.Input((3, 2)), *beside, *hidden, layers.Activation("tanh"), layers.Dense(4, "softmax")])
    for weight in model.weights:
        random = np.random.default_rng(weight.shape[-1])
        weight.assign(random.uniform(0.2, 1.0, weight.shape) if "variance" in weight.path else random.normal(size=weight.shape))
    x = np.random.default_rng(1).normal(size=(20, 3, 2))
    assert np.allclose(outputs_of_states([readers.read(model)], x)[0], model.predict(x, verbose=0), atol=1e-4)


def test_what_cannot_be_computed_says_what_to_do_instead() -> None:
    graph = Graph("m", "Sequential", (Node("n0", Layer("c", "c", "Conv2D")),))
    with pytest.raises(
        UnsupportedInputError, match=r"since 'c' is a Conv2D; .* Give the model, live or the path of its file: model="
    ):
        outputs_of_states([graph], [[1.0]])


def test_samples_that_do_not_fit_are_told() -> None:
    with pytest.raises(ShapeError, match="the model takes samples of 2"):
        outputs_of_states([readers.read([np.ones((2, 1))])], np.ones((4, 3)))
