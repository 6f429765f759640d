"""What docs/what-files-contain.md shows is run as it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.keras
def test_the_python_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "what-files-contain.md").read_text(encoding="utf-8")
    code = "\n".join(block.partition("\n")[2] for block in text.split("```")[1::2] if block.startswith("python"))
    exec(compile(code, "what-files-contain.md", "exec"), {})
    assert "'block/dense'" in capsys.readouterr().out
    assert (tmp_path / "block.svg").stat().st_size > 1000
