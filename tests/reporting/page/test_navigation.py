from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from tests.reporting.builders import HOSTILE, evaluation, full_context, full_report, model_graph
from tests.reporting.page.builders import chain, opened, saved, settled

CURRENT = "nav a[aria-current]"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(tmp_path_factory.mktemp("page"), full_report())


@pytest.fixture(scope="module")
def long_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(tmp_path_factory.mktemp("long"), ReportContext(chain(40)))


@pytest.mark.parametrize("width", [1280, 400])
def test_the_contents_stay_in_sight_and_mark_where_one_is(browser: Any, report: str, width: int) -> None:
    with opened(browser, report, viewport={"width": width, "height": 800}) as page:
        assert page.locator(CURRENT).count() == 1
        for section in ("weights", "evaluation", "reproducibility"):
            page.click(f"nav a[href='#{section}']")
            page.wait_for_url(f"**#{section}")
            settled(page)
            page.locator(f"{CURRENT}[href='#{section}']").wait_for()
            link = page.locator(CURRENT).bounding_box()
            assert 0 <= link["y"] < 800
            assert 0 <= link["x"] < width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_layers_in_tables_and_findings_link_to_their_rows_and_back(browser: Any, report: str) -> None:
    with opened(browser, report) as page:
        link = page.locator("#weights tbody a").first
        link.click()
        row = page.locator("tr:target")
        assert row.count() == 1
        assert row.locator("th").inner_text() == link.inner_text().split("/")[0]
        plain = page.locator("#architecture tbody tr:not(:target) th").first.evaluate(
            "cell => getComputedStyle(cell).backgroundColor"
        )
        assert row.locator("th").evaluate("cell => getComputedStyle(cell).backgroundColor") != plain
        box = row.bounding_box()
        assert 0 <= box["y"] < 720
        page.click("text=Back to where you were")
        assert page.evaluate("document.activeElement.textContent") == link.inner_text()
        assert page.locator(".back").is_hidden()
        assert page.locator("#training_findings td b a").count() > 0


def test_a_row_that_is_filtered_away_comes_back_for_its_link(browser: Any, long_report: str) -> None:
    with opened(browser, long_report) as page:
        search = page.locator(".entry:has(tr[id^='layer-']) .table-tools input[type=search]")
        search.fill("dense_39")
        page.locator("#weights tbody a").first.click()
        page.locator("tr:target").wait_for()
        assert search.input_value() == ""


def test_a_long_table_of_the_appendix_opens_for_who_wants_its_rows(browser: Any, tmp_path: Path) -> None:
    address = saved(tmp_path, ReportContext(chain(50)))
    rows = "details.rows:has(tr[id^='layer-'])"
    with opened(browser, address) as page:
        table = page.locator(f"{rows} table")
        assert table.is_hidden()
        assert page.locator(f"{rows} > summary").inner_text() == "All rows: 50"
        page.locator("#architecture .remainder a[href*='-layers']").click()
        assert table.is_visible()
    with opened(browser, address) as page:
        page.evaluate("location.hash = '#layer-block/dense_49'")
        page.locator("tr:target").wait_for()
    with opened(browser, address, java_script_enabled=False) as page:
        page.locator(f"{rows} > summary").click()
        assert page.locator(f"{rows} table").is_visible()


def test_a_link_from_outside_leads_to_a_layer(browser: Any, long_report: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{long_report}#layer-block/dense_31")
    assert page.locator("tr:target th").inner_text() == "block/dense_31"
    assert 0 <= page.locator("tr:target").bounding_box()["y"] < 720
    context.close()


def test_hostile_names_are_linked_to_their_rows_and_stay_text() -> None:
    page = build_report(ReportContext(model_graph(HOSTILE, HOSTILE))).html
    links = set(re.findall(r'href="#(layer-[^"]*)"', page))
    ids = set(re.findall(r'<tr id="(layer-[^"]*)"', page))
    assert len(links) >= 2
    assert links <= ids


def test_names_that_no_table_has_a_row_for_are_no_links() -> None:
    context = full_context(graph=model_graph(), evaluation=evaluation(["dense_0", "dense_1"]))
    section = build_report(context).html.split('<section id="evaluation"')[1].split("</section>")[0]
    assert "dense_0" in section
    assert "#layer-" not in section


def test_anchors_work_without_scripts(browser: Any, report: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    page.goto(report)
    page.locator("#weights tbody a").first.click()
    assert page.locator("tr:target").count() == 1
    context.close()
