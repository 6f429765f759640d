"""What ARCHITECTURE.md and the gate say of the tree is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
# A name with x or <style> in it stands for any.
NAMED = sorted({name for name in re.findall(r"`((?:\w+/)*\w+\.py|(?:\w+/)+)`", TEXT) if "x.py" not in name.split("/")})


def test_the_text_names_files_and_folders() -> None:
    assert len(NAMED) > 20


@pytest.mark.parametrize("name", NAMED)
def test_a_file_or_folder_that_is_named_is_there(name: str) -> None:
    assert any(ROOT.glob(name)) or any((ROOT / "dotnet_viz").rglob(name)), f"ARCHITECTURE.md names {name}, which is not there"


def test_the_tests_of_the_lowest_versions_are_there() -> None:
    text = (ROOT / ".ci" / "lowest").read_text(encoding="utf-8")
    names = [whole for part in re.findall(r"tests/[\w/.{},]*", text) for whole in _alternatives(part)]
    assert len(names) > 20
    assert [name for name in names if not (ROOT / name).exists()] == []


def _alternatives(path: str) -> list[str]:
    """Return the paths that a shell makes of one with words in braces."""
    found = re.fullmatch(r"(.*)\{(.*)\}(.*)", path)
    return [path] if found is None else [found[1] + word + found[3] for word in found[2].split(",")]
