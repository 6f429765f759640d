"""Heights of tracks and routes between rows."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.columns import PlacedColumns
from dotnet_viz.diagrams.layered.rows.model import RowEdge, RowItem, Space
from dotnet_viz.diagrams.layered.rows.occupancy import Occupancy
from dotnet_viz.diagrams.layered.rows.routes import Routes
from dotnet_viz.diagrams.layered.rows.tracks import tracks_of


def ways_of(items: list[RowItem], edges: list[RowEdge], space: Space) -> Routes:
    tracks = tracks_of(len(items), [(edge.source, edge.target) for edge in edges])
    occupancy = Occupancy(items, edges, tracks)
    return Routes(items, edges, tracks, occupancy, PlacedColumns(items, tracks, occupancy, space), space.track_gap)


def test_texts_stand_in_line_as_far_as_a_frame() -> None:
    frame, low, high = RowItem(Cuboid(80, 90), apart=True), RowItem(Cuboid(20, 10)), RowItem(Cuboid(20, 40))
    routes = ways_of([low, frame, low, high], [RowEdge(0, 1), RowEdge(1, 2), RowEdge(2, 3)], Space())
    assert routes.halves == [5.0, 45.0, 20.0, 20.0]
    assert routes.rows[0].bottom == 90.0


def test_texts_have_room_above_and_below_their_track() -> None:
    plain, told = RowItem(Cuboid(20, 40)), RowItem(Cuboid(20, 20), above=(10.0, 15.0), below=(10.0, 25.0))
    routes = ways_of([plain, told], [RowEdge(0, 1)], Space())
    row = routes.rows[0]
    assert (routes.halves, row.axes[0], row.bottom) == ([20.0, 20.0], 35.0, 80.0)


def test_a_track_with_nothing_but_lines_is_thin() -> None:
    routes = ways_of([RowItem(Cuboid(20, 20))] * 3, [RowEdge(0, 1), RowEdge(1, 2), RowEdge(0, 2)], Space())
    assert routes.rows[0].axes == {-1: 0.0, 0: 20.0}


def test_lines_to_the_next_row_keep_apart() -> None:
    edges = [RowEdge(turn, turn + 1) for turn in range(7)] + [RowEdge(1, 6)]
    routes = ways_of([RowItem(Cuboid(20, 20))] * 8, edges, Space(10, 150))
    assert len(routes.rows) == 2
    assert sorted(routes.rows[0].slots.values()) == [0, 1]
    paths = [set(routes.path(number)) for number, edge in enumerate(edges) if edge.source <= routes.rows[0].end < edge.target]
    assert len(paths) == 2
    right = [max(x for x, _ in path) for path in paths]
    left = [min(x for x, _ in path) for path in paths]
    assert (abs(right[0] - right[1]), abs(left[0] - left[1])) == (8.0, 8.0)


def test_branches_stand_as_far_apart_as_wanted() -> None:
    items, edges = [RowItem(Cuboid(20, 20))] * 4, [RowEdge(0, 1), RowEdge(0, 2), RowEdge(1, 3), RowEdge(2, 3)]
    near, far = (ways_of(items, edges, Space(track_gap=gap)).middles for gap in (10.0, 50.0))
    assert abs(far[1][1] - far[2][1]) - abs(near[1][1] - near[2][1]) == 40
