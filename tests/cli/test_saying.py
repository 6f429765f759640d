from __future__ import annotations

import argparse
import io
import warnings

import pytest

from dotnet_viz.cli.saying import names, say, telling_warnings
from dotnet_viz.errors import VizWarning


def test_names_are_what_stands_between_commas() -> None:
    assert names("cat, dog ,bird") == ["cat", "dog", "bird"]


def test_what_the_terminal_cannot_show_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    say(argparse.Namespace(quiet=False), "3×3\n")
    say(argparse.Namespace(quiet=True), "not said")
    assert stream.buffer.getvalue() == b"3?3\n"


@pytest.mark.parametrize("quiet", [False, True])
def test_warnings_are_told_in_a_line_of_their_own(quiet: bool, capsys: pytest.CaptureFixture[str]) -> None:
    before = warnings.showwarning
    with telling_warnings(quiet=quiet):
        for _ in range(2):
            warnings.warn("the picture is smaller", VizWarning, stacklevel=1)
    assert capsys.readouterr().err == ("" if quiet else "dotnet-viz: the picture is smaller\n" * 2)
    assert warnings.showwarning is before


def test_warnings_of_others_are_as_they_were() -> None:
    with pytest.warns(FutureWarning, match="soon"), telling_warnings(quiet=True):
        warnings.warn("soon", FutureWarning, stacklevel=1)
