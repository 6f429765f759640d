"""What docs/formats.md shows is run as it stands there, and its table has every format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dotnet_viz.renderers import RENDERERS

PAGE = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = (block.partition("\n")[2] for block in PAGE.split("```")[1::2] if block.startswith("python"))
    exec(compile(code, "formats.md", "exec"), {})
    saved = re.findall(r'\.save\("([^"]+)"\)', code)
    assert len(saved) == 3
    assert all((tmp_path / name).stat().st_size > 1000 for name in saved)


def test_the_table_has_every_format() -> None:
    table = "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))
    assert set(re.findall(r"`\.(\w+)`", table)) == set(RENDERERS) - {"jpeg"}
