from __future__ import annotations

import argparse
import io

import pytest

from dotnet_viz.cli.saying import names, say


def test_names_are_what_stands_between_commas() -> None:
    assert names("cat, dog ,bird") == ["cat", "dog", "bird"]


def test_what_the_terminal_cannot_show_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    say(argparse.Namespace(quiet=False), "3×3\n")
    say(argparse.Namespace(quiet=True), "not said")
    assert stream.buffer.getvalue() == b"3?3\n"
