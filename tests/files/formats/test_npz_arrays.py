from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.datasets.files import read_data_file
from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.npz_arrays import map_npy, read_npz
from dotnet_viz.files.inputs import read_inputs

HEADERS = (
    "{'descr': '<f4', 'fortran_order': False, 'shape': (True, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1180591620717411303424,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (7,)}",
    "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '<f4'",
    "{'descr': '''",
    "(" * 9000,
)


def npy(header: str, data: bytes = bytes(24)) -> bytes:
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


@pytest.mark.parametrize("header", HEADERS)
def test_headers_that_are_damaged_are_one_line(header: str, tmp_path: Path) -> None:
    (tmp_path / "a.npy").write_bytes(npy(header))
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("a.npy", npy(header))
    for read in (lambda: map_npy(tmp_path / "a.npy"), lambda: read_npz(tmp_path / "a.npz")):
        with pytest.raises(UnreadableFileError) as found:
            read()
        assert "\n" not in str(found.value)
    for read_either in (read_inputs, read_data_file):
        for name in ("a.npy", "a.npz"):
            with pytest.raises(UnreadableFileError):
                read_either(tmp_path / name)


@pytest.mark.parametrize("shape", [(3, 2), (0, 2), ()])
def test_arrays_are_mapped(shape: tuple[int, ...], tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.ones(shape, order="F"))
    assert np.array_equal(map_npy(tmp_path / "a.npy"), np.ones(shape))
    stream = io.BytesIO()
    np.savez(stream, a=np.ones(shape))
    (tmp_path / "a.npz").write_bytes(stream.getvalue())
    assert np.array_equal(read_npz(tmp_path / "a.npz")["a"], np.ones(shape))
