"""Zip archives that are damaged, or made to fill the memory."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.zip_archive import ArchiveStream, check_expansion, member_names, open_zip
from dotnet_viz.files.limits import Limits


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def with_long_directory(path: Path, size: int) -> Path:
    """Write a file that has little on disk and says that its last bytes are a table of contents of some size."""
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.seek(size)
        stream.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, 0, 0))
    return path


def test_members_are_read_whatever_their_size(tmp_path: Path) -> None:
    large = bytes(Limits().zip_directory_bytes + 1)
    with open_zip(archive(tmp_path / "a.keras", {"a": b"x", "b": large}), ".keras") as found:
        assert found.namelist() == ["a", "b"]
        assert found.read("b") == large


def test_a_table_of_contents_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = with_long_directory(tmp_path / "a.keras", 64 << 20)
    with pytest.raises(UnsafeFileError, match=r"table of contents has 67,108,864 bytes; at most 1,048,576 are read"):
        dv.read(path)
    with ArchiveStream.of(path) as stream:
        assert member_names(stream) == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text", b"PK\x05\x06" + bytes(17)])
def test_what_is_no_archive_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npz").write_bytes(content)
    with (
        pytest.raises(UnreadableFileError, match=r"a\.npz' is no \.npz file, or is cut off"),
        open_zip(tmp_path / "a.npz", ".npz"),
    ):
        pass


def test_a_damaged_member_is_reported_while_it_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.npz", {"a": b"content"})
    path.write_bytes(path.read_bytes().replace(b"content", b"CONTENT"))
    with pytest.raises(UnreadableFileError, match="Bad CRC"), open_zip(path, ".npz") as found:
        found.read("a")


def test_what_unpacks_to_far_more_than_it_has_is_refused() -> None:
    check_expansion(64 << 20, 1, "a")
    check_expansion(1 << 30, 11 << 20, "a")
    with pytest.raises(UnsafeFileError, match="a unpacks from 1 to 67,108,865 bytes"):
        check_expansion((64 << 20) + 1, 1, "a")
