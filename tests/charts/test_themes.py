from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.themes import in_theme, of_page


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
