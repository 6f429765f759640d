from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.keras_format.hdf5.file import StoredFile, open_stored
from dotnet_viz.keras_format.hdf5.listing import list_arrays


def make(path: Path, **datasets: Any) -> StoredFile:
    with h5py.File(path, "w") as file:
        for name, value in datasets.items():
            file[name] = value
    return StoredFile(path)


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
def test_bytes_that_are_no_hdf5_are_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.h5").write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"a\.h5.*damaged, or holds no HDF5"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_a_truncated_file_is_told(tmp_path: Path) -> None:
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
