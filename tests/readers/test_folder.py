"""A folder of model files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingDependencyError, MissingFileError
from dotnet_viz.files.source import FileFormat
from dotnet_viz.readers.folder import model_files
from tests.conftest import DATA
from tests.readers.plug_in import add_entry_point, add_reader


def test_models_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("epoch-10.keras", "epoch-2.keras", "Epoch-1.h5", "notes.txt", "epoch-3.weights.h5", "graph.json"):
        (tmp_path / name).touch()
    (tmp_path / "folder.keras").mkdir()
    assert [Path(name).name for name in model_files(tmp_path)] == ["Epoch-1.h5", "epoch-2.keras", "epoch-10.keras"]


def test_checkpoints_of_weights_alone_are_a_row_of_models(tmp_path: Path) -> None:
    for name in ("epoch-10.weights.h5", "epoch-2.weights.h5", "last.weights.json", "last_00000.weights.h5", "model.keras"):
        (tmp_path / name).touch()
    assert [Path(name).name for name in model_files(tmp_path)] == [
        "epoch-2.weights.h5",
        "epoch-10.weights.h5",
        "last.weights.json",
        "model.keras",
    ]


def test_fewer_than_two_models_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.keras").touch()
    with pytest.raises(MissingFileError, match="holds 1 model; two are needed"):
        model_files(tmp_path)
    with pytest.raises(MissingFileError, match="no folder"):
        model_files(tmp_path / "nowhere")


def test_files_of_another_package_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("epoch-10.onnx", "epoch-2.onnx"):
        (tmp_path / name).touch()
    with pytest.raises(
        MissingFileError, match=r"no model; two are needed \(\.keras, \.h5, \.hdf5, \.weights\.json, \.npz, \.safetensors\)"
    ):
        model_files(tmp_path)
    add_reader(monkeypatch, FORMAT=FileFormat((".onnx",)))
    assert [Path(name).name for name in model_files(tmp_path)] == ["epoch-2.onnx", "epoch-10.onnx"]


def test_a_folder_of_another_package_is_a_row_of_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"epoch-{number}.onnx").write_bytes(b"%d" % number)
    add_reader(
        monkeypatch, FORMAT=FileFormat((".onnx",)), read=lambda source: dv.read([np.eye(2) * int(Path(source).read_bytes())])
    )
    assert dv.evolution(tmp_path).layers[0].from_first == (1.0, 2.0)


def test_a_reader_that_cannot_be_imported_is_reported_where_models_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_entry_point(monkeypatch, "package_that_is_not_there")
    (tmp_path / "a.keras").touch()
    with pytest.raises(MissingDependencyError, match="package_that_is_not_there"):
        model_files(tmp_path)
    (tmp_path / "b.keras").touch()
    assert len(model_files(tmp_path)) == 2


def test_folders_that_are_models_are_models_of_a_folder(tmp_path: Path) -> None:
    for name in ("epoch-10", "epoch-9"):
        with zipfile.ZipFile(DATA / "models" / "mlp-6-3-7.keras") as archive:
            archive.extractall(tmp_path / name)
    assert [Path(path).name for path in model_files(tmp_path)] == ["epoch-9", "epoch-10"]
    with pytest.raises(MissingFileError, match="is one model"):
        model_files(tmp_path / "epoch-9")
