from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.figure import Figure

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.style import SERIES_COLORS, TRAIN, VALIDATION
from dotnet_viz.charts.themes import _PRINT, PAPER, in_theme, of_page
from dotnet_viz.charts.themes import THEMES as CHART_THEMES
from dotnet_viz.colors import contrast
from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.renderers.themes.theme import THEMES
from examples.color_vision import lab


def chart() -> Chart:
    def paint(figure: Figure) -> None:
        figure.add_subplot().plot([1, 3, 2], label="a")

    return draw_chart("Steps", "Three points.", (300, 200), paint)


def test_a_chart_of_a_page_has_pairs_of_colors_and_is_smaller() -> None:
    whole, of_a_page = chart().svg_fragment("steps-1"), chart().page_fragment("steps-1")
    assert "light-dark(#1a1a1a,#e8eaed)" in of_a_page
    assert len(of_a_page) < len(whole)
    root = ET.fromstring(of_a_page)
    assert root.get("id") == "steps-1"
    assert "".join(root.itertext()).count("Three points.") == 1


def test_every_color_that_the_dark_theme_replaces_has_its_pair() -> None:
    svg = chart().svg_fragment("p")
    page, dark = of_page(svg, "p"), in_theme(svg, "dark")
    pairs = set(re.findall(r"light-dark\((#\w+),(#\w+)\)", page))
    assert pairs
    for light, other in pairs:
        assert light in svg
        assert light not in dark
        assert other in dark


def test_what_is_shown_by_a_reference_has_a_rule_that_names_no_picture() -> None:
    gray = 'style="stroke: #555555"'
    svg = f'<svg><defs><path id="p-0" {gray}/></defs><use {gray}/><use {gray}/></svg>'
    page = of_page(svg, "p")
    assert '<path id="p-0" class="p-c0"/>' in page
    assert "}.p-c0{stroke:#555555;stroke:light-dark(#555555,#a9b1ba)}" in page.replace("<style>", "}")
    assert "style=" not in page
    assert page.count('<use class="c0"/>') == 2


def test_colors_of_data_stay() -> None:
    svg = '<svg><rect style="fill: #123456"/></svg>'
    assert of_page(svg, "p") == '<svg id="p"><style>#p .c0{fill:#123456}</style><rect class="c0"/></svg>'


def test_a_chart_of_its_reader_is_dark_where_the_reader_is() -> None:
    auto, dark = chart().with_theme("auto").svg, chart().with_theme("dark").svg
    ET.fromstring(auto)
    light, _, later = auto.partition("@media (prefers-color-scheme:dark){")
    assert "fill:#ffffff" in light
    assert f"fill:{PAPER}" in later
    for color in set(re.findall(r"#[0-9a-f]{6}", dark)) - set(re.findall(r"#[0-9a-f]{6}", chart().svg)):
        assert color in later
    assert chart().with_theme("auto").png(scale=1) == chart().png(scale=1)
    assert "prefers-color-scheme:dark" in chart().with_theme("auto").html


@pytest.mark.parametrize("classes", [3, 20])
def test_lines_between_cells_are_those_of_the_paper(classes: int) -> None:
    matrix = confusion_chart(classify("", np.eye(classes), np.arange(classes)))
    assert f"stroke: {PAPER}" in matrix.with_theme("dark").svg
    # Texts on deep cells are white on any paper; no line is.
    assert not re.search(r"stroke: #f[ef]f[ef]f[ef]", matrix.with_theme("dark").svg)
    assert "stroke: #ffffff" in matrix.with_theme("print").svg


def test_series_in_print_are_steps_of_grey_that_are_seen_on_white() -> None:
    first_three = [_PRINT[color] for color in SERIES_COLORS[:3]]
    lights = sorted(lab(color)[0] for color in (*first_three,))
    assert min(np.diff(lights)) >= 6
    assert all(contrast(color, "#ffffff") >= 2.9 for color in (_PRINT[color] for color in (*SERIES_COLORS, TRAIN, VALIDATION)))
    assert abs(lab(_PRINT[TRAIN])[0] - lab(_PRINT[VALIDATION])[0]) >= 30


def test_every_theme_of_charts_is_one_of_drawings() -> None:
    assert set(CHART_THEMES) == set(THEMES)
