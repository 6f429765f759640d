from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.layer import weights_of


def variable(*shape: int, dtype: str = "float32", trainable: bool | None = None) -> Variable:
    return Variable(shape, dtype, InMemory(np.zeros(shape, dtype)), None, trainable)


def dense(name: str | None = None) -> VariableTree:
    return VariableTree(name, (variable(2, 3), variable(3)))


def names(tree: VariableTree, kind: str, config: dict[str, Any]) -> list[str]:
    return [weight.name for weight in weights_of(tree, kind, config)]


LSTM = {"class_name": "LSTM", "config": {"name": "forward_l", "units": 3}}


def test_a_bidirectional_layer_lists_the_forward_half_first_by_the_names_in_its_configuration() -> None:
    cell = VariableTree("lstm_cell_7", (variable(2, 12), variable(3, 12), variable(12)))
    half = VariableTree("renamed", children={"cell": cell})
    tree = VariableTree("b", children={"backward_layer": half, "forward_layer": half})
    assert names(tree, "Bidirectional", {"layer": LSTM})[::3] == ["forward_l/lstm_cell/kernel", "backward_l/lstm_cell/kernel"]


def test_files_without_names_fall_back_on_attributes() -> None:
    tree = VariableTree(children={"query_dense": dense(), "odd_part": dense()})
    assert names(tree, "MultiHeadAttention", {}) == ["query/kernel", "query/bias", "odd_part/variable_0", "odd_part/variable_1"]


def test_parts_of_one_name_are_numbered_as_their_objects_are() -> None:
    blocks = VariableTree(children={"dense": dense("d_12"), "dense_1": dense("d_9")}, is_container=True)
    assert names(VariableTree(children={"blocks": blocks}), "Mine", {})[::2] == ["d_1/variable_0", "d/variable_0"]


def test_parts_of_one_name_are_named_by_their_attributes_where_a_file_has_no_names_of_objects() -> None:
    parts = {"_first": dense("d_1"), "d": dense()}
    assert names(VariableTree(children=parts), "Mine", {})[::2] == ["first/variable_0", "d/variable_0"]


def test_states_of_random_generators_are_no_weights() -> None:
    seed = VariableTree("seed_generator_3", (variable(2, dtype="uint32"),))
    old = VariableTree(None, (variable(2, dtype="uint32"),))
    assert names(VariableTree(children={"seed_generator": seed, "generator": old}), "RandomFlip", {}) == []


def test_frozen_layers_have_no_trained_weights() -> None:
    assert [weight.trainable for weight in weights_of(dense(), "Dense", {}, trainable=False)] == [False, False]
    inner = {"class_name": "Dense", "config": {"name": "d", "trainable": False}}
    wrapped = weights_of(VariableTree(children={"layer": dense("d")}), "TimeDistributed", {"layer": inner})
    assert [weight.trainable for weight in wrapped] == [False, False]


def test_what_the_source_says_of_training_goes_before_the_table() -> None:
    tree = VariableTree(own=(variable(2, 3, trainable=False), variable(3, trainable=True)))
    assert [weight.trainable for weight in weights_of(tree, "Dense", {})] == [False, True]


def test_a_model_inside_a_wrapper_lists_its_layers() -> None:
    inner = {
        "class_name": "Sequential",
        "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d_9"}}]},
    }
    layers = VariableTree(children={"dense": dense("d_9")}, is_container=True)
    tree = VariableTree("t", children={"layer": VariableTree("s", children={"layers": layers})})
    assert names(tree, "TimeDistributed", {"layer": inner}) == ["s/d_9/kernel", "s/d_9/bias"]
