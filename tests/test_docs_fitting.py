"""What docs/fitting.md shows is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dotnet_viz.cli import main
from dotnet_viz.fitting.paper import PAPERS
from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "fitting.md").read_text(encoding="utf-8")


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = "".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    exec(code.replace("tests/data", str(DATA)), {})
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF") for name in ("weights.pdf", "network.pdf"))


def test_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (line,) = re.findall(r"```\n(dotnet-viz .*)\n```", TEXT)
    words = line.replace("model.keras", str(DATA / "models" / "cnn-28x28.keras")).split()[1:]
    assert main(words) == 0
    assert (tmp_path / "weights.pdf").exists()


def test_every_paper_is_listed() -> None:
    for name, paper in PAPERS.items():
        (row,) = [line for line in TEXT.splitlines() if line.startswith(f'| `"{name}"`')]
        assert f"| {paper.least_text:g} pt |" in row
