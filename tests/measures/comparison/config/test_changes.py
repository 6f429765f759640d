"""Which settings differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.graph import Graph, Layer, Node, Origin, TensorSpec, Weight
from dotnet_viz.measures.comparison import LayerMatch
from dotnet_viz.measures.comparison.config.changes import (
    field_changes,
    flat_settings,
    model_changes,
    output_shapes,
    size_changes,
    training_changes,
)


def graph(layer: Layer, version: str | None = "3.15.1", calls: int = 1, **origin: Any) -> Graph:
    nodes = tuple(Node(f"n{number}", layer, outputs=(TensorSpec((None, 3)),)) for number in range(calls))
    return Graph("m", "Sequential", nodes, origin=Origin("keras", framework_version=version, **origin))


def told(
    one: Layer, other: Layer, versions: tuple[str, str] = ("3.15.1", "3.15.1"), calls: tuple[int, int] = (1, 1)
) -> list[Any]:
    sides = graph(one, versions[0], calls[0]), graph(other, versions[1], calls[1])
    return [(c.name, c.before, c.after) for c in field_changes(LayerMatch(one, other, "given"), *sides)]


def dense(
    trainable: bool | None = True, activation: str | None = None, weights: tuple[Weight, ...] = (), **config: Any
) -> Layer:
    return Layer("d", "d", "Dense", config=config, trainable=trainable, activation=activation, weights=weights)


W = Weight("kernel", "kernel", (2, 3), "float32")


def test_settings_activation_dtype_training_and_calls_are_reported_once() -> None:
    one = dense(activation="relu", weights=(W,), units=3, dtype="float32")
    other = dense(False, "gelu", (replace(W, dtype="float16"),), units=4, dtype="mixed_float16")
    assert told(one, other, calls=(1, 2)) == [
        ("activation", "relu", "gelu"),
        ("dtype", "float32", "mixed_float16"),
        ("config.units", 3, 4),
        ("trainable", True, False),
        ("calls", 1, 2),
        ("kernel dtype", "float32", "float16"),
    ]


def test_a_layer_without_weights_is_not_frozen() -> None:
    assert told(dense(True, units=1), dense(False, units=1)) == []


def test_a_setting_that_one_version_alone_writes_is_no_difference() -> None:
    one, other = dense(units=3), dense(units=3, quantization_config={"x": 1})
    assert told(one, other, ("3.3.3", "3.15.1")) == []
    assert told(one, other) == [("config.quantization_config", None, {"x": 1})]
    assert told(one, dense(units=3, lora_rank=None)) == []


def test_an_activation_that_one_side_alone_has_always_differs() -> None:
    assert told(dense(units=3), dense(activation="relu", units=3), ("3.3.3", "3.15.1")) == [("activation", None, "relu")]


def test_another_class_is_a_field_and_hides_no_shared_setting() -> None:
    one, other = Layer("r", "r", "LSTM", config={"units": 3}), Layer("r", "r", "GRU", config={"units": 5, "reset_after": True})
    assert told(one, other) == [("class", "LSTM", "GRU"), ("config.units", 3, 5)]


def test_sizes_are_consequences() -> None:
    one = dense(weights=(W,))
    other = dense(weights=(replace(W, shape=(4, 3)),))
    found = size_changes(LayerMatch(one, other, "given"), graph(one), graph(other))
    assert [(c.name, c.before, c.after) for c in found] == [("kernel shape", [2, 3], [4, 3]), ("parameters", 6, 12)]


def test_shapes_of_several_calls_are_each_reported_once() -> None:
    layer = dense()
    nodes = tuple(
        Node(f"n{n}", layer, outputs=(TensorSpec(shape),)) for n, shape in enumerate([(None, 2), (None, 2), (None, 5)])
    )
    assert output_shapes(Graph("m", "M", nodes), layer) == [[None, 2], [None, 5]]
    assert output_shapes(graph(layer), layer) == [None, 3]


ADAM = {"class_name": "Adam", "module": "keras.optimizers", "config": {"name": "adam", "learning_rate": 0.001}}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"optimizer": "adam"}, {"optimizer": ADAM}, []),
        ({"optimizer": ADAM}, {"optimizer_config": ADAM}, []),
        (
            {"optimizer": ADAM},
            {"optimizer": {**ADAM, "config": {"learning_rate": 0.1}}},
            [("optimizer.learning_rate", 0.001, 0.1)],
        ),
        ({"optimizer": "adam", "loss": "mse"}, {"optimizer": "sgd", "loss": "mse"}, [("optimizer", "adam", "sgd")]),
        (None, {"optimizer": "sgd"}, []),
    ],
)
def test_settings_of_the_training(one: Any, other: Any, expected: list[Any]) -> None:
    found = training_changes(graph(dense(), training=one), graph(dense(), training=other))
    assert [(c.name, c.before, c.after) for c in found] == expected


def test_flat_settings_have_dotted_names() -> None:
    assert list(flat_settings("", {"optimizer": ADAM, "loss": ["a", "b"]})) == [
        ("optimizer", "Adam"),
        ("optimizer.learning_rate", 0.001),
        ("loss", ["a", "b"]),
    ]


def test_class_and_name_of_the_model() -> None:
    one = graph(dense())
    assert [(c.name, c.after) for c in model_changes(one, replace(one, kind="Functional", name="n"))] == [
        ("class", "Functional"),
        ("name", "n"),
    ]
