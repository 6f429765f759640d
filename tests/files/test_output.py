from __future__ import annotations

import os
import threading
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
    with pytest.raises(OutputError, match="no space left"):
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


def test_half_characters_become_question_marks(tmp_path: Path) -> None:
    assert output.write_output(tmp_path / "a.txt", "l\udce9on").read_bytes() == b"l?on"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "p.svg"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="nobody reads"):
        output.write_output(pipe, "new")
    received: list[bytes] = []
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb") as stream:
        collect = threading.Thread(target=lambda: received.append(stream.read()))
        sent = "x" * 200_000  # more than a pipe holds
        writer = threading.Thread(target=output.write_output, args=(pipe, sent))
        writer.start()
        writer.join(0.05)
        collect.start()
        writer.join()
        collect.join()
    assert received == [sent.encode()]
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_devices_are_written_into(tmp_path: Path) -> None:
    link = tmp_path / "q.svg"
    link.symlink_to("/dev/null")
    output.write_output(link, "new")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OutputError, match="no space left"):
        output.write_output("/dev/full", "new")


def test_a_file_that_is_read_only_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="read-only"):
        output.write_output(target, "new")
    assert target.read_text() == "old"


def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    link = tmp_path / "q.svg"
    link.symlink_to("q.svg")
    with pytest.raises(OutputError, match="circle"):
        output.write_output(link, "new")


def test_a_link_into_a_missing_folder_names_that_folder(tmp_path: Path) -> None:
    link = tmp_path / "q.svg"
    link.symlink_to(tmp_path / "gone" / "q.svg")
    with pytest.raises(OutputError, match=r"no folder .*gone"):
        output.write_output(link, "new")
    with pytest.raises(OutputError, match="no folder"):
        output.write_output(tmp_path / "gone" / "a.txt" / "b.txt", "new")
