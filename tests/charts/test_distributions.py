from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.distributions import weight_histogram
from dotnet_viz.scales import NEGATIVE, POSITIVE
from tests.charts.reading import texts


def test_bars_below_zero_are_red_and_those_above_blue() -> None:
    both = weight_histogram("dense/kernel", [-1.0, 0.0, 1.0], [3, 5])
    assert "dense/kernel" in texts(both)
    assert NEGATIVE in both.svg
    assert POSITIVE in both.svg
    assert NEGATIVE not in weight_histogram("dense/bias", [0.0, 1.0], [5]).svg
    assert POSITIVE not in weight_histogram("dense/bias", [-2.0, -1.0], [5]).svg


def test_few_values_share_wider_bins() -> None:
    edges = np.linspace(-1, 1, 41).tolist()
    few, many = (weight_histogram("w", edges, [count] * 40) for count in (1, 1000))
    assert few.svg.count(" L ") < many.svg.count(" L ")
    assert few.alternative.startswith("Histogram of 40 values from −1 to 1")


@pytest.mark.parametrize("edges", [[0.0, 1e-300], [-1e30, 1e30], [0.5, 0.5000001]])
def test_any_range_is_drawn(edges: list[float]) -> None:
    assert "1 values" in weight_histogram("w", edges, [1]).alternative


def test_no_values_are_reported() -> None:
    assert weight_histogram("w", [0.0, 1.0], [0]).alternative == "Histogram without any finite value."
