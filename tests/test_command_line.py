"""``docs/command-line.md`` says what the command does."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.cli.commands import command_of
from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.cli.parsing import parse
from tests.model_files import MLP

PAGE = (Path(__file__).parent.parent / "docs" / "command-line.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip(" `") for cell in row.strip("|").split("|")]
    for row in re.findall(r"^\| `(?:draw|diff)` \|.*$", PAGE, re.MULTILINE)
]


def test_the_table_has_every_style_with_its_class() -> None:
    for name in ("draw", "diff"):
        styles = command_of(name).styles
        assert styles is not None
        assert {row[1]: row[3] for row in ROWS if row[0] == name} == {
            style: f"dv.{kind.__name__}" for style, kind in styles.items()
        }
        for _, style, short, python in (row for row in ROWS if row[0] == name):
            assert styles.name_of(short or style) == style
            assert getattr(dv, python.removeprefix("dv.")) is styles[style]


def test_the_commands_of_the_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    lines = PAGE.split("```")[1].strip().splitlines()
    assert len(lines) == 4
    for line in lines:
        assert cli.main(shlex.split(line)[1:]) == 0
        assert capsys.readouterr().out.startswith("usage: dotnet-viz ")


def test_the_errors_of_the_page_are_those_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(MLP, "model.keras")
    lines = PAGE.partition("```text\n")[2].partition("\n```")[0].splitlines()
    assert len(lines) == 10
    for command, error in zip(lines[::2], lines[1::2], strict=True):
        assert cli.main(shlex.split(command.removeprefix("$ "))[1:]) == 2
        assert capsys.readouterr() == ("", f"{error}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["model.keras"]


def test_the_flags_of_the_page_are_taken_by_some_style() -> None:
    table = PAGE.partition("## What flags take")[2].partition("##")[0]
    examples = [
        shlex.split(example) for row in table.splitlines() for example in re.findall(r"`(--[^`]+)`", row.rpartition(" | ")[2])
    ]
    assert len(examples) == 13
    for words in examples:
        assert any(is_taken(style, words) for style in command_of("draw").styles or ()), words


def is_taken(style: str, words: list[str]) -> bool:
    """Return whether a style has these flags; a value that it does not take is an error that is raised."""
    try:
        parse(command_of("draw"), ["m.keras", "-o", "m.svg", "--style", style, *words])
    except CommandLineError as error:
        if "is an option of --style" not in str(error):
            raise
        return False
    return True
