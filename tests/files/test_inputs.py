from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.inputs import read_inputs


def test_an_image_has_the_size_and_the_channels_that_the_model_takes(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (10, 14, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "i.png")
    np.testing.assert_array_equal(read_inputs(tmp_path / "i.png"), pixels)
    for shape in ((None, 10, 14, 3), (None, 5, 7, 3), (None, 5, 7, 1), (None, 5, 7)):
        found: Any = read_inputs(tmp_path / "i.png", shape)
        assert found.shape == shape[1:]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_images_that_are_converted_in_strips_have_the_pixels_of_the_whole(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (10, 14, 3)).astype(np.uint8)
    image = Image.fromarray(pixels).convert(mode)
    path = tmp_path / f"i.{'jpg' if mode == 'CMYK' else 'png'}"
    image.save(path)
    monkeypatch.setattr("dotnet_viz.files.inputs._STRIP", 50)
    with Image.open(path) as whole:
        np.testing.assert_array_equal(read_inputs(path), np.asarray(whole.convert("RGB")))
        np.testing.assert_array_equal(read_inputs(path, (None, 10, 14)), np.asarray(whole.convert("L")))


def test_arrays_are_mapped_or_named(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.arange(6.0))
    assert isinstance(read_inputs(tmp_path / "x.npy"), np.memmap)
    np.savez(tmp_path / "x.npz", left=np.ones(2), right=np.zeros(2))
    assert sorted(read_inputs(tmp_path / "x.npz")) == ["left", "right"]
    np.savez(tmp_path / "y.npz", np.ones(2))
    assert isinstance(read_inputs(tmp_path / "y.npz"), np.ndarray)


@pytest.mark.parametrize(
    "text",
    [
        "1,2\n3,4\n",
        "a,b\n1,2\n3,4\n",
        "1;2\n3;4\n",
        "1 2\n3 4\n",
        "x\ty\n1\t2\n3\t4",
        '"a,b;c,d,e";f\n1;2\n3;4\n',
    ],
)
def test_tables_may_have_names_and_any_separator(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text)
    found: Any = read_inputs(tmp_path / "x.csv")
    assert found.tolist() == [[1, 2], [3, 4]]


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_inputs(tmp_path / "x.npy")
    with pytest.raises(OptionError, match=r"choose one of: \.png"):
        read_inputs(tmp_path / "x.txz")
    for name in ("x.npy", "x.png", "x.csv", "x.npz"):
        (tmp_path / name).write_bytes(b"a,b\nc,d")
        with pytest.raises(UnreadableFileError, match=r"cannot be read|is no \.npz file"):
            read_inputs(tmp_path / name)
    np.save(tmp_path / "o.npy", np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(UnreadableFileError, match=r"(?i)pickle|object"):
        read_inputs(tmp_path / "o.npy")


@pytest.mark.parametrize("name", ["x.csv", "x.npz", "x.png"])
def test_a_pointer_of_git_lfs_is_distinguished_from_inputs(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    with pytest.raises(UnreadableFileError, match="pointer of Git LFS"):
        read_inputs(tmp_path / name)


def test_a_program_in_the_place_of_an_image_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr("subprocess.check_call", lambda *words, **_: started.append(words))
    monkeypatch.setattr("subprocess.Popen", lambda *words, **_: started.append(words))
    program = tmp_path / "a.png"
    program.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n%%EndComments\n(x) print\n")
    with pytest.raises(UnreadableFileError, match="image"):
        read_inputs(program)
    assert not started


def test_images_of_absurd_sizes_are_refused(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    for side in (9_000, 60_000, 2**31 - 1):
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        body = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
        (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + head + body)
        with pytest.raises(UnsafeFileError, match="pixels"):
            read_inputs(tmp_path / "a.png")
