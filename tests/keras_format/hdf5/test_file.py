from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.keras_format.hdf5 import file as file_module
from dotnet_viz.keras_format.hdf5.file import StoredFile, open_stored, survives_damaged_heaps
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from tests.keras_format.hdf5.builders import make
from tests.keras_format.hdf5.checksum import checksum


def test_reads_values_at_an_offset_of_a_larger_file(tmp_path: Path) -> None:
    inner = (tmp_path / "a.h5", np.arange(12.0).reshape(3, 4))
    make(inner[0], kernel=inner[1])
    content = inner[0].read_bytes()
    (tmp_path / "b.bin").write_bytes(b"before" * 5 + content + b"after")
    arrays, _ = list_arrays(StoredFile(tmp_path / "b.bin", 30, len(content)))
    assert np.array_equal(arrays["kernel"].read(), inner[1])


def test_reads_values_from_bytes_in_memory(tmp_path: Path) -> None:
    make(tmp_path / "a.h5", kernel=np.arange(3.0))
    file = StoredFile(tmp_path / "gone.keras", content=(tmp_path / "a.h5").read_bytes())
    assert list_arrays(file)[0]["kernel"].read().tolist() == [0, 1, 2]


@pytest.mark.parametrize("content", [b"no HDF5 at all", b"\x89HDF\r\n\x1a\n" + b"\0" * 200])
def test_bytes_that_are_no_hdf5_are_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.h5").write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"a\.h5.*damaged, or holds no HDF5"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_a_truncated_file_is_reported(tmp_path: Path) -> None:
    make(tmp_path / "a.h5", w=np.zeros((100, 100)))
    content = (tmp_path / "a.h5").read_bytes()
    (tmp_path / "a.h5").write_bytes(content[: len(content) // 2])
    with pytest.raises(UnreadableFileError, match="truncated"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_open_stored_turns_errors_of_hdf5_into_one_line(tmp_path: Path) -> None:
    file = make(tmp_path / "a.h5", w=np.zeros(3))
    with pytest.raises(UnreadableFileError, match="missing"), open_stored(file) as opened:
        opened.hdf5["missing"]


def test_open_stored_is_read_only(tmp_path: Path) -> None:
    file = make(tmp_path / "a.h5", w=np.zeros(3))
    with open_stored(file) as opened:
        assert opened.hdf5.mode == "r"
        assert not opened.hdf5.swmr_mode


def with_many_links(path: Path, links: int = 20) -> bytearray:
    with h5py.File(path, "w", libver="latest") as file:
        for number in range(links):
            file[f"layers/dense_{number}/vars/0"] = np.zeros(2)
    return bytearray(path.read_bytes())


def test_groups_of_the_newer_format_are_read_where_the_library_is_safe(tmp_path: Path) -> None:
    with_many_links(tmp_path / "few.h5", 8)
    assert len(list_arrays(StoredFile(tmp_path / "few.h5"))[0]) == 8
    with_many_links(tmp_path / "many.h5")
    if survives_damaged_heaps():
        assert len(list_arrays(StoredFile(tmp_path / "many.h5"))[0]) == 20
    else:
        with pytest.raises(UnsafeFileError, match=r"Install h5py 3\.16"):
            list_arrays(StoredFile(tmp_path / "many.h5"))


def test_an_old_library_is_not_given_a_group_with_many_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_module, "survives_damaged_heaps", lambda: False)
    with_many_links(tmp_path / "a.h5")
    with pytest.raises(UnsafeFileError, match=r"Install h5py 3\.16"), open_stored(StoredFile(tmp_path / "a.h5")):
        pass


def test_checksums_are_those_of_the_library(tmp_path: Path) -> None:
    data = with_many_links(tmp_path / "a.h5")
    for signature, size in ((b"BTHD", 38), (b"FRHP", 146), (b"FSHD", 82)):
        block = data[(start := data.index(signature)) : start + size]
        assert checksum(bytes(block[:-4])) == block[-4:]


@pytest.mark.parametrize("records", [0, 3, 19, 21, 1000, 1 << 40])
def test_a_wrong_number_of_links_does_not_end_the_process(tmp_path: Path, records: int) -> None:
    data = with_many_links(tmp_path / "a.h5")
    start = data.index(b"BTHD")
    data[start + 26 : start + 34] = records.to_bytes(8, "little")
    data[start + 34 : start + 38] = checksum(bytes(data[start : start + 34]))
    (tmp_path / "a.h5").write_bytes(data)
    code = "import sys, dotnet_viz as dv\ntry: dv.read(sys.argv[1])\nexcept dv.VizError as error: print(error)"
    result = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.h5")], check=False, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
