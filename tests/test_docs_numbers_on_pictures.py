"""What docs/numbers-on-pictures.md shows is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dotnet_viz.cli import main
from dotnet_viz.cli.flags.pictures import COLOR_BY
from dotnet_viz.diagrams.annotations.annotate import SHOWING_LAYERS
from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "numbers-on-pictures.md").read_text(encoding="utf-8")


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = "".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    exec(code.replace("tests/data", str(DATA)), {})
    assert "41 µs" in (tmp_path / "times.svg").read_text(encoding="utf-8")
    assert ">features<" in (tmp_path / "groups.svg").read_text(encoding="utf-8")


def test_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "times.csv").write_text("layer,time (ms)\nconv2d_14,41\n", encoding="utf-8")
    (line,) = re.findall(r"```\n(dotnet-viz .*)\n```", TEXT)
    assert main(line.replace("model.keras", str(DATA / "models" / "cnn-28x28.keras")).split()[1:]) == 0
    assert "41 ms" in (tmp_path / "times.svg").read_text(encoding="utf-8")


def test_every_style_and_word_is_listed() -> None:
    head, _, rest = TEXT.partition("## Any number")
    assert all(f"`{style}`" in head for style in SHOWING_LAYERS)
    assert all(f'`"{word}"`' in rest for word in COLOR_BY if word != "none")


def test_pictures_are_in_the_gallery() -> None:
    names = re.findall(r"\]\((gallery/.*?)\)", TEXT)
    assert names
    assert all((ROOT / "docs" / name).exists() for name in names)
