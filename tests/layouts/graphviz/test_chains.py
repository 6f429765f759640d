from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz.chains import place_in_right_angles
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape

DIRECTIONS = ["TB", "BT", "LR", "RL"]


def scene(ends: list[tuple[str, str]], direction: str = "TB", **options: object) -> Scene:
    """Return boxes of several sizes in the order of their names, joined."""
    names = sorted({name for pair in ends for name in pair})
    shapes = tuple(Shape(name, name, 50 + 13 * (turn % 4), 20 + 9 * (turn % 3)) for turn, name in enumerate(names))
    lines = tuple(Connection(*pair) for pair in ends)
    return Scene("s", shapes=shapes, connections=lines, direction=direction, splines="ortho", **options)  # type: ignore[arg-type]


def boxes(placed: Scene) -> list[Box]:
    return [placed_box(shape) for shape in placed.shapes]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_chain_is_a_straight_column_in_the_order_of_its_lines(direction: str) -> None:
    placed = place(scene([("a", "b"), ("b", "c"), ("c", "d")], direction))
    axis = 1 if direction in ("TB", "BT") else 0
    along = [centre(shape)[axis] for shape in placed.shapes]
    assert along == sorted(along, reverse=direction in ("BT", "RL"))
    assert len({round(centre(shape)[1 - axis], 2) for shape in placed.shapes}) == 1
    for line in placed.connections:
        source, target = placed.shape_by_id[line.source], placed.shape_by_id[line.target]
        for end, shape in ((line.points[0], source), (line.points[-1], target)):
            half = (shape.height if axis else shape.width) / 2
            assert abs(end[axis] - centre(shape)[axis]) == pytest.approx(half, abs=0.01)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(1, 4)), min_size=1, max_size=6), st.sampled_from(DIRECTIONS))
def test_no_shapes_meet_and_no_line_is_lost(branches: list[tuple[int, int]], direction: str) -> None:
    """Chains of some lengths leave a trunk of eight, and join it again at its end."""
    ends = [(f"t{turn}", f"t{turn + 1}") for turn in range(8)]
    for number, (start, length) in enumerate(branches):
        names = [f"t{start}", *(f"u{number}{step}" for step in range(length)), "t8"]
        ends += pairwise(names)
    placed = place(scene(ends, direction))
    assert [(line.source, line.target) for line in placed.connections] == ends
    assert all(line.points for line in placed.connections)
    for one, other in combinations(boxes(placed), 2):
        assert one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


def test_a_chain_ends_at_the_border_of_a_cluster() -> None:
    given_scene = scene([("a", "b"), ("b", "c"), ("c", "d")])
    inner = tuple(Shape(shape.id, shape.id, 60, 30, cluster="k" if shape.id in "bc" else None) for shape in given_scene.shapes)
    placed = place(
        Scene(
            "s", shapes=inner, connections=given_scene.connections, clusters=(Cluster("k", "k", Label("k")),), splines="ortho"
        )
    )
    left, top, right, bottom = placed.clusters[0].box or (0, 0, 0, 0)
    for shape, box in zip(placed.shapes, boxes(placed), strict=True):
        is_inside = left <= box.left and box.right <= right and top <= box.top and box.bottom <= bottom
        assert is_inside is (shape.cluster == "k")


def test_a_circle_is_no_chain_and_nothing_is_lost() -> None:
    placed = place_in_right_angles(scene([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]), engine="wasm", timeout=20)
    assert [shape.id for shape in placed.shapes] == list("abcde")
    assert all(shape.x is not None for shape in placed.shapes)


def test_the_same_scene_gives_the_same_places() -> None:
    ends = [("a", "b"), ("b", "c"), ("a", "d"), ("d", "c"), ("a", "c")]
    assert place(scene(ends)).to_dict() == place(scene(ends)).to_dict()
