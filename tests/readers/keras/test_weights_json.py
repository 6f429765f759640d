from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.limits import Limits
from dotnet_viz.readers import read
from dotnet_viz.readers.keras import weights_json
from tests.readers.formats import recognises
from tests.weights_files import CNN, values, write_shards


def sharded(folder: Path) -> Path:
    first = {name: arrays for name, arrays in CNN.items() if name != "layers/dense"}
    return write_shards(
        folder / "m.weights.json", {"m_00000.weights.h5": first, "m_00001.weights.h5": {"layers/dense": CNN["layers/dense"]}}
    )


def test_shards_are_one_model(tmp_path: Path) -> None:
    graph = read(sharded(tmp_path))
    assert [layer.name for layer in graph.layers] == ["input", "conv2d", "batch_normalization", "conv2d_1", "dense"]
    assert (len(graph.edges), graph.origin.format) == (4, "weights.json")
    kernel = graph.layer("dense").weight("kernel")
    assert kernel is not None
    np.testing.assert_array_equal(kernel.array, CNN["layers/dense"][0])


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    path = sharded(tmp_path)
    (tmp_path / "m_00001.weights.h5").unlink()
    with pytest.raises(MissingFileError, match=r"m_00001\.weights\.h5"):
        read(path)


@pytest.mark.parametrize("name", ["../secret.h5", "/etc/secret.h5", "C:\\secret.h5"])
def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "m.weights.json"
    path.write_text(json.dumps({"weight_map": {"/layers/dense/vars": [name]}}))
    with pytest.raises(UnsafeFileError, match="leads out"):
        read(path)


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.h5").write_bytes(b"x")
    (inside / "s.h5").symlink_to(tmp_path / "secret.h5")
    (inside / "m.weights.json").write_text(json.dumps({"weight_map": {"/layers/dense/vars": ["s.h5"]}}))
    with pytest.raises(UnsafeFileError):
        read(inside / "m.weights.json")


@pytest.mark.parametrize("written", [[], {}, {"/vars": [3, "a.h5"]}, {"/vars": {"a.h5": 1}}])
def test_damaged_indices_are_one_clear_error(tmp_path: Path, written: object) -> None:
    path = tmp_path / "m.weights.json"
    path.write_text(json.dumps({"weight_map": written, "metadata": "x.h5"}))
    with pytest.raises(UnreadableFileError):
        weights_json.read(path)


def test_shards_have_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.json"
    path.write_text(json.dumps({"weight_map": {f"/layers/dense_{n}/vars": f"{n}.h5" for n in range(1001)}}))
    with Limits(shards=1000), pytest.raises(UnsafeFileError, match="1,001 files; at most 1,000"):
        read(path)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(tensors=3), "have 4 weights and more; at most 3"),
        (Limits(hdf5_objects=9), "have 1. groups and arrays and more; at most 9"),
    ],
)
def test_shards_have_no_more_together_than_one_file_may_have(tmp_path: Path, limits: Limits, words: str) -> None:
    groups = {f"{name}.h5": {f"layers/{name}": [values(2, 2), values(2)]} for name in "ab"}
    path = write_shards(tmp_path / "m.weights.json", groups)
    assert len(read(path).layers) == 2
    with limits, pytest.raises(UnsafeFileError, match=words):
        read(path)


def test_two_shards_with_one_weight_are_an_error(tmp_path: Path) -> None:
    groups = {"layers/dense": [values(2, 2)]}
    path = write_shards(tmp_path / "m.weights.json", {"a.h5": groups, "b.h5": groups})
    path.write_text(json.dumps({"weight_map": {"/layers/dense/vars": ["a.h5", "b.h5"]}}))
    with pytest.raises(UnreadableFileError, match="layers/dense/vars/0"):
        read(path)


def test_only_indices_of_keras_are_its_own(tmp_path: Path) -> None:
    other = tmp_path / "model.safetensors.index.json"
    other.write_text(json.dumps({"weight_map": {"a": "model-00001-of-00002.safetensors"}}))
    assert recognises(weights_json, sharded(tmp_path))
    assert not recognises(weights_json, other)
