from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.scene import Cluster, Connection, Label, Mesh, Scene, Shape
from tests.effort import growth
from tests.layouts.checks import caption_boxes
from tests.layouts.group_checks import assert_groups_read_well, group_boxes

DIRECTIONS = ("TB", "BT", "LR", "RL")


def column(group: str, count: int, *, upright: bool = True, cluster: str | None = None) -> list[Shape]:
    """Return circles in a line, and an area around them."""
    places = [30.0 * (turn - (count - 1) / 2) for turn in range(count)]
    size = (24.0, 30.0 * count) if upright else (30.0 * count, 24.0)
    shapes = [Shape(f"{group}-area", group, *size, form="area", x=0.0, y=0.0, group=group, cluster=cluster)]
    for turn, place_ in enumerate(places):
        x, y = (0.0, place_) if upright else (place_, 0.0)
        shapes.append(Shape(f"{group}-{turn}", group, 20, 20, form="circle", x=x, y=y, group=group, cluster=cluster))
    return shapes


def mesh(source: list[Shape], target: list[Shape]) -> Mesh:
    """Return lines from every circle to every other."""
    ends = [tuple(shape.id for shape in shapes if shape.form == "circle") for shapes in (source, target)]
    return Mesh("lines", ends[0], ends[1], instead=Connection(source[0].id, target[0].id, tooltip="instead"))


def chain(*counts: int, direction: str = "LR") -> Scene:
    columns = [column(f"g{turn}", count, upright=direction in ("LR", "RL")) for turn, count in enumerate(counts)]
    meshes = tuple(mesh(source, target) for source, target in pairwise(columns))
    shapes = tuple(shape for shapes in columns for shape in shapes)
    return Scene("chain", shapes=shapes, meshes=meshes, layout="groups", direction=direction)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_shapes_of_a_group_keep_their_places_among_each_other(direction: str) -> None:
    scene = chain(3, 5, 2, direction=direction)
    placed = place(scene)
    for group in ("g0", "g1", "g2"):
        offsets = {
            (round(after.x - (before.x or 0), 6), round(after.y - (before.y or 0), 6))
            for before, after in zip(scene.shapes, placed.shapes, strict=True)
            if before.group == group and after.x is not None and after.y is not None
        }
        assert len(offsets) == 1
    assert_groups_read_well(placed)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_groups_follow_the_flow_centred_on_each_other(direction: str) -> None:
    placed = place(chain(3, 5, 2, direction=direction))
    areas = [centre(shape) for shape in placed.shapes if shape.form == "area"]
    along = [x if direction in ("LR", "RL") else y for x, y in areas]
    across = [y if direction in ("LR", "RL") else x for x, y in areas]
    assert sorted(along, reverse=direction in ("RL", "BT")) == along
    assert max(across) - min(across) < 0.01


def test_a_mesh_without_room_becomes_its_line() -> None:
    first, middle, last = (column(f"g{turn}", 3) for turn in range(3))
    meshes = (mesh(first, middle), mesh(middle, last), mesh(first, last))
    placed = place(Scene("skip", shapes=(*first, *middle, *last), meshes=meshes, layout="groups", direction="LR"))
    assert placed.meshes == meshes[:2]
    assert [line.tooltip for line in placed.connections] == ["instead"]
    assert_groups_read_well(placed)


@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_a_mesh_into_a_frame_becomes_its_line_where_the_caption_has_no_room_beside_it(direction: str) -> None:
    upright = direction == "LR"
    outside, inside = column("g0", 12, upright=upright), column("g1", 12, upright=upright, cluster="c")
    for text in ("model", "a model with a name that is as long as the whole frame around all of its neurons"):
        frame = Cluster("c", "model", Label(text))
        scene = Scene("s", shapes=(*outside, *inside), clusters=(frame,), meshes=(mesh(outside, inside),), layout="groups")
        placed = place(replace(scene, direction=direction))
        (box,) = caption_boxes(placed)
        for line in placed.meshes:
            for source in (centre(placed.shape_by_id[name]) for name in line.sources):
                for target in (centre(placed.shape_by_id[name]) for name in line.targets):
                    points = np.linspace(source, target, 200)
                    across, down = points.T
                    assert not np.any((across > box.left) & (across < box.right) & (down > box.top) & (down < box.bottom))
        assert len(placed.meshes) + len(placed.connections) == 1


def test_lines_of_meshes_are_not_followed_where_no_frame_is_in_their_way() -> None:
    assert growth(lambda count: partial(place, chain(count, count)), 50) < 2.1


def test_other_columns_are_not_looked_at_for_each_mesh() -> None:
    assert growth(lambda count: partial(place, chain(*[2] * count)), 100) < 2.2


def test_a_mesh_above_shapes_becomes_its_line_where_it_would_cross_a_caption() -> None:
    first, last = column("g0", 3), column("g1", 3)
    caption = Shape(
        "g0-caption", "g0", 10.0, 10.0, form="area", x=0.0, y=0.0, group="g0", labels=(Label("a long caption", 30.0),)
    )
    for above in (False, True):
        lines = replace(mesh(first, last), above=above)
        placed = place(Scene("two", shapes=(*first, caption, *last), meshes=(lines,), layout="groups", direction="LR"))
        assert (len(placed.meshes), len(placed.connections)) == ((0, 1) if above else (1, 0))


def test_a_mesh_that_has_no_line_instead_stays() -> None:
    first, middle, last = (column(f"g{turn}", 3) for turn in range(3))
    skip = replace(mesh(first, last), instead=None)
    meshes = (mesh(first, middle), mesh(middle, last), skip)
    placed = place(Scene("skip", shapes=(*first, *middle, *last), meshes=meshes, layout="groups", direction="LR"))
    assert placed.meshes == meshes
    assert not placed.connections


def test_a_fan_that_is_too_flat_becomes_its_line() -> None:
    roots = column("root", 2, upright=False)
    fans = [column(f"leaf{turn}", 12, upright=False) for turn in range(5)]
    shapes = (*roots, *(shape for fan in fans for shape in fan))
    scene = Scene("wide", shapes=shapes, meshes=tuple(mesh(roots, fan) for fan in fans), layout="groups", gap=40.0)
    placed = place(scene)
    assert 0 < len(placed.meshes) < 5
    assert len(placed.meshes) + len(placed.connections) == 5


@pytest.mark.parametrize("gap", [20.0, 34.0, 250.0])
def test_the_gap_is_what_stands_between_groups(gap: float) -> None:
    placed = place(replace(chain(2, 2), gap=gap))
    boxes = group_boxes(placed)
    assert boxes["g1"].left - boxes["g0"].right == pytest.approx(gap, abs=1.0)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lines_between_near_groups_go_one_way(direction: str) -> None:
    shapes = tuple(Shape(name, name, 60, 40) for name in "ab")
    scene = Scene("two", shapes=shapes, connections=(Connection("a", "b"),), layout="groups", direction=direction, gap=20.0)
    placed = place(scene)
    along = 0 if direction in ("LR", "RL") else 1
    start, end = (centre(shape)[along] for shape in placed.shapes)
    steps = [later[along] - one[along] for one, later in pairwise(placed.connections[0].points)]
    assert all(step * (end - start) >= 0 for step in steps)
    assert abs(sum(steps)) == pytest.approx(20.0, abs=2.0)


def test_longer_columns_stand_further_apart() -> None:
    short, long = (group_boxes(place(chain(count, count))) for count in (2, 20))
    assert long["g1"].left - long["g0"].right > short["g1"].left - short["g0"].right


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lines_go_from_outline_to_outline(direction: str) -> None:
    shapes = tuple(
        Shape(name, name, 40, 24, labels=(Label("a caption that is wider than the box", 0.0, 40.0),)) for name in "ab"
    )
    placed = place(Scene("two", shapes=shapes, connections=(Connection("a", "b"),), layout="groups", direction=direction))
    first, last = placed.connections[0].points[0], placed.connections[0].points[-1]
    for shape, point in ((placed.shapes[0], first), (placed.shapes[1], last)):
        x, y = centre(shape)
        reach = max(abs(point[0] - x) / 20, abs(point[1] - y) / 12)
        assert reach == pytest.approx(1.0, abs=0.01)


def test_parallel_lines_take_ways_of_their_own_and_lines_inside_a_group_are_straight() -> None:
    shapes = (*column("g0", 2), *column("g1", 2))
    lines = (Connection("g0-area", "g1-area"), Connection("g0-area", "g1-area"), Connection("g0-0", "g0-1"))
    placed = place(Scene("lines", shapes=shapes, connections=lines, layout="groups"))
    assert placed.connections[0].points != placed.connections[1].points
    assert {round(x, 3) for x, _ in placed.connections[2].points} == {round(placed.shapes[1].x or 0, 3)}


def test_frames_surround_their_groups() -> None:
    shapes = (*column("g0", 2), *column("g1", 3, cluster="c"))
    frame = Cluster("c", "inner", Label("inner model"))
    scene = Scene(
        "nested", shapes=shapes, meshes=(mesh(list(shapes[:3]), list(shapes[3:])),), clusters=(frame,), layout="groups"
    )
    placed = place(scene)
    assert placed.clusters[0].box is not None
    left, top, right, bottom = placed.clusters[0].box
    box = group_boxes(placed)["g1"]
    assert left <= box.left
    assert top <= box.top
    assert right >= box.right
    assert bottom >= box.bottom
    assert_groups_read_well(placed)


def test_shapes_without_a_group_are_groups_of_their_own() -> None:
    placed = place(Scene("single", shapes=(Shape("a", "a", 30, 30), Shape("b", "b", 30, 30)), layout="groups"))
    assert_groups_read_well(placed)


def test_an_empty_scene_and_an_unknown_engine() -> None:
    assert place(Scene("empty", layout="groups")).is_placed
    with pytest.raises(OptionError):
        place(chain(2, 2), engine="none")
