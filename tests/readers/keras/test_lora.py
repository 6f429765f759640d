"""Models with LoRA: live, `.keras` and `.h5` have the kernel that the layer computes with, and Keras's counts."""

import math
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.readers.keras.live.reader import linked

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore")]
NAMES = {"embedding": "embeddings", "conv": "kernel", "einsum": "kernel", "last": "kernel"}


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


def model(keras: Any, mode: str | None = None) -> Any:
    keras.utils.set_random_seed(1)
    layers = keras.layers
    tokens = keras.Input((7,), dtype="int32")
    values = layers.Embedding(20, 16, name="embedding")(tokens)
    values = layers.Conv1D(6, 3, name="conv")(values)
    values = layers.EinsumDense("abc,cd->abd", output_shape=(None, 9), bias_axes="d", name="einsum")(values)
    values = layers.GlobalAveragePooling1D()(values)
    built = keras.Model(tokens, layers.Dense(3, name="last")(values), name="small")
    if mode:
        built.quantize(mode)
    for name, role in NAMES.items():
        layer = built.get_layer(name)
        layer.enable_lora(2, lora_alpha=4)
        factor = getattr(layer, f"lora_{role}_b")
        factor.assign(np.random.default_rng(3).normal(size=factor.shape))
    return built


def counts(graph: dv.Graph) -> tuple[int | None, int | None]:
    return graph.parameter_count, graph.trainable_count


def values(graph: dv.Graph) -> list[Any]:
    return [weight.array for layer in graph.layers for weight in layer.weights if weight.has_values]


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_model_with_lora_is_that_of_its_file(keras: Any, tmp_path: Path, suffix: str) -> None:
    live, file = model(keras), tmp_path / f"model{suffix}"
    live.save(file)
    graph, read = dv.read(live), dv.read(file)
    assert [f"{layer.id}/{weight.name}" for layer in graph.layers for weight in layer.weights] == [w.path for w in live.weights]
    assert counts(graph) == (live.count_params(), sum(math.prod(weight.shape) for weight in live.trainable_weights))
    for name, role in NAMES.items():
        kernel = graph.layer(name).weight(role)
        assert kernel is not None
        assert np.allclose(kernel.array, getattr(live.get_layer(name), role), atol=1e-6)
    assert read.layers == graph.layers
    assert all(np.allclose(one, other, atol=1e-6) for one, other in zip(values(read), values(graph), strict=True))
    assert not dv.compare(live, file)
    pictures = [dv.weight_graph(source).svg for source in (live, file)]
    assert pictures[0] == pictures[1]
    assert "with LoRA of rank 2" in pictures[0]


@pytest.mark.parametrize("mode", ["int8", "int4"])
def test_a_quantised_model_with_lora_has_the_sum_of_both(keras: Any, tmp_path: Path, mode: str) -> None:
    live = model(keras, mode)
    graph = dv.read(live)
    assert counts(graph) == (live.count_params(), sum(math.prod(weight.shape) for weight in live.trainable_weights))
    live.save(tmp_path / "model.h5")
    assert dv.read(tmp_path / "model.h5").layers == graph.layers
    assert not dv.compare(live, tmp_path / "model.h5")
    live.save(tmp_path / "model.keras")
    read = dv.read(tmp_path / "model.keras")
    assert read.layers == graph.layers
    # Keras adds the product and rounds the sum to whole numbers once more when it saves, so that values move a little.
    for name, role in NAMES.items():
        one, other = graph.layer(name).weight(role), read.layer(name).weight(role)
        assert one is not None
        assert other is not None
        assert other.steps is not None or name == "conv"
        step = 1e-6 if other.steps is None else other.steps.read()
        assert np.all(np.abs(one.array - other.array) <= step / 2 + 1e-6)
    for pair in ((live, tmp_path / "model.keras"), (tmp_path / "model.keras", tmp_path / "model.h5")):
        found = dv.compare(*pair)
        assert not found
        assert "last/kernel" in str(found)
        assert "by half a step of what is stored at most" in str(found)
    again = keras.models.load_model(tmp_path / "model.keras")
    assert dv.compare(again, tmp_path / "model.keras").weights.note is None
    last = live.get_layer("last")
    last.lora_kernel_b.assign(last.lora_kernel_b * 1.5)
    assert [layer.match.after.id for layer in dv.compare(live, tmp_path / "model.keras").weights.changed] == ["last"]


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float16", "bfloat16"])
def test_a_sum_that_is_saved_in_16_bits_is_no_change(keras: Any, tmp_path: Path, policy: str) -> None:
    keras.config.set_dtype_policy(policy)
    try:
        live = model(keras)
    finally:
        keras.config.set_dtype_policy("float32")
    graph = dv.read(live)
    for suffix in (".keras", ".h5"):
        file = tmp_path / f"model{suffix}"
        live.save(file)
        assert dv.read(file).layers == graph.layers
        assert not dv.compare(live, file)
    assert "by half a step" in str(dv.compare(live, tmp_path / "model.keras"))


def test_a_training_is_watched_by_the_factors_themselves(keras: Any) -> None:
    live = model(keras)
    last = linked(live).layer("last")
    variables = {weight.name: getattr(weight.source, "variable", None) for weight in last.weights}
    layer = live.get_layer("last")
    assert variables["lora_kernel_a"] is layer.lora_kernel_a
    assert variables["lora_kernel_b"] is layer.lora_kernel_b


def test_attention_whose_projections_have_lora(keras: Any, tmp_path: Path) -> None:
    inputs = keras.Input((5, 8))
    attention = keras.layers.MultiHeadAttention(2, 4, name="attention")
    live = keras.Model(inputs, attention(inputs, inputs))
    attention.query_dense.enable_lora(2, lora_alpha=6)
    factor = attention.query_dense.lora_kernel_b
    factor.assign(np.random.default_rng(3).normal(size=factor.shape))
    graph = dv.read(live)
    assert counts(graph) == (live.count_params(), sum(math.prod(weight.shape) for weight in live.trainable_weights))
    live.save(tmp_path / "model.keras")
    read = dv.read(tmp_path / "model.keras")
    kernels = [next(w for w in g.layer("attention").weights if w.name == "query/kernel") for g in (graph, read)]
    assert np.allclose(kernels[0].array, attention.query_dense.kernel, atol=1e-6)
    assert np.allclose(kernels[0].array, kernels[1].array, atol=1e-6)
