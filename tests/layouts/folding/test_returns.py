from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.layouts.folding.returns import Passing, gap_of, returns
from dotnet_viz.scene import Point

Segment = tuple[Point, Point]


def crossing(one: Segment, other: Segment) -> bool:
    """Whether two segments along the axes pass through each other."""
    (left, right), (low, high) = (sorted(segment) for segment in (one, other))
    if left[1] == right[1] and low[0] == high[0]:
        return left[0] < low[0] < right[0] and min(low[1], high[1]) < left[1] < max(low[1], high[1])
    if left[0] == right[0] and low[1] == high[1]:
        return crossing(other, one)
    return False


@given(st.lists(st.integers(0, 400), min_size=1, max_size=9, unique=True), st.integers(0, 300))
def test_lines_to_the_next_strip_do_not_cross(across: list[int], shift: int) -> None:
    passing = [
        Passing(number, (300.0, float(y)), (0.0, 450.0 + gap_of(len(across)) + y + shift)) for number, y in enumerate(across)
    ]
    routes = returns(passing, 300.0, 420.0)
    assert set(routes) == set(range(len(across)))
    corners = [route[::3] for route in routes.values()]
    for one, other in combinations(corners, 2):
        assert not any(crossing(first, second) for first in pairwise(one) for second in pairwise(other))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=9, unique=True))
def test_lines_stay_in_the_gap_between_two_strips(across: list[int]) -> None:
    passing = [Passing(number, (300.0, float(y)), (0.0, 1000.0 + y)) for number, y in enumerate(across)]
    for route in returns(passing, 300.0, 420.0).values():
        back = [y for (x0, y0), (x1, y) in pairwise(route) if x0 > 100 > x1 and y0 == y]
        assert all(420.0 < y < 420.0 + gap_of(len(across)) for y in back)
        assert back
