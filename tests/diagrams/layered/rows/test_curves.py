"""Connections as curves."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.rows.curves import CurvePen


def test_points_are_always_whole_curves() -> None:
    curve = (
        CurvePen((0, 0))
        .line((10, 0))
        .bend((30, 40))
        .along([(50, 40), (50, 80), (20, 80)])
        .follow(((20, 80), (1, 1), (2, 2), (3, 3)))
    )
    assert len(curve.points) % 3 == 1
    assert list(curve.points[0]) == [0, 0]
    assert list(curve.end) == [3, 3]


def test_a_line_to_where_it_stands_is_none() -> None:
    assert list(CurvePen((5, 5)).line((5, 5)).points) == [(5, 5)]


def test_a_bend_is_level_at_both_ends() -> None:
    points = list(CurvePen((0, 0)).bend((10, 20)).points)
    assert [y for _, y in points] == [0, 0, 20, 20]
    assert CurvePen((0, 0)).bend((9, 0)).points == CurvePen((0, 0)).line((9, 0)).points


def test_corners_are_rounded_and_short_parts_are_not_overrun() -> None:
    points = list(CurvePen((0, 0)).along([(100, 0), (100, 4), (0, 4)]).points)
    assert (93.0, 0.0) in points
    assert (100.0, 2.0) in points
    assert list(points[-1]) == [0, 4]
    assert max(x for x, _ in points) == 100
