from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Caption, Cluster, Connection, Label, Scene, Shape
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps, distance_to_outline
from tests.scene_builders import neurons


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=5), st.sampled_from(["LR", "RL", "TB", "BT"]))
def test_nothing_overlaps_whatever_the_sizes(sizes: list[int], direction: str) -> None:
    placed = place(neurons(sizes, direction=direction))
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)


def middles(scene: Scene, rank: int) -> list[tuple[float, float]]:
    return [centre(shape) for shape in scene.shapes if shape.rank == rank]


def test_columns_run_left_to_right_and_are_centred_on_each_other() -> None:
    placed = place_in_columns(neurons((2, 5, 3)))
    columns = [middles(placed, rank) for rank in range(3)]
    assert [len({x for x, _ in column}) for column in columns] == [1, 1, 1]
    assert columns[0][0][0] < columns[1][0][0] < columns[2][0][0]
    for column in columns:
        assert sum(y for _, y in column) == pytest.approx(0.0)
        assert [y for _, y in column] == sorted(y for _, y in column)


def test_other_directions_turn_the_picture() -> None:
    places = {direction: place_in_columns(neurons((2, 3), direction=direction)) for direction in ("LR", "RL", "TB", "BT")}
    first = {direction: middles(scene, 0)[0] for direction, scene in places.items()}
    second = {direction: middles(scene, 1)[0] for direction, scene in places.items()}
    assert first["LR"][0] < second["LR"][0]
    assert first["RL"][0] > second["RL"][0]
    assert first["TB"][1] < second["TB"][1]
    assert first["BT"][1] > second["BT"][1]


def test_taller_columns_are_further_apart_within_limits() -> None:
    gaps = []
    for count in (1, 30, 300, 600):
        placed = place_in_columns(neurons((count, count)))
        gaps.append(middles(placed, 1)[0][0] - middles(placed, 0)[0][0])
    assert gaps[0] < gaps[1] < gaps[2] == gaps[3]


def test_captions_stand_under_their_columns_or_left_of_their_rows() -> None:
    upright, lying = place_in_columns(neurons((2, 3))), place_in_columns(neurons((2, 3), direction="TB"))
    assert [label.text for label in upright.labels] == ["layer 0", "2 of 2 neurons", "layer 1", "3 of 3 neurons"]
    assert upright.labels[0].x == middles(upright, 0)[0][0]
    assert min(label.y for label in upright.labels) > max(y for _, y in middles(upright, 1))
    assert {label.anchor for label in lying.labels} == {"end"}
    assert max(label.x for label in lying.labels) < min(x for x, _ in middles(lying, 1))


def test_a_caption_that_is_too_wide_is_shortened_and_its_neighbour_kept_away() -> None:
    shapes = (Shape("a", "a", 20, 20, rank=0), Shape("b", "b", 20, 20, rank=1))
    captions = tuple(Caption(rank, (Label("a very long name of a layer " * 9),)) for rank in (0, 1))
    placed = place(Scene("wide", shapes=shapes, captions=captions, layout="columns", direction="LR"))
    assert_nothing_overlaps(placed)
    assert all("…" in label.text for label in placed.labels[1:])


def test_connections_are_straight_from_outline_to_outline() -> None:
    shapes = (Shape("a", "a", 40, 20, rank=0), Shape("b", "b", 30, 30, form="circle", rank=1))
    placed = place_in_columns(
        Scene("two", shapes=shapes, connections=(Connection("a", "b", label="w"),), layout="columns", direction="LR")
    )
    (line,) = placed.connections
    assert {y for _, y in line.points} == {0.0}
    assert distance_to_outline(placed.shapes[0], line.points[0]) < 0.01
    assert distance_to_outline(placed.shapes[1], line.points[-1]) < 0.01
    assert line.label_at == ((line.points[0][0] + line.points[-1][0]) / 2, 0.0)


def test_parallel_connections_bend_apart_and_loops_leave_their_shape() -> None:
    shapes = (Shape("a", "a", 40, 20, rank=0), Shape("b", "b", 40, 20, rank=1))
    lines = (Connection("a", "b"), Connection("a", "b"), Connection("b", "b"))
    placed = place_in_columns(Scene("pairs", shapes=shapes, connections=lines, layout="columns", direction="LR"))
    first, second, loop = placed.connections
    assert first.points[1][1] < 0 < second.points[1][1]
    assert min(y for _, y in loop.points) < -20
    assert distance_to_outline(placed.shapes[1], loop.points[0]) < 0.01


def test_clusters_go_around_their_shapes_and_inner_clusters() -> None:
    scene = neurons((2, 2))
    shapes = tuple(replace(shape, cluster="inner" if shape.rank else "outer") for shape in scene.shapes)
    clusters = (Cluster("outer", "o", Label("outer")), Cluster("inner", "i", Label("inner"), parent="outer"))
    placed = place(replace(scene, shapes=shapes, clusters=clusters, captions=()))
    outer, inner = (cluster.box for cluster in placed.clusters)
    assert outer is not None
    assert inner is not None
    assert outer[0] < inner[0]
    assert outer[1] < inner[1]
    assert outer[2] > inner[2]
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)


def test_shapes_without_rank_stand_in_the_first_column() -> None:
    placed = place_in_columns(
        Scene("one", shapes=(Shape("a", "a", 9, 9), Shape("b", "b", 9, 9)), layout="columns", direction="LR")
    )
    assert placed.shapes[0].x == placed.shapes[1].x
