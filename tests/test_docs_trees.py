"""What docs/trees.md, docs/importances.md and docs/unsupervised.md show is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("trees.md", "importances.md", "unsupervised.md")
ILLUSTRATED = ("trees.md", "importances.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_a_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    code = "\n".join(block.partition("\n")[2] for block in text.split("```")[1::2] if block.startswith("python"))
    exec(compile(code, page, "exec"), {})
    saved = re.findall(r'\.save\("([^"]+)"\)', text)
    assert saved
    assert all((tmp_path / name).stat().st_size > 1000 for name in saved)


@pytest.mark.parametrize("page", ILLUSTRATED)
def test_its_pictures_are_in_the_gallery(page: str) -> None:
    names = re.findall(r"\]\(([^)]+\.svg)\)", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert names
    assert all((ROOT / "docs" / name).is_file() for name in names)
