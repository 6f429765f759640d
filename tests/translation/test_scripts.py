from __future__ import annotations

import re

import pytest

from dotnet_viz.files.templates import template_folder
from dotnet_viz.translation.catalogue import languages
from dotnet_viz.translation.scripts import _PARTS, WORDS, _literal, translated_script
from dotnet_viz.translation.translate import in_language, translate

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(template_folder().glob("*.js"))}


@pytest.mark.parametrize("text", [*map(_literal, WORDS), *(part for part, _, _ in _PARTS)])
def test_each_text_is_in_a_script(text: str) -> None:
    assert any(text in script for script in SCRIPTS.values())


@pytest.mark.parametrize("name", ["interactive.js", "tables.js"])
def test_english_scripts_are_as_they_are(name: str) -> None:
    assert translated_script(SCRIPTS[name]) == SCRIPTS[name]


@pytest.mark.parametrize("language", languages()[1:])
def test_only_texts_change(language: str) -> None:
    with in_language(language):
        found = translated_script(SCRIPTS["interactive.js"])
        assert translate("find a layer") in found
    assert "find a layer" not in found
    assert found.count("\n") == SCRIPTS["interactive.js"].count("\n")
    assert [len(re.findall(mark, found)) for mark in (r"[{}]", "=>", "addEventListener")] == [
        len(re.findall(mark, SCRIPTS["interactive.js"])) for mark in (r"[{}]", "=>", "addEventListener")
    ]
