from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.files.regular import FileView, check_file


def test_check_file_returns_the_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert (check_file(tmp_path / "a"), check_file(tmp_path / "link")) == (3, 3)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFileError, match="pipe or a device"):
        check_file(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "a").chmod(0)
    with pytest.raises(UnreadableFileError, match="permission denied"):
        check_file(tmp_path / "a")


def test_a_file_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    with pytest.raises(MissingFileError, match="there is no file"):
        check_file(tmp_path / "a" / "b")


def test_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    with pytest.raises(UnreadableFileError, match="cannot read"):
        check_file(tmp_path / "a")


@given(
    content=st.binary(max_size=40),
    offset=st.integers(0, 40),
    length=st.integers(0, 40),
    steps=st.lists(st.tuples(st.integers(-50, 50), st.sampled_from([0, 1, 2]), st.integers(-1, 50))),
)
def test_a_view_is_read_like_a_file_of_its_own(
    content: bytes, offset: int, length: int, steps: list[tuple[int, int, int]]
) -> None:
    part = content[offset : offset + length]
    view, alone = FileView(io.BytesIO(content), offset, len(part)), io.BytesIO(part)
    for position, whence, count in steps:
        start = (0, alone.tell(), len(part))[whence] + position
        assert view.seek(position, whence) == alone.seek(max(0, start))
        assert view.read(count) == alone.read(count)
        assert view.tell() == alone.tell()


def test_closing_a_view_closes_the_file() -> None:
    stream = io.BytesIO(b"abc")
    with FileView(stream, 0, 3) as view:
        assert view.read() == b"abc"
    assert stream.closed
