from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.layer_kinds import core
from dotnet_viz.graph.weight_axes import WeightAxes, axes_of, fans, is_kernel


def axes(kind: str, shape: tuple[int, ...], name: str = "kernel", **config: Any) -> WeightAxes:
    return axes_of(Layer("a", "a", kind, config=config), Weight(name, name.rsplit("/", 1)[-1], shape, "float32"))


@pytest.mark.parametrize(
    ("kind", "shape", "name", "wanted"),
    [
        ("Dense", (5, 7), "kernel", WeightAxes(5, 7, 5)),
        ("Embedding", (100, 8), "embeddings", WeightAxes(100, 8, 100)),
        ("Conv1D", (3, 4, 6), "kernel", WeightAxes(12, 6, 4)),
        ("Conv2D", (3, 3, 4, 6), "kernel", WeightAxes(36, 6, 4)),
        ("Conv2DTranspose", (3, 3, 4, 6), "kernel", WeightAxes(36, 6, 4, swapped=True)),
        ("DepthwiseConv2D", (3, 3, 4, 2), "kernel", WeightAxes(9, 8, 1, separate=True)),
        ("SeparableConv2D", (3, 3, 4, 2), "depthwise_kernel", WeightAxes(9, 8, 1, separate=True)),
        ("SeparableConv2D", (1, 1, 8, 6), "pointwise_kernel", WeightAxes(8, 6, 8)),
        ("MultiHeadAttention", (8, 2, 4), "query/kernel", WeightAxes(8, 8, 8)),
        ("MultiHeadAttention", (2, 4, 8), "attention_output/kernel", WeightAxes(8, 8, 8)),
        ("LSTM", (5, 12), "lstm_cell/recurrent_kernel", WeightAxes(5, 12, 5)),
    ],
)
def test_inputs_and_units_of_each_kind(kind: str, shape: tuple[int, ...], name: str, wanted: WeightAxes) -> None:
    assert axes(kind, shape, name) == wanted


def test_the_layer_in_a_wrapper_counts() -> None:
    inner = {"class_name": "Conv2DTranspose", "config": {"filters": 4}}
    wrapped = Layer("t", "t", "TimeDistributed", config={"layer": inner})
    assert (core(wrapped).kind, core(wrapped).config) == ("Conv2DTranspose", {"filters": 4})
    assert axes("TimeDistributed", (3, 3, 4, 6), layer=inner).swapped


@pytest.mark.parametrize("layer", [3, {"class_name": 4}, {"class_name": "Dense", "config": 7}, None])
def test_wrappers_that_make_no_sense_do_no_harm(layer: Any) -> None:
    found = Layer("t", "t", "TimeDistributed", config={"layer": layer})
    assert core(found).kind in ("TimeDistributed", "Dense")
    assert core(found).config is not None


@pytest.mark.parametrize(
    ("name", "shape", "dtype", "wanted"),
    [
        ("kernel", (2, 3), "float32", True),
        ("cell/recurrent_kernel", (2, 3), "bfloat16", True),
        ("variable_0", (2, 3), "float16", True),
        ("kernel", (2, 3), "int8", False),
        ("kernel", (0, 3), "float32", False),
        ("bias", (2, 3), "float32", False),
        ("kernel", (3,), "float32", False),
    ],
)
def test_kernels_are_distinguished_from_other_weights(name: str, shape: tuple[int, ...], dtype: str, wanted: bool) -> None:
    assert is_kernel(Weight(name, name.rsplit("/", 1)[-1], shape, dtype)) is wanted


@pytest.mark.parametrize(
    ("kind", "shape", "name", "wanted"),
    [
        ("Dense", (5, 7), "kernel", (5, 7)),
        ("Conv2D", (3, 3, 4, 6), "kernel", (36, 54)),
        ("MultiHeadAttention", (8, 2, 4), "query/kernel", (8, 8)),
    ],
)
def test_fans_are_those_of_keras(kind: str, shape: tuple[int, ...], name: str, wanted: tuple[int, int]) -> None:
    assert fans(Layer("a", "a", kind), Weight(name, "kernel", shape, "float32")) == wanted
