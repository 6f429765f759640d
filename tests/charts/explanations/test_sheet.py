"""Axes in pixels, and a sheet to draw on."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.charts.chart import draw_chart
from dotnet_viz.charts.explanations.sheet import PixelAxis, Sheet, widest


def test_an_axis_goes_from_its_start_to_its_end() -> None:
    axis = PixelAxis(10.0, 20.0, 100.0, 300.0)
    assert (axis(10.0), axis(15.0), axis(20.0)) == (100.0, 200.0, 300.0)
    assert axis.pixels([10.0, 20.0]).tolist() == [100.0, 300.0]


def test_ticks_are_round_and_on_the_axis() -> None:
    axis = PixelAxis(0.03, 0.97, 0.0, 100.0)
    assert axis.ticks(5) == (0.2, 0.4, 0.6000000000000001, 0.8)


def test_one_value_alone_and_values_that_are_missing_have_an_axis() -> None:
    assert PixelAxis.around([3.0, np.nan], 0, 10)(3.0) == 5.0
    assert PixelAxis.around([np.nan], 0, 10).low < PixelAxis.around([np.nan], 0, 10).high


def test_dots_take_few_bytes() -> None:
    def paint(figure: Any) -> None:
        Sheet(figure, 300, 200).dots(np.linspace(10, 290, 1000), np.full(1000, 50.0), "#2166ac", 4)

    svg = draw_chart("dots", "", (300, 200), paint).svg
    assert svg.count("h.01") == 1000
    assert len(svg) < 20_000


def test_the_widest_text() -> None:
    assert widest(["a", "mm"]) > widest(["a"]) > widest([]) == 0
