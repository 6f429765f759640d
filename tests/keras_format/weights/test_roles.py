from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.keras_format.weights.roles import (
    current_name,
    is_repeated,
    is_trained,
    part_kind,
    part_name,
    part_order,
    role_names,
)


@pytest.mark.parametrize(
    ("kind", "config", "names"),
    [
        ("Dense", {"use_bias": True}, ["kernel", "bias"]),
        ("SeparableConv2D", {"use_bias": False}, ["depthwise_kernel", "pointwise_kernel"]),
        ("BatchNormalization", {"scale": False, "center": False}, ["moving_mean", "moving_variance"]),
        ("LSTMCell", {}, ["kernel", "recurrent_kernel", "bias"]),
        ("EinsumDense", {}, ["kernel"]),
        ("Attention", {"use_scale": True, "score_mode": "concat"}, ["scale", "concat_score_weight"]),
        ("Attention", {"score_mode": "concat"}, ["concat_score_weight"]),
        ("Normalization", {}, ["mean", "variance", "count"]),
    ],
)
def test_variables_have_the_names_that_keras_gives(kind: str, config: dict[str, Any], names: list[str]) -> None:
    assert role_names(kind, config, len(names)) == names


@pytest.mark.parametrize(("kind", "count"), [("Mine", 2), ("Dense", 5), ("BatchNormalization", 1)])
def test_what_does_not_fit_the_class_is_numbered(kind: str, count: int) -> None:
    assert role_names(kind, {}, count) == [f"variable_{index}" for index in range(count)]


def test_parts_of_built_in_layers_have_names_classes_and_an_order() -> None:
    assert part_name("GRU", "cell") == "gru_cell"
    assert part_name("MultiHeadAttention", "query") == "query"
    assert part_kind("attention_output") == "EinsumDense"
    assert part_kind("anything") == ""
    assert list(part_order("MultiHeadAttention")) == ["query", "key", "value", "gate", "attention_output"]


def test_statistics_and_integers_are_not_trained() -> None:
    assert is_trained("LayerNormalization", "gamma", "float32")
    assert not is_trained("BatchNormalization", "moving_variance", "float32")
    assert not is_trained("Dense", "kernel", "int8")
    assert not is_trained("MelSpectrogram", "kernel", "float32")


def test_old_names_become_those_of_today() -> None:
    assert current_name("DepthwiseConv2D", "depthwise_kernel") == "kernel"
    assert current_name("SeparableConv2D", "depthwise_kernel") == "depthwise_kernel"


def test_a_wrapped_kernel_is_counted_once() -> None:
    assert is_repeated("SpectralNormalization", "kernel")
    assert not is_repeated("Dense", "kernel")
