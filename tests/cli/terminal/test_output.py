from __future__ import annotations

import io
import warnings

import pytest

from dotnet_viz.cli.terminal.output import need_rich, print_error, print_path, print_text, warnings_in_one_line
from dotnet_viz.errors import OptionError, VizWarning


def test_what_the_terminal_cannot_show_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    print_text("3×3\n")
    print_text("not printed", quiet=True)
    assert stream.buffer.getvalue() == b"3?3\n"


def test_an_error_is_one_line_whatever_it_is_made_of(capsys: pytest.CaptureFixture[str]) -> None:
    print_error("a\nb\x1b[31mc\u202ed")
    assert capsys.readouterr().err == "dotnet-viz: error: a b [31mc d\n"


def test_a_path_is_one_line_without_what_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    print_path("a\x1b[31m\nb\u202e.svg")
    print_path("c.svg", quiet=True)
    assert capsys.readouterr().out == "a?[31m?b?.svg\n"


def test_without_streams_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    print_text("text\n")
    print_error("message")


@pytest.mark.parametrize("quiet", [False, True])
def test_warnings_are_a_line_each(quiet: bool, capsys: pytest.CaptureFixture[str]) -> None:
    before = warnings.showwarning
    with warnings_in_one_line(quiet=quiet):
        for _ in range(2):
            warnings.warn("the picture is smaller", VizWarning, stacklevel=1)
    assert capsys.readouterr().err == ("" if quiet else "dotnet-viz: the picture is smaller\n" * 2)
    assert warnings.showwarning is before


def test_warnings_of_others_are_as_they_were() -> None:
    with pytest.warns(FutureWarning, match="soon"), warnings_in_one_line(quiet=True):
        warnings.warn("soon", FutureWarning, stacklevel=1)


@pytest.mark.parametrize("command", ["show", "watch"])
def test_what_draws_in_a_terminal_names_the_package_that_it_needs(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    need_rich(command)
    monkeypatch.setattr("dotnet_viz.cli.terminal.output.find_spec", lambda name: None if name == "rich" else object())
    with pytest.raises(OptionError, match=f"dotnet-viz {command} needs the package rich: pip install rich"):
        need_rich(command)
