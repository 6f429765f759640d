from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.keras_format.hdf5.file import StoredFile, open_stored
from dotnet_viz.keras_format.hdf5.strings import text_attribute, texts_attribute
from tests.keras_format.hdf5.checksum import checksum

NAMES = ("text", "fixed", "broken", "number", "many", "bytes", "none", "square", "sequence", "empty", "absent")


def attributes(path: Path) -> tuple[dict[str, str | None], dict[str, list[str] | None]]:
    """Return what is found in a file with attributes of every type, as one text and as a list."""
    sequence = np.empty(1, object)
    sequence[0] = np.arange(3, dtype=np.int32)
    with h5py.File(path, "w") as file:
        file.attrs["text"] = "naïve"
        file.attrs["fixed"] = np.bytes_("fixed")
        file.attrs["broken"] = np.bytes_(b"\xff\xfe")
        file.attrs["number"] = 3
        file.attrs["many"] = ["a", "ü"]
        file.attrs["bytes"] = np.array([b"kernel:0", b"bias:0"])
        file.attrs["none"] = np.array([], "S3")
        file.attrs["square"] = [["a", "b"], ["c", "d"]]
        file.attrs.create("sequence", sequence, dtype=h5py.vlen_dtype(np.int32))
        file.attrs["empty"] = h5py.Empty("S3")
    with open_stored(StoredFile(path)) as file:
        one = {name: text_attribute(file, file.hdf5.id, name) for name in NAMES}
        return one, {name: texts_attribute(file, file.hdf5.id, name) for name in NAMES}


def test_attributes_that_are_one_text_or_a_list_of_texts_are_read_and_others_left_alone(tmp_path: Path) -> None:
    one, many = attributes(tmp_path / "a.h5")
    assert {name: found for name, found in one.items() if found is not None} == {
        "text": "naïve",
        "fixed": "fixed",
        "broken": "\ufffd\ufffd",
    }
    assert {name: found for name, found in many.items() if found is not None} == {
        "many": ["a", "ü"],
        "bytes": ["kernel:0", "bias:0"],
        "none": [],
    }


@pytest.mark.parametrize("names", [["dense_26"], ["a", "kernel:0"]])
def test_a_length_beyond_the_file_is_refused_before_memory_is_reserved(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        file.attrs["weight_names"] = names if len(names) > 1 else names[0]
    data = bytearray(path.read_bytes())
    heap = data.index(b"GCOL").to_bytes(8, "little")
    place = data.index(len(names[-1]).to_bytes(4, "little") + heap, data.index(b"weight_names"))
    data[place + 3] = 0xF0
    path.write_bytes(data)
    read: Any = texts_attribute if len(names) > 1 else text_attribute
    with open_stored(StoredFile(path)) as file, pytest.raises(UnsafeFileError, match=r"declare 4,026,531,8\d\d bytes"):
        read(file, file.hdf5.id, "weight_names")


@pytest.mark.parametrize("userblock", [0, 1024])
def test_texts_behind_a_user_block_are_read(tmp_path: Path, userblock: int) -> None:
    with h5py.File(tmp_path / "a.h5", "w", userblock_size=userblock) as file:
        file.create_group("g").attrs["name"] = "dense"
    with open_stored(StoredFile(tmp_path / "a.h5")) as found:
        assert text_attribute(found, found.hdf5["g"].id, "name") == "dense"


def test_texts_in_headers_of_the_newer_format_are_read(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w", libver="latest") as file:
        file.attrs["name"] = "dense"
        file.attrs["weight_names"] = ["kernel", "bias"]
    with open_stored(StoredFile(tmp_path / "a.h5")) as found:
        assert text_attribute(found, found.hdf5.id, "name") == "dense"
        assert texts_attribute(found, found.hdf5.id, "weight_names") == ["kernel", "bias"]


def test_one_text_that_many_point_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        file.attrs["weight_names"] = ["x" * 2000, *(f"{number:04}" for number in range(99))]
    data = bytearray(path.read_bytes())
    long = (2000).to_bytes(4, "little") + data.index(b"GCOL").to_bytes(8, "little")
    start = data.index(long)
    for place in range(start + 16, start + 1600, 16):
        data[place : place + 16] = data[start : start + 16]
    path.write_bytes(data)
    with open_stored(StoredFile(path)) as file, pytest.raises(UnsafeFileError, match="declare 200,000 bytes"):
        texts_attribute(file, file.hdf5.id, "weight_names")


def test_texts_of_characters_of_many_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file.attrs["weight_names"] = ["kernel", "bias"]
    data = bytearray(path.read_bytes())
    size = data.index((1).to_bytes(4, "little"), data.index(b"weight_names"))
    data[size + 3] = 1
    start = data.index(b"OHDR")
    place = start + 6 + 16 * bool(data[start + 5] & 0x20)
    end = place + 1 + data[place]
    assert checksum(path.read_bytes()[start:end]) == data[end : end + 4]
    data[end : end + 4] = checksum(bytes(data[start:end]))
    path.write_bytes(data)
    with open_stored(StoredFile(path)) as file, pytest.raises(UnreadableFileError, match="not stored as Keras does it"):
        texts_attribute(file, file.hdf5.id, "weight_names")
