from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Array
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.live import is_instance, is_layer, live_tree

pytestmark = pytest.mark.keras


def paths(tree: VariableTree, prefix: str = "") -> list[str]:
    """Return the path of every object that has variables of its own."""
    inside = [path for key, child in tree.children.items() for path in paths(child, f"{prefix}/{key}" if prefix else key)]
    return [prefix or ".", *inside] if tree.own else inside


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


def values_of(variable: Variable) -> Array:
    assert variable.source is not None
    return variable.source.read()


def test_the_tree_has_the_paths_of_the_file(keras: Any) -> None:
    layer = keras.layers.Bidirectional(keras.layers.LSTM(3))
    layer.build((None, 5, 4))
    assert paths(live_tree(layer)) == ["backward_layer/cell", "forward_layer/cell"]


def test_lists_of_layers_are_numbered_by_class(keras: Any) -> None:
    layer = keras.layers.RNN([keras.layers.GRUCell(3), keras.layers.GRUCell(2)])
    layer.build((None, 5, 4))
    assert paths(live_tree(layer)) == ["cell/cells/gru_cell", "cell/cells/gru_cell_1"]


def test_values_are_copied_and_not_writeable(keras: Any) -> None:
    layer = keras.layers.Dense(2)
    layer.build((None, 3))
    kernel = values_of(live_tree(layer).own[0])
    before = kernel.copy()
    layer.kernel.assign(np.ones((3, 2)))
    np.testing.assert_array_equal(kernel, before)
    assert not kernel.flags.writeable


def test_bfloat16_is_reported_and_held_as_float32(keras: Any) -> None:
    layer = keras.layers.Dense(2, dtype="bfloat16")
    layer.build((None, 3))
    own = live_tree(layer).own[0]
    assert own.dtype == "bfloat16"
    assert values_of(own).dtype == np.float32


def test_a_part_held_twice_is_counted_once(keras: Any) -> None:
    layer = keras.layers.SpectralNormalization(keras.layers.Dense(2))
    layer.build((None, 3))
    layer.again = layer.layer
    assert paths(live_tree(layer)) == [".", "again"]
    assert sum(len(part.own) for part in (live_tree(layer), *live_tree(layer).children.values())) == 3


def test_classes_are_reported_by_name_and_module(keras: Any) -> None:
    assert is_layer(keras.layers.Dense(2))
    assert not is_layer(keras.optimizers.Adam())
    assert is_instance(keras.Sequential(), "Model", "keras.src.models.")
    assert not is_layer(type("Layer", (), {})())


def test_names_that_begin_as_those_of_tensorflow_do_are_no_bookkeeping(keras: Any) -> None:
    layer = keras.layers.Layer(name="block")
    layer._self_attention_norm = keras.layers.LayerNormalization()
    layer._self_attention_norm.build((None, 3))
    assert paths(live_tree(layer)) == ["_self_attention_norm"]


def test_no_weight_of_a_layer_is_lost_wherever_it_is_held(keras: Any) -> None:
    layer = keras.layers.Layer(name="block")
    hidden = keras.layers.Dense(2, name="hidden")
    hidden.build((None, 3))
    layer._tracker.add_to_store("layers", hidden)  # no attribute leads to it, as in containers of a layer's own class
    tree = live_tree(layer)
    assert paths(tree) == ["hidden"]
    assert len(tree.children["hidden"].own) == len(layer.weights) == 2
