from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.slices.weak_spots import weak_spots_chart
from dotnet_viz.measures.evaluation.slices.conditions import conditions_of
from dotnet_viz.measures.evaluation.slices.weak_spots import WeakSpots, find_weak_spots


def found(name: str = "Rome") -> WeakSpots:
    town = np.array(["Oslo", name, "Bonn"])[np.arange(300) % 3]
    return find_weak_spots((town == name) * 1.0, conditions_of({"town": town}, 300), is_share=True)


def test_the_chart_says_which_slice_is_worst_and_has_its_numbers() -> None:
    chart = weak_spots_chart(found())
    assert chart.alternative == "The error is largest where town = Rome: 100 %, and 0 % in all other samples."
    numbers = chart.to_dict()
    assert (numbers["slice"], numbers["samples"], numbers["tried"]) == (["town = Rome"], [100], 3)
    assert "town = Rome" in chart.svg


def test_names_are_escaped() -> None:
    chart = weak_spots_chart(found("<script>alert(1)</script> $x$"))
    assert "<script>" not in chart.svg


def test_without_a_weak_spot_the_chart_says_so() -> None:
    assert "no slice is worse" in weak_spots_chart(WeakSpots((), 12, 100, 0.1, True)).svg
