"""Layers that several wrappers and custom layers hold: each variable is counted once, from a model and from its files."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import compare
from dotnet_viz.graph import Graph
from dotnet_viz.keras_format.wrappers.expand import expand_wrappers

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file")]


@pytest.fixture
def keras() -> ModuleType:
    return import_module("keras")


def two_wrappers(keras: ModuleType) -> Any:
    dense = keras.layers.Dense(4, name="d")
    x, y = keras.Input((5, 4), name="x"), keras.Input((6, 4), name="y")
    each = [keras.layers.TimeDistributed(dense, name=name)(tensor) for name, tensor in (("first", x), ("second", y))]
    return keras.Model([x, y], each, name="m")


def a_layer_and_its_wrapper(keras: ModuleType) -> Any:
    dense = keras.layers.Dense(4, name="d")
    x, y = keras.Input((4,), name="x"), keras.Input((6, 4), name="y")
    return keras.Model([x, y], [dense(x), keras.layers.TimeDistributed(dense, name="steps")(y)], name="m")


def a_wrapper_and_its_layer(keras: ModuleType) -> Any:
    dense = keras.layers.Dense(4, name="d")
    x, y = keras.Input((4,), name="x"), keras.Input((6, 4), name="y")
    steps = keras.layers.TimeDistributed(dense, name="steps")(y)
    return keras.Model([x, y], [steps, dense(x)], name="m")


def two_layers_with_one_cell(keras: ModuleType) -> Any:
    cell = keras.layers.LSTMCell(4, name="cell")
    x = keras.Input((5, 4), name="x")
    return keras.Model(x, [keras.layers.RNN(cell, name=name)(x) for name in ("first", "second")], name="m")


def two_custom_layers(keras: ModuleType) -> Any:
    class Holder(keras.layers.Layer):  # type: ignore[name-defined,misc]
        def __init__(self, inner: Any, **options: Any) -> None:
            super().__init__(**options)
            self.inner = inner

        def call(self, x: Any) -> Any:
            return self.inner(x)

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "inner": keras.saving.serialize_keras_object(self.inner)}

    dense = keras.layers.Dense(4, name="d")
    x = keras.Input((4,), name="x")
    return keras.Model(x, [Holder(dense, name="first")(x), Holder(dense, name="second")(x), dense(x)], name="m")


BUILDERS = [two_wrappers, a_layer_and_its_wrapper, a_wrapper_and_its_layer, two_layers_with_one_cell, two_custom_layers]


def graphs(model: Any, folder: Path) -> dict[str, Graph]:
    found = {"live": dv.read(model)}
    for suffix in ("keras", "h5"):
        model.save(folder / f"m.{suffix}")
        found[suffix] = dv.read(folder / f"m.{suffix}")
    return found


def shapes_and_sharing(graph: Graph) -> list[tuple[str, tuple[int, ...], bool]]:
    return [(layer.id, weight.shape, weight.shared_with is None) for layer in graph.layers for weight in layer.weights]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_shared_variables_are_counted_once(keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]) -> None:
    model = build(keras)
    found = graphs(model, tmp_path)
    for name, graph in found.items():
        assert (name, graph.parameter_count) == (name, model.count_params())
        assert graph.trainable_count == model.count_params()
        assert shapes_and_sharing(graph) == shapes_and_sharing(found["live"])
        assert dv.summary(graph).parameter_count == model.count_params()
        assert expand_wrappers(graph).parameter_count == model.count_params()
        assert Graph.from_json(graph.to_json()) == graph
    for suffix in ("keras", "h5"):
        assert not compare(model, tmp_path / f"m.{suffix}")


def test_the_picture_says_what_weights_are_shared(keras: ModuleType) -> None:
    svg = dv.architecture(two_wrappers(keras), show_parameters=True).svg
    assert "weights shared with first/d" in svg
    assert "second/d" not in svg


def test_layers_of_one_name_and_other_values_are_two(keras: ModuleType, tmp_path: Path) -> None:
    x, y = keras.Input((5, 4), name="x"), keras.Input((6, 4), name="y")
    steps = [
        keras.layers.TimeDistributed(keras.layers.Dense(4, name="d"), name=name)(tensor)
        for name, tensor in (("first", x), ("second", y))
    ]
    model = keras.Model([x, y], steps, name="m")
    for graph in graphs(model, tmp_path).values():
        assert graph.parameter_count == model.count_params() == 40


def test_wrappers_of_one_layer_in_a_subclassed_model(keras: ModuleType, tmp_path: Path) -> None:
    class Twice(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="mine")
            dense = keras.layers.Dense(4)
            self.first, self.second = keras.layers.TimeDistributed(dense), keras.layers.TimeDistributed(dense)

        def call(self, x: Any) -> Any:
            return self.first(x) + self.second(x)

    model = Twice()
    model(np.zeros((2, 5, 4), "float32"))
    for name, graph in graphs(model, tmp_path).items():
        assert (name, graph.parameter_count) == (name, model.count_params())
    for suffix in ("keras", "h5"):
        assert not compare(model, tmp_path / f"m.{suffix}")


def test_a_kernel_that_a_custom_layer_takes_from_another_is_counted_once(keras: ModuleType) -> None:
    class Tied(keras.layers.Layer):  # type: ignore[name-defined,misc]
        def __init__(self, dense: Any, **options: Any) -> None:
            super().__init__(**options)
            self.dense = dense

        def call(self, x: Any) -> Any:
            return keras.ops.matmul(x, keras.ops.transpose(self.dense.kernel))

    dense = keras.layers.Dense(3, name="d")
    x = keras.Input((4,), name="x")
    model = keras.Model(x, Tied(dense, name="tied")(dense(x)), name="m")
    assert dv.read(model).parameter_count == model.count_params() == 15
