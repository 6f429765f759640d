"""Every page that the package writes has the styles and scripts that its own policy names, and breaks it nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

import dotnet_viz as dv
from dotnet_viz.animation.build import AnimationOptions, animate_pictures
from dotnet_viz.api import differences
from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.drawing import Drawing
from dotnet_viz.measures.comparison.evolution import evolve
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.other_pages.comparison.evolution import evolution_page
from dotnet_viz.reporting.other_pages.comparison.page import comparison_page
from dotnet_viz.reporting.other_pages.live.page import live_page
from dotnet_viz.reporting.other_pages.runs.page import make_run_table
from dotnet_viz.reporting.own_style.style import own_style
from dotnet_viz.reporting.report import build_report
from dotnet_viz.scene import Raster, Scene
from tests.animation.trainings import animation
from tests.comparison_builders import block_steps, model
from tests.reporting.builders import estimator_report, full_context, full_report, model_graph
from tests.reporting.other_pages.comparison.builders import comparison
from tests.reporting.other_pages.live.builders import finding, training
from tests.reporting.other_pages.many.builders import index_of
from tests.reporting.other_pages.runs.builders import sweep

THEME = b"h1 > span,\r\nh1 { color: #a01030; }\r\n:root { --accent: #a01030; }"
NETWORK = [(np.ones((4, 3)), np.zeros(3), "relu"), (np.ones((3, 2)), None, "softmax")]


def themed() -> str:
    with TemporaryDirectory() as folder:
        theme, logo = Path(folder, "theme.css"), Path(folder, "logo.svg")
        theme.write_bytes(THEME)
        logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" style="color: red"/>')
        return build_report(full_context(style=own_style(theme, logo))).html


def cells() -> str:
    colors = np.random.default_rng(0).integers(0, 256, (40, 40, 3)).astype(np.uint8)
    return Drawing(Scene("cells", rasters=(Raster("a", colors, 0, 0, 320, 320),), layout="given")).html


def evolution() -> str:
    found = evolve([model(block_steps(), values=number) for number in range(3)])
    return evolution_page(found, differences.drift(found))


def diff() -> str:
    found = comparison()
    return comparison_page(found, differences.diff(found))


def chart(last: int = 2) -> Chart:
    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.bar([0, 1], [1, last])
        axes.plot([1, last], "o-")

    return draw_chart("Steps", "Two points.", (200, 100), paint)


def chart_frames() -> str:
    return animate_pictures([chart(2), chart(5)], ["one", "two"], "steps", AnimationOptions(fps=4)).html


PAGES: dict[str, Callable[[], str]] = {
    "report": lambda: full_report().html,
    "estimator": lambda: estimator_report().html,
    "theme": themed,
    "diff": diff,
    "runs": lambda: make_run_table(sweep()).html,
    "live": lambda: live_page(training(status="finished"), findings=(finding(),)),
    "many": lambda: index_of(12).html,
    "drawing": lambda: dv.architecture(model_graph()).html,
    "dark drawing": lambda: dv.weight_graph(model_graph(), theme="dark").html,
    "cells": cells,
    "chart": lambda: chart().html,
    "dark chart": lambda: chart().with_theme("dark").html,
    "player": lambda: animation().html,
    "player of charts": chart_frames,
    "passage": lambda: dv.pattern_passage(NETWORK, np.ones((1, 4))).html,
    "evolution": evolution,
}

RECORD = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.violatedDirective + event.sample));
"""


def policy(text: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_its_own_policy(browser: Any, name: str, tmp_path: Path) -> None:
    text = PAGES[name]()
    assert "unsafe" not in policy(text)
    assert "style-src 'sha256-" in policy(text)
    target = tmp_path / "page.html"
    target.write_text(text, encoding="utf-8", newline="")
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(RECORD)
    page.goto(target.as_uri())
    use(page)
    assert (page.evaluate("window.broken"), said) == ([], [])
    assert page.evaluate("Array.from(document.querySelectorAll('style')).filter((item) => !item.sheet).length") == 0
    context.close()


def use(page: Any) -> None:
    """Do what changes the looks of a page: open, choose a theme, hide columns, save a picture, go from frame to frame."""
    page.evaluate("for (const item of document.querySelectorAll('details')) item.open = true")
    for theme in page.locator(".theme select").all():
        theme.select_option("dark")
    for box in page.locator(".columns input[type=checkbox]").all()[:2]:
        box.uncheck()
    for button in page.locator(".save button").all()[:2]:
        with page.expect_download():
            button.click()
    for key in ("Home", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    page.wait_for_timeout(150)


def test_a_style_that_got_past_the_escaping_has_no_effect(browser: Any, tmp_path: Path) -> None:
    text = PAGES["report"]().replace(
        "<main", '<style>body { display: none }</style><p id="x" style="display: none">a</p><main', 1
    )
    target = tmp_path / "page.html"
    target.write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto(target.as_uri())
    assert page.locator("body").evaluate("item => getComputedStyle(item).display") != "none"
    assert page.locator("#x").is_visible()
    page.close()


def test_wide_figures_keep_their_width(browser: Any, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text(PAGES["report"](), encoding="utf-8")
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto(target.as_uri())
    figure = page.locator("figure.wide").first
    natural = float(figure.locator(".canvas > svg, .canvas .dv-port > svg").first.get_attribute("width"))
    declared = figure.evaluate("item => getComputedStyle(item).getPropertyValue('--natural')")
    assert abs(float(declared.removesuffix("px")) - natural) <= 0.5
    page.close()


def test_templates_of_a_user_may_have_any_style(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    sections.mkdir()
    (sections / "overview.html").write_text('<p style="color: red">mine</p>')
    found = policy(build_report(ReportContext(model_graph(), templates=tmp_path)).html)
    assert "style-src 'unsafe-inline';" in found
    assert "script-src 'sha256-" in found
