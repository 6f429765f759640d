from __future__ import annotations

import pytest

from dotnet_viz.layouts import place
from dotnet_viz.layouts.geometry import centre, shape_box
from dotnet_viz.scene import Connection, Scene, Shape
from tests.layouts.checks import assert_all_inside, distance_to_outline


def skipping(pairs: list[tuple[int, int]], direction: str = "LR") -> Scene:
    """Return six columns of three circles, and connections between the first circles of some."""
    shapes = tuple(
        Shape(f"c{rank}n{number}", "n", 20, 20, form="circle", rank=rank) for rank in range(6) for number in range(3)
    )
    lines = tuple(Connection(f"c{start}n0", f"c{end}n0", label="skip") for start, end in pairs)
    return place(Scene("skips", shapes=shapes, connections=lines, layout="columns", direction=direction))


@pytest.mark.parametrize("direction", ["LR", "RL", "TB", "BT"])
def test_a_skip_goes_around_what_lies_between_and_ends_at_its_shapes(direction: str) -> None:
    scene = skipping([(0, 3)], direction)
    (line,) = scene.connections
    assert_all_inside(scene)
    assert distance_to_outline(scene.shape_by_id["c0n0"], line.points[0]) < 0.01
    assert distance_to_outline(scene.shape_by_id["c3n0"], line.points[-1]) < 0.01
    assert (len(line.points) - 1) % 3 == 0
    boxes = [shape_box(shape).moved(*centre(shape)) for shape in scene.shapes]
    for x, y in line.points[2:-2]:
        assert not any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes)
    if direction in ("LR", "RL"):
        assert max(y for _, y in line.points[2:-2]) < min(box.top for box in boxes)
    else:
        assert min(x for x, _ in line.points[2:-2]) > max(box.right for box in boxes)


def levels(pairs: list[tuple[int, int]]) -> list[float]:
    return [round(line.points[4][1], 2) for line in skipping(pairs).connections]


def test_skips_that_overlap_run_in_lanes_of_their_own_short_ones_inside() -> None:
    outer, inner, beside = levels([(0, 5), (1, 3), (3, 5)])
    assert inner == beside
    assert outer < inner - 5


def test_skips_that_cross_do_not_share_a_lane() -> None:
    first, second = levels([(0, 3), (2, 5)])
    assert first != second


def test_two_skips_between_the_same_columns_stay_apart() -> None:
    first, second = levels([(0, 3), (0, 3)])
    assert first != second


def test_neighbours_are_joined_straight() -> None:
    scene = skipping([(0, 1), (4, 3)])
    assert all(len(line.points) == 4 for line in scene.connections)
    assert all(len({round(y, 6) for _, y in line.points}) == 1 for line in scene.connections)


def test_the_label_stands_on_the_line() -> None:
    (line,) = skipping([(0, 3)]).connections
    assert line.label_at in line.points
