from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.renderers.svg_shapes import arrow

POINTS = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@given(st.integers(1, 4).flatmap(lambda count: st.lists(POINTS, min_size=3 * count + 1, max_size=3 * count + 1)))
def test_a_head_ends_at_the_tip_and_the_line_at_the_head(points: list[tuple[float, float]]) -> None:
    kept, head = arrow(points, 8.0)
    assert head[1] == points[-1]
    assert head[0] == kept[-1]
    assert kept[0] == points[0]
    assert len(kept) % 3 == 1
    assert hypot(head[1][0] - head[0][0], head[1][1] - head[0][1]) <= 8.01


def test_a_long_line_has_a_head_of_full_length() -> None:
    kept, head = arrow([(0, 0), (30, 0), (60, 0), (100, 0)], 8.0)
    assert head[0] == pytest.approx((92.0, 0.0), abs=1e-3)
    assert kept[-1] == head[0]


def test_a_short_line_has_a_shorter_head() -> None:
    _, head = arrow([(0, 0), (1, 0), (2, 0), (3, 0)], 8.0)
    assert head[1][0] - head[0][0] == pytest.approx(1.8, abs=1e-3)


def test_a_head_may_reach_over_a_short_last_curve() -> None:
    kept, head = arrow([(0, 0), (30, 0), (60, 0), (97, 0), (98, 0), (99, 0), (100, 0)], 8.0)
    assert len(kept) == 4
    assert head[0] == pytest.approx((92.0, 0.0), abs=1e-3)
