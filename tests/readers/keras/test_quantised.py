"""Quantised models: names, counts and flags are Keras's, and live, `.keras` and `.h5` say the same."""

import math
from functools import cache
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


@cache
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


def kernel_by_its_effect(keras: Any, layer: Any, size: int) -> Any:
    """What a layer without bias makes of rows that are 1 in one place: its values, since these inputs are quantised exactly."""
    return np.asarray(layer(keras.ops.convert_to_tensor(np.eye(size, dtype="float32"))))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("block", [None, 4, -1])
def test_a_quantised_layer_computes_what_its_values_say(keras: Any, tmp_path: Path, block: int | None) -> None:
    keras.utils.set_random_seed(2)
    mode = "int8" if block is None else "int4"
    config = None if block is None else keras.quantizers.Int4QuantizationConfig(block_size=block)
    layers = keras.layers
    for layer, inputs, size in (
        (layers.Dense(5, use_bias=False), (10,), 10),
        (layers.EinsumDense("ab,cb->ac", output_shape=6), (10,), 10),
        (layers.EinsumDense("ab,bcd->acd", output_shape=(2, 3)), (10,), 10),
        (layers.EinsumDense("abc,bcd->ad", output_shape=(7,)), (2, 5), 10),
    ):
        built = keras.Sequential([keras.Input(inputs), layers.Reshape(inputs), layer])
        layer.quantize(mode, config=config)
        file = tmp_path / "model.keras"
        built.save(file)
        built.save(tmp_path / "model.h5")
        reshaped = keras.Sequential([layers.Reshape(inputs), layer])
        computed = kernel_by_its_effect(keras, reshaped, size)
        for source in (built, file, tmp_path / "model.h5"):
            weight = dv.read(source).layers[-1].weight("kernel")
            assert weight is not None
            values = weight.array
            if layer.__class__.__name__ == "EinsumDense" and layer.equation == "ab,cb->ac":
                values = values.T
            assert np.allclose(values.reshape(computed.shape), computed, atol=1e-5), getattr(layer, "equation", "dense")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("block", [None, 4, -1])
@pytest.mark.parametrize("tied", [True, False])
def test_both_directions_of_a_quantised_embedding(keras: Any, tmp_path: Path, block: int | None, tied: bool) -> None:
    keras.utils.set_random_seed(3)
    tokens = keras.Input((4,), dtype="int32")
    layer = keras.layers.ReversibleEmbedding(11, 7, tie_weights=tied, name="words")
    live = keras.Model(tokens, layer(layer(tokens), reverse=True))
    config = None if block is None else keras.quantizers.Int4QuantizationConfig(block_size=block)
    layer.quantize("int8" if block is None else "int4", config=config)
    there = np.asarray(layer(np.arange(11)))
    back = np.asarray(layer(np.eye(7, dtype="float32"), reverse=True))
    for suffix in ("", ".keras", ".h5"):
        if suffix:
            live.save(tmp_path / f"model{suffix}")
        graph = dv.read(tmp_path / f"model{suffix}" if suffix else live)
        words = graph.layer("words")
        assert [f"words/{weight.name}" for weight in words.weights] == [weight.path for weight in live.weights]
        assert graph.parameter_count == live.count_params()
        values = {role: weight.array for role in ("embeddings", "reverse_embeddings") if (weight := words.weight(role))}
        assert np.allclose(values["embeddings"], there, atol=1e-6)
        assert np.allclose(values.get("reverse_embeddings", values["embeddings"].T), back, atol=1e-5)
        assert not graph.notes
        assert not dv.compare(live, graph)
