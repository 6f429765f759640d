from __future__ import annotations

import io
import os
import struct
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import MissingFileError, ShapeError, UnreadableFileError, UnsafeFileError, UnsupportedInputError
from dotnet_viz.files.limits import Limits
from dotnet_viz.graph import Array
from dotnet_viz.readers.arrays import npz_file
from dotnet_viz.readers.arrays.npz_file import read
from tests.readers.formats import recognises

KERNEL = np.arange(6.0).reshape(2, 3)


def raw(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def npy(array: Array) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def header(shape: str, dtype: str = "'<f8'") -> bytes:
    text = f"{{'descr': {dtype}, 'fortran_order': False, 'shape': {shape}}}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_come_back(tmp_path: Path, save: Any) -> None:
    path = tmp_path / "net.npz"
    save(
        path,
        **{
            "hidden/kernel": KERNEL,
            "hidden/bias": np.array([1, 2, 3], "float32"),
            "out/kernel": np.asfortranarray(np.ones((3, 2))),
        },
    )
    graph = read(path)
    assert (graph.name, graph.kind, graph.origin.format) == ("net", "Arrays", "npz")
    assert (graph.origin.path, graph.origin.file_size) == (str(path), path.stat().st_size)
    assert [layer.name for layer in graph.layers] == ["input", "hidden", "out"]
    kernel, bias = graph.layer("hidden").weights
    assert kernel.array.tolist() == KERNEL.tolist()
    assert (bias.array.tolist(), bias.dtype) == ([1, 2, 3], "float32")


def test_fortran_order_keeps_every_value_in_its_place(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", np.asfortranarray(KERNEL))
    assert read(tmp_path / "a.npz").layers[1].weights[0].array.tolist() == KERNEL.tolist()


def test_eleven_layers_stand_in_natural_order(tmp_path: Path) -> None:
    sizes = list(range(2, 14))
    np.savez(tmp_path / "a.npz", *[np.ones((a, b)) for a, b in pairwise(sizes)])
    assert [layer.name for layer in read(tmp_path / "a.npz").layers[1:]] == [f"arr_{n}" for n in range(11)]


def test_positional_kernels_and_biases_belong_together(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", KERNEL, np.zeros(3), np.ones((3, 1)), np.zeros(1))
    assert {layer.name: len(layer.weights) for layer in read(tmp_path / "a.npz").layers} == {"input": 0, "arr_0": 2, "arr_2": 2}


def test_objects_are_never_unpickled(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> Any:
            return (os.mkdir, (str(tmp_path / "sprung"),))

    np.savez(tmp_path / "a.npz", kernel=np.array([[Trap()]], dtype=object))
    with pytest.raises(UnreadableFileError, match=r"array 'kernel' in '.*a\.npz' holds Python objects"):
        read(tmp_path / "a.npz")
    assert not (tmp_path / "sprung").exists()


def test_a_header_that_declares_too_much_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.npz", {"kernel.npy": header("(1000000, 1000000)") + b"\0" * 80})
    with pytest.raises(UnreadableFileError, match=r"cut off: its shape \(1000000, 1000000\)"):
        read(path)


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"no numpy at all",
        header("(2, -3)"),
        header("'x'"),
        header("(2,)", "'O'"),
        header("(2,)", "'<f999'"),
        header("(" * 2000),
        header("__import__('os')"),
        b"\x93NUMPY\x03\x00" + header("(1, 1)")[8:] + b"\0" * 8,
    ],
)
def test_a_header_that_is_none_is_reported(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="array 'kernel'"):
        read(raw(tmp_path / "a.npz", {"kernel.npy": start}))


def test_cut_off_data_are_reported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cut off"):
        read(raw(tmp_path / "a.npz", {"kernel.npy": npy(KERNEL)[:-8]}))


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    path = raw(
        tmp_path / "a.npz", {"kernel.npy": npy(np.zeros((1 << 12, 1 << 12), "float32")) + b"\0" * 100}, zipfile.ZIP_DEFLATED
    )
    with pytest.raises(UnsafeFileError, match="unpacks from"):
        read(path)
    with Limits(array_bytes=1000), pytest.raises(UnsafeFileError, match="at most 1,000 are read"):
        read(path)


def test_text_and_missing_arrays_are_reported(tmp_path: Path) -> None:
    np.savez(tmp_path / "text.npz", kernel=np.array([["a"]]))
    with pytest.raises(UnsupportedInputError, match="real numbers, not text"):
        read(tmp_path / "text.npz")
    with pytest.raises(UnreadableFileError, match="without arrays"):
        read(raw(tmp_path / "empty.npz", {"readme.txt": b"x"}))
    np.savez(tmp_path / "shape.npz", a=KERNEL, b=np.ones((4, 4)))
    with pytest.raises(ShapeError, match=r"'a' .*'b'"):
        read(tmp_path / "shape.npz")


def test_damaged_files_are_reported(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "a.npz", kernel=np.random.default_rng(0).normal(size=(30, 30)))
    content = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "cut.npz").write_bytes(content[:-50])
    with pytest.raises(UnreadableFileError, match=r"cut\.npz' is no \.npz file, or is cut off"):
        read(tmp_path / "cut.npz")
    (tmp_path / "bits.npz").write_bytes(content[:3000] + b"\xff" * 50 + content[3050:])
    with pytest.raises(UnreadableFileError, match=r"bits\.npz"):
        read(tmp_path / "bits.npz")
    with pytest.raises(MissingFileError, match="did you mean"):
        read(tmp_path / "bit.npz")


def test_archives_of_arrays_are_reported_by_their_content(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", KERNEL)
    (tmp_path / "renamed.bin").write_bytes((tmp_path / "a.npz").read_bytes())
    (tmp_path / "text.npz").write_text("hello", encoding="utf-8")
    raw(tmp_path / "other.npz", {"a.txt": b"x"})
    assert [recognises(npz_file, tmp_path / name) for name in ("a.npz", "renamed.bin")] == [True, True]
    assert [recognises(npz_file, tmp_path / name) for name in ("text.npz", "other.npz")] == [False, False]
