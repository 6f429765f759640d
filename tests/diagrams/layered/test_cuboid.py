"""Blocks in oblique projection."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.layered.cuboid import Cuboid, funnel

lengths = st.floats(1, 500)


@given(lengths, lengths, st.floats(0, 200), st.booleans())
def test_faces_fill_the_outline_and_nothing_else(length: float, height: float, depth: float, reverse: bool) -> None:
    block = Cuboid(length, height, depth, reverse)
    parts = sum(_area(face.points) for face in block.faces("#808080", 10))
    assert parts == pytest.approx(_area(block.outline), rel=1e-6)
    across = [x for x, _ in block.outline]
    down = [y for _, y in block.outline]
    assert (min(across), max(across)) == pytest.approx((-block.width / 2, block.width / 2))
    assert (min(down), max(down)) == pytest.approx((-block.full_height / 2, block.full_height / 2))


def _area(points: tuple[tuple[float, float], ...]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise((*points, points[0])))) / 2


def test_the_side_is_right_or_left() -> None:
    for block, front, back in (
        (Cuboid(10, 20, 4), [-7, -8, 3, 12], [-3, -12, 7, 8]),
        (Cuboid(10, 20, 4, reversed=True), [-3, -8, 7, 12], [-7, -12, 3, 8]),
    ):
        assert (list(block.front), list(block.back)) == (front, back)


def test_a_horizontal_line_meets_the_outline() -> None:
    assert Cuboid(10, 20, 4).reach_at(0.0) == pytest.approx((-7, 7))
    assert Cuboid(10, 2, 40).reach_at(0.0) == pytest.approx((-6, 6))
    assert Cuboid(10, 20).reach_at(99.0) == (0.0, 0.0)


def test_a_funnel_joins_corners() -> None:
    flat = funnel(Cuboid(10, 20), (0, 0), Cuboid(10, 40), (100, 0))
    assert list(flat) == [((5, -10), (95, -20)), ((5, 10), (95, 20))]
    assert len(funnel(Cuboid(10, 20, 4), (0, 0), Cuboid(10, 40), (100, 0))) == 4
