from __future__ import annotations

import pytest

from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import core, family_of


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("InputLayer", "input"),
        ("EinsumDense", "dense"),
        ("DepthwiseConv2D", "convolution"),
        ("ConvLSTM2D", "convolution"),
        ("GlobalAveragePooling2D", "pooling"),
        ("Bidirectional", "recurrent"),
        ("MultiHeadAttention", "attention"),
        ("LayerNormalization", "normalization"),
        ("SpatialDropout2D", "regularization"),
        ("LeakyReLU", "activation"),
        ("Concatenate", "merging"),
        ("ZeroPadding2D", "reshaping"),
        ("Mine", "other"),
    ],
)
def test_families_by_class_name(kind: str, expected: str) -> None:
    assert family_of(Layer("a", "a", kind)) == expected


def test_a_model_is_a_family_of_its_own() -> None:
    assert family_of(Layer("a", "a", "DenseNet", category="model")) == "model"


def test_wrappers_in_wrappers_are_opened_and_odd_ones_left_alone() -> None:
    wrapped = {"class_name": "TimeDistributed", "config": {"layer": {"class_name": "LSTM", "config": {"units": 2}}}}
    assert core(Layer("a", "a", "Bidirectional", config={"layer": wrapped})).kind == "LSTM"
    odd_ones: tuple[object, ...] = (None, "LSTM", {"class_name": 3}, {"config": {}})
    for odd in odd_ones:
        assert core(Layer("a", "a", "Bidirectional", config={"layer": odd})).kind == "Bidirectional"
