"""Forward passes with the weights of several times, after which a live model is as it was."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.explain.activations.states import outputs_of_states, passes_of_states
from dotnet_viz.graph import Graph, Weight
from tests.training.trainings import environment

X = np.random.default_rng(1).normal(size=(5, 3)).astype(np.float32)


def without_values(graph: Graph) -> Graph:
    nodes = []
    for node in graph.nodes:
        weights: tuple[Weight, ...] = tuple(replace(weight, source=None) for weight in node.layer.weights)
        nodes.append(replace(node, layer=replace(node.layer, weights=weights)))
    return replace(graph, nodes=tuple(nodes))


def test_each_state_has_its_own_weights() -> None:
    states = [readers.read([np.full((3, 2), scale)]) for scale in (1.0, 2.0)]
    first, second = outputs_of_states(states, X)
    np.testing.assert_allclose(first, X.sum(axis=1, keepdims=True).repeat(2, axis=1), rtol=1e-6)
    np.testing.assert_allclose(second, 2 * first)


def test_weights_that_were_not_kept_whole_are_an_error_that_says_how_to_keep_them() -> None:
    states = [without_values(readers.read([np.ones((3, 2))]))] * 10
    message = r"no whole values of 'dense_1/kernel'.*snapshot_bytes=.*all weights of 10 epochs take 240 bytes"
    with pytest.raises(OptionError, match=message):
        outputs_of_states(states, X)


PROGRAM = """\
import numpy as np, keras, pytest
from dotnet_viz import readers
from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.explain.activations.states import outputs_of_states, passes_of_states
L = keras.layers
def built(units=4, name=None):
    image = keras.Input((6, 6, 2))
    y = L.BatchNormalization()(L.Conv2D(units, 3, activation="relu")(image))
    return keras.Model(image, L.Dense(3, "softmax")(L.Flatten()(L.Dropout(0.5)(y))), name="net")
keras.utils.set_random_seed(3)
model, x, states, expected = built(), np.random.default_rng(2).normal(size=(7, 6, 6, 2)).astype("float32"), [], []
for scale in (0.5, 1.0, 2.0):
    for variable in model.weights:
        variable.assign(np.abs(np.random.default_rng(variable.shape[-1]).normal(size=variable.shape)) * scale)
    states.append(readers.read(model))
    expected.append(model.predict(x, verbose=0))
other = built()  # whose layers have other names
other.layers[1].trainable = False
def everything():
    return [np.array(v.numpy()).tobytes() for v in other.variables], [v.trainable for v in other.variables]
before = everything()
for found, wanted in zip(outputs_of_states(states, x, other), expected):
    np.testing.assert_allclose(found, wanted, atol=1e-5)
assert everything() == before
with pytest.raises(ShapeError):
    outputs_of_states(states, x[:, :5], other)
assert everything() == before
with pytest.raises(KeyboardInterrupt), passes_of_states(states, other) as passes:
    next(passes)
    assert everything() != before
    raise KeyboardInterrupt
assert everything() == before
with pytest.raises(UnsupportedInputError, match="'net' is not of the architecture of 'net'"):
    outputs_of_states(states, x, built(units=5))
"""


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.jax
@pytest.mark.torch
@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_a_live_model_takes_the_weights_of_each_state_and_has_its_own_afterwards(backend: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment(backend), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_state_fails_where_the_network_needs_its_framework() -> None:
    from dotnet_viz.graph import Layer, Node

    graph: Any = Graph("m", "Sequential", (Node("n0", Layer("c", "c", "Conv2D")),))
    message = "Give the model, live or the path of its file: model="
    with pytest.raises(UnsupportedInputError, match=message), passes_of_states([graph]) as passes:
        next(passes)
