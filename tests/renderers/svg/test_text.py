from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.fonts import text_width
from dotnet_viz.renderers.svg.elements import Painter
from dotnet_viz.renderers.svg.text import backed_text, common_attributes, text_element, text_elements
from dotnet_viz.renderers.themes.theme import DARK, LIGHT, THEMES
from dotnet_viz.scene import Label

PAINTER = Painter(THEMES["light"])


@pytest.mark.parametrize(("anchor", "expected"), [("start", "start"), ("middle", None), ("end", "end")])
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


def test_what_is_common_stands_on_the_group_only() -> None:
    assert common_attributes(PAINTER) == f' fill="{LIGHT["ink"]}" font-size="12" text-anchor="middle"'
    assert text_element(Label("a"), 0, 10, PAINTER) == '<text y="14.3">a</text>'


def test_texts_of_one_appearance_share_a_group() -> None:
    labels = [Label("a", 1, 1, 10), Label("b", 2, 2, 10), Label("c", 3, 3)]
    assert text_elements(labels, PAINTER) == (
        '<g font-size="10"><text x="1" y="4.6">a</text><text x="2" y="5.6">b</text></g><text x="3" y="7.3">c</text>'
    )


def test_text_on_a_fixed_colour_is_not_changed_by_the_readers_setting() -> None:
    auto = Painter(THEMES["auto"])
    assert text_element(Label("a"), 0, 0, auto, "#ffffff") == f'<text y="4.3" fill="{LIGHT["ink"]}">a</text>'
    assert text_element(Label("a"), 0, 0, auto, "#000000") == f'<text y="4.3" fill="{DARK["ink"]}">a</text>'
