from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, OutputError, UnreadableFileError
from dotnet_viz.exporting.tensors import tensors_of
from dotnet_viz.exporting.weights import write_weights
from dotnet_viz.graph import Array, Graph, Layer, Weight
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.conftest import DATA

CNN = DATA / "models" / "cnn-28x28.keras"


def of(graph: Graph, name: str) -> Array:
    layer, _, weight = name.rpartition("/")
    return next(found.array for found in graph.layer(layer).weights if found.name == weight)


def test_an_npz_has_every_weight_and_is_a_model_again(tmp_path: Path) -> None:
    graph = dense_chain(3, 4, 2)
    path = dv.export_weights(graph, tmp_path / "w.npz")
    with np.load(path) as arrays:
        assert list(arrays) == ["dense_0/kernel", "dense_0/bias", "dense_1/kernel", "dense_1/bias"]
        for name in arrays:
            np.testing.assert_array_equal(arrays[name], of(graph, name))
            assert arrays[name].dtype == of(graph, name).dtype
    assert [layer.name for layer in dv.read(path).layers] == ["input", "dense_0", "dense_1"]


def test_a_folder_has_a_file_for_each_weight_and_says_which_it_is(tmp_path: Path) -> None:
    graph = dv.read(CNN)
    folder = dv.export_weights(CNN, tmp_path / "out")
    facts = json.loads((folder / "index.json").read_text())
    assert {fact["file"] for fact in facts} | {"index.json"} == {file.name for file in folder.iterdir()}
    for fact in facts:
        values = np.load(folder / fact["file"])
        assert list(values.shape) == fact["shape"]
        np.testing.assert_array_equal(values, of(graph, f"{fact['layer']}/{fact['weight']}"))


def test_a_table_has_a_line_for_each_value(tmp_path: Path) -> None:
    graph = dense_chain(3, 2)
    path = dv.export_weights(graph, tmp_path / "w.csv")
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["layer", "weight", "index_0", "index_1", "value"]
    assert len(rows) == 8
    kernel = of(graph, "dense_0/kernel")
    for row in rows[:6]:
        assert np.float32(row["value"]) == kernel[int(row["index_0"]), int(row["index_1"])]
    assert [(row["weight"], row["index_0"], row["index_1"]) for row in rows[6:]] == [("bias", "0", ""), ("bias", "1", "")]


def test_odd_values_and_names_are_written_as_they_are(tmp_path: Path) -> None:
    odd = dense_layer('=a,"b"\nc', np.array([[np.nan, np.inf], [-0.0, 1e-30]], "float32"))
    (path, again) = (dv.export_weights(chain([input_layer(), odd]), tmp_path / name) for name in ("a.csv", "b.csv"))
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["value"] for row in rows] == ["nan", "inf", "-0.0", "1e-30"]
    assert {row["layer"] for row in rows} == {'\'=a,"b"\nc'}
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("shape", [(), (0, 3), (2, 1, 2, 1, 2)])
@pytest.mark.parametrize("name", ["w.npz", "w.csv", "w"])
def test_any_shape_is_written(tmp_path: Path, shape: tuple[int, ...], name: str) -> None:
    layer = dense_layer("d", np.ones((2, 2)))
    values = np.arange(np.prod(shape, dtype=int), dtype="int16").reshape(shape)
    graph = chain([input_layer(), Layer("d", "d", "Mine", weights=(*layer.weights, Weight.from_array("x", values)))])
    path = dv.export_weights(graph, tmp_path / name)
    if name == "w.csv":
        assert len(path.read_text().splitlines()) == 1 + 4 + values.size
        return
    found = np.load(path)["d/x"] if name == "w.npz" else np.load(path / "d.x.npy")
    np.testing.assert_array_equal(found, values)
    assert found.dtype == (np.int16 if values.size else np.float32)


class Failing:
    """Values whose file is cut off."""

    def read(self) -> Array:
        raise UnreadableFileError("cut off")

    def chunks(self, max_values: int) -> Iterator[Array]:
        yield np.ones(1, "float32")
        raise UnreadableFileError("cut off")


@pytest.mark.parametrize("name", ["w.npz", "w.csv", "w"])
def test_a_failure_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    dv.export_weights(dense_chain(3, 2), target)
    before = _content(target)
    broken = chain([input_layer(), dense_layer("dense_0", np.zeros((3, 2))), Layer("x", "x", "Dense", weights=(_failing(),))])
    with pytest.raises(UnreadableFileError, match="cut off"):
        dv.export_weights(broken, target)
    assert _content(target) == before
    assert [file.name for file in tmp_path.iterdir()] == [name]


def _failing() -> Weight:
    return Weight("kernel", "kernel", (2, 2), "float32", source=Failing())


def _content(target: Path) -> Any:
    files = sorted(target.iterdir()) if target.is_dir() else [target]
    return [(file.name, file.read_bytes()) for file in files]


def test_a_folder_keeps_its_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    dv.export_weights(dense_chain(3, 2), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "dense_0.kernel.npy").is_file()


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (dv.export_weights(CNN, tmp_path / name).read_bytes() for name in ("a.npz", "b.npz"))
    assert one == other


def test_targets_that_cannot_be_are_one_clear_error(tmp_path: Path) -> None:
    graph = dense_chain(3, 2)
    with pytest.raises(OptionError, match=r"\.npz, \.csv"):
        dv.export_weights(graph, tmp_path / "w.txt")
    with pytest.raises(OutputError, match="no folder"):
        dv.export_weights(graph, tmp_path / "nowhere" / "w.npz")
    with pytest.raises(OutputError, match="no folder"):
        dv.export_weights(graph, tmp_path / "nowhere" / "w")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="a file of that name"):
        dv.export_weights(graph, tmp_path / "file")


@pytest.mark.parametrize("path", [5, "", b"x.npz", None])
def test_what_is_no_path_is_refused(path: Any) -> None:
    with pytest.raises(OptionError, match="written to a path"):
        dv.export_weights(dense_chain(3, 2), path)


def test_no_layers_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no name in it"):
        dv.export_weights(dense_chain(3, 2), tmp_path / "w.npz", layers=[])


def test_names_of_members_stay_in_the_archive(tmp_path: Path) -> None:
    graph = chain([input_layer(), dense_layer("../../x", np.ones((2, 2)))])
    path = write_weights(tensors_of(graph), tmp_path / "w.npz")
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["_/_/x/kernel.npy"]


def test_large_weights_are_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    class Counted:
        def read(self) -> Array:
            raise AssertionError("read whole")

        def chunks(self, max_values: int) -> Iterator[Array]:
            for start in range(0, 3_000_000, max_values):
                sizes.append(min(max_values, 3_000_000 - start))
                yield np.zeros(sizes[-1], "float32")

    weight = Weight("kernel", "kernel", (1000, 3000), "float32", source=Counted())
    path = dv.export_weights(chain([Layer("d", "d", "Dense", weights=(weight,))]), tmp_path / "w.npz")
    assert max(sizes) <= 1 << 20
    assert path.stat().st_size > 12_000_000
