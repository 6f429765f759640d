"""Columns from left to right, and the ends of rows."""

from __future__ import annotations

from itertools import pairwise

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.columns import PlacedColumns
from dotnet_viz.diagrams.layered.rows.model import RowEdge, RowItem, Space
from dotnet_viz.diagrams.layered.rows.occupancy import Occupancy
from dotnet_viz.diagrams.layered.rows.tracks import tracks_of


def columns_of(items: list[RowItem], edges: list[RowEdge], space: Space) -> PlacedColumns:
    tracks = tracks_of(len(items), [(edge.source, edge.target) for edge in edges])
    return PlacedColumns(items, tracks, Occupancy(items, edges, tracks), space)


def chain(count: int, item: RowItem, space: Space) -> PlacedColumns:
    return columns_of([item] * count, [RowEdge(turn, turn + 1) for turn in range(count - 1)], space)


def test_rows_are_full_but_not_fuller() -> None:
    found = chain(10, RowItem(Cuboid(20, 20)), Space(10, 110))
    assert found.spans == ((0, 3), (4, 7), (8, 9))
    assert found.x[4] == found.x[0] == 10


def test_an_item_wider_than_a_row_has_a_row_of_its_own() -> None:
    assert chain(3, RowItem(Cuboid(300, 20)), Space(10, 100)).spans == ((0, 0), (1, 1), (2, 2))


def test_a_gap_is_kept_where_edges_bend() -> None:
    item = RowItem(Cuboid(20, 20))
    found = columns_of([item] * 3, [RowEdge(0, 1), RowEdge(1, 2), RowEdge(0, 2)], Space(1.0))
    assert [after - before - 20 for before, after in pairwise(found.x)] == [18.0, 20.0]


def test_a_line_starts_clear_of_a_larger_block_before() -> None:
    large, small = RowItem(Cuboid(10, 90, 60)), RowItem(Cuboid(10, 10))
    edges = [RowEdge(0, 1), RowEdge(1, 2), RowEdge(2, 3), RowEdge(1, 3)]
    bent = columns_of([large, small, small, small], edges, Space(1.0))
    assert bent.x[1] + 5 >= bent.x[0] + 35
    straight = columns_of([large, small, small, small], edges[:3], Space(1.0))
    assert straight.x[1] + 5 < straight.x[0] + 35
