from __future__ import annotations

from math import hypot

import pytest

from dotnet_viz.renderers.common.arrows import head_corners, head_length, shortened


def test_a_head_stands_at_the_tip_across_the_line() -> None:
    left, tip, right = head_corners((0.0, 0.0), (30.0, 40.0), 10.0, 2.0)
    middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    assert tip == (30.0, 40.0)
    assert hypot(tip[0] - middle[0], tip[1] - middle[1]) == pytest.approx(10.0)
    assert (left[0] - right[0]) * 3 + (left[1] - right[1]) * 4 == pytest.approx(0.0)


def test_short_lines_have_short_heads_and_very_short_ones_none() -> None:
    lengths = [head_length([(0, 0), (0, 0), (0, 0), (0, length)], 1.0) for length in (0.5, 10, 100)]
    assert lengths == [0, 6, 9.0]


def test_a_shorter_curve_ends_before_the_tip() -> None:
    x, y = shortened([(0, 0), (0, 50), (50, 100), (100, 100)], 20.0)[-1]
    assert hypot(100 - x, 100 - y) == pytest.approx(20.0, abs=0.1)
