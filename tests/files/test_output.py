from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import OutputError
from dotnet_viz.files import output


def test_text_is_written_as_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    target = output.write_output(tmp_path / "a.txt", "ä\n")
    assert target.read_bytes() == "ä\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "_move", fail)
    with pytest.raises(OutputError, match="No space left"):
        output.write_output(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_missing_folder_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no folder"):
        output.write_output(tmp_path / "x" / "a.txt", "new")
    with pytest.raises(OutputError, match="it is a folder"):
        output.write_output(tmp_path, "new")


def test_permissions_are_those_of_any_new_file_or_of_the_old_one(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    new = output.write_output(tmp_path / "new", "x")
    assert new.stat().st_mode == plain.stat().st_mode
    new.chmod(0o600)
    assert output.write_output(new, "y").stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link_and_what_it_names_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    output.write_output(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_name_as_long_as_the_system_takes_works(tmp_path: Path) -> None:
    assert output.write_output(tmp_path / ("x" * 250), "new").read_text() == "new"
