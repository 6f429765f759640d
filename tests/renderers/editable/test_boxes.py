"""Where figures and texts stand."""

from __future__ import annotations

import pytest

from dotnet_viz.fonts import text_width
from dotnet_viz.renderers.editable.boxes import box_of, outline_points, text_box
from dotnet_viz.renderers.primitives.figures import Bezier, Ellipse, Paint, Polygon, Rectangle, Text


@pytest.mark.parametrize(("anchor", "part"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_a_text_stands_at_its_anchor(anchor: str, part: float) -> None:
    left, top, width, height = text_box(Text("words", 100.0, 50.0, 10.0, False, anchor, "#000000"), 1.5)
    assert width == text_width("words", 10.0)
    assert left + part * width == pytest.approx(100.0)
    assert (top, height) == (42.5, 15.0)


def test_boxes_reach_around_figures() -> None:
    assert box_of(Rectangle(1.0, 2.0, 3.0, 4.0, Paint())) == (1.0, 2.0, 3.0, 4.0)
    assert box_of(Ellipse(10.0, 10.0, 2.0, 3.0, Paint())) == (8.0, 7.0, 4.0, 6.0)
    assert box_of(Polygon(((0.0, 0.0), (4.0, 0.0), (2.0, 5.0)), Paint())) == (0.0, 0.0, 4.0, 5.0)


def test_curves_are_points_on_them() -> None:
    curve = ((0.0, 0.0), (0.0, 8.0), (8.0, 8.0), (8.0, 0.0))
    points = outline_points(Bezier(curve, Paint(), closed=True))
    assert (points[0], points[2], points[4], len(points)) == ((0.0, 0.0), (4.0, 6.0), (8.0, 0.0), 5)
