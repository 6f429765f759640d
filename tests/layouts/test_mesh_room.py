"""The room of a mesh is where its lines run, and no group between its columns is overlooked."""

from __future__ import annotations

import pytest

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.layouts.mesh_room import RoomsAlong, blocks, spans, turned
from dotnet_viz.scene import Mesh, Shape

COLUMNS = {
    "left": [(0.0, -40.0), (0.0, 0.0), (0.0, 40.0)],
    "right": [(100.0, 10.0), (100.0, 30.0)],
}


def shapes(*, upright: bool) -> dict[str, Shape]:
    places = {f"{name}{number}": place for name, column in COLUMNS.items() for number, place in enumerate(column)}
    turned_places = {name: (x, y) if upright else (y, x) for name, (x, y) in places.items()}
    return {name: Shape(name, name, 4, 4, x=x, y=y) for name, (x, y) in turned_places.items()}


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("backwards", [True, False])
def test_the_column_that_comes_first_begins_a_mesh_whichever_it_leaves(upright: bool, backwards: bool) -> None:
    ends = ("left0", "left1", "left2"), ("right0", "right1")
    mesh = Mesh("m", *(ends[::-1] if backwards else ends))
    assert spans(mesh, shapes(upright=upright), upright=upright) == ((0.0, -40.0, 40.0), (100.0, 10.0, 30.0))


@pytest.mark.parametrize("upright", [True, False])
def test_a_box_is_in_the_way_of_lines_that_narrow_only_where_these_are(upright: bool) -> None:
    start, end = (0.0, -40.0, 40.0), (100.0, 10.0, 30.0)
    corner, near, behind = Box(80, -40, 90, -20), Box(10, -40, 20, -30), Box(110, 0, 120, 20)
    given = [box if upright else Box(box.top, box.left, box.bottom, box.right) for box in (corner, near, behind)]
    assert [blocks(turned(box, upright=upright), start, end) for box in given] == [False, True, False]


def test_rooms_between_two_places_are_all_found_the_long_ones_too() -> None:
    rooms = {"long": Box(0, 0, 70, 1), **{str(left): Box(left, 0, left + 5, 1) for left in range(0, 100, 10)}}
    for start, end in ((12.0, 33.0), (60.0, 71.0), (90.0, 200.0)):
        found = {name for name, _ in RoomsAlong(rooms).between(start, end)}
        assert {name for name, box in rooms.items() if box.left < end and box.right > start} <= found
    assert not RoomsAlong(rooms).between(96.0, 200.0)
