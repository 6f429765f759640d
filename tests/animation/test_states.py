"""The states of a training as graphs."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.animation.states import epoch_graphs
from dotnet_viz.explain.activations.states import outputs_of_states
from dotnet_viz.graph import Weight
from dotnet_viz.measures.training.logs import read_run
from tests.animation.trainings import EPOCHS, HIDDEN, graph, run


def test_what_lora_learns_is_in_the_kernel_of_each_state() -> None:
    model = graph()
    factors = {"lora_kernel_a": (2, 1), "lora_kernel_b": (1, HIDDEN)}
    weights = tuple(Weight(name, name, shape, "float32") for name, shape in factors.items())
    layers = {layer.id: layer for layer in model.layers}
    hidden = layers["hidden"]
    layers["hidden"] = replace(hidden, weights=(*hidden.weights, *weights), config={"lora_rank": 1, "lora_alpha": 3})
    model = replace(model, nodes=tuple(replace(node, layer=layers[node.layer.id]) for node in model.nodes))
    arrays = {"hidden/lora_kernel_a": np.array([[1.0], [2.0]]), "hidden/lora_kernel_b": np.arange(6.0)[np.newaxis]}
    training = run()
    states = epoch_graphs(training, None, "even")
    found = replace(
        states, run=replace(training, load_graph=lambda: model, load_snapshot=lambda e: {**training.load_snapshot(e), **arrays})
    )
    base = training.load_snapshot(EPOCHS)["hidden/kernel"]
    kernel = found[-1].layer("hidden").weight("kernel")
    assert kernel is not None
    assert kernel.lora_rank == 1
    assert np.allclose(kernel.array, base + 3 * arrays["hidden/lora_kernel_a"] @ arrays["hidden/lora_kernel_b"], atol=1e-6)
    assert [weight.name for weight in found[0].layer("hidden").weights] == ["kernel", "bias", *factors]


@pytest.mark.keras
def test_a_training_of_lora_moves_the_kernels_that_the_layers_compute_with(tmp_path: Path) -> None:
    keras = import_module("keras")
    keras.utils.set_random_seed(1)
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(2, name="last")(inputs))
    last = model.get_layer("last")
    last.enable_lora(1, lora_alpha=2)
    model.compile(keras.optimizers.Adam(0.1), "mse")
    random = np.random.default_rng(1)
    x, y = random.normal(size=(32, 3)), random.normal(size=(32, 2))
    model.fit(x, y, epochs=2, verbose=0, callbacks=[dv.ReportCallback(tmp_path / "run", report=False, live=False)])
    states = epoch_graphs(read_run(tmp_path / "run"), None, "even")
    kernels = [state.layer("last").weight("kernel") for state in states]
    assert kernels[-1] is not None
    assert kernels[0] is not None
    assert np.allclose(kernels[-1].array, last.kernel, atol=1e-6)
    assert np.abs(kernels[-1].array - kernels[0].array).max() > 0.01
    expected, before = model.predict(x, verbose=0), [variable.numpy() for variable in model.weights]
    for one in (model, None):
        assert np.allclose(outputs_of_states(list(states), x, one)[-1], expected, atol=1e-5)
    assert all(np.array_equal(old, variable.numpy()) for old, variable in zip(before, model.weights, strict=True))
