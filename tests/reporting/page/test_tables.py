from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.reporting.context import ReportContext
from tests.reporting.builders import estimator_context
from tests.reporting.page.builders import chain, opened, saved

ROWS = "#architecture tbody tr:visible"
COPY = "#architecture button:has-text('Copy CSV')"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(tmp_path_factory.mktemp("page"), ReportContext(chain(15, "=1+1 block/a_rather_long_name_of_a_layer")))


@pytest.fixture
def page(browser: Any, report: str) -> Iterator[Any]:
    with opened(browser, report, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


def copied(page: Any) -> list[list[str]]:
    page.click(COPY)
    page.locator("#architecture output:has-text('copied')").wait_for()
    return list(csv.reader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))


def test_rows_are_filtered_by_words(page: Any) -> None:
    search = page.get_by_label("Filter the rows: 15 layers, in the order of the model")
    search.fill("layer_1 dense")
    # One of them is a layer that another of these is connected to.
    assert page.locator(ROWS).count() == 7
    assert page.inner_text("#architecture .table-tools output >> nth=0") == "7 of 15 rows"
    search.fill("no such row")
    assert page.locator(ROWS).count() == 0
    search.fill("")
    assert page.locator(ROWS).count() == 15


def test_columns_are_chosen_by_keyboard_too(page: Any) -> None:
    page.focus("#architecture .columns summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#architecture thead th:visible").all_inner_texts()[:2] == ["Layer", "Output shape"]
    assert page.locator("#architecture tbody tr >> nth=0 >> td:visible").count() == 7
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Columns 8/9"
    assert not page.locator("#architecture .columns input").first.is_visible()


def test_what_is_seen_is_copied_as_csv_with_whole_numbers_and_no_formula(page: Any) -> None:
    page.get_by_label("Filter the rows: 15 layers, in the order of the model").fill("layer_14")
    page.click("#architecture .columns summary")
    page.get_by_label("Connected to", exact=True).uncheck()
    rows = copied(page)
    assert rows[0][0] == "Layer"
    assert "Connected to" not in rows[0]
    assert len(rows) == 2
    assert rows[1][0] == "'=1+1 block/a_rather_long_name_of_a_layer_14"
    assert rows[1][rows[0].index("Parameters")] == "4"
    assert rows[1][rows[0].index("Output shape")] == "(None, 2)"


def test_a_phone_shows_the_columns_that_matter_first(browser: Any, report: str) -> None:
    with opened(browser, report, viewport={"width": 400, "height": 800}) as page:
        head = page.locator("#architecture thead th:visible:has-text('Parameters')").bounding_box()
        assert head["x"] + head["width"] <= 400
        assert page.inner_text("#architecture .columns summary") == "Columns 5/9"
        page.click("#architecture .columns summary")
        page.get_by_label("Output shape", exact=True).check()
        assert page.locator("#architecture thead th:visible").count() == 6
        assert page.inner_text("#architecture .columns summary") == "Columns 6/9"


def test_print_has_what_was_filtered_away(page: Any) -> None:
    page.get_by_label("Filter the rows: 15 layers, in the order of the model").fill("layer_14")
    page.emulate_media(media="print")
    assert page.locator(ROWS).count() == 15


def test_names_break_behind_separators_only(browser: Any, report: str) -> None:
    broken = """() => {
      const wrong = [];
      for (const head of document.querySelectorAll("#architecture tbody th")) {
        const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const range = document.createRange();
          range.selectNodeContents(node);
          const tops = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
          if (tops.size > 1 && !node.data.includes(" ")) wrong.push(node.data);
        }
      }
      return wrong;
    }"""
    for width in (1280, 800, 400):
        with opened(browser, report, viewport={"width": width, "height": 800}) as page:
            assert page.evaluate(broken) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_words_of_an_estimators_report_are_not_broken(browser: Any, tmp_path: Path, language: str) -> None:
    address = saved(
        tmp_path, estimator_context(feature_names=["compactness", "mean smoothness", "mean area"], language=language)
    )
    # All letters of a word stand at one height.
    broken = """() => [...document.querySelectorAll("dt, th, td.number")].flatMap((cell) => {
      const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
      if (text === null) return [];
      return [...text.data.matchAll(/[^\\s-]+/g)].filter((word) => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1;
      }).map((word) => word[0]);
    })"""
    for width in (1280, 400):
        with opened(browser, address, viewport={"width": width, "height": 800}) as page:
            assert "DecisionTreeClassifier" in page.locator("#overview .settings dt").all_inner_texts()
            assert page.evaluate(broken) == []


def test_a_wide_table_on_a_phone_says_that_it_scrolls_and_keeps_its_first_column(browser: Any, report: str) -> None:
    with opened(browser, report, viewport={"width": 340, "height": 800}) as page:
        hint = "getComputedStyle(document.querySelector('#architecture .table-tools'), '::before').content"
        assert "scroll" in page.evaluate(hint)
        figures = page.locator(".canvas.scrolls + figcaption")
        assert figures.count() > 0
        assert "scroll" in figures.first.evaluate("caption => getComputedStyle(caption, '::before').content")
        page.click("#architecture .columns summary")
        for box in page.locator("#architecture .columns input").all():
            box.check()
        moved = "box => { box.scrollLeft = 200; return box.scrollLeft; }"
        assert page.locator("#architecture .table").evaluate(moved) == 200
        left = page.evaluate("document.querySelector('#architecture tbody th').getBoundingClientRect().left")
        assert 0 <= left < 40
        assert page.evaluate("document.documentElement.scrollWidth") <= 340


@pytest.mark.parametrize("width", [1000, 340])
def test_a_caption_and_the_tools_of_a_table_that_runs_off_do_not_overlap(browser: Any, report: str, width: int) -> None:
    with opened(browser, report, viewport={"width": width, "height": 800}) as page:
        page.locator("#architecture .table.scrolls").wait_for()
        bottom = page.evaluate("document.querySelector('#architecture .table-tools').getBoundingClientRect().bottom")
        assert bottom <= page.evaluate("document.querySelector('#architecture caption').getBoundingClientRect().top") + 1


def test_without_scripts_all_rows_are_there(browser: Any, report: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.locator(ROWS).count() == 15
    assert page.locator(".table-tools").count() == 0
    context.close()


def test_only_the_whole_of_a_long_table_is_filtered(browser: Any, tmp_path: Path) -> None:
    with opened(browser, saved(tmp_path, ReportContext(chain(40)))) as page:
        assert page.locator("#architecture input[type=search]").count() == 0
        page.get_by_label("Filter the rows: 40 layers, in the order of the model").fill("dense_3 dense_4")
        # A layer stands in the row of the one that follows it too.
        assert page.locator("#layer-block\\/dense_4").is_visible()
        assert not page.locator("#layer-block\\/dense_6").is_visible()
