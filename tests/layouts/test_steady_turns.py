"""Lines turn within their gap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.curves import points_along
from dotnet_viz.layouts.steady_turns import without_swings
from dotnet_viz.scene import Connection, Point

SWING = ((-20, 0), (-10, 0), (-10, 0), (0, 0), (120, 0), (-86, 200), (34, 200), (40, 200), (45, 200), (50, 200))
LENGTHS = st.floats(-300, 300)


def turned(points: tuple[Point, ...], *, upright: bool) -> tuple[Point, ...]:
    return points if upright else tuple((y, x) for x, y in points)


@pytest.mark.parametrize("upright", [True, False])
def test_a_swing_turns_between_the_ends_of_its_curve(upright: bool) -> None:
    (line,) = without_swings([Connection("a", "b", points=turned(SWING, upright=upright))], [], upright=upright)
    points = turned(line.points, upright=upright)
    assert (points[:4], points[6:]) == (SWING[:4], SWING[6:])
    along = points_along([points[3:7]])[:, 0]
    assert (np.diff(along) >= 0).all()


@given(end=st.tuples(st.floats(15, 200), LENGTHS), out=st.floats(0, 300), back=st.floats(0, 300), mirrored=st.booleans())
def test_no_curve_goes_back_on_its_way(end: Point, out: float, back: float, mirrored: bool) -> None:
    sign = -1 if mirrored else 1
    curve = ((0.0, 0.0), (sign * out, 0.0), (sign * (end[0] - back), end[1]), (sign * end[0], end[1]))
    (line,) = without_swings([Connection("a", "b", points=curve)], [], upright=True)
    assert (np.diff(sign * points_along([line.points])[:, 0]) >= -1e-9).all()
    assert (line.points[0], line.points[-1]) == (curve[0], curve[-1])


def test_a_line_that_goes_on_stays_as_it_is() -> None:
    lines = [Connection("a", "b", points=((0, 0), (30, 0), (40, 200), (80, 200))), Connection("a", "c")]
    assert without_swings(lines, [], upright=True) == lines


def test_a_turn_that_has_hardly_any_room_is_no_corner() -> None:
    (line,) = without_swings([Connection("a", "b", points=((0, 0), (60, 0), (-58, 90), (2, 90)))], [], upright=True)
    assert line.points[1] == (12, 0)


def test_a_line_does_not_turn_into_a_figure() -> None:
    swing = Connection("a", "b", points=SWING)
    assert without_swings([swing], [Box(0, 80, 34, 120)], upright=True) == [swing]
