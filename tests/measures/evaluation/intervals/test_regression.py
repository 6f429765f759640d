"""Weighted errors of amounts."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

from dotnet_viz.measures.evaluation.intervals.bootstrap import bootstrap_measures
from dotnet_viz.measures.evaluation.intervals.regression import regression_measures
from dotnet_viz.measures.evaluation.regression import regress

RANDOM = np.random.default_rng(0)
TRUE = RANDOM.normal(size=(80, 2))
PREDICTED = TRUE + 0.3 * RANDOM.normal(size=(80, 2))


def test_weighted_errors_are_those_of_scikit_learn() -> None:
    weights = RANDOM.integers(0, 4, 80)
    found = regression_measures(regress("", PREDICTED, TRUE))(weights)
    assert found["all", "mean absolute error"] == pytest.approx(mean_absolute_error(TRUE, PREDICTED, sample_weight=weights))
    assert found["all", "R²"] == pytest.approx(r2_score(TRUE, PREDICTED, sample_weight=weights))
    one = regression_measures(regress("", PREDICTED[:, :1], TRUE[:, :1]))(weights)
    expected = root_mean_squared_error(TRUE[:, 0], PREDICTED[:, 0], sample_weight=weights)
    assert one["all", "root mean squared error"] == pytest.approx(expected)


def test_intervals_hold_the_value_and_get_narrower_with_samples() -> None:
    few = bootstrap_measures([regression_measures(regress("", PREDICTED[:20], TRUE[:20]))], 20, 300)
    many = bootstrap_measures([regression_measures(regress("", PREDICTED, TRUE))], 80, 300)
    assert all(one.low <= one.value <= one.high for one in (*few, *many))
    assert many[0].high - many[0].low < few[0].high - few[0].low
