"""No violation that axe-core finds (https://github.com/dequelabs/axe-core), which ``axe-playwright-python`` carries."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.api import differences
from dotnet_viz.reporting.other_pages.comparison.page import comparison_page
from dotnet_viz.reporting.other_pages.live.page import live_page
from dotnet_viz.reporting.other_pages.runs.page import make_run_table
from tests.reporting.builders import estimator_report, full_report
from tests.reporting.other_pages.comparison.builders import comparison
from tests.reporting.other_pages.live.builders import finding, training
from tests.reporting.other_pages.runs.builders import sweep


def diff() -> str:
    found = comparison()
    return comparison_page(found, differences.diff(found))


PAGES: dict[str, Callable[[], str]] = {
    "report": lambda: full_report().html,
    "estimator": lambda: estimator_report().html,
    "diff": diff,
    "runs": lambda: make_run_table(sweep()).html,
    "live": lambda: live_page(training(status="finished"), findings=(finding(),)),
}
EXAMPLES = sorted((Path(__file__).parents[3] / "reports").rglob("*.html"))
SCREENS = (("light", 1280), ("dark", 400))
ALIKE = """() => {
  for (const body of document.querySelectorAll("tbody")) {
    const seen = {};
    for (const row of [...body.rows]) {
      const looks = [row, ...row.querySelectorAll("*")]
        .map((item) => [item.tagName, item.getAttribute("class"), item.getAttribute("style")]).join();
      seen[looks] = (seen[looks] || 0) + 1;
      if (seen[looks] > 3) row.remove();
    }
  }
}"""
"""Of rows that are built alike, three stay: axe would measure the contrast of thousands of the same cells."""


@pytest.mark.axe
@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(browser: Any, name: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text(PAGES[name](), encoding="utf-8")
    for scheme, width in SCREENS:
        assert violations(browser, target, scheme, width) == []


@pytest.mark.axe
@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(EXAMPLES)), ids=[path.parent.name for path in EXAMPLES])
def test_axe_finds_no_violation_in_the_example_reports(browser: Any, place: int) -> None:
    # One screen each: the sections and the colours are those of the pages above, which are looked at on both.
    assert violations(browser, EXAMPLES[place], *SCREENS[place % 2]) == []


def violations(browser: Any, path: Path, scheme: str, width: int) -> list[tuple[str, list[str]]]:
    """Return what axe finds in a page, with everything opened: rules, and the first elements of each."""
    axe = Path(find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js"  # type: ignore[union-attr,index]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(axe.read_text(encoding="utf-8"))
    page.evaluate("for (const item of document.querySelectorAll('details')) item.open = true;")
    page.evaluate(ALIKE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    context.close()
    assert len(found["passes"]) > 10
    return [(item["id"], [node["html"][:200] for node in item["nodes"][:3]]) for item in found["violations"]]


def test_every_chart_says_in_words_and_numbers_what_it_shows(browser: Any, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text(PAGES["report"](), encoding="utf-8")
    page = browser.new_page()
    page.goto(target.as_uri())
    charts = page.locator("figure:is(.small, :has(svg:not(.dv)))")
    assert charts.count() > 12
    for number in range(charts.count()):
        chart = charts.nth(number)
        assert len(chart.locator("svg > desc").text_content()) > 20
        numbers = chart.locator("details.numbers")
        assert numbers.count() == 1, chart.locator("svg > title").text_content()
        assert not numbers.evaluate("item => item.open")
        assert numbers.locator("td").count() > 0 or numbers.locator("p").count() > 0
    page.close()


def test_every_control_has_a_name_and_is_reached_by_the_tab_key(browser: Any, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text(PAGES["report"](), encoding="utf-8")
    page = browser.new_page()
    page.goto(target.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.theme select')")
    unnamed = """Array.from(document.querySelectorAll("button, select, input, summary"))
      .filter((item) => !(item.ariaLabel || item.textContent.trim() || item.labels?.length)).map((item) => item.outerHTML)"""
    assert page.evaluate(unnamed) == []
    page.close()
