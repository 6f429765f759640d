from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.renderers.svg.elements import Painter
from dotnet_viz.renderers.svg.legend import legend_element
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import Legend, PlacedLegend


def drawn(legend: Legend) -> ET.Element:
    return ET.fromstring(legend_element(PlacedLegend(legend, 10.0, 20.0, 200.0), Painter(THEMES["light"])))


def test_the_bar_covers_its_width_without_gaps() -> None:
    slices = [
        (float(item.get("x") or 0), float(item.get("width") or 0)) for item in drawn(WeightScale(1.0).legend()).iter("rect")
    ]
    assert slices[0][0] == 10.0
    assert sum(slices[-1]) == pytest.approx(210.0, abs=0.02)
    for (left, width), (following, _) in pairwise(slices):
        assert left + width > following


def test_colours_run_from_negative_to_positive() -> None:
    fills = [item.get("fill") or "" for item in drawn(WeightScale(1.0).legend()).iter("rect")]
    first, middle, last = (bytes.fromhex(fills[index][1:]) for index in (0, len(fills) // 2, -1))
    assert first[0] > first[2]
    assert last[2] > last[0]
    assert max(middle) - min(middle) < 20


def test_the_wedge_is_as_high_as_the_lines_are_wide() -> None:
    scale = WeightScale(1.0, min_width=1.0, max_width=5.0)
    wedge = drawn(scale.legend()).find("polygon")
    assert wedge is not None
    heights = [float(pair.split(",")[1]) for pair in (wedge.get("points") or "").split()]
    assert heights[9] - heights[0] == pytest.approx(5.0, abs=0.02)
    assert heights[7] - heights[2] == pytest.approx(1.0, abs=0.02)


def test_a_legend_without_widths_and_with_one_stop_is_drawn() -> None:
    root = drawn(Legend("one", ((0.5, "#123456"),), ((0.5, "0"),)))
    assert root.find("polygon") is None
    assert {item.get("fill") for item in root.iter("rect")} == {"#123456"}
