from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.readers.keras import keras_file
from tests.old_keras_files import write_keras
from tests.readers.keras.archives import INPUT, THREE_DENSE, dense, layer, sequential, values, write_model


def test_layers_beside_the_graph_of_a_subclass_are_not_lost(tmp_path: Path) -> None:
    config = {**THREE_DENSE, "class_name": "Mine"}
    groups = {f"layers/dense{number}": dense(value) for value, number in enumerate(("", "_1", "_2"), 1)}
    more = {"extra": dense(4.0), "blocks/dense": dense(5.0), "blocks/dense_1": dense(6.0)}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", config, {**groups, **more}, "3.3.3"))
    assert values(graph) == {
        "first": 1.0,
        "second": 2.0,
        "third": 3.0,
        "blocks.dense": 5.0,
        "blocks.dense_1": 6.0,
        "extra": 4.0,
    }
    assert graph.notes[0].startswith("blocks.dense, blocks.dense_1, extra: the model has them beside its graph")


def test_attributes_of_a_subclass_that_may_be_layers_of_its_graph_are_none_beside_it(tmp_path: Path) -> None:
    config = {**THREE_DENSE, "class_name": "Mine"}
    groups = {"layers/dense": dense(1.0), "layers/dense_1": dense(3.0), "zz": dense(2.0)}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", config, groups, "2.15.0"))
    assert values(graph) == {}
    assert [node.layer.name for node in graph.nodes] == ["input_1", "first", "second", "third"]
    assert graph.parameter_count is None


def test_layers_of_a_subclassed_model_have_the_names_that_the_file_has(tmp_path: Path) -> None:
    config = {"module": "mine", "class_name": "Mine", "config": {}, "compile_config": {}}
    weights = {"first/vars/0": np.ones((4, 3)), "first/vars@name": "dense_7"}
    (layer,) = keras_file.read(write_model(tmp_path / "m.keras", config, weights)).layers[1:]
    assert (layer.id, layer.name) == ("mine/first", "dense_7")


def frozen(model: dict[str, Any]) -> dict[str, Any]:
    return {**model, "config": {**model["config"], "trainable": False}}


STUDENT = sequential("student_net", INPUT, layer("Dense", "small", units=2))
TEACHER = frozen(sequential("teacher_net", INPUT, layer("Dense", "large", units=8), layer("Dense", "end", units=2)))
IN_SETTINGS = {
    "layers/a/vars@name": "teacher_net",
    "layers/a/layers/dense/vars@name": "large",
    "layers/a/layers/dense/vars/0": np.full((4, 8), 1.0),
    "layers/a/layers/dense/vars/1": np.full(8, 2.0),
    "layers/a/layers/dense_1/vars@name": "end",
    "layers/a/layers/dense_1/vars/0": np.full((8, 2), 3.0),
    "layers/a/layers/dense_1/vars/1": np.full(2, 4.0),
    "layers/b/vars@name": "student_net",
    "layers/b/layers/dense/vars@name": "small",
    "layers/b/layers/dense/vars/0": np.full((4, 2), 5.0),
    "layers/b/layers/dense/vars/1": np.full(2, 6.0),
    "layers/c/vars@name": "other",
    "layers/c/vars/0": np.full((2, 2), 7.0),
}


def test_models_that_are_settings_of_a_subclass_are_opened(tmp_path: Path) -> None:
    config = {"class_name": "Distiller", "config": {"name": "d", "student": STUDENT, "others": [TEACHER, 3]}}
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, IN_SETTINGS))
    assert [(node.layer.id, node.layer.category) for node in graph.children("n0")] == [
        ("d/student_net", "model"),
        ("d/teacher_net", "model"),
        ("d/layers.c", "layer"),
    ]
    assert [str(node.outputs[0]) for node in graph.children("n1")] == ["(None, 4)", "(None, 2)"]
    assert {layer.name: layer.weights[0].array.flat[0] for layer in graph.layers if layer.weights} == {
        "large": 1.0,
        "end": 3.0,
        "small": 5.0,
        "other": 7.0,
    }
    assert (graph.parameter_count, graph.trainable_count) == (72, 14)
    assert len(graph.edges) == 3


def test_models_in_settings_that_the_weights_do_not_name_stay_closed(tmp_path: Path) -> None:
    config = {"class_name": "Distiller", "config": {"name": "d", "student": STUDENT, "teacher": TEACHER}}
    weights = {**IN_SETTINGS, "layers/a/vars@name": "renamed"}
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, weights))
    assert [node.layer.kind for node in graph.children("n0")] == ["Layer", "Layer", "Layer"]
    assert (graph.parameter_count, graph.trainable_count) == (72, None)  # the teacher is frozen, and may be any of them
    assert "is trainable is not in the file" in " ".join(graph.notes)


def test_models_that_stay_closed_are_trained_where_none_of_them_is_frozen(tmp_path: Path) -> None:
    config = {"class_name": "Distiller", "config": {"name": "d", "student": STUDENT}}
    weights = {**IN_SETTINGS, "layers/b/vars@name": "renamed"}
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, weights))
    assert [node.layer.kind for node in graph.children("n0")] == ["Layer", "Layer", "Layer"]
    assert graph.trainable_count == 72


FROZEN = {"class_name": "Dense", "config": {"name": "inner", "units": 2, "trainable": False}}


@pytest.mark.parametrize(
    ("inside", "count"),
    [
        (FROZEN, None),
        ([FROZEN], None),
        ({"class_name": "BatchNormalization", "config": {"name": "inner"}}, None),
        ({"class_name": "Dense", "config": {"name": "inner", "units": 2}}, 9),
        ({"class_name": "GlorotUniform", "config": {"seed": None}}, 9),
    ],
)
def test_a_layer_of_ones_own_whose_settings_hold_frozen_layers(tmp_path: Path, inside: object, count: int | None) -> None:
    mine = {"class_name": "Mine", "config": {"name": "mine", "encoder": inside}}
    weights = {
        "layers/mine/vars@name": "mine",
        "layers/mine/vars/0": np.ones(3),
        "layers/mine/part/vars@name": "inner_2",
        "layers/mine/part/vars/0": np.ones((2, 2)),
        "layers/mine/part/vars/1": np.ones(2),
    }
    graph = keras_file.read(write_model(tmp_path / "m.keras", sequential("m", INPUT, mine), weights))
    assert (graph.parameter_count, graph.trainable_count) == (9, count)
    own = next(weight for weight in graph.layer("mine").weights if "/" not in weight.name)
    assert own.trainable is True


@pytest.mark.parametrize("value", [{"compile_config": {}}, {"class_name": "Mine", "config": {"layers": [3]}}, [[]], None])
def test_settings_that_are_no_models_are_left_alone(tmp_path: Path, value: object) -> None:
    config = {"class_name": "Mine", "config": {"name": "d", "a": value}}
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, {"b/vars/0": np.ones(3)}))
    assert [node.layer.name for node in graph.children("n0")] == ["b"]


def test_layers_without_a_name_in_the_configuration_have_that_of_their_weights(tmp_path: Path) -> None:
    unnamed = {"class_name": "Mine", "config": {}}
    weights = {
        "layers/mine/vars@name": "mine_7",
        "layers/mine/vars/0": np.full(3, 1.0),
        "layers/mine_1/vars@name": "mine_8",
        "layers/mine_1/vars/0": np.full(3, 2.0),
    }
    graph = keras_file.read(write_model(tmp_path / "m.keras", sequential("m", INPUT, unnamed, unnamed), weights))
    assert [(layer.name, layer.weights[0].array[0]) for layer in graph.layers[1:]] == [("mine_7", 1.0), ("mine_8", 2.0)]


@pytest.mark.parametrize(("count", "shape", "trained"), [(4, (3,), None), (3, (3,), None), (2, (3,), 6), (3, (2, 2), 12)])
def test_a_part_without_a_class_may_be_a_normalization_with_statistics(
    tmp_path: Path, count: int, shape: tuple[int, ...], trained: int | None
) -> None:
    weights = {f"norm/vars/{index}": np.ones(shape) for index in range(count)}
    config = {"class_name": "Mine", "config": {"name": "d"}}
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, weights))
    assert graph.trainable_count == trained
    inside: dict[str, Any] = {
        "layers/mine/vars@name": "mine",
        **{f"layers/mine/{path}": each for path, each in weights.items()},
    }
    mine = {"class_name": "Mine", "config": {"name": "mine"}}
    graph = keras_file.read(write_model(tmp_path / "n.keras", sequential("m", INPUT, mine), inside))
    assert graph.trainable_count == trained
