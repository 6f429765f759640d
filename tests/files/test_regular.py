from __future__ import annotations

import os
from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.files.regular import check_file


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
def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "a").chmod(0)
    with pytest.raises(UnreadableFileError, match="permission denied"):
        check_file(tmp_path / "a")


def test_a_file_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    with pytest.raises(MissingFileError, match="there is no file"):
        check_file(tmp_path / "a" / "b")


def test_a_link_in_a_circle_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    with pytest.raises(UnreadableFileError, match="cannot read"):
        check_file(tmp_path / "a")


def test_a_pointer_of_git_lfs_is_no_file_and_a_file_about_them_is(tmp_path: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1234567\n"
    (tmp_path / "p.csv").write_text(pointer)
    with pytest.raises(UnreadableFileError, match=r"p\.csv' is only a pointer of Git LFS; .* git lfs pull"):
        check_file(tmp_path / "p.csv")
    (tmp_path / "about.csv").write_text(f"{pointer}{'1,2' * 400}")
    assert check_file(tmp_path / "about.csv") > 1024


def test_a_name_without_its_ending_leads_to_the_file(tmp_path: Path) -> None:
    for name in ("cnn.keras", "can"):
        (tmp_path / name).write_bytes(b"abc")
    with pytest.raises(MissingFileError, match=r"did you mean '.*cnn\.keras'"):
        check_file(tmp_path / "cnn")
