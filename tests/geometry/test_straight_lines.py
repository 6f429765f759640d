"""Many straight lines, and boxes in their way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.straight_lines import any_passes, box_of_straight_lines

BOX = Box(0.0, 0.0, 10.0, 6.0)
PLACES = st.integers(-20, 20).map(float)


@given(st.tuples(PLACES, PLACES, PLACES, PLACES))
def test_a_line_with_a_point_inside_passes_and_one_that_passes_comes_near(line: tuple[float, float, float, float]) -> None:
    parts = np.linspace(0.0, 1.0, 2001)[:, np.newaxis]
    points = (1 - parts) * np.array(line[:2]) + parts * np.array(line[2:])

    def any_inside(room: Box) -> bool:
        x, y = points.T
        return bool(((room.left < x) & (x < room.right) & (room.top < y) & (y < room.bottom)).any())

    found = any_passes(np.array([line]), BOX)
    if line[:2] != line[2:]:
        assert found or not any_inside(BOX)
    assert not found or any_inside(BOX.widened(0.1, 0.1))


def test_one_line_of_many_is_enough_and_a_border_is_not() -> None:
    lines = np.array([[-5.0, 9.0, 15.0, 9.0], [-5.0, 3.0, 15.0, 3.0]])
    assert any_passes(lines, BOX)
    assert not any_passes(lines[:1], BOX)
    assert not any_passes(np.array([[-5.0, 6.0, 15.0, 6.0]]), BOX)
    assert not any_passes(np.zeros((0, 4)), BOX)


def test_the_box_around_lines_has_all_their_ends() -> None:
    assert box_of_straight_lines(np.array([[4.0, 1.0, 0.0, 3.0], [2.0, 9.0, 1.0, 2.0]])) == Box(0.0, 1.0, 4.0, 9.0)
    assert box_of_straight_lines(np.zeros((0, 4))).width == 0.0
