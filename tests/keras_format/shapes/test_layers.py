"""Inferred shapes, dtypes and names of weights against what Keras itself says, layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.shapes.inference import shapes_of_model
from dotnet_viz.keras_format.shapes.layers import output_dtype, output_shapes, output_specs
from dotnet_viz.readers.keras import h5_file, keras_file
from dotnet_viz.readers.keras.live import reader

Make = Callable[[Any], Any]
Case = tuple[str, Make, list[tuple[int | None, ...]]]

STEPS, IMAGE, VOLUME, FILM = (9, 6), (12, 10, 4), (8, 7, 6, 3), (4, 8, 7, 3)
BY_RANK = {1: STEPS, 2: IMAGE, 3: VOLUME}
CASES: list[Case] = []


def case(name: str, make: Make, *shapes: tuple[int | None, ...]) -> None:
    CASES.append((name, make, list(shapes)))


def by_class(kind: str, *shapes: tuple[int | None, ...], **options: Any) -> None:
    text = ",".join(f"{key}={value}" for key, value in options.items())
    case(f"{kind}({text})", lambda layers: getattr(layers, kind)(**options), *shapes)


for rank, shape in BY_RANK.items():
    for options in (
        {"filters": 5, "kernel_size": 3},
        {"filters": 5, "kernel_size": 3, "strides": 2, "padding": "same"},
        {"filters": 5, "kernel_size": 2, "dilation_rate": 2, "use_bias": False},
    ):
        by_class(f"Conv{rank}D", shape, **options)
    for options in (
        {"strides": 2},
        {"strides": 2, "padding": "same"},
        {"strides": 2, "padding": "same", "output_padding": 1},
        {"strides": 2, "output_padding": 1},
        {"strides": 4, "use_bias": False},
    ):
        by_class(f"Conv{rank}DTranspose", shape, filters=5, kernel_size=3, **options)
    for way in ("Max", "Average"):
        by_class(f"{way}Pooling{rank}D", shape, pool_size=2)
        by_class(f"{way}Pooling{rank}D", shape, pool_size=3, strides=2, padding="same")
        by_class(f"Global{way}Pooling{rank}D", shape)
        by_class(f"Global{way}Pooling{rank}D", shape, keepdims=True)
        by_class(f"Adaptive{way}Pooling{rank}D", shape, output_size=3)
    by_class(f"ZeroPadding{rank}D", shape, padding=2)
    by_class(f"Cropping{rank}D", shape, cropping=1)
    by_class(f"UpSampling{rank}D", shape, size=2)
    by_class(f"SpatialDropout{rank}D", shape, rate=0.2)
for rank in (1, 2):
    by_class(f"SeparableConv{rank}D", BY_RANK[rank], filters=7, kernel_size=3)
    by_class(f"SeparableConv{rank}D", BY_RANK[rank], filters=7, kernel_size=3, use_bias=False, depth_multiplier=2)
    by_class(f"DepthwiseConv{rank}D", BY_RANK[rank], kernel_size=3, depth_multiplier=2)
    by_class(f"DepthwiseConv{rank}D", BY_RANK[rank], kernel_size=3, strides=2, padding="same", use_bias=False)
by_class("Conv1D", STEPS, filters=4, kernel_size=3, padding="causal", strides=2)
by_class("Conv2D", IMAGE, filters=4, kernel_size=(3, 2), groups=2)
by_class("Conv2D", (None, None, 4), filters=4, kernel_size=3)
by_class("ZeroPadding1D", STEPS, padding=(1, 2))
by_class("ZeroPadding2D", IMAGE, padding=((1, 2), (0, 3)))
by_class("Cropping1D", STEPS, cropping=(1, 2))
by_class("Cropping2D", IMAGE, cropping=(2, 1))
by_class("UpSampling2D", IMAGE, size=(2, 3))
by_class("Dense", (5,), units=4, activation="relu")
by_class("Dense", (3, 5), units=4, use_bias=False)
by_class("Flatten", IMAGE)
by_class("Flatten", ())
by_class("Flatten", (None, 3))
by_class("Reshape", IMAGE, target_shape=(6, -1))
by_class("Reshape", (None, 4), target_shape=(-1, 2))
by_class("Permute", STEPS, dims=(2, 1))
by_class("RepeatVector", (4,), n=3)
by_class("Embedding", (7,), input_dim=20, output_dim=3)
by_class("ReversibleEmbedding", (7,), input_dim=20, output_dim=3)
by_class("ReversibleEmbedding", (7,), input_dim=20, output_dim=3, tie_weights=False)
for kind in ("LSTM", "GRU", "SimpleRNN"):
    by_class(kind, STEPS, units=3, dropout=0.1)
    by_class(kind, STEPS, units=3, return_sequences=True, use_bias=False)
    by_class(kind, STEPS, units=3, return_state=True)
    by_class(kind, STEPS, units=3, return_state=True, return_sequences=True)
by_class("GRU", STEPS, units=3, reset_after=False)
for merge in ("concat", "sum", None):
    case(f"Bidirectional({merge})", lambda la, merge=merge: la.Bidirectional(la.LSTM(3), merge_mode=merge), STEPS)  # type: ignore[misc]
case("Bidirectional(states)", lambda la: la.Bidirectional(la.GRU(3, return_state=True, return_sequences=True)), STEPS)
case("Bidirectional(RNN)", lambda la: la.Bidirectional(la.RNN(la.GRUCell(4))), STEPS)
case("Bidirectional(ConvLSTM1D)", lambda la: la.Bidirectional(la.ConvLSTM1D(5, 3)), (4, 8, 3))
case("RNN(LSTMCell)", lambda la: la.RNN(la.LSTMCell(4), return_state=True), STEPS)
case("RNN(cells)", lambda la: la.RNN([la.LSTMCell(4), la.GRUCell(5)], return_sequences=True), STEPS)
case("RNN(same cells)", lambda la: la.RNN([la.GRUCell(4), la.GRUCell(5)]), STEPS)
for rank, shape in ((1, (*FILM[:2], 3)), (2, FILM), (3, (4, *VOLUME))):
    by_class(f"ConvLSTM{rank}D", shape, filters=5, kernel_size=3)
    by_class(f"ConvLSTM{rank}D", shape, filters=5, kernel_size=3, return_sequences=True, padding="same", return_state=True)
case("TimeDistributed(Dense)", lambda la: la.TimeDistributed(la.Dense(4)), STEPS)
case("TimeDistributed(Conv2D)", lambda la: la.TimeDistributed(la.Conv2D(4, 3)), (5, 8, 8, 3))
for kind in ("Add", "Multiply", "Average", "Maximum", "Minimum"):
    by_class(kind, (4, 3), (4, 3))
    by_class(kind, (4, 3), (1, 3))
by_class("Subtract", (4, 3), (4, 3))
by_class("Concatenate", (4, 3), (4, 2))
by_class("Concatenate", (4, 3), (5, 3), axis=1)
by_class("Concatenate", (None, 3), (5, 3), axis=-2)
by_class("Dot", (4,), (4,), axes=1)
by_class("Dot", (3, 4), (4, 5), axes=(2, 1))
by_class("Dot", (3, 4), (2, 4), axes=-1, normalize=True)
by_class("Dot", (3, 4), (5, 3), axes=(1, 2))
for kind in ("BatchNormalization", "LayerNormalization"):
    by_class(kind, IMAGE)
    by_class(kind, IMAGE, center=False)
    by_class(kind, IMAGE, scale=False)
    by_class(kind, IMAGE, center=False, scale=False)
by_class("BatchNormalization", IMAGE, renorm=True)
by_class("GroupNormalization", IMAGE, groups=2)
by_class("RMSNormalization", IMAGE)
by_class("UnitNormalization", IMAGE)
by_class("Normalization", (5,))
by_class("PReLU", IMAGE, shared_axes=(1, 2))
case("SpectralNormalization", lambda la: la.SpectralNormalization(la.Conv2D(3, 3)), IMAGE)
for kind in ("ReLU", "LeakyReLU", "ELU", "Softmax", "Identity", "Masking"):
    by_class(kind, STEPS)
by_class("Activation", STEPS, activation="gelu")
for kind in ("Dropout", "GaussianDropout", "AlphaDropout"):
    by_class(kind, STEPS, rate=0.1)
by_class("GaussianNoise", STEPS, stddev=0.1)
by_class("ActivityRegularization", STEPS, l1=0.1)
by_class("Attention", (5, 6), (7, 6))
by_class("Attention", (5, 6), (7, 6), use_scale=True)
by_class("Attention", (5, 6), (7, 6), score_mode="concat")
by_class("Attention", (5, 6), (7, 6), use_scale=True, score_mode="concat")
by_class("AdditiveAttention", (5, 6), (7, 6))
by_class("AdditiveAttention", (5, 6), (7, 6), use_scale=False)
case(
    "MultiHeadAttention",
    lambda la: lambda pair: la.MultiHeadAttention(2, 3, value_dim=4, output_shape=7)(*pair),
    (5, 6),
    (7, 8),
)
case("MultiHeadAttention(no bias)", lambda la: lambda x: la.MultiHeadAttention(2, 3, use_bias=False, dropout=0.1)(x, x), STEPS)
case("GroupQueryAttention", lambda la: lambda x: la.GroupQueryAttention(3, 4, 2)(x, x), STEPS)
by_class("EinsumDense", STEPS, equation="abc,cd->abd", output_shape=(None, 7), bias_axes="d")
by_class("EinsumDense", (5,), equation="ab,bc->ac", output_shape=7)
by_class("EinsumDense", STEPS, equation="abc,cde->abde", output_shape=(None, 2, 7), bias_axes="de")
by_class("Rescaling", IMAGE, scale=0.5)
by_class("Resizing", IMAGE, height=5, width=6)
by_class("CenterCrop", IMAGE, height=5, width=6)
by_class("RandomFlip", IMAGE)
by_class("RandomRotation", IMAGE, factor=0.1)
by_class("CategoryEncoding", (3,), num_tokens=5)
by_class("CategoryEncoding", (3,), num_tokens=5, output_mode="one_hot")
by_class("CategoryEncoding", (1,), num_tokens=5, output_mode="one_hot")
by_class("Discretization", (3,), bin_boundaries=(0.0, 1.0))
by_class("Dense", (4,), units=3, dtype="mixed_float16")
by_class("Flatten", IMAGE, dtype="float16")


@pytest.mark.keras
@pytest.mark.parametrize(("name", "make", "shapes"), CASES, ids=[name for name, _, _ in CASES])
def test_a_layer_read_from_files_is_the_one_that_keras_has(
    tmp_path: Path, name: str, make: Make, shapes: list[tuple[int | None, ...]]
) -> None:
    keras: Any = import_module("keras")
    inputs = [keras.Input(shape) for shape in shapes]
    model = keras.Model(inputs, make(keras.layers)(inputs if len(inputs) > 1 else inputs[0]))
    live = reader.read(model)
    model.save(tmp_path / "m.keras")
    model.save(tmp_path / "m.h5")
    assert keras_file.read(tmp_path / "m.keras") == live
    assert h5_file.read(tmp_path / "m.h5") == live
    assert live.parameter_count == model.count_params()
    assert live.trainable_count == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    paths = [f"/{weight.path}" for weight in model.weights]
    assert all(any(path.endswith(f"/{weight.name}") for path in paths) for layer in live.layers for weight in layer.weights)


@pytest.mark.keras
@pytest.mark.parametrize(
    "kind", ["Flatten", "Reshape", "Permute", "Identity", "Add", "Concatenate", "ReLU", "Dense", "MaxPooling1D"]
)
def test_integers_stay_integers_where_keras_keeps_them(tmp_path: Path, kind: str) -> None:
    keras: Any = import_module("keras")
    known: dict[str, Any] = {"Reshape": {"target_shape": (12,)}, "Permute": {"dims": (2, 1)}, "Dense": {"units": 2}}
    options = known.get(kind, {})
    x = keras.Input((3, 4), dtype="int32")
    layer = getattr(keras.layers, kind)(**options)
    model = keras.Model(x, layer([x, x]) if kind in {"Add", "Concatenate"} else layer(x))
    model.save(tmp_path / "m.keras")
    assert keras_file.read(tmp_path / "m.keras") == reader.read(model)


@pytest.mark.parametrize(
    ("kind", "config", "inputs"),
    [
        ("Mine", {}, [(None, 3)]),
        ("Dense", {"units": 3}, [None]),
        ("Dense", {"units": 3}, []),
        ("Dense", {}, [(None, 3)]),
        ("Conv2D", {"filters": 2, "kernel_size": [9, 9], "padding": "valid"}, [(None, 4, 4, 1)]),
        ("Reshape", {"target_shape": [0, -1]}, [(None, 4)]),
        ("Add", {}, [(None, 3), (None, 4)]),
        ("StringLookup", {"output_mode": "multi_hot"}, [(None, 3)]),
        ("TimeDistributed", {"layer": {"class_name": "Mine", "config": {}}}, [(None, 3, 4)]),
        ("Bidirectional", {"layer": {"class_name": "LSTM", "config": {"units": "x"}}}, [(None, 3, 4)]),
    ],
)
def test_what_cannot_be_reported_is_not_guessed(kind: str, config: dict[str, Any], inputs: list[Shape | None]) -> None:
    assert output_shapes(kind, config, inputs) is None


def test_a_sequential_model_in_a_wrapper_is_followed() -> None:
    inner = {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 2}}]}}
    assert output_shapes("TimeDistributed", {"layer": inner}, [(None, 9, 4)], shapes_of_model) == [(None, 9, 2)]


def test_attention_scores_come_second_when_they_are_asked_for() -> None:
    specs = [TensorSpec((None, 5, 6), "float32"), TensorSpec((None, 7, 6), "float32")]
    found = output_specs("MultiHeadAttention", "layer", {"num_heads": 2}, specs, [("return_attention_scores", True)])
    assert found is not None
    assert [str(spec) for spec in found] == ["(None, 5, 6)", "(None, 2, 5, 5)"]  # as Keras states it


def test_dtypes_follow_the_policy_and_the_operation() -> None:
    floats, integers = TensorSpec((None, 2), "float32"), TensorSpec((None, 2), "int32")
    assert output_dtype("Dense", "layer", {"dtype": "mixed_float16"}, [floats]) == "float16"
    assert output_dtype("Less", "operation", {}, [floats, floats]) == "bool"
    assert output_dtype("Add", "operation", {}, [floats, integers]) == "float32"
    assert output_dtype("Cast", "operation", {}, [floats]) is None


SIZES = st.one_of(st.none(), st.integers(0, 9))


@given(
    st.sampled_from(["Dense", "Conv2D", "LSTM", "Flatten", "Reshape", "Concatenate", "Dot", "EinsumDense", "ZeroPadding2D"]),
    st.dictionaries(
        st.sampled_from(["units", "filters", "kernel_size", "axes", "axis", "padding", "target_shape", "equation", "strides"]),
        st.one_of(st.none(), st.integers(-3, 3), st.text(max_size=3), st.lists(st.integers(-2, 3), max_size=3)),
    ),
    st.lists(st.one_of(st.none(), st.lists(SIZES, max_size=5).map(tuple)), max_size=3),
)
def test_nonsense_has_no_shape_and_raises_nothing(kind: str, config: dict[str, Any], inputs: list[Shape | None]) -> None:
    found = output_shapes(kind, config, inputs)
    assert found is None or all(size is None or size >= 0 for shape in found for size in shape)
