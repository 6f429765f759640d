from __future__ import annotations

import json
import re

import pytest

from dotnet_viz.files.templates import template_folder
from dotnet_viz.measures.comparison.entries import SIGNS
from dotnet_viz.translation.catalogue import languages
from dotnet_viz.translation.scripts import TEXTS, json_text, script_words, words_element
from dotnet_viz.translation.translate import in_language, translate

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(template_folder().glob("*.js"))}
FROM_DATA = {
    "theme.js": {"system", "light", "dark"},
    "browse.js": {"model", "modelShown", "modelHide", "run", "runShown", "runHide"},
    "live.js": {"epoch", "step", "epochLast", "stepLast"},
}
"""Names of texts that scripts put together; those of what data names have a dot, behind its kind."""


def _named(script: str) -> set[str]:
    """Return the names of texts in the calls of a script."""
    calls = re.findall(r"dvText\(([^{}]*?)[,)]", SCRIPTS[script])
    return {name for call in calls for name in re.findall(r'"(\w+)"', call)} - {"Shown", "Hide", "Last"}


@pytest.mark.parametrize("script", sorted(TEXTS))
def test_a_script_has_the_texts_that_it_names_and_no_others(script: str) -> None:
    known = set(TEXTS[script])
    assert _named(script) - known == set()
    assert {name for name in known - _named(script) if "." not in name} == FROM_DATA.get(script, set())
    kinds = set(re.findall(r'dvText\.called\("(\w+)"', SCRIPTS[script]))
    assert {name.partition(".")[0] for name in known if "." in name} == kinds


def test_every_script_that_writes_texts_is_listed() -> None:
    assert {name for name, script in SCRIPTS.items() if "dvText(" in script} == set(TEXTS)


def test_sorts_of_differences_have_words() -> None:
    sorts = {name.removeprefix("sort.") for name in TEXTS["interactive.js"] if name.startswith("sort.")}
    assert sorts == set(SIGNS) - {"same"}


def test_a_name_stands_for_one_text() -> None:
    found: dict[str, object] = {}
    for texts in TEXTS.values():
        for name, message in texts.items():
            assert found.setdefault(name, message) == message


def test_texts_are_data_in_the_language_with_all_forms_of_a_plural() -> None:
    with in_language("ru"):
        words = json.loads(script_words("interactive.js"))
    assert (words["language"], words["decimal"], words["group"]) == ("ru", ",", "\u00a0")
    assert words["texts"]["hits"] == {"1": "{count} совпадение", "2": "{count} совпадения", "5": "{count} совпадений"}


@pytest.mark.parametrize("language", languages())
def test_all_texts_are_those_of_the_catalogue(language: str) -> None:
    with in_language(language):
        words = json.loads(script_words(*TEXTS))
        assert words["texts"]["findLayer"] == translate("find a layer")
    assert words["texts"].keys() == {name for texts in TEXTS.values() for name in texts}
    assert not any("\x04" in str(text) for text in words["texts"].values())


def test_no_text_ends_its_element() -> None:
    text = json_text({"a": "</script><!--", "b": "\ud800", "c": "層"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--", "b": "\ud800", "c": "層"}
    text.encode()
    assert words_element("anchors.js").count("</script>") == 1
