from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec
from examples import gallery
from tests.applications import kept
from tests.builders import nested_graph

pytestmark = pytest.mark.browser

_SOURCE = (Path(__file__).parent / "overlaps.js").read_text(encoding="utf-8")
SCRIPT = _SOURCE[_SOURCE.index("() =>") :]
FOLDER = Path(__file__).parents[1] / gallery.TARGET
BIG = ("DenseNet121", "InceptionV3", "EfficientNetB0")


@pytest.fixture
def faults(page: Any) -> Callable[[str], list[str]]:
    """Return a function that measures an SVG in Chromium."""

    def measured(svg: str) -> list[str]:
        page.set_content(f"<body style='margin: 0'>{svg}</body>")
        found: list[str] = page.evaluate(SCRIPT)
        return found

    return measured


@pytest.mark.parametrize("picture", gallery.PICTURES, ids=lambda picture: picture.name)
def test_nothing_in_the_gallery_overlaps(faults: Callable[[str], list[str]], picture: gallery.Picture) -> None:
    found = faults((FOLDER / picture.name).read_text(encoding="utf-8"))
    # The curve of a metric passes through the points that move along it.
    assert [fault for fault in found if not fault.startswith("line dv-curve")] == []


@pytest.mark.slow
@pytest.mark.parametrize("style", ["plot-model", "blocks", "layered", "ann"])
@pytest.mark.parametrize("family", BIG)
def test_nothing_in_a_big_model_overlaps(faults: Callable[[str], list[str]], family: str, style: str) -> None:
    assert faults(dv.architecture(kept(family), style=style).svg) == []


@pytest.mark.parametrize("options", [{"rankdir": "LR"}, {"splines": "ortho"}, {"splines": "polyline"}, {"show_dtype": True}])
def test_nothing_overlaps_however_lines_run(faults: Callable[[str], list[str]], options: dict[str, Any]) -> None:
    assert faults(dv.architecture(kept("InceptionV3"), **options).svg) == []


@pytest.mark.parametrize("style", ["plot-model", "blocks", "layered", "ann", "lenet", "neurons"])
def test_long_and_strange_names_stay_in_their_boxes(faults: Callable[[str], list[str]], style: str) -> None:
    names = ["a" * 90, "名前" * 20, "x_<b>&amp;", "two words " * 8, "𝛼β→"]
    spec = (TensorSpec((None, 7, 7, 1_024), "float32"),)
    nodes = tuple(Node(f"n{at}", Layer(f"l{at}", name, "Dense"), spec, spec) for at, name in enumerate(names))
    edges = tuple(Edge(f"n{at}", 0, f"n{later}", 0) for at in range(4) for later in range(at + 1, 5))
    assert faults(dv.architecture(Graph("w" * 60, "Functional", nodes, edges), style=style).svg) == []


def test_frames_hold_what_is_in_them(faults: Callable[[str], list[str]]) -> None:
    assert faults(dv.architecture(nested_graph()).svg) == []


BOX = '<g class="dv-shape" id="dv_{0}" data-name="{0}" {4}><rect x="{1}" y="{2}" width="60" height="30" fill="#eee"/>{3}</g>'
EDGE = '<path class="dv-edge" data-edge="{0}" d="{1}" fill="none"/>'
FRAME = '<g class="dv-cluster" id="dv_f"><rect x="50" y="5" width="70" height="190" fill="#fff"/></g>'
IN_FRAME = "".join(BOX.format(name, 55, y, "", 'data-cluster="f"') for name, y in (("b", 10), ("c", 150)))


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ('<text x="10" y="40">one text</text><text x="20" y="42">another</text>', "text over text"),
        ('<text x="180" y="40">beyond the edge</text>', "text outside of the picture"),
        (BOX.format("a", 20, 20, '<text x="25" y="40">far too long for it</text>', ""), "text outside of its box"),
        (BOX.format("a", 60, 60, "", "") + EDGE.format("b c", "M90 10v150"), "line b c through a"),
        ('<text x="60" y="80">label</text>' + EDGE.format("b c", "M75 10v150"), "through the text"),
        (FRAME + IN_FRAME + EDGE.format("b c", "M85 40l60 50l-60 60"), "line b c leaves its frame"),
    ],
)
def test_the_measure_finds_each_fault(faults: Callable[[str], list[str]], parts: str, fault: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" font-size="12">{parts}</svg>'
    assert [line for line in faults(svg) if fault in line], faults(svg)
