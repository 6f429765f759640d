from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.files.limits import Limits
from dotnet_viz.keras_format.files.archive import open_archive
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from tests.effort import calls_in

CONFIG = {"class_name": "Sequential", "config": {"name": "m", "layers": []}}


def weights_file() -> bytes:
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        file["layers/dense/vars/0"] = np.arange(6.0).reshape(2, 3)
    return stream.getvalue()


def make(path: Path, members: Mapping[str, bytes | str] = MappingProxyType({}), compression: int = zipfile.ZIP_STORED) -> Path:
    content = {"metadata.json": '{"keras_version": "3.15.1"}', "config.json": json.dumps(CONFIG), **members}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def test_reads_metadata_config_and_the_place_of_the_weights(tmp_path: Path) -> None:
    path = make(tmp_path / "m.keras", {"model.weights.h5": weights_file()})
    archive = open_archive(path)
    assert (archive.path, archive.metadata, archive.config) == (path, {"keras_version": "3.15.1"}, CONFIG)
    assert archive.weights is not None
    assert archive.weights.content is None
    part = path.read_bytes()[archive.weights.offset :][: archive.weights.length]
    assert part == weights_file()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_weights_are_read_however_the_file_was_zipped(tmp_path: Path, compression: int) -> None:
    path = make(tmp_path / "m.keras", {"model.weights.h5": weights_file()}, compression)
    weights = open_archive(path).weights
    assert weights is not None
    assert list_arrays(weights)[0]["layers/dense/vars/0"].read().tolist() == [[0, 1, 2], [3, 4, 5]]


def test_bytes_before_the_zip_do_no_harm(tmp_path: Path) -> None:
    path = make(tmp_path / "m.keras", {"model.weights.h5": weights_file()})
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    weights = open_archive(path).weights
    assert weights is not None
    assert list(list_arrays(weights)[0]) == ["layers/dense/vars/0"]


def test_a_model_without_weights_or_metadata_is_still_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.keras", "w") as file:
        file.writestr("config.json", json.dumps(CONFIG))
    archive = open_archive(tmp_path / "m.keras")
    assert (archive.metadata, archive.weights) == ({}, None)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "assets/../../evil", "..\\evil", "C:\\evil", "\\\\host\\share\\x"])
def test_member_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafeFileError, match="leads out"):
        open_archive(make(tmp_path / "m.keras", {name: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "m.keras")
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("config.json", "{}")
    with pytest.raises(UnsafeFileError, match=r"two members called 'config\.json'"):
        open_archive(path)


@pytest.mark.parametrize("name", ["config.json", "model.weights.h5"])
def test_zip_bombs_are_refused_at_once(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / "m.keras", {name: b" " * (80 << 20)}, zipfile.ZIP_DEFLATED)

    def refused() -> None:
        with pytest.raises(UnsafeFileError, match=r"unpacks from .* to 83,886,080 bytes"):
            open_archive(path)

    assert calls_in(refused) < 2_000


def test_large_compressed_weights_are_refused_with_the_way_out(tmp_path: Path) -> None:
    path = make(tmp_path / "m.keras", {"model.weights.h5": weights_file()}, zipfile.ZIP_DEFLATED)
    with Limits(unpacked_bytes=100), pytest.raises(UnsafeFileError, match="zip -0"):
        open_archive(path)


def test_an_encrypted_member_is_reported(tmp_path: Path) -> None:
    path = make(tmp_path / "m.keras")
    content = bytearray(path.read_bytes())
    position = content.rindex(b"PK\x01\x02", 0, content.rindex(b"config.json"))
    content[position + 8] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(UnreadableFileError, match="encrypted"):
        open_archive(path)


def test_a_table_of_contents_that_lies_is_reported(tmp_path: Path) -> None:
    path = make(tmp_path / "m.keras", {"model.weights.h5": weights_file()})
    content = bytearray(path.read_bytes())
    position = content.rindex(b"PK\x01\x02")
    content[position + 20 : position + 28] = (1 << 20).to_bytes(4, "little") * 2
    path.write_bytes(bytes(content))
    with pytest.raises(UnreadableFileError, match=r"cut off: model\.weights\.h5 ends"):
        open_archive(path)


def directory(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("hello", encoding="utf-8")


def truncated(path: Path) -> None:
    make(path, {"model.weights.h5": weights_file()})
    path.write_bytes(path.read_bytes()[:-300])


def no_model(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", "hello")


def no_json(path: Path) -> None:
    make(path, {"config.json": "{"})


def no_object(path: Path) -> None:
    make(path, {"config.json": "[1]"})


def damaged_member(path: Path) -> None:
    make(path, {"config.json": json.dumps(CONFIG) * 3}, zipfile.ZIP_DEFLATED)
    content = path.read_bytes()
    start = content.index(b"config.json") + 20
    path.write_bytes(content[:start] + b"\xff" * 8 + content[start + 8 :])


@pytest.mark.parametrize(
    ("make_file", "words"),
    [
        (directory, "is a folder"),
        (pipe, "pipe or a device"),
        (empty, "is empty"),
        (text, r"no \.keras file"),
        (truncated, "cut off"),
        (no_model, r"no Keras model: it has no config\.json"),
        (no_json, r"'config\.json' in .* is not JSON"),
        (no_object, "holds a list where an object has to be"),
        (damaged_member, "cannot be unpacked|is cut off"),
    ],
)
def test_each_fault_is_one_clear_line(tmp_path: Path, make_file: Callable[[Path], None], words: str) -> None:
    make_file(tmp_path / "m.keras")
    with pytest.raises(UnreadableFileError, match=words) as caught:
        open_archive(tmp_path / "m.keras")
    assert "m.keras" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    make(tmp_path / "model.keras")
    with pytest.raises(MissingFileError, match=r"no file '.*modle\.keras' \(did you mean '.*model\.keras'\?\)"):
        open_archive(tmp_path / "modle.keras")
    with pytest.raises(MissingFileError, match="no file"):
        open_archive(tmp_path / "absent" / "model.keras")


def test_a_name_with_a_null_byte_is_reported() -> None:
    with pytest.raises(VizError, match="cannot read"):
        open_archive(Path("a\0b.keras"))


def test_a_device_is_refused() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("needs /dev/zero")
    with pytest.raises(UnreadableFileError, match="pipe or a device"):
        open_archive(Path("/dev/zero"))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_of_packing_are_refused(method: int, tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    make(path, {}, method)
    with pytest.raises(UnreadableFileError, match=rf"packed by method {method} of zip.*zip it again"):
        open_archive(path)
