from __future__ import annotations

import io
import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.graph import Graph, Port
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.diagnostics import check_graph
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.readers import registry
from dotnet_viz.readers.keras import keras_file
from tests.conftest import DATA
from tests.old_keras_files import entry, stack, write_keras
from tests.readers.formats import recognises

MODELS = DATA / "models"


def write_model(path: Path, config: dict[str, Any], weights: dict[str, Any] | None = None, version: str = "3.15.1") -> Path:
    """Write a ``.keras`` file; weights are arrays by path, names of groups stand under ``path@name``."""
    inner = path.with_suffix(".weights.h5")
    with h5py.File(inner, "w") as file:
        for key, value in (weights or {}).items():
            if key.endswith("@name"):
                file.require_group(key.removesuffix("@name")).attrs["name"] = value
            else:
                file[key] = value
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": version}))
        archive.writestr("config.json", json.dumps(config))
        if weights is not None:
            archive.write(inner, "model.weights.h5")
    return path


def layer(kind: str, name: str, **config: Any) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": kind, "config": {"name": name, **config}}


def sequential(name: str, *layers: dict[str, Any]) -> dict[str, Any]:
    return {"module": "keras", "class_name": "Sequential", "config": {"name": name, "layers": list(layers)}}


def tensor(name: str, shape: list[int | None], node: int = 0) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"shape": shape, "dtype": "float32", "keras_history": [name, node, 0]}}


def called(entry: dict[str, Any], *calls: list[Any]) -> dict[str, Any]:
    nodes = [{"args": call, "kwargs": {}} for call in calls]
    return entry | {"name": entry["config"]["name"], "inbound_nodes": nodes}


def functional(name: str, layers: list[dict[str, Any]], inputs: Any, outputs: Any) -> dict[str, Any]:
    config = {"name": name, "layers": layers, "input_layers": inputs, "output_layers": outputs}
    return {"module": "keras.src.models.functional", "class_name": "Functional", "config": config}


INPUT = layer("InputLayer", "x", batch_shape=[None, 4], dtype="float32")


def shapes(graph: Graph) -> list[str]:
    return [str(node.outputs[0]) for node in graph.nodes]


def test_a_multi_layer_perceptron_has_shapes_activations_and_weights() -> None:
    graph = keras_file.read(MODELS / "mlp-6-3-7.keras")
    assert [(node.id, node.layer.kind, str(node.outputs[0])) for node in graph.nodes] == [
        ("n0", "InputLayer", "(None, 6)"),
        ("n1", "Dense", "(None, 3)"),
        ("n2", "Dense", "(None, 7)"),
    ]
    assert [layer.activation for layer in graph.layers] == [None, "relu", "softmax"]
    assert [(weight.role, weight.shape) for weight in graph.layers[1].weights] == [("kernel", (6, 3)), ("bias", (3,))]
    assert (graph.parameter_count, graph.trainable_count, graph.notes) == (49, 49, ())


def test_weights_are_those_in_the_file() -> None:
    graph = keras_file.read(MODELS / "mlp-6-3-7.keras")
    with zipfile.ZipFile(MODELS / "mlp-6-3-7.keras") as archive:
        content = io.BytesIO(archive.read("model.weights.h5"))
    with h5py.File(content) as file:
        kernel = file["layers/dense_1/vars/0"][()]
    found = graph.layer("dense_1").weight("kernel")
    assert found is not None
    np.testing.assert_array_equal(found.array, kernel)


def test_origin_tells_the_version_and_the_size() -> None:
    path = MODELS / "keras-3.6" / "rnn.keras"
    origin = keras_file.read(path).origin
    assert (origin.format, origin.framework_version, origin.file_size) == ("keras", "3.6.0", path.stat().st_size)


def test_shared_layers_are_defined_once_and_called_twice() -> None:
    graph = keras_file.read(MODELS / "multi.keras")
    calls = [node for node in graph.nodes if node.layer.name == "shared"]
    assert len(calls) == 2
    assert calls[0].layer is calls[1].layer
    assert [port.node for port in graph.inputs] == ["n0", "n2"]
    assert [graph.node(port.node).layer.name for port in graph.outputs] == ["o1", "o2"]


def test_nested_models_hold_their_layers_and_their_borders() -> None:
    graph = keras_file.read(MODELS / "multi.keras")
    model = next(node for node in graph.nodes if node.layer.category == "model")
    inside = graph.children(model.id)
    assert [node.layer.id for node in inside] == ["enc/input_layer_8", "enc/conv2d_16", "enc/re_lu", "enc/flatten_5"]
    assert (model.entries, model.exits) == ((Port(inside[0].id),), (Port(inside[-1].id),))
    assert model.layer.weights == ()
    assert [weight.shape for weight in graph.layer("enc/conv2d_16").weights] == [(3, 3, 3, 8), (8,)]


def test_wrappers_have_the_weights_of_what_they_wrap() -> None:
    graph = keras_file.read(MODELS / "rnn.keras")
    assert [weight.name for weight in graph.layer("bidirectional").weights] == [
        f"{way}_lstm/lstm_cell/{role}" for way in ("forward", "backward") for role in ("kernel", "recurrent_kernel", "bias")
    ]
    assert [weight.name for weight in graph.layer("time_distributed").weights] == ["dense_27/kernel", "dense_27/bias"]


def test_operations_are_distinguished_from_layers() -> None:
    graph = keras_file.read(MODELS / "transformer.keras")
    operations = [layer for layer in graph.layers if layer.category == "operation"]
    assert {layer.kind for layer in operations} == {"Add"}
    assert all(not layer.weights for layer in operations)
    attention = next(layer for layer in graph.layers if layer.kind == "MultiHeadAttention")
    assert [weight.name for weight in attention.weights][::2] == [
        "query/kernel",
        "key/kernel",
        "value/kernel",
        "attention_output/kernel",
    ]


def test_old_files_without_names_match_weights_by_class_and_number() -> None:
    graph = keras_file.read(MODELS / "keras-2.15" / "cnn-28x28.keras")
    assert graph.origin.framework_version == "2.15.0"
    assert [weight.shape for layer in graph.layers for weight in layer.weights if weight.role == "kernel"] == [
        (3, 3, 1, 32),
        (3, 3, 32, 64),
        (1600, 64),
        (64, 10),
    ]
    assert shapes(graph)[-1] == "(None, 10)"


def test_keras_is_never_imported() -> None:
    import subprocess

    code = (
        "import sys; from dotnet_viz.readers.keras import keras_file; keras_file.read(sys.argv[1]);"
        "assert not {'keras', 'tensorflow', 'torch', 'jax'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(MODELS / "mlp-6-3-7.keras")], check=True)


def test_an_unknown_class_is_still_a_layer_with_its_weights(tmp_path: Path) -> None:
    odd = {"module": "mine", "class_name": "Odd", "registered_name": "mine>Odd", "config": {"name": "odd", "depth": 3}}
    weights = {"layers/odd/vars/0": np.ones((4, 2)), "layers/odd/vars/1": np.ones(2), "layers/odd/vars@name": "odd"}
    graph = keras_file.read(write_model(tmp_path / "m.keras", sequential("m", INPUT, odd), weights))
    found = graph.layer("odd")
    assert (found.kind, found.config) == ("Odd", {"depth": 3})
    assert [(weight.name, weight.shape) for weight in found.weights] == [("variable_0", (4, 2)), ("variable_1", (2,))]
    assert graph.nodes[1].outputs[0].shape is None
    assert graph.notes == ("The output shape is not known for odd.",)


def test_variables_that_belong_to_nothing_are_reported(tmp_path: Path) -> None:
    weights = {
        "layers/dense/vars/0": np.ones((4, 2)),
        "layers/dense/vars/1": np.ones(2),
        "layers/ghost/vars/0": np.ones(3),
        "optimizer/vars/0": np.ones(3),
    }
    graph = keras_file.read(write_model(tmp_path / "m.keras", sequential("m", INPUT, layer("Dense", "d", units=2)), weights))
    assert graph.notes == ("1 stored variable belongs to no layer of the configuration: layers/ghost/vars/0.",)


def test_a_file_without_weights_says_so(tmp_path: Path) -> None:
    graph = keras_file.read(write_model(tmp_path / "m.keras", sequential("m", INPUT, layer("Dense", "d", units=2))))
    assert shapes(graph) == ["(None, 4)", "(None, 2)"]
    assert graph.notes == ("The file has no weights.",)


def test_weights_of_the_wrong_shape_are_reported(tmp_path: Path) -> None:
    weights = {"layers/dense/vars/0": np.ones((4, 5)), "layers/dense/vars/1": np.ones(2)}
    graph = keras_file.read(write_model(tmp_path / "m.keras", sequential("m", INPUT, layer("Dense", "d", units=2)), weights))
    assert graph.notes == ("These weights do not have the shape that their layer's configuration asks for: d/kernel (4, 5).",)


def test_an_unbuilt_model_has_no_shapes_and_says_so(tmp_path: Path) -> None:
    config = sequential("m", layer("Dense", "a", units=3), layer("Dense", "b", units=2))
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, {}))
    assert shapes(graph) == ["(…, 3)", "(…, 2)"]
    assert graph.notes == (
        "m: not built yet, so that there are no shapes and no weights: begin with keras.Input, or call build first.",
        "The output shape is not known for a, b.",
    )


def test_a_nested_model_called_twice_has_nodes_for_each_call(tmp_path: Path) -> None:
    inner = functional("inner", [called(INPUT), called(layer("ReLU", "r"), [tensor("x", [None, 4])])], ["x", 0, 0], ["r", 0, 0])
    twice = called(inner, [tensor("x", [None, 4])], [tensor("inner", [None, 4])])
    graph = keras_file.read(
        write_model(tmp_path / "m.keras", functional("m", [called(INPUT), twice], ["x", 0, 0], ["inner", 2, 0]), {})
    )
    models = [node for node in graph.nodes if node.layer.category == "model"]
    assert [len(graph.children(node.id)) for node in models] == [2, 2]
    assert [layer.id for layer in graph.layers] == ["x", "inner", "inner/x", "inner/r"]
    assert graph.outputs == (Port(models[1].id),)
    assert graph.children(models[0].id)[1].layer is graph.children(models[1].id)[1].layer


def test_models_that_multiply_without_end_are_refused(tmp_path: Path) -> None:
    entry = layer("ReLU", "r")
    for depth in range(20):
        inside = INPUT if depth == 0 else layer("InputLayer", "x", batch_shape=[None, 4], dtype="float32")
        first = [tensor("x", [None, 4])]
        second = [tensor(entry["config"]["name"], [None, 4])]
        body = called(entry, first, second)
        entry = functional(f"m{depth}", [called(inside), body], ["x", 0, 0], [entry["config"]["name"], 1, 0])
    with pytest.raises(UnsafeFileError, match="more than 10,000 nodes"):
        keras_file.read(write_model(tmp_path / "m.keras", entry, {}))


def test_a_subclassed_model_is_a_tree_of_what_its_weights_tell(tmp_path: Path) -> None:
    config = {"module": "mine", "class_name": "Mine", "config": {"width": 3}, "compile_config": {}}
    weights = {
        "first/vars/0": np.ones((4, 3)),
        "blocks/dense/vars/0": np.ones((3, 3)),
        "blocks/dense_1/vars/0": np.ones((3, 3)),
    }
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, weights))
    assert graph.nodes[0].layer.category == "model"
    assert [node.layer.name for node in graph.children("n0")] == ["blocks.dense", "blocks.dense_1", "first"]
    assert graph.edges == ()
    assert any("subclassed" in note for note in graph.notes)
    assert graph.parameter_count == 30


def test_a_layer_that_two_models_share_keeps_its_weights_in_both(tmp_path: Path) -> None:
    shared = layer("Dense", "d", units=4)
    inner = sequential("inner", INPUT, shared)
    outer = [
        called(layer("InputLayer", "i", batch_shape=[None, 4], dtype="float32")),
        called(inner, [tensor("i", [None, 4])]),
        called(shared, [tensor("inner", [None, 4])]),
    ]
    stored = "layers/sequential/layers/dense/vars"
    weights = {f"{stored}/0": np.ones((4, 4)), f"{stored}/1": np.ones(4), f"{stored}@name": "d"}
    graph = keras_file.read(write_model(tmp_path / "m.keras", functional("m", outer, ["i", 0, 0], ["d", 0, 0]), weights))
    calls = [node for node in graph.nodes if node.layer.name == "d"]
    assert calls[0].layer is calls[1].layer
    assert (graph.parameter_count, graph.notes) == (20, ())


def test_layers_of_one_name_in_two_models_have_ids_of_their_own(tmp_path: Path) -> None:
    clash = layer("ReLU", "a/b")
    inner = sequential("a", INPUT, layer("ReLU", "b"))
    config = sequential("m", INPUT, inner, clash)
    graph = keras_file.read(write_model(tmp_path / "m.keras", config, {}))
    assert [item.id for item in graph.layers] == ["x", "a", "a/x", "a/b", "a/b#2"]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({}, "no model in its configuration"),
        ({"class_name": "Sequential", "config": "x"}, "no model in its configuration"),
        (sequential("m", INPUT, INPUT), "two layers called 'x'"),
        (functional("m", [called(INPUT)], ["x", 0, 0], ["y", 0, 0]), "layer 'y', which is not there"),
        (functional("m", [called(INPUT, [tensor("x", [None, 4], 7)])], ["x", 0, 0], ["x", 0, 0]), "call 7 of layer 'x'"),
    ],
)
def test_a_damaged_configuration_is_one_clear_error(tmp_path: Path, config: dict[str, Any], message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        keras_file.read(write_model(tmp_path / "m.keras", config, {}))


def test_layers_in_a_circle_end_without_shapes(tmp_path: Path) -> None:
    circle = [
        called(INPUT),
        called(layer("ReLU", "a"), [tensor("b", [None, 4])]),
        called(layer("ReLU", "b"), [tensor("a", [None, 4])]),
    ]
    graph = keras_file.read(write_model(tmp_path / "m.keras", functional("m", circle, ["x", 0, 0], ["b", 0, 0]), {}))
    assert len(graph.edges) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"none\.keras"):
        keras_file.read(tmp_path / "none.keras")


@pytest.mark.parametrize("content", [b"just text", b"PK\x03\x04 but no more", b""])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.keras"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        keras_file.read(path)


def test_it_takes_zip_files_of_keras_only(tmp_path: Path) -> None:
    assert recognises(keras_file, MODELS / "multi.keras")
    other = tmp_path / "legacy.keras"
    shutil.copy(MODELS / "keras-2.15" / "mlp-6-3-7.h5", other)
    assert not recognises(keras_file, other)


def test_reading_twice_gives_equal_graphs() -> None:
    path = MODELS / "transformer.keras"
    assert keras_file.read(path) == keras_file.read(path)
    assert Graph.from_json(keras_file.read(path).to_json()) == keras_file.read(path)


SIX = entry("InputLayer", "input_1", batch_input_shape=[None, 6])
NAMES = ("first", "second", "third")
THREE_DENSE = stack(SIX, *(entry("Dense", name, units=6, activation="linear") for name in NAMES))


def dense(value: float, inputs: int = 6, units: int = 6) -> list[Any]:
    return [np.full((inputs, units), value, "float32"), np.full(units, value, "float32")]


def values(graph: Graph) -> dict[str, float]:
    """Return the first value of the first weight of each layer that has weights."""
    return {layer.name: float(layer.weights[0].array.flat[0]) for layer in graph.layers if layer.weights}


@pytest.mark.parametrize(
    ("version", "list_name", "numbers"),
    [
        ("2.13.1", "_layer_checkpoint_dependencies", ("", "_2", "_4")),
        ("2.14.0", "_layer_checkpoint_dependencies", ("", "_1", "_2")),
        ("2.15.0", "layers", ("", "_1", "_2")),
        ("3.3.3", "layers", ("", "_1", "_2")),
    ],
)
def test_files_without_names_number_layers_as_their_version_does(
    tmp_path: Path, version: str, list_name: str, numbers: tuple[str, ...]
) -> None:
    groups = {f"{list_name}/dense{number}": dense(value) for value, number in enumerate(numbers, 1)}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", THREE_DENSE, {"": [], **groups}, version))
    assert values(graph) == {"first": 1.0, "second": 2.0, "third": 3.0}
    assert (graph.parameter_count, graph.notes) == (126, ())


def test_layers_without_weights_are_numbered_too(tmp_path: Path) -> None:
    plain = {"scale": False, "center": False}
    norms = [entry("LayerNormalization", "a"), entry("LayerNormalization", "b", **plain), entry("LayerNormalization", "c")]
    place = "_layer_checkpoint_dependencies/layer_normalization"
    groups = {place: [np.full(6, 1.0)] * 2, f"{place}_2": [], f"{place}_3": [np.full(6, 3.0)] * 2}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", stack(SIX, *norms), groups, "2.13.1"))
    assert values(graph) == {"a": 1.0, "c": 3.0}


@pytest.mark.parametrize(("version", "number"), [("2.13.1", 4), ("2.14.0", 1), ("3.3.3", 2)])
def test_a_layer_that_was_saved_in_a_model_before_is_left_out_of_the_list(tmp_path: Path, version: str, number: int) -> None:
    shared = entry("Dense", "shared", units=6)
    inner = stack(entry("InputLayer", "x", batch_input_shape=[None, 6]), shared, name="inner")
    again = {**shared, "shared_object_id": 140302094482192}
    config = stack(SIX, entry("Dense", "o0", units=6), inner, again, entry("Dense", "o1", units=6))
    place = "_layer_checkpoint_dependencies" if version.startswith("2") else "layers"
    groups = {
        f"{place}/dense": dense(1.0),
        f"{place}/sequential": [],
        f"{place}/sequential/{place}/dense": dense(2.0),
        f"{place}/dense_{number}": dense(3.0),
    }
    graph = keras_file.read(write_keras(tmp_path / "m.keras", config, groups, version))
    assert values(graph) == {"o0": 1.0, "shared": 2.0, "o1": 3.0}
    assert (graph.parameter_count, graph.notes) == (126, ())


def test_groups_that_may_be_of_several_layers_are_of_none(tmp_path: Path) -> None:
    place = "_layer_checkpoint_dependencies/dense"
    groups = {place: dense(1.0), f"{place}_1": dense(2.0), f"{place}_2": dense(3.0)}
    graph = keras_file.read(write_keras(tmp_path / "m.keras", THREE_DENSE, groups, "2.13.1"))
    assert values(graph) == {}
    assert graph.notes[0].startswith("6 stored variables belong to no layer")
    assert graph.notes[1].startswith("Which weights of the file are those of first, second, third is not known")
    assert [layer.lacks_weights for layer in graph.layers] == [False, True, True, True]
    assert (graph.parameter_count, str(summarise(graph)).count("?")) == (None, 9)
    assert [finding.layer for finding in check_graph(graph).findings if finding.check == "missing-weights"] == list(NAMES)


@pytest.mark.parametrize("list_name", ["layers", "_layer_checkpoint_dependencies"])
def test_windows_joins_names_with_backslashes(tmp_path: Path, list_name: str) -> None:
    inner = stack(entry("InputLayer", "x", batch_input_shape=[None, 6]), entry("Dense", "b", units=6), name="inner")
    config = stack(SIX, entry("Dense", "a", units=6), inner)
    groups = {
        rf"{list_name}\dense": dense(1.0),
        rf"{list_name}\sequential\{list_name}\dense": dense(2.0),
        r"optimizer": [np.zeros(3)],
    }
    graph = keras_file.read(write_keras(tmp_path / "m.keras", config, groups, "2.15.0"))
    assert values(graph) == {"a": 1.0, "b": 2.0}
    assert (graph.parameter_count, graph.notes) == (84, ())


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


def test_an_unzipped_model_is_the_zipped_one(tmp_path: Path) -> None:
    for name in ("multi.keras", "keras-3.6/rnn.keras"):
        folder = tmp_path / Path(name).stem
        with zipfile.ZipFile(MODELS / name) as archive:
            archive.extractall(folder)
        zipped, unzipped = readers.read(MODELS / name), readers.read(folder)
        assert (unzipped.edges, unzipped.notes) == (zipped.edges, zipped.notes)
        assert not compare_graphs(zipped, unzipped)
        assert unzipped.origin.format == "keras-folder"
        assert registry.is_model_folder(folder)


def test_a_folder_whose_members_are_links_out_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    with zipfile.ZipFile(MODELS / "multi.keras") as archive:
        archive.extractall(folder)
    (folder / "model.weights.h5").rename(tmp_path / "w.h5")
    (folder / "model.weights.h5").symlink_to(tmp_path / "w.h5")
    with pytest.raises(UnsafeFileError, match="a link that leads out"):
        readers.read(folder)
    (folder / "model.weights.h5").unlink()
    assert readers.read(folder).notes[0] == "The file has no weights."


def test_other_folders_are_no_models(tmp_path: Path) -> None:
    assert not registry.is_model_folder(tmp_path)
    with pytest.raises(UnreadableFileError, match="is a folder, and not"):
        readers.read(tmp_path)
