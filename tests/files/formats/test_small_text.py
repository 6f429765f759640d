from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.small_text import read_small_object, read_small_text


def test_a_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text("é", encoding="utf-8-sig")
    assert read_small_text(path, 10, "which no theme needs") == "é"


def test_what_is_too_long_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    with pytest.raises(MissingFileError):
        read_small_text(path, 10, "")
    path.write_bytes(b"x" * 41)
    with pytest.raises(UnsafeFileError, match="more than 10 characters, which no theme needs"):
        read_small_text(path, 10, "which no theme needs")
    path.write_bytes(b"\xff")
    with pytest.raises(UnreadableFileError, match="not text in UTF-8"):
        read_small_text(path, 10, "")


def test_an_object_of_json_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": 1}')
    assert read_small_object(path, 10, "", "names") == {"a": 1}
    path.write_text("{")
    with pytest.raises(UnreadableFileError, match=r"a\.json' is not JSON"):
        read_small_object(path, 10, "", "names")
    path.write_text("[1]")
    with pytest.raises(UnreadableFileError, match="must hold an object of names"):
        read_small_object(path, 10, "", "names")
    path.write_text("{}" + " " * 40)
    with pytest.raises(UnsafeFileError, match="which no overlay needs"):
        read_small_object(path, 10, "which no overlay needs", "names")
