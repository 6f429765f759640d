"""Spans along columns: short ones stand near them, and no two of a track overlap."""

from __future__ import annotations

from dotnet_viz.layouts.columns.tracks import tracks


def test_spans_that_overlap_have_tracks_of_their_own_and_a_longer_one_is_further_out() -> None:
    assert tracks([(0, 5), (1, 2), (3, 4), (1, 4)]) == [2, 0, 0, 1]


def test_spans_that_meet_in_a_rank_share_a_track() -> None:
    assert tracks([(0, 2), (2, 4)]) == [0, 0]
    assert tracks([(0, 2), (1, 3)]) == [0, 1]
