"""Columns from left to right, and the ends of rows."""

from __future__ import annotations

from itertools import pairwise

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.columns import Columns
from dotnet_viz.diagrams.layered.rows.lanes import lanes_of
from dotnet_viz.diagrams.layered.rows.model import Piece, Space, Wire
from dotnet_viz.diagrams.layered.rows.occupancy import Traffic


def columns_of(pieces: list[Piece], wires: list[Wire], space: Space) -> Columns:
    lanes = lanes_of(len(pieces), [(wire.source, wire.target) for wire in wires])
    return Columns(pieces, lanes, Traffic(pieces, wires, lanes), space)


def chain(count: int, piece: Piece, space: Space) -> Columns:
    return columns_of([piece] * count, [Wire(turn, turn + 1) for turn in range(count - 1)], space)


def test_rows_are_full_but_not_fuller() -> None:
    found = chain(10, Piece(Cuboid(20, 20)), Space(10, 110))
    assert found.spans == ((0, 3), (4, 7), (8, 9))
    assert found.x[4] == found.x[0] == 10


def test_a_piece_wider_than_a_row_has_a_row_of_its_own() -> None:
    assert chain(3, Piece(Cuboid(300, 20)), Space(10, 100)).spans == ((0, 0), (1, 1), (2, 2))


def test_a_gap_is_kept_where_wires_bend() -> None:
    piece = Piece(Cuboid(20, 20))
    found = columns_of([piece] * 3, [Wire(0, 1), Wire(1, 2), Wire(0, 2)], Space(1.0))
    assert [after - before - 20 for before, after in pairwise(found.x)] == [18.0, 20.0]


def test_a_line_starts_clear_of_a_larger_block_before() -> None:
    large, small = Piece(Cuboid(10, 90, 60)), Piece(Cuboid(10, 10))
    wires = [Wire(0, 1), Wire(1, 2), Wire(2, 3), Wire(1, 3)]
    bent = columns_of([large, small, small, small], wires, Space(1.0))
    assert bent.x[1] + 5 >= bent.x[0] + 35
    straight = columns_of([large, small, small, small], wires[:3], Space(1.0))
    assert straight.x[1] + 5 < straight.x[0] + 35
