from __future__ import annotations

import re

import numpy as np
import pytest

from dotnet_viz.charts.evaluation.regression import SHOWN_POINTS, predicted_against_true, residual_histogram, residuals_chart
from dotnet_viz.measures.evaluation.regression import Regression, regress
from tests.charts.reading import texts


def fitted(samples: int, noise: float = 1.0) -> Regression:
    random = np.random.default_rng(0)
    true = random.normal(size=samples) * 10
    return regress("", true + noise * random.normal(size=samples), true)


def test_few_points_are_all_drawn() -> None:
    chart = predicted_against_true(fitted(50))
    assert chart.svg.count("<use") >= 50
    assert not [text for text in texts(chart) if "of 50 points" in text]
    assert {"true", "predicted", "predicted = true"} <= set(texts(chart))


@pytest.mark.parametrize("draw", [predicted_against_true, residuals_chart])
def test_of_many_points_some_are_drawn_and_it_is_reported(draw: object) -> None:
    assert callable(draw)
    chart = draw(fitted(5000))
    assert "1,000 of 5,000 points" in texts(chart)
    assert SHOWN_POINTS <= chart.svg.count("<use") < SHOWN_POINTS + 50
    assert len(chart.svg) < 100_000


def test_the_histogram_tells_the_mean_error() -> None:
    result = regress("", np.array([2.0, 3.0]), np.array([1.0, 2.0]))
    assert "mean 1" in texts(residual_histogram(result))
    assert residual_histogram(result).alternative == "Histogram of 2 errors with mean 1."


def test_a_perfect_or_constant_prediction_is_drawn() -> None:
    for result in (fitted(20, 0.0), regress("", np.ones(3), np.ones(3))):
        assert "R²" in predicted_against_true(result).alternative
        assert "0" in residuals_chart(result).alternative
        assert "mean 0" in texts(residual_histogram(result))


def test_errors_that_differ_by_rounding_alone_are_drawn() -> None:
    known = np.random.default_rng(0).normal(size=200)
    assert "mean 0.1" in texts(residual_histogram(regress("", known + 0.1, known)))


def test_a_mean_error_of_rounding_alone_is_zero() -> None:
    errors = np.array([1e-14, -3.0, 3.0])
    assert "mean 0" in texts(residual_histogram(regress("", errors, np.zeros(3))))


def test_the_legend_of_the_histogram_stands_beside_its_bars() -> None:
    known = np.arange(40.0)
    svg = residual_histogram(regress("", known + np.linspace(-1, 1, 40), known)).svg
    places = {text: float(x) for x, text in re.findall(r'<text[^>]* x="([\d.]+)"[^>]*>([^<]*)</text>', svg)}
    assert places["mean 0"] > places["1"] + 20, "errors are from -1 to 1"
