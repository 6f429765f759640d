from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.colors import contrast
from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError, UnsafeFileError
from dotnet_viz.reporting.own_style.theme import default_colors, read_theme


def test_the_colors_are_those_of_the_style_sheet() -> None:
    colors = default_colors()
    assert colors["light"]["paper"] == "#ffffff"
    assert {"ink", "muted", "accent", "panel", "line", "error", "warning"} <= set(colors["light"])
    assert set(colors["light"]) == set(colors["dark"])
    assert contrast(colors["dark"]["paper"], "#000000") < contrast(colors["dark"]["ink"], "#000000")


def test_names_of_colors_and_variables_are_taken() -> None:
    theme = read_theme({"--paper": "Ivory", "ACCENT": "#A01030", "dark": {"accent": "pink"}})
    dark_paper = default_colors()["dark"]["paper"]
    assert theme.css.splitlines()[:2] == [
        ":root { --paper: #fffff0; --accent: #a01030; }",
        (
            "@supports (color: light-dark(#fff, #000)) { :root {"
            f" --paper: light-dark(#fffff0, {dark_paper}); --accent: light-dark(#a01030, #ffc0cb); }} }}"
        ),
    ]
    assert theme.print_css == ":root { --paper: #fffff0; --accent: #a01030; }"
    assert read_theme({"dark": {"accent": "pink"}}).print_css == ""
    assert read_theme({}).css == ""


def test_a_color_for_light_pages_alone_can_be_read_on_dark_ones() -> None:
    theme = read_theme({"accent": "#400010", "panel": "#f0f0f0"})
    assert "--accent: #400010; --panel: #f0f0f0;" in theme.css.splitlines()[0]
    assert f"--panel: light-dark(#f0f0f0, {default_colors()['dark']['panel']})" in theme.css
    lightened = theme.css.partition("light-dark(#400010, ")[2][:7]
    assert contrast(lightened, default_colors()["dark"]["paper"]) >= 4.5
    assert theme.weak == ()


def test_texts_that_are_hard_to_read_are_named() -> None:
    assert read_theme({"ink": "#bbbbbb"}).weak[0] == "ink #bbbbbb on paper #ffffff has a contrast of 1.9"
    dark = read_theme({"dark": {"paper": "#777777"}}).weak
    assert dark
    assert all("of the dark theme" in line for line in dark)


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ({"acent": "red"}, r"unknown colour of theme: 'acent'.*did you mean 'accent'"),
        ({"dark": {"ik": "red"}}, r"unknown colour of theme\['dark'\]: 'ik'"),
        ({"accent": "red; } body { display: none"}, r"theme\['accent'\] 'red; .* is not a colour"),
        ({"accent": 3}, r"theme\['accent'\] must be a colour"),
        ({"dark": "red"}, r"theme\['dark'\] must be a dict"),
        ("dark", "a report follows what its reader has set"),
        (3, "theme must be a dict of colours"),
        ("drak", "unknown theme 'drak'; give colours, such as .*, or a .css file"),
        ("theme.txt", "unknown ending of a theme's file: '.txt'"),
    ],
)
def test_what_is_no_theme_is_named(theme: Any, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        read_theme(theme)


def test_a_style_sheet_is_taken_as_it_is_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "brand.css"
    path.write_text("h1 { font-style: italic }\n")
    assert read_theme(path).css == read_theme(str(path)).print_css == "h1 { font-style: italic }\n"
    path.write_text("h1 { background: url(x.png) }")
    with pytest.raises(UnsafeFileError, match=r"brand\.css' loads 'x\.png'"):
        read_theme(path)
    path.write_bytes(b"\xff")
    with pytest.raises(UnreadableFileError, match="not text in UTF-8"):
        read_theme(path)
    with pytest.raises(MissingFileError):
        read_theme(tmp_path / "none.css")
