from __future__ import annotations

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import text_width
from dotnet_viz.layouts.geometry import Box, border_point, centre, label_box, shape_box, straight, union
from dotnet_viz.scene import Label, Point, Shape
from tests.layouts.checks import distance_to_outline


@given(st.sampled_from(["box", "circle"]), st.floats(-300, 300), st.floats(-300, 300))
def test_border_points_lie_on_the_outline_toward_the_point(form: str, across: float, down: float) -> None:
    shape = Shape("a", "a", 40, 40, form=form, x=5.0, y=7.0)
    if abs(across) + abs(down) < 1e-6:
        return
    x, y = border_point(shape, (5.0 + across, 7.0 + down))
    assert distance_to_outline(shape, (x, y)) < 1e-6
    assert (x - 5.0) * across >= 0
    assert (y - 7.0) * down >= 0


def test_a_point_at_the_centre_stays_there() -> None:
    assert border_point(Shape("a", "a", 9, 9, x=1.0, y=2.0), (1.0, 2.0)) == (1.0, 2.0)


@pytest.mark.parametrize(("anchor", "left"), [("start", 0.0), ("middle", -0.5), ("end", -1.0)])
def test_labels_reach_from_their_anchor(anchor: str, left: float) -> None:
    box = label_box(Label("text", 10.0, 20.0, anchor=anchor))
    assert box.left == pytest.approx(10.0 + left * text_width("text", 12))
    assert box.width == pytest.approx(text_width("text", 12))
    assert (box.top + box.bottom) / 2 == 20.0


def test_a_shape_takes_the_room_of_its_text() -> None:
    shape = Shape("a", "a", 20, 20, labels=(Label("a text beside it", 12, 0, anchor="start"),))
    assert shape_box(shape).right > 60
    assert shape_box(shape).left == -10.5


def test_boxes_unite_and_move() -> None:
    assert union([]) == Box(0, 0, 0, 0)
    assert union([Box(0, 0, 1, 1)]).moved(2, 3) == Box(2, 3, 3, 4)
    assert Box(1, 2, 4, 8).height == 6


def test_a_straight_line_has_its_handles_on_it() -> None:
    assert straight((0, 0), (3, 6)) == ((0, 0), (1, 2), (2, 4), (3, 6))


def test_a_shape_without_place_is_an_error() -> None:
    with pytest.raises(GraphError, match="'a' has no place"):
        centre(Shape("a", "a", 1, 1))


@given(st.sampled_from(["triangle", "hexagon", "octagon"]), st.floats(-300, 300), st.floats(-300, 300))
def test_lines_meet_figures_with_corners_on_a_side(form: str, across: float, down: float) -> None:
    shape = Shape("a", "a", 60, 40, form=form, x=5.0, y=7.0)
    if abs(across) + abs(down) < 1e-3:
        return
    x, y = border_point(shape, (5.0 + across, 7.0 + down))
    assert (x - 5.0) * down == pytest.approx((y - 7.0) * across, abs=1e-6 * (1 + abs(across) + abs(down)) ** 2)
    corners = shape.corners
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    assert min(abs(_distance((x - 5.0, y - 7.0), *side)) for side in sides) < 1e-6


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how much longer the way over a point is than the side itself."""
    return dist(start, point) + dist(point, end) - dist(start, end)
