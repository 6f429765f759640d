"""The pages of reports, read back from the file: what a reviewer who prints them would see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec, Weight
from dotnet_viz.renderers.pdf.engines import PlutoPrint, WeasyPrint
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.printing.paper import TEXT_TO_FIT
from dotnet_viz.reporting.report import Report, build_report
from tests.pdf_measure import MeasuredPdf, measured, numbers_in_contents
from tests.reporting.builders import HOSTILE, estimator_context, full_context

pytestmark = pytest.mark.pdftoppm

ENGINES = [
    pytest.param("plutoprint", marks=pytest.mark.skipif(not PlutoPrint().is_available(), reason="no plutoprint")),
    pytest.param("weasyprint", marks=pytest.mark.skipif(not WeasyPrint().is_available(), reason="no weasyprint")),
    pytest.param("chromium", marks=pytest.mark.browser),
]


def digits() -> ReportContext:
    """Return a small network with ten classes, its training and what its layers return."""
    random = np.random.default_rng(0)
    sizes = (64, 32, 16, 10)
    spec = [(TensorSpec((None, size), "float32"),) for size in sizes]
    layers = [Layer("pixels", "pixels", "InputLayer", trainable=None)]
    for number, (inputs, units) in enumerate(pairwise(sizes)):
        kernel = Weight.from_array("kernel", random.normal(size=(inputs, units)).astype("float32"))
        bias = Weight.from_array("bias", random.normal(size=units).astype("float32"))
        name = f"hidden_{number}"
        layers.append(Layer(name, name, "Dense", activation="relu", weights=(kernel, bias)))
    nodes = tuple(Node(f"n{index}", layer, outputs=spec[index]) for index, layer in enumerate(layers))
    edges = tuple(Edge(f"n{index}", 0, f"n{index + 1}", 0) for index in range(3))
    graph = Graph("digits", "Sequential", nodes, edges)
    given = random.random((4, 64))
    return replace(full_context("digits"), graph=graph, inputs=given, feature_names=None, class_names=None)


def big() -> ReportContext:
    """Return a model of 120 layers with long names, whose tables and diagram take several pages."""
    random = np.random.default_rng(0)
    nodes = []
    for index in range(120):
        kernel = Weight.from_array("kernel", random.normal(size=(8, 8)).astype("float32"))
        name = f"conv{index // 12 + 2}_block{index % 12 // 3 + 1}_{index % 3 + 1}_batch_normalization"
        layer = Layer(name + f"_{index}", name + f"_{index}", "Dense", activation="relu", weights=(kernel,))
        nodes.append(Node(f"n{index}", layer, outputs=(TensorSpec((None, 8), "float32"),)))
    edges = tuple(Edge(f"n{index}", 0, f"n{index + 1}", 0) for index in range(119))
    return ReportContext(Graph("a_big_model", "Functional", tuple(nodes), edges))


REPORTS: dict[str, Callable[[], ReportContext]] = {
    "network": digits,
    "full": lambda: full_context("blue", title="All of it", date="2026-01-31"),
    "estimator": lambda: estimator_context("blue"),
    "hostile": lambda: full_context(HOSTILE),
    "big": big,
}


@cache
def built(name: str) -> Report:
    """Return a report; its sections are the same whatever engine prints them."""
    return build_report(REPORTS[name]())


@cache
def printed(name: str, engine: str) -> bytes:
    report = built(name)
    return replace(report, context=replace(report.context, pdf_engine=engine)).pdf


@cache
def pdf(name: str, engine: str) -> MeasuredPdf:
    return measured(printed(name, engine))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=sorted(REPORTS))
def report(request: pytest.FixtureRequest, engine: str) -> MeasuredPdf:
    return pdf(request.param, engine)


def test_no_page_is_mostly_empty_but_the_last_of_a_section(report: MeasuredPdf) -> None:
    starts = {page for _, page, depth in report.outline if depth == 0}
    portrait = [index for index, page in enumerate(report.pages) if page.size[0] < page.size[1]]
    may_be_short = {before for before, after in pairwise(portrait) if after in starts} | {portrait[-1]}
    short = {index + 1: page.fill for index, page in enumerate(report.pages) if page.fill < 1 / 3}
    assert {number for number in short if number - 1 not in may_be_short} == set(), short


def test_nothing_is_cut_by_the_edge_of_a_page(report: MeasuredPdf) -> None:
    assert [index + 1 for index, page in enumerate(report.pages) if page.ink_at_edge] == []


def test_text_can_be_read(engine: str) -> None:
    # Not of hostile names and big models, whose pictures no page holds.
    for name in ("network", "full", "estimator"):
        sizes = {index + 1: page.smallest_text for index, page in enumerate(pdf(name, engine).pages)}
        assert {number: size for number, size in sizes.items() if size < TEXT_TO_FIT - 0.05} == {}, name


def test_links_lead_somewhere_and_the_contents_to_every_section(report: MeasuredPdf) -> None:
    assert report.dangling == ()
    first = min(page for _, page, _ in report.outline[1:])
    targets = {target for page, target in report.links if page <= first}
    assert {page for _, page, _ in report.outline} <= targets


def test_numbers_in_the_contents_are_those_of_the_pages(report: MeasuredPdf) -> None:
    wanted = [page + 1 for _, page, _ in report.outline]
    found = [number for page in report.pages[:2] for number in numbers_in_contents(page.text)]
    assert sorted(found)[-len(wanted) :] == sorted(wanted) or set(wanted) <= set(found)


def test_pages_have_running_heads_and_numbers() -> None:
    report = pdf("full", "auto")
    assert report.pages[0].text.count("All of it") == 1
    for number, page in enumerate(report.pages[1:], start=2):
        assert "All of it" in page.text
        assert f"{number} / {len(report.pages)}" in page.text
    evaluation = next(page for title, page, _ in report.outline if title == "Evaluation")
    assert report.pages[evaluation + 1].text.count("Evaluation") >= 1


def test_outline_has_the_sections_and_below_the_appendix_its_entries() -> None:
    sections = built("big").sections
    outline = pdf("big", "auto").outline
    assert [title for title, _, depth in outline if depth == 0] == [section.title for section in sections]
    inside = [title for title, _, depth in outline if depth == 1]
    assert inside == [entry.title for section in sections for entry in section.appendix]
    assert inside
    assert [page for _, page, _ in outline] == sorted(page for _, page, _ in outline)


def test_the_file_says_what_it_is() -> None:
    report = pdf("full", "auto")
    assert report.metadata["Title"] == "All of it"
    assert "Sequential" in report.metadata["Subject"]
    assert report.metadata["Creator"].startswith("dotnet_viz ")
    assert report.language == "en"
    assert "2026" in report.pages[0].text


@pytest.mark.browser
def test_what_chromium_prints_is_tagged() -> None:
    assert pdf("full", "chromium").is_tagged


@pytest.mark.parametrize("name", ["full", "big"])
def test_the_same_report_is_the_same_file(name: str, engine: str) -> None:
    assert build_report(replace(REPORTS[name](), pdf_engine=engine)).pdf == printed(name, engine)
