from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest

from dotnet_viz.errors import VizWarning
from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec
from dotnet_viz.renderers.pdf.document import html_to_pdf
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.pdf import print_page
from dotnet_viz.reporting.report import build_report
from tests.reporting.builders import HOSTILE, estimator_context, full_context, full_report


@pytest.fixture(scope="module")
def pages() -> list[Any]:
    from pypdf import PdfReader

    return list(PdfReader(BytesIO(build_report(full_context("blue", title="All of it")).pdf)).pages)


def words(page: Any) -> str:
    return " ".join(page.extract_text().split())


def test_every_section_starts_on_paper_and_pages_are_numbered(pages: list[Any]) -> None:
    text = [words(page) for page in pages]
    assert "All of it" in text[0]
    for number, content in enumerate(text[1:], start=2):
        assert f"{number} / {len(pages)}" in content
    for heading in (
        "Overview",
        "Architecture",
        "Weight graph",
        "Weights",
        "Diagnostics",
        "Training",
        "Evaluation",
        "Reproducibility",
    ):
        assert any(heading in content for content in text)
    assert "Accuracy" in " ".join(text)


def test_no_page_is_there_for_who_made_it_alone(pages: list[Any]) -> None:
    assert [number for number, page in enumerate(pages) if "Made by dotnet_viz" in words(page)] == [0]


def test_a_word_at_the_end_of_a_line_is_not_broken_where_a_link_begins_in_it() -> None:
    from pypdf import PdfReader

    page = print_page(full_context("blue"), ())
    sentence = "hicieron 34 comprobaciones y encontraron 1 advertencia, 1 sugerencia."
    links = " · ".join(f'<a href="#x">Todas las comprobaciones del {one}</a>' for one in ("modelo", "entrenamiento"))
    lines = "".join(f"<p>{'i' * letters} {sentence} {links}</p>" for letters in range(30))
    printed = PdfReader(BytesIO(html_to_pdf(page.replace('<main id="content">', f"{lines}<main>"), base_url="report:/"))).pages
    assert " ".join(map(words, printed)).count("Todas las") == 60


def test_fonts_travel_inside_the_file(pages: list[Any]) -> None:
    from pypdf import PdfReader

    of_estimator = PdfReader(BytesIO(build_report(estimator_context("blue")).pdf)).pages
    # A page without fonts of its own was turned into pixels.
    fonts = [
        {str(font.get_object()["/BaseFont"]) for font in page["/Resources"].get("/Font", {}).values()}
        for page in (*pages, *of_estimator)
    ]
    assert all(fonts)
    assert all("DejaVuSans" in name for name in set().union(*fonts))


def test_pages_are_a4_and_contents_lead_to_the_sections(pages: list[Any]) -> None:
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    links = [link for page in pages[:2] for link in page.get("/Annots", [])]
    assert len(links) >= len(full_report().sections)


def test_the_printed_page_has_no_script_and_asks_for_nothing_outside() -> None:
    report = full_report(HOSTILE)
    page = print_page(report.context, report.sections)
    assert "<script" not in page.lower()
    assert not re.search(r'(?:src|href)="(?!#)', re.sub(r'xlink:href="(#|data:image/png;)[^"]*"', "", page))
    assert not re.search(r"url\((?!data:|#)", page)
    assert report.pdf.startswith(b"%PDF")


def test_the_same_report_is_the_same_file() -> None:
    assert full_report().pdf == build_report(full_context()).pdf


def test_a_long_architecture_goes_on_in_columns() -> None:
    spec = (TensorSpec((None, 2), "float32"),)
    nodes = tuple(Node(f"n{place}", Layer(f"layer_{place}", f"layer_{place}", "Dense"), outputs=spec) for place in range(40))
    edges = tuple(Edge(f"n{place}", 0, f"n{place + 1}", 0) for place in range(39))
    report = build_report(ReportContext(Graph("tall", "Sequential", nodes, edges)))
    page = print_page(report.context, report.sections)
    assert page.count('<div class="part">') > 1
    assert "goes on in columns" in page
    assert '<div class="part">' not in report.html


def test_a_name_that_no_font_has_is_said_and_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfReader

    monkeypatch.setattr("dotnet_viz.renderers.common.system_fonts.font_folders", lambda: ())
    context = ReportContext(Graph("names", "Sequential", (Node("n0", Layer("层", "层", "Dense")),)), title="网 of layers")
    with pytest.warns(VizWarning, match=r"no font of this system has 层网, shown as �: apt install fonts-noto-cjk") as warned:
        data = build_report(context).pdf
    assert len(warned) == 1
    pages = PdfReader(BytesIO(data)).pages
    assert "� of layers" in words(pages[0])
    assert not any("层" in words(page) or "网" in words(page) for page in pages)
