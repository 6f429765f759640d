"""What docs/architectures.md shows is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dotnet_viz.cli import main
from dotnet_viz.diagrams import STYLES
from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "architectures.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^dotnet-viz draw .*$", TEXT, re.MULTILINE)


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(code.replace("tests/data", str(DATA)), {})
    assert len(list(tmp_path.glob("*.svg"))) == code.count(".save(")


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    model = DATA / "models" / ("transformer.keras" if "--style transformer" in line else "mlp-6-3-7.keras")
    assert main(line.replace("model.keras", str(model)).split()[1:]) == 0
    assert [path.suffix for path in tmp_path.iterdir()] == [".svg"]


def test_its_pictures_and_styles_are_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", TEXT)
    assert len(pictures) == 5
    assert all((ROOT / "docs" / picture).exists() for picture in pictures)
    named = set(re.findall(r"^## `([a-z-]+)`", TEXT, re.MULTILINE))
    assert named <= set(STYLES)
    assert len(named) == 5


def test_it_can_be_found() -> None:
    assert "(docs/architectures.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
