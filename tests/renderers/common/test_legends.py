"""The parts of a colour bar."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dotnet_viz.renderers.common.legends import bar_slices, color_at, wedge
from dotnet_viz.scene import Legend, PlacedLegend

STOPS = ((0.0, "#b2182b"), (0.5, "#dddddd"), (1.0, "#2166ac"))


def placed(widths: tuple[tuple[float, float], ...] = ()) -> PlacedLegend:
    return PlacedLegend(Legend("weight", STOPS, ((0.0, "−1"), (1.0, "1")), widths), 10.0, 20.0, 96.0, 8.0)


@pytest.mark.parametrize(("offset", "color"), [(-1.0, STOPS[0][1]), (0.5, STOPS[1][1]), (1.0, STOPS[2][1]), (7.0, STOPS[2][1])])
def test_a_bar_has_the_colours_of_its_stops(offset: float, color: str) -> None:
    assert color_at(STOPS, offset) == color


def test_slices_cover_the_bar_from_end_to_end_without_gaps() -> None:
    slices = list(bar_slices(placed()))
    assert (slices[0][0], slices[0][1]) == (STOPS[0][1], 10.0)
    assert slices[-1][0] == STOPS[2][1]
    assert slices[-1][1] + slices[-1][2] == pytest.approx(106.0)
    assert all(left + width > following for (_, left, width), (_, following, _) in pairwise(slices))


def test_the_wedge_is_as_high_as_lines_are_wide_and_above_the_bar() -> None:
    corners = wedge(placed(((0.0, 4.0), (0.5, 1.0), (1.0, 4.0))))
    heights = [below[1] - above[1] for above, below in zip(corners[:3], corners[:2:-1], strict=True)]
    assert heights == [4.0, 1.0, 4.0]
    assert max(y for _, y in corners) < 20.0
    assert wedge(placed()) == ()
