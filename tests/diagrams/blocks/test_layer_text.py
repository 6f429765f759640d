from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.diagrams.blocks.layer_text import describe, tensor_size, window
from dotnet_viz.graph import Layer, Node, TensorSpec


def words(kind: str, activation: str | None = None, category: str = "layer", **config: Any) -> str:
    return describe(Node("n", Layer("a", "a", kind, category, activation, config=config)))


@pytest.mark.parametrize(
    ("kind", "config", "expected"),
    [
        ("Conv2D", {"kernel_size": [3, 3], "filters": 64, "strides": [1, 1]}, "Conv2D 3×3, 64"),
        ("Conv2D", {"kernel_size": [3, 3], "filters": 64, "strides": [2, 1]}, "Conv2D 3×3, 64, /2×1"),
        ("Conv1D", {"kernel_size": [5], "filters": 8, "dilation_rate": [4]}, "Conv1D 5, 8, dilation 4"),
        ("MaxPooling2D", {"pool_size": [2, 2], "strides": [2, 2]}, "MaxPooling2D 2×2, /2"),
        ("Dense", {"units": 10}, "Dense 10"),
        ("Embedding", {"input_dim": 1000, "output_dim": 64}, "Embedding 1000 → 64"),
        ("MultiHeadAttention", {"num_heads": 8, "key_dim": 32}, "MultiHeadAttention 8 heads × 32"),
        ("Dropout", {"rate": 0.25}, "Dropout 0.25"),
        ("Flatten", {}, "Flatten"),
        ("Custom", {"units": "many", "kernel_size": "wide", "strides": None}, "Custom"),
        ("Bidirectional", {"layer": {"class_name": "LSTM", "config": {"units": 32}}}, "Bidirectional (LSTM 32)"),
        ("TimeDistributed", {"layer": {"class_name": "Flatten", "config": {}}}, "TimeDistributed (Flatten)"),
        ("RNN", {"cell": {"class_name": "GRUCell", "config": {"units": 4}}}, "RNN (GRUCell 4)"),
        ("RNN", {"cell": "nonsense"}, "RNN"),
    ],
)
def test_a_layer_in_a_few_words(kind: str, config: dict[str, Any], expected: str) -> None:
    assert words(kind, **config) == expected


def test_activations() -> None:
    assert words("Dense", "relu", units=3) == "Dense 3, relu"
    assert words("Dense", "linear", units=3) == "Dense 3"
    assert words("Activation", "relu") == "relu"
    assert words("Activation") == "Activation"
    assert words("Activation", "evil\nname") == "evil↵name"


def test_constants_of_operations_are_reported() -> None:
    node = Node("n", Layer("a", "a", "Multiply", "operation"), constants=(("args[1]", 1 / 6), ("flag", True), ("name", "x")))
    assert describe(node) == "Multiply 0.1667"


def test_rates_that_differ_between_copies_are_a_range() -> None:
    nodes = [Node(str(rate), Layer("a", "a", "Dropout", config={"rate": rate})) for rate in (0.1, 0.3, 0.2)]
    assert describe(nodes[0], nodes[1:]) == "Dropout 0.1–0.3"


def test_sizes() -> None:
    assert tensor_size(TensorSpec((None, 28, 28, 8))) == "28×28×8"
    assert tensor_size(TensorSpec((None,))) == "scalar"
    assert tensor_size(TensorSpec(None)) == "?"
    assert window(Layer("p", "p", "MaxPooling2D", config={"pool_size": [2, 2]})) == "2×2"
    assert window(Layer("d", "d", "Dense")) == ""
