"""Gaps in which wires bend, and the ends of wires."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.lanes import lanes_of
from dotnet_viz.diagrams.layered.rows.model import Piece, Wire
from dotnet_viz.diagrams.layered.rows.occupancy import Traffic


def traffic_of(count: int, *wires: Wire, height: float = 20) -> Traffic:
    lanes = lanes_of(count, [(wire.source, wire.target) for wire in wires])
    return Traffic([Piece(Cuboid(10, height))] * count, wires, lanes)


def test_a_chain_has_no_bends() -> None:
    chain = traffic_of(3, Wire(0, 1), Wire(1, 2))
    assert chain.changes == [0, 0, 0]
    assert chain.bent == [False] * 3
    assert chain.is_alone(Wire(0, 1))


def test_a_skip_bends_where_it_starts_and_ends() -> None:
    skip = traffic_of(4, Wire(0, 1), Wire(1, 2), Wire(2, 3), Wire(0, 3))
    assert skip.changes == [1, 0, 2, 0]
    assert skip.bent == [True, False, True, False]
    assert skip.enters == [0.0, 0.0, 3.0, -3.0]
    assert [list(skip.crossing(column)) for column in range(3)] == [
        [(0, 0), (0, 0)],
        [(1, 0), (0, -1)],
        [(2, 0), (0, -1)],
    ]


def test_ends_stay_on_a_low_piece() -> None:
    many = traffic_of(2, *[Wire(0, 1)] * 7, height=10)
    assert max(abs(enter) for enter in many.enters) < 5
    assert len(set(many.enters)) == 7


def test_hidden_wires_have_no_end() -> None:
    hidden = traffic_of(2, Wire(0, 1), Wire(0, 1, hidden=True))
    assert hidden.enters == [0.0, 0.0]
    assert not hidden.is_alone(Wire(0, 1, hidden=True))
    assert list(hidden.crossing(0)) == [(0, 0)]
