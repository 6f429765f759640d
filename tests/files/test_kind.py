from __future__ import annotations

import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.kind import file_kind


def archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return path


@pytest.mark.parametrize(
    ("name", "members", "kind"),
    [
        ("a.keras", ("config.json", "assets/x.npy"), "keras"),
        ("a.npz", ("config.json",), "keras"),
        ("a.keras", ("a.npy",), "npz"),
        ("a.npz", (), "npz"),
        ("a.pt", ("data.pkl",), "keras"),
    ],
)
def test_zips_are_told_apart_by_their_members(tmp_path: Path, name: str, members: tuple[str, ...], kind: str) -> None:
    assert file_kind(archive(tmp_path / name, *members)) == kind


def test_a_damaged_zip_goes_by_its_suffix(tmp_path: Path) -> None:
    content = archive(tmp_path / "a.zip", "config.json").read_bytes()[:-9]
    for name, kind in (("a.npz", "npz"), ("a.keras", "keras"), ("a", "keras")):
        (tmp_path / name).write_bytes(content)
        assert file_kind(tmp_path / name) == kind


@pytest.mark.parametrize("block", [0, 512, 4096])
def test_hdf5_is_found_behind_a_user_block(tmp_path: Path, block: int) -> None:
    with h5py.File(tmp_path / "a", "w", userblock_size=block) as file:
        file["x"] = np.zeros(2)
    assert file_kind(tmp_path / "a") == "h5"


@pytest.mark.parametrize(
    ("content", "kind"), [(b' \n{"a"', "json"), (b"\xef\xbb\xbf{}", "json"), (b"text", None), (b"[]", None)]
)
def test_text(tmp_path: Path, content: bytes, kind: str | None) -> None:
    (tmp_path / "a.keras").write_bytes(content)
    assert file_kind(tmp_path / "a.keras") == kind


def test_a_folder_is_no_kind(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a folder"):
        file_kind(tmp_path)
