from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.graph import Graph
from dotnet_viz.readers.keras import h5_file, keras_file
from tests.conftest import DATA
from tests.old_keras_files import dense_values, entry, stack, write_h5
from tests.readers.formats import recognises

MODELS = DATA / "models"


def write_model(path: Path, config: Any, groups: dict[str, dict[str, Any]] | None = None, *, split: bool = False) -> Path:
    """Write a legacy file: variables by layer, then by the name that Keras gave them."""
    with h5py.File(path, "w") as file:
        if config is not None:
            file.attrs["model_config"] = json.dumps(config)
        file.attrs["keras_version"] = "2.15.0"
        root = file.create_group("model_weights")
        names = [name.encode() for name in groups or {}]
        if split:
            for index, written in enumerate(names):
                root.attrs[f"layer_names{index}"] = [written]
        else:
            root.attrs["layer_names"] = names
        for name, variables in (groups or {}).items():
            group = root.create_group(name)
            group.attrs["weight_names"] = [key.encode() for key in variables]
            for key, value in variables.items():
                group[key] = value
    return path


def layer(kind: str, name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


def sequential(*layers: dict[str, Any], name: str = "m") -> dict[str, Any]:
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}}


INPUT = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 4], "dtype": "float32", "name": "x"}}
DENSE = {"d/kernel:0": np.arange(8.0).reshape(4, 2), "d/bias:0": np.ones(2)}


def test_a_keras_2_file_has_inferred_shapes_and_its_weights() -> None:
    graph = h5_file.read(MODELS / "keras-2.15" / "mlp-6-3-7.h5")
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(None, 6)", "(None, 3)", "(None, 7)"]
    assert [weight.name for layer in graph.layers for weight in layer.weights] == ["kernel", "bias", "kernel", "bias"]
    assert (graph.origin.format, graph.origin.framework_version, graph.notes) == ("h5", "2.15.0", ())


@pytest.mark.parametrize("name", ["mlp-6-3-7", "multi", "rnn"])
def test_it_has_the_structure_of_the_keras_file_of_the_same_model(name: str) -> None:
    legacy = h5_file.read(MODELS / "keras-3.6" / f"{name}.h5")
    modern = keras_file.read(MODELS / "keras-3.6" / f"{name}.keras")
    assert legacy.edges == modern.edges
    assert [(node.id, node.parent, node.inputs, node.outputs) for node in legacy.nodes] == [
        (node.id, node.parent, node.inputs, node.outputs) for node in modern.nodes
    ]
    assert [[(weight.role, weight.shape) for weight in layer.weights] for layer in legacy.layers] == [
        [(weight.role, weight.shape) for weight in layer.weights] for layer in modern.layers
    ]


def test_values_come_from_the_file(tmp_path: Path) -> None:
    graph = h5_file.read(write_model(tmp_path / "m.h5", sequential(INPUT, layer("Dense", "d", units=2)), {"d": DENSE}))
    kernel = graph.layer("d").weight("kernel")
    assert kernel is not None
    np.testing.assert_array_equal(kernel.array, DENSE["d/kernel:0"])


def test_long_lists_of_layers_that_keras_splits_are_joined(tmp_path: Path) -> None:
    config = sequential(INPUT, layer("Dense", "d", units=2), layer("Dense", "e", units=1))
    groups = {"d": DENSE, "e": {"e/kernel:0": np.ones((2, 1)), "e/bias:0": np.ones(1)}}
    graph = h5_file.read(write_model(tmp_path / "m.h5", config, groups, split=True))
    assert (graph.parameter_count, graph.notes) == (13, ())


def test_names_without_the_layer_in_them_are_taken_as_they_are(tmp_path: Path) -> None:
    groups = {"td": {"inner/kernel": np.ones((4, 2)), "inner/bias": np.ones(2)}}
    wrapper = layer("TimeDistributed", "td", layer=layer("Dense", "inner", units=2))
    graph = h5_file.read(write_model(tmp_path / "m.h5", sequential(INPUT, wrapper), groups))
    assert [weight.name for weight in graph.layer("td").weights] == ["inner/kernel", "inner/bias"]


def test_a_keras_2_wrapper_names_variables_after_itself(tmp_path: Path) -> None:
    groups = {"td": {"td/kernel:0": np.ones((4, 2)), "td/bias:0": np.ones(2)}}
    wrapper = layer("TimeDistributed", "td", layer=layer("Dense", "inner", units=2))
    graph = h5_file.read(write_model(tmp_path / "m.h5", sequential(INPUT, wrapper), groups))
    assert [weight.name for weight in graph.layer("td").weights] == ["inner/kernel", "inner/bias"]


def test_variables_of_nested_models_find_their_layers(tmp_path: Path) -> None:
    one = sequential(INPUT, layer("Dense", "d", units=4), name="one")
    two = sequential(INPUT, layer("Dense", "d", units=4), name="two")
    groups = {
        "both": {
            "both/one/d/kernel:0": np.full((4, 4), 1.0),
            "both/one/d/bias:0": np.ones(4),
            "both/two/d/kernel:0": np.full((4, 4), 2.0),
            "both/two/d/bias:0": np.ones(4),
        }
    }
    graph = h5_file.read(write_model(tmp_path / "m.h5", sequential(INPUT, sequential(one, two, name="both")), groups))
    kernels = [graph.layer(f"both/{name}/d").weight("kernel") for name in ("one", "two")]
    assert [kernel.array[0, 0] for kernel in kernels if kernel] == [1.0, 2.0]
    assert graph.notes == ()


def test_keras_2_calls_are_lists(tmp_path: Path) -> None:
    layers = [
        INPUT | {"name": "x", "inbound_nodes": []},
        layer("Dense", "d", units=2) | {"name": "d", "inbound_nodes": [[["x", 0, 0, {}]], [["x", 0, 0, {}]]]},
        layer("Add", "s") | {"name": "s", "inbound_nodes": [[["d", 0, 0, {}], ["d", 1, 0, {}]]]},
        {"class_name": "TFOpLambda", "config": {"name": "t", "function": "math.multiply", "trainable": True}}
        | {"name": "t", "inbound_nodes": [["s", 0, 0, {"y": 2.0, "name": None}]]},
    ]
    body = {"name": "m", "layers": layers, "input_layers": [["x", 0, 0]], "output_layers": [["t", 0, 0]]}
    graph = h5_file.read(write_model(tmp_path / "m.h5", {"class_name": "Functional", "config": body}, {"d": DENSE}))
    assert [(edge.source, edge.target, edge.target_port) for edge in graph.edges] == [
        ("n0", "n1", 0),
        ("n0", "n2", 0),
        ("n1", "n3", 0),
        ("n2", "n3", 1),
        ("n3", "n4", 0),
    ]
    assert str(graph.nodes[3].outputs[0]) == "(None, 2)"
    assert (graph.nodes[4].layer.category, graph.nodes[4].constants) == ("operation", (("y", 2.0),))


def test_the_weights_of_a_model_whose_architecture_lacks_are_read(tmp_path: Path) -> None:
    graph = h5_file.read(write_model(tmp_path / "m.h5", None, {"d": DENSE}))
    assert [(layer.name, layer.kind) for layer in graph.layers] == [("input", "InputLayer"), ("d", "Dense")]
    assert (graph.kind, graph.name) == ("Weights", "weights")


def test_a_file_without_weights_of_layers_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="neither an architecture nor weights"):
        h5_file.read(write_model(tmp_path / "m.h5", None, {}))


def test_an_architecture_is_not_in_a_file_of_weights(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="what the layers are"):
        h5_file.architecture(write_model(tmp_path / "m.h5", None, {"d": DENSE}))


def test_an_hdf5_file_of_something_else_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with h5py.File(path, "w") as file:
        file["measurements"] = np.ones(3)
    with pytest.raises(UnreadableFileError, match="no Keras model"):
        h5_file.read(path)


@pytest.mark.parametrize("config", [[1], "x", {"class_name": 3}])
def test_a_model_config_that_is_none_is_refused(tmp_path: Path, config: Any) -> None:
    with pytest.raises(UnreadableFileError):
        h5_file.read(write_model(tmp_path / "m.h5", config))


def test_training_is_what_the_author_compiled_with(tmp_path: Path) -> None:
    path = write_model(tmp_path / "m.h5", sequential(INPUT, layer("Dense", "d", units=2)), {"d": DENSE})
    with h5py.File(path, "a") as file:
        file.attrs["training_config"] = json.dumps({"loss": "mse", "metrics": None})
    assert h5_file.read(path).origin.training == {"loss": "mse"}


@pytest.mark.parametrize("block", [0, 512, 4096])
def test_hdf5_is_found_behind_a_user_block(tmp_path: Path, block: int) -> None:
    with h5py.File(tmp_path / "a", "w", userblock_size=block) as file:
        file["x"] = np.zeros(2)
    assert recognises(h5_file, tmp_path / "a")


def test_hdf5_in_a_zip_archive_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK\x03\x04".ljust(512) + b"\x89HDF\r\n\x1a\n")
    assert not recognises(h5_file, tmp_path / "a")


def test_it_takes_hdf5_whatever_the_suffix(tmp_path: Path) -> None:
    old = tmp_path / "old.keras"
    shutil.copy(MODELS / "keras-2.15" / "mlp-6-3-7.h5", old)
    assert recognises(h5_file, old)
    assert not recognises(h5_file, MODELS / "multi.keras")
    with pytest.raises(MissingFileError):
        h5_file.read(tmp_path / "none.h5")


FIRST = entry("Dense", "dense_1", batch_input_shape=[None, 6], units=4, activation="relu")
SECOND = entry("Dense", "dense_2", units=3, activation="softmax")
TWO_DENSE = {"dense_1": dense_values(6, 4, 1.0), "dense_2": dense_values(4, 3, 2.0)}


@pytest.mark.parametrize(
    "config", [stack(FIRST, SECOND), {"class_name": "Sequential", "config": [FIRST, SECOND]}], ids=["2.2.4", "2.0.6"]
)
def test_the_input_of_an_early_stack_stands_in_its_first_layer(tmp_path: Path, config: dict[str, Any]) -> None:
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, TWO_DENSE))
    assert [(node.layer.name, str(node.outputs[0])) for node in graph.nodes] == [
        ("dense_1_input", "(None, 6)"),
        ("dense_1", "(None, 4)"),
        ("dense_2", "(None, 3)"),
    ]
    assert (graph.parameter_count, graph.notes) == (43, ())


def test_only_the_first_layer_of_a_stack_tells_its_input(tmp_path: Path) -> None:
    later = entry("Dense", "dense_2", batch_input_shape=[None, 99], units=3)
    graph = h5_file.read(write_h5(tmp_path / "m.h5", stack(FIRST, later), TWO_DENSE))
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(None, 6)", "(None, 4)", "(None, 3)"]


def test_the_layer_in_a_layer_of_both_directions_tells_its_input(tmp_path: Path) -> None:
    wrapped = entry("LSTM", "lstm", batch_input_shape=[None, 5, 2], units=3)
    config = stack(entry("Bidirectional", "both", layer=wrapped, merge_mode="concat"))
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, {"both": {}}))
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(None, 5, 2)", "(None, 6)"]


def test_a_stack_that_was_built_when_it_was_called_tells_for_what(tmp_path: Path) -> None:
    config = stack(SECOND)
    config["config"]["build_input_shape"] = [None, 4]
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, {"dense_2": TWO_DENSE["dense_2"]}))
    assert [str(spec) for spec in (*graph.nodes[0].inputs, *graph.nodes[0].outputs)] == ["(None, 3)"]


def test_shapes_go_on_after_layers_that_tell_none(tmp_path: Path) -> None:
    square = {"kernel_size": [5, 5], "strides": [2, 2], "padding": "valid"}
    config = stack(
        entry("Lambda", "lambda", batch_input_shape=[None, 160, 320, 3], function=["4wE=", None, None]),
        entry("Cropping2D", "crop", cropping=[[50, 20], [0, 0]]),
        entry("Conv2D", "conv", filters=24, **square),
        entry("Flatten", "flatten"),
        entry("Dense", "wide", units=100),
        entry("Mine", "mine"),
        entry("Dense", "narrow", units=10),
        entry("Reshape", "reshape", target_shape=[5, 2]),
    )
    kernels = {"conv": (5, 5, 3, 24), "wide": (1152, 100), "narrow": (7, 10)}
    names = [layer["config"]["name"] for layer in config["config"]["layers"]]
    weights = {name: {"kernel:0": np.ones(kernels[name])} if name in kernels else {} for name in names}
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, weights))
    assert [str(node.outputs[0]) for node in graph.nodes] == [
        "(None, 160, 320, 3)",
        "(None, None, None, None)",
        "(None, None, None, 3)",
        "(None, None, None, 24)",
        "(None, 1152)",
        "(None, 100)",
        "(…, 7)",
        "(…, 10)",
        "(None, 5, 2)",
    ]
    assert Graph.from_json(graph.to_json()) == graph


def test_a_subclassed_model_has_the_layers_that_its_weights_name(tmp_path: Path) -> None:
    weights = {"dense_1": dense_values(6, 4, 1.0), "drop": {}, "dense_2": dense_values(4, 3, 2.0)}
    config = {"class_name": "Mine", "config": {"name": "mine"}}
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, weights))
    assert [(node.layer.id, node.layer.kind) for node in graph.nodes] == [
        ("mine", "Mine"),
        ("mine/dense_1", "Layer"),
        ("mine/dense_2", "Layer"),
    ]
    assert [weight.name for weight in graph.layer("dense_2").weights] == ["kernel", "bias"]
    assert (graph.parameter_count, graph.edges, len(graph.notes)) == (43, (), 1)
    assert "subclassed" in graph.notes[0]


def test_variables_that_a_subclassed_model_holds_itself_are_its_own(tmp_path: Path) -> None:
    path = write_h5(tmp_path / "m.h5", {"class_name": "Mine", "config": {}}, {"dense_1": dense_values(6, 4, 1.0)})
    with h5py.File(path, "a") as file:
        group = file.create_group("model_weights/top_level_model_weights")
        group.attrs["weight_names"] = [b"scale:0"]
        group["scale:0"] = np.ones(5, "float32")
    graph = h5_file.read(path)
    assert [(node.layer.name, node.layer.kind) for node in graph.nodes[1:]] == [("scale", "Variable"), ("dense_1", "Layer")]
    assert graph.parameter_count == 33


def test_layers_beside_the_graph_of_a_subclass_are_not_lost(tmp_path: Path) -> None:
    config = {**stack(FIRST, SECOND), "class_name": "Mine"}
    weights = {**TWO_DENSE, "extra": dense_values(2, 2, 3.0), "other": dense_values(2, 2, 4.0)}
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, weights))
    assert [node.layer.name for node in graph.nodes] == ["dense_1_input", "dense_1", "dense_2", "extra", "other"]
    assert (len(graph.edges), graph.parameter_count) == (2, 55)
    assert [layer.weights[0].array[0, 0] for layer in graph.layers[3:]] == [3.0, 4.0]
    assert "extra, other: the model has them beside its graph, so that no connection is known." in graph.notes


def test_models_that_are_settings_of_a_subclass_are_opened(tmp_path: Path) -> None:
    inside = stack(FIRST, SECOND, name="student")
    config = {"class_name": "Mine", "config": {"name": "mine", "student": inside, "unused": stack(FIRST, name="unused")}}
    student = {f"{name}/{own}": values for name, arrays in TWO_DENSE.items() for own, values in arrays.items()}
    weights = {"student": student, "more": dense_values(2, 2, 3.0)}
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, weights))
    assert [node.layer.id for node in graph.children("n0")] == ["mine/student", "mine/more"]
    assert [node.layer.name for node in graph.children("n1")] == ["dense_1_input", "dense_1", "dense_2"]
    assert graph.parameter_count == 49


def test_layers_without_a_name_in_the_configuration_have_that_of_their_weights(tmp_path: Path) -> None:
    unnamed = {"class_name": "Mine", "config": {"units": 4}}
    config = stack(FIRST, unnamed, unnamed)
    weights = {"dense_1": TWO_DENSE["dense_1"], "mine_7": dense_values(4, 4, 1.0), "mine_8": dense_values(4, 4, 2.0)}
    graph = h5_file.read(write_h5(tmp_path / "m.h5", config, weights))
    assert [node.layer.name for node in graph.nodes] == ["dense_1_input", "dense_1", "mine_7", "mine_8"]
    assert [layer.weights[0].array[0, 0] for layer in graph.layers[2:]] == [1.0, 2.0]
    assert len(graph.edges) == 3


def test_weights_of_keras_on_windows_are_found(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "m.weights.h5", "w") as file:
        for name, shape in (("layers\\dense", (6, 4)), ("layers\\dense_1", (4, 3))):
            file[f"{name}/vars/0"] = np.ones(shape, "float32")
    graph = h5_file.read(tmp_path / "m.weights.h5")
    assert [(layer.name, layer.kind) for layer in graph.layers[1:]] == [("dense", "Dense"), ("dense_1", "Dense")]
    assert len(graph.edges) == 2


@pytest.mark.parametrize("link", [h5py.SoftLink("/layers"), h5py.ExternalLink("/etc/passwd", "/")])
def test_links_in_a_file_of_weights_are_refused(tmp_path: Path, link: Any) -> None:
    with h5py.File(tmp_path / "m.weights.h5", "w") as file:
        file["layers/dense/vars/0"] = np.ones((2, 2))
        file["layers/x"] = link
    with pytest.raises(UnsafeFileError, match="link"):
        h5_file.read(tmp_path / "m.weights.h5")


def test_names_in_a_file_of_weights_are_any_text(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "m.weights.h5", "w") as file:
        for name in ("<script>", "ü\n", "a" * 5000, " ", "-rf"):
            file.create_group(f"layers/{name}")["vars/0"] = np.ones((2, 2))
    graph = h5_file.read(tmp_path / "m.weights.h5")
    assert len(graph.layers) == 5
    assert "<script>" not in dv.draw(graph).svg
