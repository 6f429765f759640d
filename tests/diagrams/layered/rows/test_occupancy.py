"""Gaps in which edges bend, and the ends of edges."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.model import RowEdge, RowItem
from dotnet_viz.diagrams.layered.rows.occupancy import Occupancy
from dotnet_viz.diagrams.layered.rows.tracks import tracks_of


def occupancy_of(count: int, *edges: RowEdge, height: float = 20) -> Occupancy:
    tracks = tracks_of(count, [(edge.source, edge.target) for edge in edges])
    return Occupancy([RowItem(Cuboid(10, height))] * count, edges, tracks)


def test_a_chain_has_no_bends() -> None:
    chain = occupancy_of(3, RowEdge(0, 1), RowEdge(1, 2))
    assert chain.changes == [0, 0, 0]
    assert chain.bent == [False] * 3
    assert chain.is_alone(RowEdge(0, 1))


def test_a_skip_bends_where_it_starts_and_ends() -> None:
    skip = occupancy_of(4, RowEdge(0, 1), RowEdge(1, 2), RowEdge(2, 3), RowEdge(0, 3))
    assert skip.changes == [1, 0, 2, 0]
    assert skip.bent == [True, False, True, False]
    assert skip.enters == [0.0, 0.0, 3.0, -3.0]
    assert [list(skip.crossing(column)) for column in range(3)] == [
        [(0, 0), (0, 0)],
        [(1, 0), (0, -1)],
        [(2, 0), (0, -1)],
    ]


def test_ends_stay_on_a_low_item() -> None:
    many = occupancy_of(2, *[RowEdge(0, 1)] * 7, height=10)
    assert max(abs(enter) for enter in many.enters) < 5
    assert len(set(many.enters)) == 7


def test_hidden_edges_have_no_end() -> None:
    hidden = occupancy_of(2, RowEdge(0, 1), RowEdge(0, 1, hidden=True))
    assert hidden.enters == [0.0, 0.0]
    assert not hidden.is_alone(RowEdge(0, 1, hidden=True))
    assert list(hidden.crossing(0)) == [(0, 0)]
