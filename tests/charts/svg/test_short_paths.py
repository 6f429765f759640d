from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.charts.svg.short_paths import short_path

COORDINATES = st.integers(-99_999, 99_999).map(lambda number: number / 100)
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=30)


def points_of(path: str) -> list[tuple[float, float]]:
    """Return the corners of a path of one move and lines by offsets."""
    numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", path)]
    found: list[tuple[float, float]] = []
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        found.append((found[-1][0] + x, found[-1][1] + y) if found else (x, y))
    return found


def distance(point: tuple[float, float], corners: list[tuple[float, float]]) -> float:
    """Return how far a point is from a polyline."""
    best = min(abs(complex(*point) - complex(*corner)) for corner in corners)
    for start, end in pairwise(corners):
        along = complex(*end) - complex(*start)
        if along:
            share = ((complex(*point) - complex(*start)) / along).real
            best = min(best, abs(complex(*start) + min(1.0, max(0.0, share)) * along - complex(*point)))
    return best


@given(POINTS)
def test_every_point_stays_on_the_line(points: list[tuple[float, float]]) -> None:
    text = short_path("M " + " \nL ".join(f"{x:g} {y:g}" for x, y in points))
    corners = points_of(text)
    assert abs(complex(*corners[0]) - complex(*points[0])) < 1e-6
    assert abs(complex(*corners[-1]) - complex(*points[-1])) < 1e-6
    assert all(distance(point, corners) < 1e-6 for point in points)


@given(POINTS)
def test_it_is_not_longer(points: list[tuple[float, float]]) -> None:
    path = "M " + " L ".join(f"{x:g} {y:g}" for x, y in points)
    assert len(short_path(path)) <= len(path) + 2 * len(points)


def test_flat_runs_are_two_points_and_turns_stay() -> None:
    flat = "M 0 5 " + "".join(f"L {x} 5 " for x in range(1, 100))
    assert short_path(flat) == "M0 5l99 0"
    assert short_path("M 0 0 L 5 0 L 2 0") == "M0 0l5 0-3 0"
    assert short_path("M 0 0 L 0 0 L 0 0") == "M0 0l0 0 0 0"


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 1 1 L 2 2 z M 3 3 L 4 4", "M1 1l1 1zM3 3l1 1"),
        ("M 0 3 \nC 0.8 3  1.5 2.6 2 2 \nz", "M 0 3 C 0.8 3 1.5 2.6 2 2 z"),
        ("M 1e-05 2 L 3 4", "M 1e-05 2 L 3 4"),
        ("", ""),
    ],
)
def test_paths_of_several_parts_curves_and_others(path: str, short: str) -> None:
    assert short_path(path) == short
