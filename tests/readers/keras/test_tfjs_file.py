from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.readers import read
from tests.architecture_files import TWO_LAYERS, two_layers_values, write_json, write_tfjs, write_weights
from tests.old_keras_files import entry


@pytest.mark.parametrize(("quantised", "tolerance"), [("", 0.0), ("float16", 2e-3), ("uint8", 2e-2), ("uint16", 1e-4)])
def test_a_layers_model_has_its_weights_from_all_shards(tmp_path: Path, quantised: str, tolerance: float) -> None:
    values = two_layers_values()
    graph = read(write_tfjs(tmp_path, TWO_LAYERS, values, quantised=quantised))
    assert (graph.origin.format, graph.origin.framework_version, graph.notes) == ("tfjs", "2.2.4", ())
    assert graph.parameter_count == 43
    for layer in graph.layers[1:]:
        for weight in layer.weights:
            expected = values[f"{layer.name}/{weight.name}"]
            assert np.abs(weight.array - expected).max() <= tolerance
            pieces = np.concatenate(list(weight.source.chunks(3)))  # type: ignore[union-attr]
            assert np.array_equal(pieces, weight.array.reshape(-1))


def test_it_is_the_model_of_the_same_architecture_and_weights(tmp_path: Path) -> None:
    values = two_layers_values()
    shards = read(write_tfjs(tmp_path / "js", TWO_LAYERS, values))
    json_file = write_json(tmp_path / "model.json", TWO_LAYERS)
    other = read(json_file, weights=write_weights(tmp_path / "w.h5", values))
    assert (shards.nodes[0], shards.edges, shards.notes) == (other.nodes[0], other.edges, other.notes)
    for one, two in zip(shards.layers, other.layers, strict=True):
        assert [(weight.name, weight.shape, weight.dtype) for weight in one.weights] == [
            (weight.name, weight.shape, weight.dtype) for weight in two.weights
        ]


def test_layers_of_a_nested_model_find_their_weights(tmp_path: Path) -> None:
    inner = {
        "name": "inner",
        "layers": [
            {"inbound_nodes": [], "name": "i", **entry("InputLayer", "i", batch_input_shape=[None, 2])},
            {"inbound_nodes": [[["i", 0, 0, {}]]], "name": "d", **entry("Dense", "d", units=3)},
        ],
        "input_layers": [["i", 0, 0]],
        "output_layers": [["d", 0, 0]],
    }
    outer = {
        "class_name": "Sequential",
        "config": {"name": "m", "layers": [{"class_name": "Functional", "config": inner}, entry("Dense", "e", units=1)]},
    }
    values = {"d/kernel": np.ones((2, 3), "f4"), "d/bias": np.ones(3, "f4"), "e/kernel": np.ones((3, 1), "f4")}
    graph = read(write_tfjs(tmp_path, outer, {**values, "e/bias": np.ones(1, "f4")}))
    assert {layer.id: layer.parameter_count for layer in graph.layers if layer.weights} == {"inner/d": 9, "e": 4}


def test_without_its_shards_it_has_shapes_and_says_so(tmp_path: Path) -> None:
    path = write_tfjs(tmp_path, TWO_LAYERS, two_layers_values(), shard_bytes=1000)
    (tmp_path / "group1-shard1of1.bin").unlink()
    graph = read(path)
    assert graph.parameter_count == 43
    assert "group1-shard1of1.bin is not there" in graph.notes[0]
    assert not graph.layers[1].weights[0].has_values


def test_a_graph_model_says_what_to_do(tmp_path: Path) -> None:
    content = {"format": "graph-model", "modelTopology": {"node": []}, "weightsManifest": []}
    with pytest.raises(UnreadableFileError, match=r"graph model of TensorFlow.js.*tfjs_layers_model"):
        read(write_json(tmp_path / "model.json", content))
    with pytest.raises(UnreadableFileError, match="no topology"):
        read(write_json(tmp_path / "model.json", {"weightsManifest": []}))


def changed(path: Path, change: Any) -> Path:
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value["weightsManifest"][0])
    return write_json(path, value)


@pytest.mark.parametrize("name", ["../secret.bin", "/etc/hostname", "a/../../b", "..\\b", "C:\\b"])
def test_shards_outside_of_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    path = write_tfjs(tmp_path / "js", TWO_LAYERS, two_layers_values())
    with pytest.raises(UnsafeFileError, match="leads out of the folder"):
        read(changed(path, lambda group: group.update(paths=[name])))


def test_a_shard_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    path = write_tfjs(tmp_path / "js", TWO_LAYERS, two_layers_values(), shard_bytes=1000)
    shard = tmp_path / "js" / "group1-shard1of1.bin"
    shard.rename(tmp_path / "elsewhere.bin")
    shard.symlink_to(tmp_path / "elsewhere.bin")
    with pytest.raises(UnsafeFileError, match="a link that leads out"):
        read(path)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("shape", [10**9, 10**9], "shorter than the manifest says"),
        ("shape", None, "without a name or a shape"),
        ("dtype", "complex64", "of 'complex64'"),
        ("quantization", {"dtype": "int2"}, "quantised to 'int2'"),
        ("quantization", {"dtype": "uint8"}, "without a scale"),
        ("name", 3, "without a name"),
    ],
)
def test_a_damaged_manifest_is_reported(tmp_path: Path, key: str, value: object, message: str) -> None:
    path = write_tfjs(tmp_path, TWO_LAYERS, two_layers_values())
    with pytest.raises(UnreadableFileError, match=message):
        read(changed(path, lambda group: group["weights"][0].update({key: value})))


def test_damaged_files_give_a_graph_or_an_error(tmp_path: Path) -> None:
    path = write_tfjs(tmp_path, TWO_LAYERS, two_layers_values(), quantised="uint8")
    content, random = path.read_bytes(), np.random.default_rng(0)
    for _ in range(300):
        damaged = bytearray(content)
        for position in random.integers(0, len(content), size=2):
            damaged[position] = random.integers(0, 256)
        path.write_bytes(damaged)
        try:
            for layer in read(path).layers:
                for weight in layer.weights:
                    assert not weight.has_values or weight.array.shape == weight.shape
        except VizError:
            pass


def test_the_folder_is_the_model(tmp_path: Path) -> None:
    model = write_tfjs(tmp_path, TWO_LAYERS, two_layers_values())
    whole, folder = read(model), read(tmp_path)
    assert folder.nodes == whole.nodes
    assert folder.layers[1].weights[0].array.tolist() == whole.layers[1].weights[0].array.tolist()


def test_a_folder_with_another_model_json_is_none(tmp_path: Path) -> None:
    write_json(tmp_path / "model.json", {"version": 1})
    with pytest.raises(UnreadableFileError, match=r"is a folder, and not .*a model of TensorFlow.js"):
        read(tmp_path)
