from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.smoothing import moving_average, visible_points


def test_a_constant_curve_stays_what_it_is_from_its_first_value() -> None:
    assert moving_average(np.full(50, 3.0), 0.9) == pytest.approx(np.full(50, 3.0))


def test_smoothing_lowers_noise_and_none_leaves_the_values() -> None:
    noise = np.random.default_rng(0).normal(size=500)
    assert moving_average(noise, 0.9).std() < noise.std() / 3
    assert moving_average(noise, 0.0).tolist() == noise.tolist()


def test_a_gap_stays_a_gap_and_spoils_nothing_behind_it() -> None:
    smoothed = moving_average(np.array([1.0, np.nan, np.inf, 1.0]), 0.5)
    assert np.isnan(smoothed[1])
    assert np.isinf(smoothed[2])
    assert smoothed[3] == 1.0


@pytest.mark.parametrize("smoothing", [-0.1, 1.0, float("nan")])
def test_a_weight_out_of_range_is_an_error(smoothing: float) -> None:
    with pytest.raises(OptionError, match="from 0 to less than 1"):
        moving_average(np.ones(2), smoothing)


def test_thinning_keeps_the_lowest_and_the_highest_of_each_column() -> None:
    positions, values = np.arange(1, 100_001), np.random.default_rng(1).normal(size=100_000)
    kept = visible_points(positions, values, 500)
    assert kept.size <= 2000
    columns = (positions - 1) * 500 // 99_999
    for column in range(499):
        here, drawn = values[columns == column], values[kept[columns[kept] == column]]
        assert (drawn.min(), drawn.max()) == (here.min(), here.max())
    assert {0, 99_999} <= set(kept.tolist())


def test_a_gap_that_is_wider_than_a_column_stays_and_a_short_curve_is_kept_whole() -> None:
    values = np.arange(10_000.0)
    values[4000:6000] = np.nan
    kept = visible_points(np.arange(10_000), values, 100)
    assert np.isnan(values[kept]).sum() >= 20
    assert visible_points(np.arange(10_000), np.full(10_000, np.nan), 10).size == 20
    assert visible_points(np.arange(30), values[:30], 100).tolist() == list(range(30))
