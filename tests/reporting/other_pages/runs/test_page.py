from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.reporting.other_pages.runs.page import make_run_table
from tests.reporting.other_pages.runs.builders import sweep

HOSTILE = "<script>alert('x')</script>\"'&--><img src=x onerror=alert(1)>{{ 7*7 }}</style></title>"


def test_a_thousand_runs_are_a_page_of_a_megabyte() -> None:
    html = make_run_table(sweep(1000)).html
    assert html.count('<th scope="row">') == 1000
    assert len(html.encode()) < 1_100_000


def test_rows_link_to_the_reports_in_their_folders(tmp_path: Path) -> None:
    (tmp_path / "runs" / "a b").mkdir(parents=True)
    (tmp_path / "runs" / "a b" / "report.html").touch()
    (tmp_path / "runs" / "c").mkdir()
    runs = [replace(run, log=tmp_path / "runs" / name) for run, name in zip(sweep(2), ("a b", "c"), strict=True)]
    (tmp_path / "pages").mkdir()
    page = make_run_table(runs, "Mine").save(tmp_path / "pages" / "runs.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="([^"]+)">run \d', page) == ["../runs/a%20b/report.html"]
    assert "<h1>Mine</h1>" in page


def test_names_are_escaped_and_a_failure_is_the_title_of_its_cell() -> None:
    page = make_run_table([replace(run, name=HOSTILE, settings={HOSTILE: HOSTILE}, failure=HOSTILE) for run in sweep(2)]).html
    assert "<img" not in page
    assert "<script>alert" not in page
    assert 'title="NaN"' in make_run_table(sweep(2)).html


def test_the_same_runs_give_the_same_bytes_and_no_run_is_an_error(tmp_path: Path) -> None:
    assert make_run_table(sweep()).html == make_run_table(sweep()).html
    with pytest.raises(OptionError, match="no run to list"):
        make_run_table([])
    with pytest.raises(OptionError, match=r"\.html"):
        make_run_table(sweep(1)).save(tmp_path / "runs.pdf")


@pytest.fixture
def shown(page: Any, tmp_path: Path) -> Any:
    path = make_run_table(sweep()).save(tmp_path / "runs.html")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(path.as_uri())
    yield page
    assert errors == []


def names(page: Any) -> list[str]:
    return [text.replace("×", "").strip() for text in page.locator(".browsed tbody tr:not(.group) th").all_inner_texts()]


def column(page: Any, title: str) -> list[str]:
    titles = page.locator(".browsed thead th").all_inner_texts()
    index = next(index for index, text in enumerate(titles) if text.split("\n")[0] == title)
    cells: list[str] = page.locator(f".browsed tbody tr:not(.group) > :nth-child({index + 1})").all_inner_texts()
    return cells


def test_a_click_sorts_a_metric_with_its_best_first(shown: Any) -> None:
    shown.get_by_role("button", name="accuracy").click()
    values = [float(text) for text in column(shown, "accuracy")]
    assert values == sorted(values, reverse=True)
    shown.get_by_role("button", name="accuracy").click()
    assert [float(text) for text in column(shown, "accuracy")] == sorted(values)
    shown.get_by_role("button", name="Run", exact=True).click()
    assert names(shown) == [f"run {index}" for index in range(12)]


def test_a_filter_takes_words_and_comparisons(shown: Any) -> None:
    shown.locator("#filter").fill("adam")
    assert set(column(shown, "optimizer")) == {"Adam"}
    assert shown.locator("#count").inner_text() == "4 of 12 runs"
    shown.locator("#filter").fill("loss<0.4 learning_rate>=0.001")
    assert names(shown)
    assert all(float(text) < 0.4 for text in column(shown, "loss"))
    assert all(float(text) >= 0.001 for text in column(shown, "optimizer.learning_rate"))
    shown.locator("#filter").fill("status=failed")
    assert names(shown) == ["run 1"]


def test_groups_have_a_head_with_their_best(shown: Any) -> None:
    shown.locator("#group").select_option(label="optimizer")
    heads = shown.locator(".browsed tr.group").all_inner_texts()
    assert [head.split(" · ")[:2] for head in heads] == [
        ["optimizer: Adam", "4 runs"],
        ["optimizer: RMSprop", "4 runs"],
        ["optimizer: SGD", "4 runs"],
    ]
    adam = [float(loss) for loss, name in zip(column(shown, "loss"), column(shown, "optimizer"), strict=True) if name == "Adam"]
    assert f"best loss {min(adam):g}" in heads[0]


def test_runs_and_columns_can_be_hidden(shown: Any) -> None:
    shown.get_by_role("button", name="Hide run 3", exact=True).click()
    assert "run 3" not in names(shown)
    shown.get_by_role("button", name="Show 1 hidden").click()
    assert "run 3" in names(shown)
    shown.get_by_text("Columns").click()
    shown.get_by_label("optimizer", exact=True).uncheck()
    assert not shown.locator(".browsed thead th", has_text="optimizer").first.is_visible()
    assert shown.locator(".browsed thead th", has_text="amsgrad").first.is_visible()


def test_a_thousand_runs_are_sorted_and_filtered(page: Any, tmp_path: Path) -> None:
    page.goto(make_run_table(sweep(1000)).save(tmp_path / "runs.html").as_uri())
    page.get_by_role("button", name="loss").click()
    page.locator("#filter").fill("sgd loss<0.3")
    page.locator("#group").select_option(label="amsgrad")
    assert " of 1,000 runs" in page.locator("#count").inner_text()
    assert page.evaluate("document.body.scrollWidth <= document.documentElement.clientWidth")
