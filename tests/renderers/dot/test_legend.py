from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.fonts import text_width
from dotnet_viz.layouts import place
from dotnet_viz.renderers.dot.document import dot
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.scene import KeyEntry, KeyLegend, Scene, Shape
from tests.renderers.graphviz_tools import render

KEY = KeyLegend(
    "a & <b>", (KeyEntry('dense "&" <i>', "#0072b2"), KeyEntry("input", "paper", "ink"), KeyEntry("x", dashed=True))
)
SCENE = Scene("s", shapes=(Shape("a", "a", 300, 30),), legends=(KEY,))


@pytest.mark.dot
@pytest.mark.parametrize("placed", [False, True])
def test_graphviz_draws_the_key_with_its_colours_and_texts(placed: bool) -> None:
    scene = place(replace(SCENE, layout="columns", shapes=(replace(SCENE.shapes[0], rank=0),))) if placed else SCENE
    picture = render(dot(scene), "svg", "neato" if placed else "dot").decode()
    assert picture.count("#0072b2") >= 1
    assert "a &amp; &lt;b&gt;" in picture
    assert "dense &quot;&amp;&quot; &lt;i&gt;" in picture


def test_a_title_that_is_wider_than_its_entries_begins_where_they_do_and_stands_in_the_picture() -> None:
    key = KeyLegend("families of layers", (KeyEntry("a"),))
    text = dot(place(replace(SCENE, legends=(key,))))
    left, _, right, _ = map(float, text.split('bb="')[1].split('"')[0].split(","))
    middle = float(text.split('lp="')[1].split(",")[0])
    assert left + text_width(key.title, 11) < right
    assert middle == pytest.approx(left + text_width(key.title, 11) / 2, abs=0.1)


def test_a_swatch_is_as_thick_as_what_it_stands_for() -> None:
    key = KeyLegend("most parameters", (KeyEntry("thick: repeated", stroke_width=2.6),))
    assert "penwidth=2.6" in dot(replace(SCENE, legends=(key,)))


def test_svg_has_a_swatch_an_entry_and_dashes_where_asked() -> None:
    picture = svg(place(SCENE))
    swatches = picture.split('class="dv-legend"')[1].split("</g>")[0]
    assert swatches.count("<rect") == 3
    assert swatches.count("stroke-dasharray") == 1
    assert 'dense "&amp;" &lt;i&gt;' in picture
