from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.diagrams.common.texts.layer_facts import (
    facts,
    heading,
    is_column,
    unit_count,
)
from dotnet_viz.graph import Layer, Node, Shape, TensorSpec
from tests.builders import dense_chain
from tests.diagrams.graph_samples import layer


@pytest.mark.parametrize(
    ("kind", "config", "lines"),
    [
        ("Conv2D", {"kernel_size": [3, 3], "strides": [1, 1], "dilation_rate": [1, 1]}, ["kernel 3×3"]),
        ("Conv2D", {"kernel_size": 5, "strides": 2, "dilation_rate": 3}, ["kernel 5×5", "stride 2×2", "dilation 3×3"]),
        ("MaxPooling2D", {"pool_size": [2, 2], "strides": [2, 2]}, ["2×2"]),
        ("MaxPooling2D", {"pool_size": [3, 3], "strides": [2, 2]}, ["3×3", "stride 2×2"]),
        ("Dropout", {"rate": 0.5}, ["rate 0.5"]),
        ("Dropout", {"rate": "half"}, ["rate ?"]),
        ("Embedding", {"input_dim": 10, "output_dim": None}, ["10 → ?"]),
        ("MultiHeadAttention", {"num_heads": 4}, ["4 heads"]),
        ("Reshape", {"target_shape": [-1, 4]}, ["to -1×4"]),
        ("Reshape", {"target_shape": None}, ["to ?"]),
        ("Mine", {"units": 3}, []),
    ],
)
def test_settings_are_reported_when_they_say_something(kind: str, config: dict[str, Any], lines: list[str]) -> None:
    assert facts(Layer("a", "a", kind, config=config)) == lines


def test_headings_name_the_activation_and_what_is_wrapped() -> None:
    assert heading(layer("Dense", activation="relu")) == "Dense · relu"
    assert heading(layer("Dense", activation="linear")) == "Dense"
    assert heading(layer("TimeDistributed")) == "Time distributed dense · relu"
    assert heading(layer("Activation")) == "Activation"


@pytest.mark.parametrize(
    ("shape", "config", "count"),
    [
        ((None, 7), {}, 7),
        ((None, None), {"units": 5}, 5),
        (None, {"units": 5}, 5),
        (None, {}, None),
        (None, {"units": -1}, None),
    ],
)
def test_units_come_from_shape_or_configuration(shape: Shape | None, config: dict[str, Any], count: int | None) -> None:
    assert unit_count(Node("n0", Layer("d", "d", "Dense", config=config), outputs=(TensorSpec(shape),))) == count


def test_units_come_from_the_kernel_where_nothing_else_says() -> None:
    from dataclasses import replace

    node = replace(dense_chain(4, 9).nodes[1], outputs=())
    assert unit_count(node) == 9


def test_columns_are_dense_and_recurrent_layers() -> None:
    kinds = ("Dense", "EinsumDense", "LSTM", "TimeDistributed", "Bidirectional", "Conv2D", "Embedding", "MyOwnLayer")
    assert [is_column(Node("n0", layer(kind))) for kind in kinds] == [True] * 5 + [False] * 3
