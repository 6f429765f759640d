from __future__ import annotations

import re

import numpy as np

from dotnet_viz.diagrams.weight_histograms.panels import weight_panel
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.measures.weights.quantiles import distribution_of
from dotnet_viz.reporting.statements.histograms import histogram_data, histogram_figure

VALUES = np.concatenate([np.random.default_rng(0).normal(size=500), np.zeros(30)])


def panel(values: np.ndarray = VALUES, bins: int = 40):  # type: ignore[no-untyped-def]
    return weight_panel(distribution_of(Layer("d", "dense", "Dense"), Weight.from_array("kernel", values)), bins)


def test_the_table_has_the_bars_that_are_drawn_and_no_others() -> None:
    found = histogram_figure(panel(), "weights", 1)
    assert found.numbers is not None
    bars = re.findall(r"<title>([\d,]+) from (\S+) to (\S+)</title>", found.svg)
    assert len(bars) > 20
    assert [(values, low, high) for low, high, values in found.numbers.rows] == bars
    assert found.numbers.columns == ("from", "to", "values")
    facts = dict(found.numbers.facts)
    assert facts["exactly zero"] == "30"
    assert facts["quantiles"].endswith("(95 %)")


def test_every_value_is_in_one_bin_of_the_table() -> None:
    data = histogram_data(panel()).to_dict()
    assert sum(data["values"]) + data["exactly zero"] == len(VALUES)
    assert data["from"][0] <= VALUES.min()
    assert data["to"][-1] >= VALUES.max()
    for low, high, count in zip(data["from"], data["to"], data["values"], strict=True):
        inside = VALUES[(low <= VALUES) & (high > VALUES) & (VALUES != 0)]
        assert abs(len(inside) - count) <= 2  # the counts of finer bins stand where an edge cuts one


def test_a_histogram_without_a_caption_is_named_by_its_weight() -> None:
    found = histogram_figure(panel(), "weights", 1)
    assert (found.caption, found.title) == ("", "Values of dense/kernel")


def test_equal_values_are_one_bin_and_zeros_alone_none() -> None:
    assert histogram_data(panel(np.full(9, 2.0))).to_dict()["values"] == [9]
    zeros = histogram_figure(panel(np.zeros(9)), "weights", 1).numbers
    assert zeros is not None
    assert zeros.rows == ()
    assert ("exactly zero", "9") in zeros.facts
