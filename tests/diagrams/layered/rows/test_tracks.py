"""Columns and tracks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.layered.rows.tracks import tracks_of

graphs = st.integers(1, 14).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.lists(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] < pair[1]), max_size=30
        )
        if size > 1
        else st.just([]),
    )
)


@given(graphs)
def test_edges_lead_to_later_columns_and_nothing_shares_a_place(graph: tuple[int, list[tuple[int, int]]]) -> None:
    size, edges = graph
    found = tracks_of(size, edges)
    taken: dict[tuple[int, int], int] = {}
    for node, place in enumerate(zip(found.columns, found.tracks, strict=True)):
        assert taken.setdefault(place, node) == node
    for (source, target), track in zip(edges, found.edge_tracks, strict=True):
        start, end = found.columns[source], found.columns[target]
        assert start < end
        assert (track is None) == (end == start + 1)
        if track is not None:
            # Edges of one node may share a track: they carry the same tensors.
            assert all(taken.setdefault((column, track), -1 - source) == -1 - source for column in range(start + 1, end))


def test_a_chain_is_straight() -> None:
    found = tracks_of(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    assert found.columns == (0, 1, 2, 3, 4)
    assert set(found.tracks) == {0}


def test_branches_are_beside_the_trunk_and_the_longest_is_the_trunk() -> None:
    edges = [(0, 1), (0, 2), (2, 3), (3, 5), (1, 5), (0, 4), (4, 5)]
    found = tracks_of(6, edges)
    assert [found.tracks[node] for node in (0, 2, 3, 5)] == [0, 0, 0, 0]
    assert sorted(found.tracks[node] for node in (1, 4)) in ([-1, 1], [1, 2])


def test_a_source_stands_right_before_what_it_feeds() -> None:
    found = tracks_of(5, [(0, 1), (1, 2), (2, 3), (4, 3)])
    assert found.columns == (0, 1, 2, 3, 2)


def test_first_and_last_are_kept() -> None:
    found = tracks_of(5, [(0, 1), (1, 2), (3, 2), (1, 4)], first=[3], last=[4])
    assert (found.columns[3], found.columns[4]) == (0, 3)


def test_a_circle_does_not_hang() -> None:
    found = tracks_of(3, [(0, 1), (1, 2), (2, 0)])
    assert found.columns == (0, 1, 2)


def test_nothing_has_no_tracks() -> None:
    assert tracks_of(0, []).columns == ()
