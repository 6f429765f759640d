from __future__ import annotations

import os
import re
import sys
from io import StringIO
from pathlib import Path

import pytest

from dotnet_viz import cli
from dotnet_viz.cli.terminal import output
from tests.conftest import DATA

CNN, TRANSFORMER = (DATA / "models" / f"{name}.keras" for name in ("cnn-28x28", "transformer"))
COLOR = re.compile(r"\x1b\[[\d;]*m")


class Terminal(StringIO):
    """What is printed into a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def screen_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Have a test print into a terminal; a fixture could not, since pytest sets its own output after it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    return screen


def test_layers_shapes_and_parameters_without_colours_where_it_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", str(CNN)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("seed003 · Sequential · 7 layers · 121,930 parameters\n")
    assert re.search(r"● conv2d_14 +Conv2D 3×3, 32, relu +28×28×1 → 26×26×32 · 320 parameters\n", text)
    assert "\x1b" not in text
    assert text.count("●") == 8


def test_colours_in_a_terminal_and_none_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)
    assert cli.main(["show", str(CNN)]) == 0
    colored = screen.getvalue()
    assert "\x1b[33m●" in colored  # a convolution
    screen.seek(0)
    screen.truncate()
    monkeypatch.setenv("NO_COLOR", "1")
    assert cli.main(["show", str(CNN)]) == 0
    assert "\x1b[3" not in screen.getvalue()
    assert COLOR.sub("", screen.getvalue()) == COLOR.sub("", colored)


@pytest.mark.parametrize("columns", [40, 60, 90, 200])
def test_rows_fold_with_the_width_and_lose_nothing(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)
    monkeypatch.setattr(output, "get_terminal_size", lambda: os.terminal_size((columns, 24)))
    assert cli.main(["show", str(TRANSFORMER)]) == 0
    text = COLOR.sub("", screen.getvalue())
    assert max(map(len, text.splitlines())) <= columns
    words = set(text.split())
    for part in ("multi_head_attention_3", "MultiHeadAttention 4 heads × 16", "64×64 → 64×64 · 16,640 parameters"):
        assert words.issuperset(part.split())


def test_quiet_only_checks_that_a_model_can_be_read(arrays: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", str(arrays), "--quiet"]) == 0
    assert cli.main(["show", str(arrays.parent / "none.npz"), "--quiet"]) == 2
    assert capsys.readouterr().out == ""
