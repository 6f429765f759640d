from __future__ import annotations

import io
import sys

import pytest

from dotnet_viz.progress import TerminalProgress, silent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_each_step_in_one_line_and_is_left_clean() -> None:
    terminal = Terminal()
    with TerminalProgress(stream=terminal) as progress:
        progress("reading a long file name.keras")
        progress("drawing")
    written = terminal.getvalue()
    assert "\n" not in written
    assert written.split("\r")[1] == "reading a long file name.keras ..."
    assert written.split("\r")[2].rstrip() == "drawing ..."
    assert len(written.split("\r")[2]) == len("reading a long file name.keras ...")
    assert written.split("\r")[3].strip() == ""


@pytest.mark.parametrize(("stream", "quiet"), [(io.StringIO(), False), (Terminal(), True)])
def test_nothing_is_written_to_a_pipe_or_when_quiet(stream: io.StringIO, quiet: bool) -> None:
    with TerminalProgress(quiet, stream) as progress:
        progress("reading")
    assert stream.getvalue() == ""


def test_steps_go_to_the_standard_error_stream_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    progress = TerminalProgress()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress("reading")
    assert "reading ..." in terminal.getvalue()


def test_a_process_without_a_standard_error_stream_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with TerminalProgress() as progress:
        progress("reading")


def test_a_file_name_cannot_send_control_characters_to_the_terminal() -> None:
    terminal = Terminal()
    TerminalProgress(stream=terminal)("reading \x1b[2Jx\n.keras")
    assert terminal.getvalue() == "\rreading ?[2Jx?.keras ..."


def test_silent_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    silent("reading")
    assert capsys.readouterr() == ("", "")
