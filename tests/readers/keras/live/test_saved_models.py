"""Models of every structure that Keras saves: the file reads as the live model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer
from dotnet_viz.keras_format.wrappers.expand import expand_wrappers
from dotnet_viz.readers.keras.live import reader
from tests.keras_models import MODELS, NOT_AS_H5
from tests.readers.keras.live.saved_models import assert_same_values, built_later, parallel, saved

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore:Layer 'normed' .* passed an input with a mask")]


def nested_twice(keras: ModuleType) -> Any:
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(4, name="d")(x)
    inner = keras.Model(x, keras.layers.Add(name="sum")([x, y]), name="inner")
    top = keras.Input((4,), name="top")
    return keras.Model(top, inner(inner(top)), name="outer")


def deep(keras: ModuleType) -> Any:
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)], name="a")
    middle = keras.Sequential([keras.Input((4,)), inner, keras.layers.BatchNormalization()], name="b")
    return keras.Sequential([keras.Input((4,)), middle, keras.layers.Dense(2)], name="c")


def dicts(keras: ModuleType) -> Any:
    inputs = {"right": keras.Input((3,), name="right"), "left": keras.Input((4,), name="left")}
    joined = keras.layers.Concatenate()([inputs["left"], inputs["right"]])
    outputs = {"z": keras.layers.Dense(1, name="z")(joined), "a": keras.layers.Dense(2, name="a")(joined)}
    return keras.Model(inputs, outputs, name="dicts")


def nested_dicts(keras: ModuleType) -> Any:
    inner = dicts(keras)
    left, right = keras.Input((4,), name="l"), keras.Input((3,), name="r")
    outputs = inner({"right": right, "left": left})
    return keras.Model([left, right], [outputs["z"], outputs["a"]], name="around")


def operations(keras: ModuleType) -> Any:
    x = keras.Input((4, 6), name="x")
    y = (x * 2.0 + 1.0) / keras.ops.sqrt(keras.ops.abs(x) + 1e-6)
    y = keras.ops.concatenate([y, x], axis=-1)[:, 1:3]
    return keras.Model(x, keras.layers.Dense(2)(keras.ops.reshape(y, (-1, 24))), name="operations")


def frozen(keras: ModuleType) -> Any:
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.BatchNormalization()], name="inner")
    inner.trainable = False
    return keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(2)], name="frozen")


def shared_between_models(keras: ModuleType) -> Any:
    shared = keras.layers.Dense(4, name="shared")
    inner = keras.Sequential([keras.Input((4,)), shared], name="inner")
    x = keras.Input((4,), name="x")
    return keras.Model(x, shared(inner(x)), name="sharing")


def part_of_a_larger_one(keras: ModuleType) -> Any:
    x = keras.Input((4,), name="x")
    layer = keras.layers.Dense(4, name="d")
    layer(keras.Input((4,)))
    first = layer(x)
    layer(first)
    return keras.Model(x, keras.layers.ReLU()(layer(layer(first))), name="part")


def mixed(keras: ModuleType) -> Any:
    layers = [keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3, dtype="mixed_bfloat16"), keras.layers.Flatten(dtype="float16")]
    return keras.Sequential([*layers, keras.layers.Dense(2, dtype="bfloat16")], name="mixed")


def attention(keras: ModuleType) -> Any:
    x = keras.Input((5, 8), name="x")
    y = keras.layers.MultiHeadAttention(2, 4)(query=x, value=x, key=x, use_causal_mask=True)
    return keras.Model(x, keras.layers.LayerNormalization()(x + y), name="attention")


def recurrent(keras: ModuleType) -> Any:
    x = keras.Input((5, 8), name="x")
    y, state = keras.layers.GRU(4, return_state=True, return_sequences=True)(x)
    z = keras.layers.RNN([keras.layers.LSTMCell(3), keras.layers.GRUCell(2)])(y)
    return keras.Model(x, [keras.layers.GRU(4)(y, initial_state=state), z], name="recurrent")


def passthrough(keras: ModuleType) -> Any:
    x, y = keras.Input((4,), name="x"), keras.Input((4,), name="y")
    return keras.Model([x, y], [y, keras.layers.Dense(1)(x), x], name="passthrough")


def wrapped(keras: ModuleType) -> Any:
    frames = keras.Input((5, 8, 8, 1), name="frames")
    image = keras.Input((8, 8, 1), name="image")
    convolved = keras.layers.Conv2D(2, 3, name="conv")(image)
    frozen_part = keras.layers.Dense(3, trainable=False, name="frozen")(keras.layers.Flatten(name="flat")(convolved))
    each = keras.layers.TimeDistributed(keras.Model(image, frozen_part, name="each"), name="every")
    return keras.Model(frames, each(frames), name="wrapped")


def wrapped_recurrent(keras: ModuleType) -> Any:
    layers = keras.layers
    words = keras.Input((6,), name="words", dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True, name="embed")(words)
    x, *states = layers.Bidirectional(layers.LSTM(3, return_sequences=True, return_state=True, name="ls"), name="both")(x)
    apart = layers.Bidirectional(layers.GRU(3, name="gru"), merge_mode=None, name="apart")(x)
    x = layers.RNN([layers.LSTMCell(3, name="c1"), layers.GRUCell(2, name="c2")], return_sequences=True, name="cells")(x)
    x = layers.TimeDistributed(layers.Dense(3, name="each"), name="steps")(x)
    x = layers.SpectralNormalization(layers.Dense(3, name="inner"), name="normed")(x)
    start = layers.RNN(layers.SimpleRNNCell(3, name="c3"), name="begun")(x, initial_state=states[0])
    return keras.Model(words, [*apart, start], name="wrapped_recurrent")


def bfloats(keras: ModuleType) -> Any:
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, dtype="bfloat16", name="half")], name="bfloats")


BUILDERS = [
    *MODELS,
    wrapped,
    wrapped_recurrent,
    bfloats,
    nested_twice,
    deep,
    dicts,
    nested_dicts,
    operations,
    parallel,
    frozen,
    shared_between_models,
    part_of_a_larger_one,
    built_later,
    mixed,
    attention,
    recurrent,
    passthrough,
]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_what_keras_saves_reads_as_the_live_model(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]
) -> None:
    model = build(keras)
    live, stored = reader.read(model), saved(model, tmp_path)
    assert stored == live
    assert_same_values(stored, live)
    assert live.parameter_count == model.count_params()
    assert live.trainable_count == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


H5_BUILDERS = [
    *(build for build in MODELS if build not in NOT_AS_H5),
    *(nested_twice, deep, dicts, parallel, frozen, built_later, recurrent, attention),
    *(wrapped, wrapped_recurrent, bfloats),
]


@pytest.mark.parametrize("build", H5_BUILDERS, ids=lambda build: build.__name__)
def test_what_keras_saves_as_h5_reads_as_the_live_model(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]
) -> None:
    model = build(keras)
    live, stored = reader.read(model), saved(model, tmp_path, ".h5")
    assert stored == live
    assert_same_values(stored, live)


@pytest.mark.parametrize("build", [wrapped, wrapped_recurrent], ids=lambda build: build.__name__)
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_wrappers_open_alike_from_a_model_and_its_file(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any], suffix: str
) -> None:
    model = build(keras)
    live, stored = expand_wrappers(reader.read(model)), expand_wrappers(saved(model, tmp_path, suffix))
    assert stored == live
    assert_same_values(stored, live)
    assert live.parameter_count == model.count_params()
    assert live.trainable_count == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert all(not layer.weights or layer.kind in {"SpectralNormalization"} for layer in wrappers_of(live))
    assert all(spec.shape is not None for node in live.nodes for spec in node.outputs)


def wrappers_of(graph: Graph) -> list[Layer]:
    return [node.layer for node in graph.nodes if graph.is_model(node)]


@pytest.mark.parametrize(
    "build",
    [nested_twice, deep, dicts, nested_dicts, operations, parallel, wrapped, wrapped_recurrent],
    ids=lambda build: build.__name__,
)
def test_a_loaded_model_reads_as_its_file(keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]) -> None:
    stored = saved(build(keras), tmp_path)
    assert reader.read(keras.saving.load_model(tmp_path / "model.keras")) == stored
