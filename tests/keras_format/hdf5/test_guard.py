from __future__ import annotations

import io
from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.keras_format.hdf5.file import StoredFile
from dotnet_viz.keras_format.hdf5.guard import ReadGuard
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from tests.keras_format.hdf5.test_heaps import heap, item


def test_heaps_that_end_are_handed_out() -> None:
    data = heap(item(1, 3, 8), item(2, 8, 8), item(3, 0))
    buffer = bytearray(len(data))
    assert ReadGuard(io.BytesIO(data)).readinto(buffer) == len(data)
    assert buffer == data


def test_a_large_heap_is_looked_at_to_its_end_before_its_beginning_is_handed_out() -> None:
    good, bad = heap(item(1, 8192, 8192), size=16_384), heap(item(1, 8192, 8192), item(0, 0), size=16_384)
    guard = ReadGuard(io.BytesIO(b"before" + good + b"after"))
    guard.seek(6)
    buffer = bytearray(4096)
    assert guard.readinto(buffer) == 4096
    assert buffer == good[:4096]
    assert guard.tell() == 6 + 4096
    with pytest.raises(UnsafeFileError):
        ReadGuard(io.BytesIO(bad)).readinto(buffer)
    with pytest.raises(UnsafeFileError, match="more than there are"):
        ReadGuard(io.BytesIO(good[:8000])).readinto(buffer)


def test_other_bytes_are_left_alone() -> None:
    assert ReadGuard(io.BytesIO(b"GREAT" + b"\xff" * 91)).readinto(bytearray(96)) == 96


def nodes(data: bytes, kind: int) -> list[int]:
    return [place for place in range(len(data)) if data[place : place + 5] == b"TREE" + bytes([kind])]


def refused(path: Path, data: bytes | bytearray) -> bool:
    path.write_bytes(data)
    try:
        for array in list_arrays(StoredFile(path))[0].values():
            array.read()
    except UnsafeFileError as error:
        return "tree" in str(error)
    return False


@pytest.mark.parametrize("user_block", [0, 1024])
def test_nodes_of_links_that_name_themselves_are_refused(tmp_path: Path, user_block: int) -> None:
    with h5py.File(tmp_path / "a.h5", "w", userblock_size=user_block) as file:
        file["layers/dense/vars/0"] = np.ones(3)
    data = (tmp_path / "a.h5").read_bytes()
    assert not refused(tmp_path / "b.h5", data)
    for place in nodes(data, 0):
        wrong = bytearray(data)
        wrong[place + 5] = 1
        wrong[place + 32 : place + 40] = (place - user_block).to_bytes(8, "little")
        assert refused(tmp_path / "b.h5", wrong)


def chunked(path: Path, version: str = "earliest") -> bytes:
    """Return a file with a dataset of 5,000 chunks."""
    plist = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    access = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    if version == "latest":
        plist.set_file_space_strategy(h5py.h5f.FSPACE_STRATEGY_PAGE, True, 1)
        access.set_libver_bounds(h5py.h5f.LIBVER_EARLIEST, h5py.h5f.LIBVER_LATEST)
    with h5py.File(h5py.h5f.create(bytes(path), h5py.h5f.ACC_TRUNC, plist, access)) as file:
        file.create_dataset("layers/dense/vars/0", data=np.ones((100, 100), "f4"), chunks=(2, 1))
    return path.read_bytes()


@pytest.mark.parametrize("version", ["earliest", "latest"])
def test_nodes_of_chunks_that_lead_in_a_circle_or_twice_to_one_place_are_refused(tmp_path: Path, version: str) -> None:
    data = chunked(tmp_path / "a.h5", version=version)
    assert not refused(tmp_path / "b.h5", data)
    inner = [place for place in nodes(data, 1) if data[place + 5]]
    assert inner
    key = 8 + 8 * 3
    for place in inner:
        first = place + 24 + key
        circle, twice = bytearray(data), bytearray(data)
        circle[first : first + 8] = place.to_bytes(8, "little")
        twice[first + 8 + key : first + 16 + key] = data[first : first + 8]
        assert refused(tmp_path / "b.h5", circle)
        assert refused(tmp_path / "b.h5", twice)
