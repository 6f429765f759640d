from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from dotnet_viz.cli.terminal.coloring import colored, wants_color
from dotnet_viz.measures.comparison.entries import SIGNS
from dotnet_viz.measures.comparison.texts.text import TextLine
from tests.model_files import MLP, edited, to_gelu

CLEAN = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}


def in_terminal(*words: str, **environment: str) -> str:
    """Run the command in a pseudo-terminal and return what it shows."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dotnet_viz", *words]
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**CLEAN, "TERM": "xterm", **environment})
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 4096):
            parts.append(part)
    except OSError:
        pass  # the other end was closed
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return b"".join(parts).decode()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return [str(MLP), str(edited(MLP, tmp_path_factory.mktemp("models") / "b.keras", to_gelu))]


def test_a_terminal_shows_colours(models: list[str]) -> None:
    text = in_terminal("diff", *models)
    assert "\x1b[34m  ~ " in text
    assert text.count("\x1b[0m") == text.count("\x1b[") / 2


@pytest.mark.parametrize(
    ("environment", "flags"),
    [({"NO_COLOR": "1"}, []), ({"TERM": "dumb"}, []), ({}, ["--color", "never"]), ({"FORCE_COLOR": "1"}, ["--color=never"])],
    ids=str,
)
def test_a_terminal_without_colours(models: list[str], environment: dict[str, str], flags: list[str]) -> None:
    assert "\x1b[3" not in in_terminal("diff", *models, *flags, **environment)


@pytest.mark.parametrize(
    ("environment", "flags", "expected"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"NO_COLOR": ""}, ["--color", "always"], True),
    ],
    ids=str,
)
def test_a_pipe_has_colours_on_request(
    models: list[str], environment: dict[str, str], flags: list[str], expected: bool
) -> None:
    command = [sys.executable, "-m", "dotnet_viz", "diff", *models, *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**CLEAN, **environment})
    assert ("\x1b[" in done.stdout) == expected


def test_colours_change_nothing_but_colours(models: list[str]) -> None:
    command = [sys.executable, "-m", "dotnet_viz", "diff", *models, "--color"]
    plain, bright = (
        subprocess.run([*command, word], capture_output=True, text=True, check=True).stdout for word in ("never", "always")
    )
    stripped = bright
    for code in ("0", "1", "2", "31", "32", "33", "34", "35"):
        stripped = stripped.replace(f"\x1b[{code}m", "")
    assert stripped == plain


def test_every_sort_has_a_colour_of_its_own_kind() -> None:
    for sort in SIGNS:
        assert colored([TextLine("x", sort)]).startswith("\x1b["), sort
    assert colored([TextLine("x")]) == "x"


def test_choices() -> None:
    assert wants_color("always")
    assert not wants_color("never")
