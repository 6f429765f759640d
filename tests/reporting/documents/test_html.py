from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.files.templates import resource
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.pdf import print_page
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.templating.environment import template_folder
from tests.builders import nested_graph
from tests.reporting.builders import HOSTILE, full_context, full_report, model_graph

VOID = {"meta", "link", "br", "img", "input", "wbr"}


class Outline(HTMLParser):
    """Collects what tests ask of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("name", ["digits", HOSTILE])
def test_the_page_is_well_formed_and_runs_no_script_but_its_own(name: str) -> None:
    tags = outline(full_report(name).html).tags
    scripts = [attributes.get("type") for tag, attributes in tags if tag == "script"]
    assert scripts == [None, "application/json", None]
    assert not [tag for tag, _ in tags if tag in ("img", "iframe", "object", "embed", "base", "form")]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


def test_names_are_shown_as_they_are_and_templates_do_not_run_them() -> None:
    page = full_report(HOSTILE).html
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<title>&lt;script&gt;" in page


def test_ids_are_unique_and_every_reference_has_its_target() -> None:
    page = full_report().html
    tags = outline(page).tags
    ids = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    references = {value for _, attributes in tags for value in (attributes.get("aria-labelledby") or "").split()}
    references |= {
        value[1:] for _, attributes in tags for key in ("href", "xlink:href") if (value := attributes.get(key) or "")[:1] == "#"
    }
    references |= set(re.findall(r"url\(#([^)]+)\)", page))
    assert len(references) > 20
    assert references <= set(ids)


def test_the_page_asks_for_nothing_outside_itself() -> None:
    for tag, attributes in outline(full_report().html).tags:
        for key in ("src", "href", "xlink:href", "action", "poster"):
            value = attributes.get(key)
            assert value is None or value.startswith(("#", "data:")), (tag, value)


def test_headings_tables_and_figures_are_marked_up_for_screen_readers() -> None:
    page = full_report().html
    tags = outline(page).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in itertools.pairwise(levels))
    assert ("html", {"lang": "en"}) in tags
    # Those of numbers stand below the caption of their figure.
    assert (
        page.count("<table")
        == page.count("<caption>")
        + page.count('<div class="table" tabindex="0" role="group" aria-label="Numbers of this figure: ')
        > 2
    )
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in tags if tag == "th")
    assert page.count("<figure") >= page.count("<figcaption>") > 5
    pictures = [attributes for tag, attributes in tags if tag == "svg"]
    assert pictures
    assert all(attributes.get("role") == "img" and attributes.get("aria-labelledby") for attributes in pictures)


def test_a_date_stands_in_the_page_only_if_it_is_given() -> None:
    assert "2 May 2031" in build_report(full_context(date="2 May 2031")).html
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", full_report().html)


def test_the_page_of_a_small_model_is_moderate() -> None:
    assert len(full_report().html.encode()) < 300_000


def test_a_page_has_the_script_of_frames_where_a_picture_has_frames() -> None:
    assert resource("frames.js") in build_report(ReportContext(nested_graph())).html
    assert resource("frames.js") not in build_report(ReportContext(model_graph())).html


def test_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import sys; from tests.reporting.builders import full_context; from dotnet_viz.reporting.report import build_report;"
        "sys.stdout.buffer.write(build_report(full_context()).html.encode())"
    )
    page = full_report().html
    assert run(code, "1").decode() == page
    assert page.startswith("<!DOCTYPE html>")


def run(code: str, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    root = Path(__file__).parents[3]
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=root).stdout


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_stands_out_in_light_and_dark(scheme: int) -> None:
    style = (template_folder() / "style.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", style)
    colors = {name: pair[scheme] for name, *pair in pairs}
    for text in ("ink", "muted", "accent", "error", "warning"):
        for ground in ("paper", "panel", "card", "target"):
            dark, light = sorted((luminance(colors[text]), luminance(colors[ground])))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


@pytest.fixture
def hostile_page(tmp_path: Path) -> str:
    target = tmp_path / "report.html"
    full_report(HOSTILE).save(target)
    return target.as_uri()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_hostile_page_is_quiet_and_fits_the_window(browser: Any, hostile_page: str, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    events: list[str] = []

    def dismiss(dialog: Any) -> None:
        events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("console", lambda message: events.append(f"console {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error {error}"))
    page.on("request", lambda request: events.append(request.url) if not request.url.startswith("data:") else None)
    page.goto(hostile_page)
    page.wait_for_load_state()
    assert events == [hostile_page]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    brightness = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + +b, 0)")
    assert brightness > 700 if scheme == "light" else brightness < 120
    assert page.title() == HOSTILE
    context.close()


@pytest.mark.browser
def test_a_click_or_the_keyboard_sorts_a_table(page: Any, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    full_report("alpha").save(target)
    page.goto(target.as_uri())
    rows = "[...document.querySelectorAll('#architecture tbody tr')].map(row => row.cells[{}].textContent)"
    column = "#architecture thead th:nth-child({})"
    assert page.evaluate(rows.format(0)) == ["input", "alpha_0", "alpha_1"]
    page.click(column.format(1) + " button")
    assert page.evaluate(rows.format(0)) == ["alpha_0", "alpha_1", "input"]
    page.focus(column.format(4) + " button")
    page.keyboard.press("Enter")
    assert page.evaluate(rows.format(3)) == ["0", "8", "15"]
    page.keyboard.press("Enter")
    assert page.evaluate(rows.format(3)) == ["15", "8", "0"]
    assert page.get_attribute(column.format(4), "aria-sort") == "descending"
    assert page.get_attribute(column.format(1), "aria-sort") is None
    footer = page.evaluate("[...document.querySelectorAll('#evaluation tfoot tr')].map(row => row.cells[0].textContent)")
    assert footer == ["macro average", "weighted average"]


@pytest.mark.browser
def test_the_page_reads_without_script(browser: Any, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    full_report("alpha").save(target)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(target.as_uri())
    assert "alpha_1" in page.inner_text("#architecture")
    assert page.locator("#training svg").first.is_visible()
    assert page.locator("thead button").count() == 0
    page.click("nav a[href='#evaluation']")
    assert page.url.endswith("#evaluation")
    context.close()


@pytest.mark.browser
def test_pictures_can_be_explored_in_the_page(page: Any, tmp_path: Path) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    path = tmp_path / "report.html"
    path.write_text(full_report(HOSTILE).html, encoding="utf-8")
    page.goto(path.as_uri())
    architecture, weights = page.locator("#architecture .dv-view"), page.locator("#weight_graph .dv-view")
    architecture.locator("input[type=search]").fill("dense")
    assert "hit" in architecture.locator(".dv-tools > output").inner_text()
    weights.locator(".dv-shape[data-kind=neuron]").first.hover()
    assert weights.locator(".dv-marked path").count() > 0
    assert problems == []


def test_on_paper_pictures_are_plain() -> None:
    report = full_report()
    assert 'class="dv-view"' not in print_page(report.context, report.sections)
