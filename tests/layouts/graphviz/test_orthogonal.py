from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz.orthogonal import right_angled
from dotnet_viz.scene import Connection, Point, Scene, Shape

DIRECTIONS = ["TB", "BT", "LR", "RL"]
Segment = tuple[Point, Point]


def scene(ends: list[tuple[int, int]], count: int, direction: str = "TB") -> Scene:
    """Return boxes of several sizes, joined."""
    shapes = tuple(Shape(f"s{number}", str(number), 40 + 37 * (number % 5), 24 + 11 * (number % 3)) for number in range(count))
    lines = tuple(Connection(f"s{source}", f"s{target}") for source, target in ends)
    return Scene("s", shapes=shapes, connections=lines, direction=direction, splines="ortho")


def segments(line: Connection) -> list[Segment]:
    """Return the straight parts of a line, none of them without length."""
    corners = line.points[::3]
    return [(start, end) for start, end in pairwise(corners) if start != end]


def inside(shape: Shape, segment: Segment, margin: float = 1.0) -> bool:
    """Whether a part of a line runs through a shape."""
    (x0, y0), (x1, y1) = segment
    x, y = shape.x or 0.0, shape.y or 0.0
    return (
        max(x0, x1) > x - shape.width / 2 + margin
        and min(x0, x1) < x + shape.width / 2 - margin
        and max(y0, y1) > y - shape.height / 2 + margin
        and min(y0, y1) < y + shape.height / 2 - margin
    )


def overlap(one: Segment, other: Segment) -> float:
    """Return how long two parts of lines run on each other."""
    for axis in (0, 1):
        flat = 1 - axis
        if all(
            abs(segment[0][flat] - one[0][flat]) < 0.5 and abs(segment[1][flat] - one[0][flat]) < 0.5
            for segment in (one, other)
        ):
            starts = [min(segment[0][axis], segment[1][axis]) for segment in (one, other)]
            ends = [max(segment[0][axis], segment[1][axis]) for segment in (one, other)]
            return min(ends) - max(starts)
    return 0.0


graphs = st.integers(2, 9).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(
            st.tuples(st.integers(0, count - 2), st.integers(1, count - 1)).filter(lambda ends: ends[0] < ends[1]),
            min_size=1,
            max_size=14,
        ),
    )
)


@settings(max_examples=40, deadline=None)
@given(graphs, st.sampled_from(DIRECTIONS))
def test_lines_run_along_the_axes_and_around_shapes(graph: tuple[int, list[tuple[int, int]]], direction: str) -> None:
    count, ends = graph
    placed = place(scene(ends, count, direction))
    for line in placed.connections:
        own = placed.shape_by_id[line.source], placed.shape_by_id[line.target]
        for (x0, y0), (x1, y1) in segments(line):
            assert min(abs(x1 - x0), abs(y1 - y0)) < 0.6
        for shape in placed.shapes:
            margin = 1.0 if shape not in own else 2.0
            assert not any(inside(shape, segment, margin) for segment in segments(line)), (shape.id, line)


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_sideways_moves_do_not_lie_on_each_other(graph: tuple[int, list[tuple[int, int]]]) -> None:
    count, ends = graph
    placed = place(scene(ends, count))
    level = [
        [part for part in segments(line) if abs(part[0][1] - part[1][1]) < 0.5 < abs(part[0][0] - part[1][0])]
        for line in placed.connections
    ]
    for one, other in combinations(level, 2):
        assert all(overlap(first, second) <= 0 for first in one for second in other)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_ends_are_on_the_outlines(direction: str) -> None:
    placed = place(scene([(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)], 4, direction))
    axis = 1 if direction in ("TB", "BT") else 0
    for line in placed.connections:
        for end, name in ((line.points[0], line.source), (line.points[-1], line.target)):
            shape = placed.shape_by_id[name]
            distance = abs(end[axis] - ((shape.x or 0.0), (shape.y or 0.0))[axis])
            assert distance == pytest.approx((shape.height if axis else shape.width) / 2)


def test_a_chain_is_straight_and_parallel_lines_are_apart() -> None:
    placed = place(scene([(0, 1), (0, 1), (1, 2)], 3))
    assert [len(segments(line)) for line in placed.connections] == [1, 1, 1]
    assert abs(placed.connections[0].points[0][0] - placed.connections[1].points[0][0]) >= 10


def test_a_line_that_does_not_go_down_stays() -> None:
    one, other = Shape("a", "a", 20, 20, x=0, y=0), Shape("b", "b", 20, 20, x=100, y=0)
    line = Connection("a", "b", points=((10.0, 0.0), (40.0, 0.0), (60.0, 0.0), (90.0, 0.0)))
    assert right_angled(Scene("s", shapes=(one, other), connections=(line,))).connections == (line,)
