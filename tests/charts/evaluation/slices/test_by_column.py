from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.slices.by_column import amount_slices_chart, slice_chart
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.measures.evaluation.slices.by_column import amount_slices, error_slices
from tests.charts.reading import texts


def test_slices_stand_beside_all_data() -> None:
    slices = error_slices(np.array([True, False, False, False]), ["north", "north", "south", "south"])
    chart = slice_chart(slices, "town", 0.25)
    assert {"north", "south", "1 of 2", "0 of 2", "all data: 25 %", "by town"} <= set(texts(chart))
    assert chart.to_dict()["error_rate"] == [0.5, 0.0]
    assert "50 %, where it is north" in chart.alternative


def test_errors_of_amounts_are_bars_with_the_number_of_samples() -> None:
    result = regress("", np.array([1.0, 2.0, 3.0]), np.array([1.5, 2.5, 3.0]))
    chart = amount_slices_chart(amount_slices(result, ["north", "north", "south"]), "town", 1 / 3)
    assert {"north (2)", "south (1)", "town (samples)"} <= set(texts(chart))
    assert chart.to_dict()["mean absolute error"] == [0.5, 0.0]
    assert "0.5 (north)" in chart.alternative
