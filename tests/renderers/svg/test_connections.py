from __future__ import annotations

from math import hypot
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.renderers.common.arrows import shortened
from dotnet_viz.renderers.svg.connections import connection_elements
from dotnet_viz.renderers.svg.elements import Painter
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scene import Connection

POINTS = st.tuples(st.floats(-500, 500), st.floats(-500, 500))
PAINTER = Painter(THEMES["light"])


@given(st.integers(1, 4).flatmap(lambda count: st.lists(POINTS, min_size=3 * count + 1, max_size=3 * count + 1)))
def test_a_shortened_line_ends_at_most_so_far_from_its_end(points: list[tuple[float, float]]) -> None:
    kept = shortened(points, 3.0)
    assert kept[0] == points[0]
    assert len(kept) % 3 == 1
    assert hypot(points[-1][0] - kept[-1][0], points[-1][1] - kept[-1][1]) <= 3.1


def test_a_long_line_is_shortened_by_what_is_asked() -> None:
    kept = shortened([(0, 0), (30, 0), (60, 0), (100, 0)], 8.0)
    assert kept[-1] == pytest.approx((92.0, 0.0), abs=0.01)


def test_a_short_last_curve_is_left_out() -> None:
    kept = shortened([(0, 0), (30, 0), (60, 0), (97, 0), (98, 0), (99, 0), (100, 0)], 8.0)
    assert len(kept) == 4
    assert kept[-1] == pytest.approx((92.0, 0.0), abs=0.01)


def lines(*items: Connection) -> ET.Element:
    return ET.fromstring(f"<g>{''.join(connection_elements(items, PAINTER))}</g>")


def test_lines_of_one_appearance_share_a_marker_and_a_group() -> None:
    way = ((0.0, 0.0), (0.0, 20.0), (0.0, 40.0), (0.0, 60.0))
    root = lines(Connection("a", "b", way), Connection("b", "c", way), Connection("c", "d", way, width=3.0))
    assert len(root.findall("marker")) == 2
    assert [[path.get("data-edge") for path in group] for group in root.findall("g")] == [["a b", "b c"], ["c d"]]
    assert [group.get("marker-end") for group in root.findall("g")] == [
        f"url(#{item.get('id')})" for item in root.iter("marker")
    ]


def test_a_short_line_has_a_shorter_head() -> None:
    root = lines(Connection("a", "b", ((0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 5.0))))
    assert [item.get("markerWidth") for item in root.findall("marker")] == ["3"]


def test_a_line_with_text_and_strands_is_one_group() -> None:
    way = ((0.0, 0.0), (0.0, 20.0), (0.0, 40.0), (0.0, 60.0))
    line = Connection("a", "b", way, label="twice", label_at=(5.0, 30.0), tooltip="tip", strands=(way,), dashed=True)
    (group,) = lines(line).findall("g/g")
    assert group.findtext("title") == "tip"
    assert group.findtext("g/text") == "twice"
    path = group.find("path")
    assert path is not None
    assert (path.get("d") or "").count("M") == 2
    assert path.get("stroke-dasharray")
