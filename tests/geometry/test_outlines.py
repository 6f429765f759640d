"""Where lines meet the outlines of shapes."""

from __future__ import annotations

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import GraphError
from dotnet_viz.geometry.outlines import border_point, centre
from dotnet_viz.scene import Point, Shape
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
