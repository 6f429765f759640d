"""Places in rows."""

from __future__ import annotations

import pytest

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows import RowEdge, RowItem, Space, place_in_rows

BLOCK = RowItem(Cuboid(20, 30))


def test_nothing_takes_no_room() -> None:
    assert place_in_rows([], [], Space()).size == (0.0, 0.0)


def test_fronts_of_blocks_keep_their_distance_and_small_ones_stand_before_the_side_of_large_ones() -> None:
    large, small = RowItem(Cuboid(10, 90, 60)), RowItem(Cuboid(10, 30, 6))
    placed = place_in_rows([large, small, large], [RowEdge(0, 1), RowEdge(1, 2)], Space(spacing=5))
    fronts = [
        (x + item.cuboid.front.left, x + item.cuboid.front.right)
        for (x, _), item in zip(placed.middles, (large, small, large), strict=True)
    ]
    assert fronts[1][0] - fronts[0][1] == pytest.approx(5 + (60 - 6) / 2)
    assert fronts[2][0] - fronts[1][1] == pytest.approx(5)
    assert fronts[1][0] < placed.middles[0][0] + large.cuboid.width / 2


def test_items_that_stand_apart_hide_nothing() -> None:
    large, frame = RowItem(Cuboid(10, 90, 60)), RowItem(Cuboid(10, 30), apart=True)
    placed = place_in_rows([large, frame], [RowEdge(0, 1)], Space(spacing=5))
    assert placed.middles[1][0] - placed.middles[0][0] == pytest.approx(35 + 5 + 5)


def test_texts_of_neighbours_keep_their_distance() -> None:
    wide = RowItem(Cuboid(10, 10), below=(80.0, 12.0))
    placed = place_in_rows([wide, wide], [RowEdge(0, 1)], Space(spacing=5, text_gap=7))
    assert placed.middles[1][0] - placed.middles[0][0] == pytest.approx(87.0)
    assert placed.size == pytest.approx((167.0, 22.0))


def test_ends_are_spread_in_the_order_of_their_tracks() -> None:
    edges = [RowEdge(0, 1), RowEdge(1, 2), RowEdge(0, 2)]
    placed = place_in_rows([BLOCK] * 3, edges, Space())
    heights = [path[-1][1] - placed.middles[2][1] for path in placed.paths]
    assert heights[1:] == pytest.approx([3.0, -3.0])
    assert placed.direct == (False, False, False)
    assert place_in_rows([BLOCK] * 2, [RowEdge(0, 1)], Space()).direct == (True,)


def test_edges_start_and_end_at_the_outlines() -> None:
    placed = place_in_rows([BLOCK] * 3, [RowEdge(0, 1), RowEdge(0, 2, leave=4.0, enter=-4.0)], Space())
    for path, end in zip(placed.paths, (1, 2), strict=True):
        assert path[0][0] == pytest.approx(placed.middles[0][0] + 10)
        assert path[-1][0] == pytest.approx(placed.middles[end][0] - 10)
    assert placed.paths[1][0][1] == pytest.approx(placed.middles[0][1] + 4)
    assert placed.paths[1][-1][1] == pytest.approx(placed.middles[2][1] - 4)


def test_hidden_edges_keep_the_order_only() -> None:
    placed = place_in_rows([BLOCK] * 2, [RowEdge(0, 1, hidden=True)], Space(spacing=5))
    assert placed.paths == ((),)
    assert placed.middles[1][0] - placed.middles[0][0] == 25


def test_rows_end_where_few_edges_go_on() -> None:
    # Five of these would fit into a row, but behind the fifth the data of two blocks go on.
    edges = [RowEdge(turn, turn + 1) for turn in range(9)] + [RowEdge(1, 3), RowEdge(3, 6)]
    placed = place_in_rows([BLOCK] * 10, edges, Space(spacing=10, row_width=200))
    rows = [round(y) for _, y in placed.middles]
    assert rows[3] == rows[0]
    assert rows[4] != rows[3]


def test_ways_between_rows_stay_beside_and_between_them() -> None:
    placed = place_in_rows([BLOCK] * 6, [RowEdge(turn, turn + 1) for turn in range(5)], Space(row_width=90))
    turn = next(path for path, direct in zip(placed.paths, placed.direct, strict=True) if not direct)
    assert min(x for x, _ in turn) == 0.0
    assert max(x for x, _ in turn) == pytest.approx(placed.size[0])
    assert min(x - 10 for x, _ in placed.middles) > 0


def test_an_edge_that_leads_back_is_still_drawn() -> None:
    placed = place_in_rows([BLOCK] * 2, [RowEdge(0, 1), RowEdge(1, 0)], Space())
    assert len(placed.paths[1]) == 4
