"""Quantised models: names, counts and flags are Keras's, and live, `.keras` and `.h5` say the same."""

import math
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
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


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", ["int8", "int4"])
def test_values_of_a_quantised_model_are_those_it_computes_with(keras: Any, mode: str) -> None:
    before, after = dv.read(model(keras, None)), dv.read(model(keras, mode))
    for layer in after.layers:
        for weight in layer.weights:
            if weight.role in ("kernel", "embeddings"):
                assert weight.dtype == f"float32 from {mode}"
                exact = next(other for other in before.layer(layer.name).weights if other.name == weight.name).array
                step = np.abs(exact).max() / (127 if mode == "int8" else 7)
                assert weight.array.shape == exact.shape
                assert np.abs(weight.array - exact).max() <= step
    changed = dv.compare(before, after).changes
    assert changed


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", ["int8", "int4"])
def test_a_quantised_layer_computes_what_its_values_say(keras: Any, mode: str) -> None:
    keras.utils.set_random_seed(2)
    config = keras.quantizers.Int4QuantizationConfig(block_size=4) if mode == "int4" else None
    for layer, shape in (
        (keras.layers.Dense(5), (None, 10)),
        (keras.layers.EinsumDense("ab,cb->ac", output_shape=6), (None, 10)),
        (keras.layers.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3)), (None, 3, 10)),
    ):
        built = keras.Sequential([keras.Input(shape[1:]), layer])
        layer.quantize(mode, config=config) if config else layer.quantize(mode)
        weight = dv.read(built).layers[-1].weight("kernel")
        if weight is None:
            assert mode == "int4"
            continue
        values = np.random.default_rng(1).normal(size=(4, *shape[1:])).astype("float32")
        equation = getattr(layer, "equation", "ab,bc->ac")
        told = np.einsum(equation, values, weight.array)
        assert np.allclose(told, layer(values), atol=0.05 * np.abs(told).max())
