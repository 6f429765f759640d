"""What docs/weights-of-pytorch.md shows is run as it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "weights-of-pytorch.md").read_text(encoding="utf-8")
    code = "\n".join(block.partition("\n")[2] for block in text.split("```")[1::2] if block.startswith("python"))
    exec(compile(code, "weights-of-pytorch.md", "exec"), {})
    assert "[('0', 15), ('2', 8)]" in capsys.readouterr().out
