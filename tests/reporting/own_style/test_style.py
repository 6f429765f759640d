from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import OptionError, VizWarning
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.pdf import print_page
from dotnet_viz.reporting.own_style.style import own_style
from dotnet_viz.reporting.report import build_report
from tests.reporting.builders import model_graph

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#a01030"/></svg>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.svg"
    path.write_text(LOGO)
    return path


def context(**changes: Any) -> ReportContext:
    return ReportContext(graph=model_graph(), **changes)


def test_without_a_style_the_page_has_nothing_of_it() -> None:
    assert own_style() is None
    page = build_report(context()).html
    assert page.partition("</head>")[0].count("<style>") == 2  # that of the page, and the widths of its figures
    assert "logo" not in page.partition("<main")[0].partition("</style>")[2]


def test_theme_and_logo_stand_in_the_page_and_in_print(logo: Path) -> None:
    report = build_report(context(style=own_style({"accent": "#a01030"}, logo)))
    for page in (report.html, print_page(report.context, report.sections)):
        rule = page.index(":root { --accent: #a01030; }")
        assert rule > page.index("</style>")
        assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert report.pdf.startswith(b"%PDF")


def test_hard_to_read_themes_warn() -> None:
    with pytest.warns(VizWarning, match=r"theme: ink #cccccc on paper #ffffff has a contrast of 1.6, and [0-9]+ more"):
        own_style({"ink": "#cccccc", "dark": {"ink": "#ffffff"}})


@pytest.mark.parametrize("logo", [3, b"x", {"light": "a.png"}])
def test_a_logo_is_a_path(logo: Any) -> None:
    with pytest.raises(OptionError, match="logo must be the path of a picture"):
        own_style(None, logo)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_both(browser: Any, logo: Path, tmp_path: Path, scheme: str) -> None:
    style = own_style({"accent": "#a01030", "dark": {"accent": "#ff8090"}}, logo)
    (tmp_path / "r.html").write_text(build_report(context(style=style)).html, encoding="utf-8")
    page = browser.new_page(color_scheme=scheme)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "r.html").as_uri())
    color = page.evaluate("getComputedStyle(document.querySelector('main a, nav a[aria-current], .skip')).color")
    width = page.evaluate("document.querySelector('.logo').naturalWidth")
    page.close()
    assert problems == []
    assert width == 40
    assert color == ("rgb(160, 16, 48)" if scheme == "light" else "rgb(255, 128, 144)")
