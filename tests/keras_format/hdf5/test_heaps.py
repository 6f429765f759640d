from __future__ import annotations

import struct
from pathlib import Path

import h5py
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dotnet_viz as dv
from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.keras_format.hdf5.file import StoredFile, opened
from dotnet_viz.keras_format.hdf5.heaps import check_free_blocks, check_heap
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from tests.conftest import DATA


def item(index: int, length: int, room: int = 0) -> bytes:
    """Return the header of an object, and zeros as its content."""
    return struct.pack("<HHIQ", index, 1, 0, length) + bytes(room)


def heap(*items: bytes, size: int = 4096) -> bytes:
    """Return a heap with its rest declared free."""
    body = b"".join(items)
    free = size - 16 - len(body)
    return b"GCOL\x01\0\0\0" + struct.pack("<Q", size) + body + item(0, free) + bytes(free - 16)


def with_names(path: Path, *names: str) -> bytes:
    with h5py.File(path, "w") as file:
        for number, name in enumerate(names):
            file.create_group(f"layers/{number}/vars").attrs["name"] = name
    return path.read_bytes()


def test_heaps_that_end_are_taken() -> None:
    check_heap(heap(item(1, 3, 8), item(2, 8, 8), item(3, 0)))


@pytest.mark.parametrize(
    "wrong", [item(0, 0), item(0, 15), item(0, 1 << 40), item(1, 1 << 40), item(1, (1 << 64) - 24), item(0, (1 << 64) - 32)]
)
def test_heaps_on_which_the_library_would_not_end_are_refused(wrong: bytes) -> None:
    with pytest.raises(UnsafeFileError, match="text"):
        check_heap(heap(item(1, 8, 8), wrong))


def test_other_bytes_are_left_alone() -> None:
    check_heap(b"GCOX" + bytes(4092))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 300) | st.integers(0, (1 << 64) - 1)), max_size=6))
def test_what_passes_is_walked_to_its_end(objects: list[tuple[int, int]]) -> None:
    data = heap(*(item(index, length, min(length + -length % 8, 400)) for index, length in objects))
    try:
        check_heap(data)
    except UnsafeFileError:
        return
    place = 16
    while place + 16 <= len(data):
        index, _, _, length = struct.unpack_from("<HHIQ", data, place)
        step = 16 + (length + 7) // 8 * 8 if index else length
        assert 16 <= step <= len(data) - place
        place += step


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_file_that_would_keep_the_library_busy_for_ever_is_refused(tmp_path: Path, in_memory: bool) -> None:
    data = bytearray(with_names(tmp_path / "a.h5", "dense_26"))
    free = data.index(b"GCOL") + 16 + 24
    data[free + 8 : free + 16] = bytes(8)
    (tmp_path / "b.h5").write_bytes(data)
    with pytest.raises(UnsafeFileError):
        list_arrays(StoredFile(tmp_path / "b.h5", content=bytes(data) if in_memory else None))
    with pytest.raises(UnsafeFileError):
        dv.read(tmp_path / "b.h5")


def test_many_and_long_names_are_read(tmp_path: Path) -> None:
    names = [f"{number}{'x' * (number * 37 % 900)}" for number in range(300)]
    with_names(tmp_path / "a.h5", *names)
    found = list_arrays(StoredFile(tmp_path / "a.h5"))[1]
    assert [found[f"layers/{number}/vars"] for number in range(300)] == names


def test_lengths_of_another_size_are_refused(tmp_path: Path) -> None:
    plist = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    plist.set_sizes(4, 4)
    h5py.h5f.create(bytes(tmp_path / "a.h5"), h5py.h5f.ACC_TRUNC, plist).close()
    with pytest.raises(UnreadableFileError, match=r"\(4, 4\)"), opened(StoredFile(tmp_path / "a.h5")):
        pass


def blocks(*followers: int) -> bytes:
    """Return free blocks of 16 bytes, each of which names the next."""
    return b"".join(struct.pack("<QQ", follower, 16) for follower in followers)


def test_free_blocks_that_end_are_taken() -> None:
    check_free_blocks(b"", 1)
    check_free_blocks(blocks(32, 1, 16), 0)
    check_free_blocks(blocks(1 << 40), 0)


@pytest.mark.parametrize(("followers", "first"), [((0,), 0), ((16, 0), 16), ((16, 32, 16), 0)])
def test_free_blocks_that_run_in_a_circle_are_refused(followers: tuple[int, ...], first: int) -> None:
    with pytest.raises(UnsafeFileError, match="run in a circle"):
        check_free_blocks(blocks(*followers), first)


@pytest.mark.parametrize("user_block", [0, 1024])
def test_a_heap_of_names_that_has_no_end_is_refused(tmp_path: Path, user_block: int) -> None:
    with h5py.File(tmp_path / "a.h5", "w", userblock_size=user_block) as file:
        file.create_group("layers/dense/vars")
    data = bytearray((tmp_path / "a.h5").read_bytes())
    list_arrays(StoredFile(tmp_path / "a.h5"))
    header = data.index(b"HEAP")
    _, first, address = struct.unpack_from("<QQQ", data, header + 8)
    struct.pack_into("<Q", data, user_block + address + first, first)
    (tmp_path / "b.h5").write_bytes(data)
    with pytest.raises(UnsafeFileError, match="run in a circle"):
        list_arrays(StoredFile(tmp_path / "b.h5"))


def test_names_far_from_their_header_are_found(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        for number in range(200):
            file.create_group(f"{'x' * 60}{number}")
    data = bytearray((tmp_path / "a.h5").read_bytes())
    list_arrays(StoredFile(tmp_path / "a.h5"))
    headers = [place for place in range(len(data)) if data.startswith(b"HEAP", place)]
    size, first, address = max(struct.unpack_from("<QQQ", data, place + 8) for place in headers)
    assert size > 4096
    struct.pack_into("<Q", data, address + first, first)
    (tmp_path / "b.h5").write_bytes(data)
    with pytest.raises(UnsafeFileError, match="run in a circle"):
        list_arrays(StoredFile(tmp_path / "b.h5"))


@pytest.mark.parametrize("path", sorted((DATA / "models").rglob("*.h5")), ids=lambda path: path.name)
def test_files_of_keras_pass(path: Path) -> None:
    assert dv.read(path).layers
