from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.inside import file_inside


def test_a_file_in_the_folder_or_a_folder_inside_has_its_path(tmp_path: Path) -> None:
    assert file_inside(tmp_path, "a/b.bin") == tmp_path / "a" / "b.bin"
    (tmp_path / "real.bin").write_bytes(b"x")
    (tmp_path / "link.bin").symlink_to("real.bin")
    assert file_inside(tmp_path, "link.bin").read_bytes() == b"x"


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", r"..\a", r"C:\a"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafeFileError, match="leads out"):
        file_inside(tmp_path, name)


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 2000, "a/" + "x" * 256, "\u00e9" * 128])
def test_what_is_no_name_is_reported(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="no name of a file"):
        file_inside(tmp_path, name)


def test_links_out_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.bin").write_bytes(b"x")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out.bin")
    with pytest.raises(UnsafeFileError, match="a link that leads out"):
        file_inside(tmp_path / "in", "link")
