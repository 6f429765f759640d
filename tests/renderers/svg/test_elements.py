from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.colors import contrast
from dotnet_viz.renderers.svg.elements import Painter, attributes, element, number, tooltip
from dotnet_viz.renderers.themes.theme import DARK, LIGHT, THEMES

PAINTER = Painter(THEMES["light"])


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short_and_right(value: float) -> None:
    text = number(value)
    assert float(text) == pytest.approx(value, abs=0.00501)
    assert len(text.partition(".")[2]) <= 2
    assert text != "-0"
    assert not text.endswith((".0", "."))


def test_elements_close_themselves_where_empty() -> None:
    assert element("g", ' a="1"') == '<g a="1"/>'
    assert element("g", "", ["x", "y"]) == "<g>xy</g>"
    assert attributes({"a": 1.5, "b": 'say "hi"'}) == ' a="1.5" b="say &quot;hi&quot;"'
    assert tooltip("") == []
    assert tooltip("a<b") == ["<title>a&lt;b</title>"]


def test_classes_are_written_for_auto_only_where_a_colour_changes() -> None:
    assert PAINTER.paint("dv-a", fill="ink") == f' class="dv-a" fill="{LIGHT["ink"]}"'
    auto = Painter(THEMES["auto"])
    assert auto.paint("dv-a", fill="ink", stroke="#123456") == (
        f' class="dv-a dv-fill-ink s0" fill="{LIGHT["ink"]}" stroke="#123456"'
    )
    ((part, _, dark),) = auto.rules
    assert part == "stroke"
    assert contrast("#123456", DARK["paper"]) < 3 <= contrast(dark, DARK["paper"])
    assert auto.paint(stroke="#8b949e") == ' stroke="#8b949e"'


def test_numbers_of_many_colours_share_few_classes() -> None:
    auto, colors = Painter(THEMES["auto"]), np.stack([np.arange(256)] * 3, axis=1).astype(np.uint8)
    shown, classes = auto.paint_numbers("stroke", colors)
    assert (shown[0], shown[255]) == ("#000000", "#ffffff")
    assert len(set(classes)) == len(auto.rules) == 16
    assert PAINTER.paint_numbers("stroke", colors)[1] == [""] * 256
