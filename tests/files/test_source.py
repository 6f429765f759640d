"""Files that are open for readers to look at, and what readers declare of theirs."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError
from dotnet_viz.files.source import FileFormat, open_source


def archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return path


def test_the_names_in_an_archive_are_known(tmp_path: Path) -> None:
    with open_source(archive(tmp_path / "a", "b.txt", "c/d.npy")) as file:
        assert file.zip_names == ("b.txt", "c/d.npy")
        assert file.zip_names == ("b.txt", "c/d.npy")


def test_a_damaged_archive_and_a_text_have_no_names(tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(archive(tmp_path / "a", "b.txt").read_bytes()[:-9])
    (tmp_path / "text").write_text("text")
    for name in ("cut", "text"):
        with open_source(tmp_path / name) as file:
            assert file.zip_names == ()


def test_bytes_are_found_anywhere_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2000 + b"end")
    with open_source(tmp_path / "a") as file:
        assert (file.size, file.start) == (2003, b"x" * 512)
        assert file.has(b"end", 2000)
        assert not file.has(b"end", 1999)
        assert not file.has(b"ends", 2000)
        assert not file.has(b"x", 1 << 40)
        assert file.has(b"xx", 0)


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a folder"), open_source(tmp_path):
        pass
    with pytest.raises(MissingFileError), open_source(tmp_path / "nothing"):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFileError, match="pipe or a device"), open_source(tmp_path / "pipe"):
        pass


def test_a_format_is_reported_by_what_it_declares(tmp_path: Path) -> None:
    (tmp_path / "a.one").write_bytes(b"GGUF....")
    with open_source(tmp_path / "a.one") as file:
        assert FileFormat((".two",), (b"PK", b"GGUF")).is_format_of(file)
        assert not FileFormat((".one",), (b"PK",)).is_format_of(file)
        assert FileFormat((".one",)).is_format_of(file)
        assert not FileFormat((".two",)).is_format_of(file)
        assert FileFormat((".two",), (b"PK",), recognise=lambda file: file.size == 8).is_format_of(file)
        assert not FileFormat((".one",)).starts(file)


def test_names_of_models_are_distinguished_from_others() -> None:
    form = FileFormat((".h5", ".model.bin"), weights_endings=(".weights.h5",))
    assert [form.names_model(name) for name in ("a.h5", "A.H5", "b.model.bin", "a.weights.h5")] == [True] * 4
    assert [form.names_model(name) for name in ("bin", "b.bin", ".h5", "a.h5.txt")] == [False] * 4
    assert [form.names_weights(name) for name in ("a.Weights.h5", "a.h5", "a.weights.txt")] == [True, False, False]
    assert not FileFormat((".h5",)).names_weights("a.weights.h5")
    assert not FileFormat((".json",), models="seldom").names_model("a.json")


@pytest.mark.parametrize("suffixes", [(), ".onnx", ("onnx",), (".ONNX",), (".",)])
def test_suffixes_that_are_none_are_refused(suffixes: Any) -> None:
    with pytest.raises(OptionError, match="suffixes are written"):
        FileFormat(suffixes)


def test_an_unknown_share_of_models_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown models 'often'"):
        FileFormat((".onnx",), models="often")  # type: ignore[arg-type]
