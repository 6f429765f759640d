"""Straight lines from corner to corner."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.geometry.curves import point_on_curve
from dotnet_viz.geometry.lines import bent_line, point_toward, round_corner, rounded_line, straight

NUMBERS = st.floats(-500, 500)


def test_a_straight_line_has_its_handles_on_it() -> None:
    assert straight((0, 0), (3, 6)) == ((0, 0), (1, 2), (2, 4), (3, 6))


def test_a_bent_line_passes_all_corners() -> None:
    corners = [(0.0, 0.0), (0.0, 3.0), (3.0, 3.0), (9.0, 3.0)]
    assert list(bent_line(corners)[::3]) == corners


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=8))
def test_rounded_lines_go_from_the_first_corner_to_the_last(corners: list[tuple[float, float]]) -> None:
    curve = rounded_line(corners, 5.0)
    assert len(curve) % 3 == 1
    assert math.dist(curve[0], corners[0]) == 0
    assert curve[-1] == pytest.approx(corners[-1])


def test_a_rounding_takes_no_more_than_half_of_a_short_line() -> None:
    assert rounded_line([(0.0, 0.0), (4.0, 0.0), (4.0, 90.0)], 5.0)[3:7] == ((2.0, 0.0), (4.0, 0.0), (4.0, 0.0), (4.0, 5.0))
    assert point_toward((1.0, 1.0), (1.0, 1.0), 5.0) == (1.0, 1.0)


def test_a_round_corner_is_close_to_a_circle() -> None:
    one, other, end = round_corner((10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    middle = point_on_curve(((10.0, 0.0), one, other, end), 0.5)
    assert math.hypot(*middle) == pytest.approx(10.0, abs=0.05)
