from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.layouts import place
from dotnet_viz.scene import Connection, Point, Scene, Shape
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
    boxes = [placed_box(shape) for shape in scene.shapes]
    middle = line.points[len(line.points) // 2]
    if direction in ("LR", "RL"):
        assert middle[1] < min(box.top for box in boxes)
    else:
        assert middle[0] > max(box.right for box in boxes)


@pytest.mark.parametrize("direction", ["LR", "RL", "TB", "BT"])
def test_a_skip_climbs_beside_shapes_of_its_own_column(direction: str) -> None:
    shapes = tuple(
        Shape(f"c{rank}n{number}", "n", 20, 20, form="circle", rank=rank) for rank in range(4) for number in range(5)
    )
    lines = (Connection("c0n3", "c3n2"), Connection("c0n2", "c3n0"), Connection("c0n0", "c2n4"))
    scene = place(Scene("skips", shapes=shapes, connections=lines, layout="columns", direction=direction))
    assert_all_inside(scene)
    for line in scene.connections:
        assert distance_to_outline(scene.shape_by_id[line.source], line.points[0]) < 0.01
        assert distance_to_outline(scene.shape_by_id[line.target], line.points[-1]) < 0.01
        others = [shape for shape in scene.shapes if shape.id not in (line.source, line.target)]
        for x, y in along(line.points):
            assert all(math.dist((x, y), centre(shape)) > 10 for shape in others)


def along(points: tuple[Point, ...]) -> Iterator[Point]:
    """Yield points on a chain of cubic curves."""
    for start in range(0, len(points) - 1, 3):
        a, b, c, d = (np.array(point) for point in points[start : start + 4])
        for t in np.linspace(0, 1, 30):
            x, y = a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t**2 * (1 - t) + d * t**3
            yield float(x), float(y)


def heights(pairs: list[tuple[int, int]]) -> list[float]:
    return [round(line.points[len(line.points) // 2][1], 2) for line in skipping(pairs).connections]


def test_skips_that_overlap_run_in_lanes_of_their_own_short_ones_inside() -> None:
    outer, inner, beside = heights([(0, 5), (1, 3), (3, 5)])
    assert inner == beside
    assert outer < inner - 5


def test_skips_that_cross_do_not_share_a_track() -> None:
    first, second = heights([(0, 3), (2, 5)])
    assert first != second


def test_two_skips_between_the_same_columns_stay_apart() -> None:
    first, second = heights([(0, 3), (0, 3)])
    assert first != second


def test_neighbours_are_joined_straight() -> None:
    scene = skipping([(0, 1), (4, 3)])
    assert all(len(line.points) == 4 for line in scene.connections)
    assert all(len({round(y, 6) for _, y in line.points}) == 1 for line in scene.connections)


def test_the_label_stands_on_the_line() -> None:
    (line,) = skipping([(0, 3)]).connections
    assert line.label_at in line.points
