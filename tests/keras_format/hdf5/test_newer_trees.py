"""Trees and heaps of newer HDF5 files with sizes that cannot be, or in circles, whose checksums are right."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.keras_format.hdf5.file import StoredFile, survives_damaged_heaps
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from dotnet_viz.keras_format.hdf5.newer_trees import HEAP_HEADER, NewerTrees, check_heap_sizes
from tests.keras_format.hdf5.checksum import checksum

TREE_BYTES, HEAP_BYTES = 34, 142

pytestmark = pytest.mark.skipif(not survives_damaged_heaps(), reason="the installed HDF5 is given no such groups at all")


def many_links(path: Path, count: int) -> bytes:
    with h5py.File(path, "w", libver="latest") as file:
        for number in range(count):
            file[f"layers/dense_{number}/vars/0"] = np.ones(3, "f4")
    return path.read_bytes()


def changed(data: bytes, signature: bytes, size: int, offset: int, value: bytes) -> bytes:
    """Return a file with some bytes of a block changed, and the block's checksum made right again."""
    start = data.index(signature)
    block = bytearray(data[start : start + size])
    block[offset : offset + len(value)] = value
    return data[:start] + block + checksum(bytes(block)) + data[start + size + 4 :]


@pytest.mark.parametrize("count", [9, 45, 3000])
def test_sound_groups_of_many_links_are_read(tmp_path: Path, count: int) -> None:
    many_links(tmp_path / "a.h5", count)
    assert len(list_arrays(StoredFile(tmp_path / "a.h5"))[0]) == count


@pytest.mark.parametrize("order", ["names", "names and numbers"])
def test_sound_chunks_and_attributes_of_newer_trees_are_read(tmp_path: Path, order: str) -> None:
    with h5py.File(tmp_path / "a.h5", "w", libver="latest", track_order=order != "names") as file:
        shape = {"shape": (40, 40), "maxshape": (None, None), "chunks": (2, 2), "dtype": "f4"}
        for name, filters in (("plain", {}), ("packed", {"compression": "gzip"})):
            dataset = file.create_dataset(name, **shape, **filters)
            dataset[:] = 1
            for number in range(40):
                dataset.attrs[f"fact {number}"] = number
            dataset.attrs["long"] = np.arange(20_000)
    arrays = list_arrays(StoredFile(tmp_path / "a.h5"))[0]
    assert [array.read().sum() for array in arrays.values()] == [1600, 1600]


WRONG = [
    ("type", b"BTHD", TREE_BYTES, 5, b"\0"),
    ("node", b"BTHD", TREE_BYTES, 6, b"\0\0\0\0"),
    ("record", b"BTHD", TREE_BYTES, 10, b"\0\0"),
    ("depth", b"BTHD", TREE_BYTES, 12, b"\xff\xff"),
    ("count", b"BTHD", TREE_BYTES, 24, b"\xff\xff"),
    ("width", b"FRHP", HEAP_BYTES, 110, b"\0\0"),
    ("first block", b"FRHP", HEAP_BYTES, 112, bytes(8)),
]


@pytest.mark.parametrize(
    ("signature", "size", "offset", "value"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_sizes_that_cannot_be_are_refused_and_end_no_process(
    tmp_path: Path, signature: bytes, size: int, offset: int, value: bytes
) -> None:
    (tmp_path / "b.h5").write_bytes(changed(many_links(tmp_path / "a.h5", 45), signature, size, offset, value))
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from dotnet_viz.errors import UnsafeFileError\n"
        "from dotnet_viz.keras_format.hdf5.file import StoredFile\n"
        "from dotnet_viz.keras_format.hdf5.listing import list_arrays\n"
        "try:\n    list_arrays(StoredFile(Path(sys.argv[1])))\n"
        "except UnsafeFileError:\n    sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, tmp_path / "b.h5"], timeout=60, check=False).returncode == 7


def test_nodes_that_name_the_next_one_many_times_are_refused() -> None:
    node = b"BTIN\0\x05" + bytes(11) + b"".join(struct.pack("<QBB", address, 1, 1) for address in (800, 800))
    header = struct.pack("<4sBBIHHBBQHQ", b"BTHD", 0, 5, 512, 11, 2, 100, 40, 400, 1, 3)
    with pytest.raises(UnsafeFileError, match="two paths"):
        NewerTrees(lambda address, count: node).check(header, 100)


def test_a_tree_that_is_read_anew_is_taken() -> None:
    header = struct.pack("<4sBBIHHBBQHQ", b"BTHD", 0, 5, 512, 11, 0, 100, 40, 400, 3, 3)
    trees = NewerTrees(lambda address, count: b"")
    trees.check(header, 100)
    trees.check(header, 100)


@pytest.mark.parametrize(
    ("width", "first", "largest", "bits", "rows"),
    [
        (0, 512, 65536, 32, 2),
        (3, 512, 65536, 32, 2),
        (4, 0, 65536, 32, 2),
        (4, 512, 256, 32, 2),
        (4, 512, 65536, 99, 2),
        (4, 512, 65536, 32, 60),
    ],
)
def test_blocks_of_sizes_that_cannot_be_are_refused(width: int, first: int, largest: int, bits: int, rows: int) -> None:
    def header(*sizes: int) -> bytes:
        return struct.pack("<110xHQQHHQH", *sizes[:4], 1, 0, sizes[4])

    assert len(header(4, 512, 65536, 32, 2)) == HEAP_HEADER
    check_heap_sizes(header(4, 512, 65536, 32, 2))
    with pytest.raises(UnsafeFileError):
        check_heap_sizes(header(width, first, largest, bits, rows))
