"""Reports in other languages than English: nothing of English is left in them but names and terms."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import VizError
from dotnet_viz.renderers.common.system_fonts import chinese_font, font_folders
from dotnet_viz.reporting.report import Report, build_report
from dotnet_viz.translation.catalogue import languages
from tests.reporting.builders import estimator_context, full_context, full_report

LANGUAGES = languages()[1:]
TAGS = {"es": "es", "pt_BR": "pt-BR", "ru": "ru", "zh_CN": "zh-CN"}
WORDS = {
    "es": ("Resumen", "Arquitectura", "Pesos", "Capa", "Matriz de confusión"),
    "pt_BR": ("Resumo", "Arquitetura", "Pesos", "Camada", "Matriz de confusão"),
    "ru": ("Обзор", "Архитектура", "Веса", "Слой", "Матрица ошибок"),
    "zh_CN": ("概览", "架构", "权重", "层", "混淆矩阵"),
}
# Three words of English in a row, in small letters; in other scripts nothing but English has such. Ids of checks have hyphens.
_ENGLISH = re.compile(r"(?<![\w-])(?:[a-z]{2,} ){2,}[a-z]{2,}(?![\w-])")


@lru_cache(maxsize=8)
def _report(language: str) -> Report:
    return build_report(replace(full_context(), language=language, date="2026-11-28"))


def _texts(page: str) -> list[str]:
    """Return the texts that a reader sees or hears, without style sheets, scripts and references."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", page.partition("<body")[2], flags=re.DOTALL)
    found = re.findall(r'>([^<>]+)<|(?:aria-label|placeholder)="([^"]*)"', body)
    return [html.unescape(one or other).strip() for one, other in found if (one or other).strip() and "https://" not in one]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_its_language_and_has_its_words(language: str) -> None:
    page = _report(language).html
    assert f'<html lang="{TAGS[language]}"' in page
    texts = " ".join(_texts(page))
    assert [word for word in WORDS[language] if word not in texts] == []


@pytest.mark.parametrize("language", ["ru", "zh_CN"])
@pytest.mark.parametrize("of", ["network", "estimator"])
def test_no_sentence_of_english_is_left(of: str, language: str) -> None:
    report = _report(language) if of == "network" else build_report(replace(estimator_context(), language=language))
    left = [text for text in _texts(report.html) if _ENGLISH.search(text)]
    assert left == []


@pytest.mark.parametrize("language", ["ru", "zh_CN"])
def test_notes_of_what_is_measured_for_conditions_are_in_the_language_too(language: str) -> None:
    random = np.random.default_rng(0)
    report = dv.report(
        [random.normal(size=(6, 3))],
        predictions=(random.integers(0, 3, 60), random.random((60, 3))),
        history={"loss": [1.0, 0.5, 0.4], "val_loss": [1.0, 0.7, 0.9]},
        conditions=["accuracy>=0.1", "parameters<=100"],
        fail_on="error",
        baseline=[random.normal(size=(6, 3))],
        language=language,
    )
    # Conditions stay as they are written.
    conditions = [condition.text for condition in report.conditions]
    left = [text for text in _texts(report.html) if _ENGLISH.search(text)]
    assert conditions
    assert [text for text in left if text not in conditions] == []


@pytest.mark.parametrize("language", ["es", "pt_BR", "ru"])
def test_numbers_and_dates_are_those_of_the_language(language: str) -> None:
    texts = " ".join(_texts(_report(language).html))
    assert re.search(r"\d,\d", texts)
    assert re.search(r"28[/.]11[/.]2026", texts)


def test_a_report_without_a_language_is_english_to_the_byte() -> None:
    plain = full_report().html
    assert plain == build_report(replace(full_context(), language="en")).html
    assert '<html lang="en"' in plain


def test_pages_are_in_the_language_of_the_moment_the_report_was_made() -> None:
    with dv.in_language("es"):
        report = build_report(full_context())
    assert '<html lang="es"' in report.html


def test_an_unknown_language_is_an_error_before_any_work() -> None:
    with pytest.raises(VizError, match="choose one of: en, es, pt_BR, ru, zh_CN"):
        dv.report("no such file.keras", language="xx")


def test_a_pdf_names_its_language() -> None:
    pypdf = pytest.importorskip("pypdf")
    assert pypdf.PdfReader(BytesIO(_report("ru").pdf)).trailer["/Root"]["/Lang"] == "ru"


@pytest.mark.skipif(chinese_font(font_folders()) is None, reason="no font of this system has Chinese")
def test_a_pdf_has_chinese_as_text() -> None:
    pypdf = pytest.importorskip("pypdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(_report("zh_CN").pdf)).pages)
    assert "架构" in text
