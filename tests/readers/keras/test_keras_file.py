from __future__ import annotations

import io
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
from dotnet_viz.readers import registry
from dotnet_viz.readers.keras import keras_file
from tests.conftest import DATA
from tests.readers.formats import recognises
from tests.readers.keras.archives import INPUT, called, functional, layer, sequential, shapes, tensor, write_model

MODELS = DATA / "models"


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
