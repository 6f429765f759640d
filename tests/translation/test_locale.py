"""Every catalogue is complete: no message of the code or of the templates without a translation."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from jinja2.ext import babel_extract

import dotnet_viz
from dotnet_viz.files.templates import template_folder
from dotnet_viz.translation.catalogue import LOCALE_FOLDER, catalogue, languages
from dotnet_viz.translation.extraction import extract

LANGUAGES = languages()[1:]
PACKAGE = Path(dotnet_viz.__file__).parent
FORMS = {"es": 2, "pt_BR": 2, "ru": 3, "zh_CN": 1}


@lru_cache(maxsize=1)
def _messages() -> dict[str, str | None]:
    """Return each message of the package with its plural; ``None`` where it has none."""
    found: dict[str, str | None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        with path.open("rb") as file:
            for _, function, own, _ in extract(file):
                _add(found, function, own)
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    for path in sorted(template_folder().rglob("*.html")):
        with path.open("rb") as file:
            for _, function, message, _ in babel_extract(file, ("_", "pgettext"), (), options):
                texts = tuple(text for text in (message if isinstance(message, tuple) else (message,)) if text)
                _add(found, function, texts[0] if len(texts) == 1 else (texts[0], texts[1]))
    return found


def _add(found: dict[str, str | None], function: str, message: str | tuple[str, str]) -> None:
    if function == "pgettext":
        found["\x04".join(message)] = None
    elif isinstance(message, tuple):
        found[message[0]] = message[1]
    else:
        found.setdefault(message, None)


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_translation_is_left_over(language: str) -> None:
    translated, wanted = catalogue(language).messages, _messages()
    assert sorted(wanted.keys() - translated.keys()) == []
    assert sorted(translated.keys() - wanted.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_marked_as_unsure(language: str) -> None:
    assert "fuzzy" not in (LOCALE_FOLDER / f"{language}.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_values(language: str) -> None:
    for message, forms in catalogue(language).messages.items():
        plural = _messages()[message]
        for form in forms:
            # "one layer" may leave its number out.
            assert _names(form) | ({"count"} if plural else set()) == _names(message) | ({"count"} if plural else set()), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_with_a_plural_have_all_forms_of_the_language(language: str) -> None:
    found = catalogue(language)
    for message, plural in _messages().items():
        assert len(found.messages[message]) == (FORMS[language] if plural else 1), message
    assert {found.plural_form(count) for count in range(200)} == set(range(FORMS[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_of_a_sentence_ends_as_it_does(language: str) -> None:
    for message, forms in catalogue(language).messages.items():
        for form in forms if len(message) > 20 else ():
            assert (message[-1] in ".。") == (form[-1] in ".。"), form


@pytest.mark.parametrize(("language", "letters"), [("ru", "[а-яё]"), ("zh_CN", "[\u4e00-\u9fff]")])
def test_sentences_in_another_script_are_written_in_it(language: str, letters: str) -> None:
    for message, forms in catalogue(language).messages.items():
        if len(re.findall(r"(?<!\S)[a-z]{3,}", message)) > 2:
            assert all(re.search(letters, form) for form in forms), message
