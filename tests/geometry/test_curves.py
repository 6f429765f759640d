"""Points on curves, and boxes that they pass."""

from __future__ import annotations

from itertools import pairwise
from math import dist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.curves import ManyLines, curve_weights, halves, passes, point_on_curve, points_along
from dotnet_viz.geometry.lines import bent_line, straight

ARCH = ((0.0, 0.0), (0.0, 8.0), (8.0, 8.0), (8.0, 0.0))


def test_a_curve_has_points() -> None:
    assert [point_on_curve(ARCH, part) for part in (0.0, 0.5, 1.0)] == [(0.0, 0.0), (4.0, 6.0), (8.0, 0.0)]


@given(st.floats(0, 1))
def test_weights_and_halves_agree_on_a_point(part: float) -> None:
    point = point_on_curve(ARCH, part)
    assert (curve_weights(np.array([part])) @ np.array(ARCH))[0] == pytest.approx(point, abs=1e-9)
    before, behind = halves(ARCH, part)
    assert before[-1] == behind[0] == pytest.approx(point, abs=1e-9)
    assert (before[0], behind[-1]) == (ARCH[0], ARCH[-1])


def test_points_along_lines_are_close_to_one_another() -> None:
    points = points_along([straight((0.0, 0.0), (900.0, 0.0))])
    assert max(dist(one, other) for one, other in pairwise(points)) < 5
    assert len(points_along([])) == 0


def test_a_line_passes_boxes_on_it_and_those_that_it_touches() -> None:
    line = bent_line([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)])
    assert passes(line, Box(40.0, -5.0, 60.0, 5.0))
    assert passes(line, Box(40.0, 0.0, 60.0, 5.0))
    assert not passes(line, Box(40.0, 10.0, 60.0, 90.0))


def test_of_many_lines_those_that_pass_are_found() -> None:
    lines = [straight((0.0, y), (100.0, y + 50.0)) for y in range(0, 300, 10)]
    box = Box(40.0, 95.0, 60.0, 110.0)
    assert list(ManyLines(lines).passing(box)) == [line for line in lines if passes(line, box)] != []
    assert list(ManyLines([]).passing(box)) == []
    level = straight((0.0, 10.0), (100.0, 10.0))
    assert list(ManyLines([level]).passing(Box(40.0, 10.0, 60.0, 20.0))) == [level]
