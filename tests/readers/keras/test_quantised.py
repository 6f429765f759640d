"""Quantised models: names, counts and flags are Keras's, and live, `.keras` and `.h5` say the same."""

import math
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dotnet_viz as dv

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


def model(keras: Any, mode: str | None) -> Any:
    keras.utils.set_random_seed(1)
    layers = keras.layers
    tokens = keras.Input((7,), dtype="int32")
    values = layers.Embedding(20, 16, name="embedding")(tokens)
    values = layers.MultiHeadAttention(2, 4, name="attention")(values, values)
    values = layers.EinsumDense("abc,cd->abd", output_shape=(None, 9), bias_axes="d", name="einsum")(values)
    values = layers.GlobalAveragePooling1D()(values)
    values = layers.Dense(5, use_bias=False, name="hidden")(values)
    built = keras.Model(tokens, layers.Dense(3, name="last")(values), name="small")
    if mode:
        built.quantize(mode)
    return built


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", ["int8", "int4", "float8"])
def test_weights_of_a_quantised_model_are_those_of_keras(keras: Any, tmp_path: Path, mode: str) -> None:
    live = model(keras, mode)
    graph = dv.read(live)
    names = [f"{layer.id}/{weight.name}" for layer in graph.layers for weight in layer.weights]
    assert names == [weight.path for weight in live.weights]
    assert graph.parameter_count == live.count_params()
    assert graph.trainable_count == sum(math.prod(weight.shape) for weight in live.trainable_weights)
    for suffix in (".keras", ".h5"):
        file = tmp_path / f"model{suffix}"
        live.save(file)
        read = dv.read(file)
        assert read.layers == graph.layers
        assert read.layer("last").config["dtype"].endswith("_from_float32")
        assert {spec.dtype for node in read.nodes[1:] for spec in node.outputs} == {"float32"}
        assert not dv.compare(live, file).changes
