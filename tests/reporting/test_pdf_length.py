"""Reports on paper are short: what a large model is printed on before its appendix."""

from __future__ import annotations

from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.renderers.common.system_fonts import chinese_font, font_folders
from dotnet_viz.translation.catalogue import languages
from tests.applications import made
from tests.pdf_measure import MeasuredPdf, measured

pytestmark = [pytest.mark.keras, pytest.mark.pdftoppm, pytest.mark.slow]

MOST_PAGES = 8
TO_SPARE = 0.5
"""Share of the last of these pages that is left for longer names, a loss and other versions."""
LONG_TITLE = "A network for photographs, trained anew on the pictures of the second campaign and of all that followed"

NO_CHINESE = pytest.mark.skipif(chinese_font(font_folders()) is None, reason="no font of this system has Chinese")
LANGUAGES = [pytest.param(one, marks=NO_CHINESE if one == "zh_CN" else ()) for one in languages()]


@pytest.fixture(scope="module")
def resnet50(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of ResNet50 as one would keep it, with the loss that it is trained with."""
    keras = pytest.importorskip("keras")
    model = made(keras, "ResNet50")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    path = tmp_path_factory.mktemp("models") / "resnet50.keras"
    model.save(path)
    return path


def before_appendix(path: Path, title: str, language: str) -> tuple[MeasuredPdf, int]:
    """Return the report that is printed of a file, and how many pages it has before the appendix."""
    printed = measured(dv.report(path, title=title, language=language).pdf)
    return printed, max(page for _, page, depth in printed.outline if depth == 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_large_model_has_eight_pages_before_the_appendix(resnet50: Path, language: str) -> None:
    printed, pages = before_appendix(resnet50, "ResNet50, untrained", language)
    assert pages < MOST_PAGES or (pages == MOST_PAGES and printed.pages[pages - 1].fill <= 1 - TO_SPARE)


def test_a_long_title_costs_no_page_more(resnet50: Path) -> None:
    assert before_appendix(resnet50, LONG_TITLE, "en")[1] <= MOST_PAGES
