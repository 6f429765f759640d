from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.renderers.svg.elements import Painter, attributes, element, number, tooltip
from dotnet_viz.renderers.themes import LIGHT, THEMES

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


def test_classes_for_roles_are_written_for_auto_only() -> None:
    assert PAINTER.paint("dv-a", fill="ink") == f' class="dv-a" fill="{LIGHT["ink"]}"'
    assert Painter(THEMES["auto"]).paint("dv-a", fill="ink", stroke="#123456") == (
        f' class="dv-a dv-fill-ink" fill="{LIGHT["ink"]}" stroke="#123456"'
    )
