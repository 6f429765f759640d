from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.training.run import TensorStatistics, TrainingRun
from dotnet_viz.reporting.other_pages.live.page import live_page
from tests.reporting.other_pages.live.builders import HOSTILE, finding, training


def _data(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_says_where_the_training_is_and_how_long_it_will_take() -> None:
    page = live_page(training())
    assert "<title>7: is running</title>" in page
    assert "12 of 20" in page
    assert "about 32 s" in page
    assert "1,500" in page


def test_a_training_that_has_ended_is_not_loaded_again() -> None:
    running, ended = live_page(training()), live_page(training(status="finished"))
    assert _data(running)["refresh"] == 2000
    assert _data(ended)["refresh"] is None
    assert "Time left" in running
    assert "Time left" not in ended


def test_findings_and_the_failure_are_on_the_page_without_its_script() -> None:
    page = live_page(training(status="failed", failure="InvalidArgumentError: shapes"), findings=[finding()])
    text = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "InvalidArgumentError: shapes" in text
    assert "83\u00a0% of its units are dead" in text
    assert "lower the learning rate" in text


def test_names_from_the_log_cannot_end_the_element_they_stand_in() -> None:
    page = live_page(training(HOSTILE, failure=HOSTILE), findings=[finding(HOSTILE)])
    assert "<img" not in page
    assert len(re.findall(r"<script", page)) == 4
    assert _data(page)["histograms"][0]["tensor"] == f"{HOSTILE}/kernel"


def test_a_log_with_nothing_in_it_is_a_page_that_says_so() -> None:
    page = live_page(TrainingRun("new", "test", status="running"))
    assert "No epoch has ended yet." in page
    assert "None so far." in page


def test_a_long_training_makes_no_large_page() -> None:
    run = training()
    long = TrainingRun(
        "long", "test", (*run.curves, *(run.curves[3],) * 20), histograms=run.histograms * 400, statistics=run.statistics * 400
    )
    assert len(live_page(long)) < 600_000


@pytest.fixture
def shown(page: Any, tmp_path: Path) -> Any:
    path = tmp_path / "live.html"
    path.write_text(live_page(training(), findings=[finding()], written=time.time(), every=3600), encoding="utf-8")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.emulate_media(reduced_motion="reduce")  # a page that still scrolls has nothing where it was a moment ago
    page.goto(path.as_uri())
    yield page
    assert errors == []


@pytest.mark.browser
def test_each_metric_has_a_chart_whose_lines_can_be_hidden(shown: Any) -> None:
    assert shown.locator(".curve-chart").count() == 3
    loss = shown.locator(".curve-chart").first
    assert loss.locator("svg[role=img] path.curve").count() == 2
    loss.get_by_role("button", name="validation").click()
    assert loss.locator("svg[role=img] path.curve").count() == 1
    assert "training" in loss.locator("svg[role=img]").get_attribute("aria-label")


@pytest.mark.browser
def test_smoothing_adds_a_line_and_keeps_the_values_behind_it(shown: Any) -> None:
    before = shown.locator("path.curve.training").first.get_attribute("d")
    shown.locator("#smoothing").fill("0.6")
    loss = shown.locator(".curve-chart").first.locator("svg[role=img]")
    assert loss.locator("path.behind").count() == 2
    assert loss.locator("path.curve.training:not(.behind)").get_attribute("d") != before
    assert shown.locator("#smoothing-value").inner_text() == "0.6"


@pytest.mark.browser
def test_a_part_of_a_chart_stays_shown_when_the_page_is_loaded_again(shown: Any) -> None:
    chart = shown.locator(".curve-chart svg[role=img]").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    shown.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 60)
    shown.mouse.down()
    shown.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 60, steps=4)
    shown.mouse.up()
    path = chart.locator("path.curve").first.get_attribute("d")
    scroll = shown.evaluate("window.scrollY")
    shown.reload()
    assert chart.locator("path.curve").first.get_attribute("d") == path
    assert shown.evaluate("window.scrollY") == scroll
    shown.get_by_role("button", name="Show all").click()
    assert chart.locator("path.curve").first.get_attribute("d") != path


@pytest.mark.browser
def test_the_chosen_histogram_is_drawn_with_a_line_for_each_epoch(shown: Any) -> None:
    assert shown.locator("#histogram path.ridge").count() == 12
    shown.locator("#tensor").select_option("dense/bias")
    assert "dense/bias" in shown.locator("#histogram svg").get_attribute("aria-label")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_text_of_the_charts_is_cut_or_lies_on_other_text(page: Any, tmp_path: Path, scheme: Any) -> None:
    path = tmp_path / "live.html"
    path.write_text(live_page(training(), every=3600), encoding="utf-8")
    page.emulate_media(color_scheme=scheme)
    page.goto(path.as_uri())
    overlaps = page.evaluate(
        """() => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
            const outside = box => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
            const cut = boxes.filter(([, box]) => outside(box));
            const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
            const met = boxes.flatMap(([one, a], index) =>
                boxes.slice(index + 1).filter(([, b]) => meet(a, b)).map(([two]) => one + ' | ' + two));
            return [...cut.map(([text]) => 'cut: ' + text), ...met];
        })"""
    )
    assert overlaps == []


def test_numbers_that_json_lacks_are_gaps() -> None:
    run = TrainingRun(
        "nan", "test", (training().curves[0].__class__("loss", "epoch", np.array([1, 2]), np.array([np.nan, np.inf])),)
    )
    assert _data(live_page(run))["charts"][0]["lines"][0]["y"] == [None, None]


def test_shares_are_marked_since_their_colours_are_from_0_to_1_always() -> None:
    dead = TensorStatistics("dense", "activations", np.arange(1, 3), {"dead_share": np.zeros(2)})
    run = replace(training(), statistics=(*training().statistics, dead))
    shares = {table["title"]: table["share"] for table in _data(live_page(run))["layers"]}
    assert shares == {"Norm of the gradients": False, "Dead units: share of a layer": True}
