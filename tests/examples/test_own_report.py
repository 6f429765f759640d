"""The worked example of a report in a style of one's own, which docs/reports.md explains."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from examples.own_report import own_report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("own") / "report"
    own_report.main(str(target))
    return target


def test_sections_stand_in_the_order_that_was_asked_for(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    order = re.findall(r'<section id="(\w+)"', page)
    assert order[:4] == ["summary", "evaluation", "costly_mistakes", "how_to_use"]
    assert [name for name in order if name != "appendix"][-1] == "model_card"
    assert {"overview", "architecture", "data", "importances"} <= set(order)
    assert "A mistake costs the difference between the digit and what was read." in page
    assert "before it counts." in page


def test_colors_logo_and_card_are_there(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "--accent: light-dark(#8c1d40, #f08fb0)" in page
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert "Cheques and forms, where a wrong digit costs money" in page
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_readme_has_the_metadata_of_the_card(folder: Path) -> None:
    metadata = yaml.safe_load((folder / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    assert (metadata["license"], metadata["library_name"], metadata["pipeline_tag"]) == (
        "mit",
        "sklearn",
        "tabular-classification",
    )
    [result] = metadata["model-index"][0]["results"]
    assert result["metrics"][0]["value"] > 0.85


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_asks_for_nothing_and_makes_no_errors(browser: Any, folder: Path, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: problems.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.goto((folder / "report.html").as_uri())
    link = page.evaluate("getComputedStyle(document.querySelector('main a')).color")
    page.close()
    assert problems == []
    assert link == ("rgb(140, 29, 64)" if scheme == "light" else "rgb(240, 143, 176)")
