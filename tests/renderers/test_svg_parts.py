from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.fonts import text_width
from dotnet_viz.renderers.svg_parts import Painter, attributes, backed_text, element, number, text_element, tooltip
from dotnet_viz.renderers.themes import LIGHT, THEMES
from dotnet_viz.scene import Label

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


@pytest.mark.parametrize(("anchor", "expected"), [("start", None), ("middle", "middle"), ("end", "end")])
def test_text_is_anchored_sized_and_weighted(anchor: str, expected: str | None) -> None:
    root = ET.fromstring(text_element(Label("a  b", size=20, bold=True, anchor=anchor), 5, 10, PAINTER))
    assert root.get("text-anchor") == expected
    assert (root.get("font-size"), root.get("font-weight"), root.text) == ("20", "bold", "a  b")
    assert float(root.get("y") or 0) == pytest.approx(17.2)


def test_no_text_is_no_element() -> None:
    assert text_element(Label(""), 0, 0, PAINTER) == ""
    assert backed_text(Label(""), 0, 0, PAINTER, "paper") == ""


@pytest.mark.parametrize(("anchor", "left"), [("start", 0.0), ("middle", -0.5), ("end", -1.0)])
def test_the_patch_behind_text_covers_it(anchor: str, left: float) -> None:
    patch, text = ET.fromstring(f"<g>{backed_text(Label('caption', anchor=anchor), 50, 20, PAINTER, 'paper')}</g>")
    width = text_width("caption", 12)
    start = 50 + left * width
    assert float(patch.get("x") or 0) <= start
    assert float(patch.get("x") or 0) + float(patch.get("width") or 0) >= start + width
    assert patch.get("fill") == LIGHT["paper"]
    assert text.text == "caption"


def test_classes_for_roles_are_written_for_auto_only() -> None:
    assert PAINTER.paint("dv-a", fill="ink") == f' class="dv-a" fill="{LIGHT["ink"]}"'
    assert Painter(THEMES["auto"]).paint("dv-a", fill="ink", stroke="#123456") == (
        f' class="dv-a dv-fill-ink" fill="{LIGHT["ink"]}" stroke="#123456"'
    )
