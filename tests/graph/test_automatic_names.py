from __future__ import annotations

import pytest

from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.graph.automatic_names import (
    is_automatic,
    unnumbered_model_name,
    unnumbered_names,
    unnumbered_weight_name,
    without_number,
)


def shown(*layers: tuple[str, str]) -> list[str]:
    """Return the names, without automatic numbers, of layers of given names and classes."""
    nodes = tuple(Node(f"n{index}", Layer(name, name, kind)) for index, (name, kind) in enumerate(layers))
    return list(unnumbered_names(Graph("m", "Functional", nodes)).values())


@pytest.mark.parametrize(
    ("name", "kind", "automatic"),
    [
        ("dense_3", "Dense", True),
        ("max_pooling2d", "MaxPooling2D", True),
        ("batchnormalization_2", "BatchNormalization", True),
        ("input_2", "InputLayer", True),
        ("keras_tensor_7", "InputLayer", True),
        ("sequential_1", "Sequential", True),
        ("conv1", "Conv2D", False),
        ("dense_head", "Dense", False),
        ("dense_block", "Dense", False),
        ("tf.math.add_3", "TFOpLambda", True),
        ("tf_op_layer_Add_1", "TensorFlowOpLayer", True),
        ("dense_3", "Dropout", False),
    ],
)
def test_names_that_keras_made_up_are_distinguished_from_an_authors(name: str, kind: str, automatic: bool) -> None:
    assert is_automatic(Layer(name, name, kind)) is automatic


def test_only_a_trailing_number_is_dropped() -> None:
    names = ["conv2d", "conv_2", "block_1_conv", "_3"]
    assert [without_number(name) for name in names] == ["conv2d", "conv", "block_1_conv", "_3"]


def test_automatic_names_lose_their_numbers_and_others_keep_them() -> None:
    layers = [("conv2d_11", "Conv2D"), ("block_1", "Conv2D"), ("dense_block", "Dense"), ("conv1_bn_2", "BatchNormalization")]
    assert shown(*layers) == ["conv2d", "block_1", "dense_block", "conv1_bn_2"]


def test_an_input_that_is_called_after_an_automatic_layer_follows_it() -> None:
    stack = [("dense_7_input", "InputLayer"), ("dense_7", "Dense"), ("image_1_input", "InputLayer"), ("dense_2_input", "Dense")]
    assert shown(*stack) == ["dense_input", "dense", "image_1_input", "dense_2_input"]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("functional_3", "Functional", "functional"),
        ("model_2", "Functional", "model"),
        ("my_net_1", "MyNet", "my_net"),
        ("run_7", "Functional", "run_7"),
        ("", "Sequential", ""),
    ],
)
def test_models_are_named_alike(name: str, kind: str, expected: str) -> None:
    assert unnumbered_model_name(Graph(name, kind, ())) == expected


def test_only_automatic_parts_of_the_names_of_weights_lose_their_numbers() -> None:
    inside = {
        "class_name": "Conv2D",
        "config": {"name": "conv2d_4", "layers": [{"class_name": "Dense", "config": {"name": 3}}]},
    }
    layer = Layer("t", "t", "TimeDistributed", config={"layer": inside, "vocabulary": ["conv2d_4"]})
    names = ["conv2d_4/kernel", "head_2/kernel", "bias_1", "conv2d_5/kernel"]
    found = [unnumbered_weight_name(layer, Weight(name, "kernel", (2,), "float32")) for name in names]
    assert found == ["conv2d/kernel", "head_2/kernel", "bias_1", "conv2d_5/kernel"]
