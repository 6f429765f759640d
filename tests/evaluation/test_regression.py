"""What a user holds of the evaluation of amounts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import mean_absolute_error

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.evaluation.regression import RegressionEvaluation

RANDOM = np.random.default_rng(0)
TRUE = RANDOM.normal(size=120)
ONE, TWO = TRUE + 0.5 * RANDOM.normal(size=120), TRUE + 0.1 * RANDOM.normal(size=120)


def evaluated(predicted: NDArray[np.float64], **options: Any) -> RegressionEvaluation:
    found = dv.evaluate(predictions=(TRUE, predicted), task="regression", **options)
    assert isinstance(found, RegressionEvaluation)
    return found


def test_every_chart_has_its_numbers() -> None:
    charts = evaluated(ONE).charts()
    assert sorted(charts) == ["predicted_against_true", "qq", "residual_histogram", "residuals"]
    quantiles = charts["qq"].to_dict()
    assert quantiles["residual"] == sorted((ONE - TRUE).tolist())
    assert quantiles["expected"][0] == pytest.approx(-quantiles["expected"][-1])


def test_errors_by_slice_are_those_of_each_slice() -> None:
    sides = np.where(TRUE > 0, "above", "below")
    found = evaluated(ONE).errors_by_slice(sides, name="side").to_dict()
    above = found["slice"].index("above")
    assert found["mean absolute error"][above] == pytest.approx(mean_absolute_error(TRUE[TRUE > 0], ONE[TRUE > 0]))
    with pytest.raises(ShapeError, match="120 samples"):
        evaluated(ONE).errors_by_slice([1, 2])


def test_intervals_stand_in_the_summary_where_they_are_asked_for() -> None:
    assert "95 % interval" not in evaluated(ONE).summary
    with_intervals = evaluated(ONE, intervals=50)
    assert "95 % interval" in with_intervals.summary
    assert len(with_intervals.to_dict()["intervals"]) == 3


def test_prediction_intervals_say_how_many_are_inside() -> None:
    chart = evaluated(ONE).prediction_intervals(ONE - 1, ONE + 1, level=0.95)
    share = float((np.abs(ONE - TRUE) <= 1).mean())
    assert chart.alternative.startswith(f"{100 * share:.3g} % of the true amounts are inside")
    assert "of 95 % wanted" in chart.alternative


def test_two_models_on_the_same_samples() -> None:
    found = evaluated(ONE).compare(evaluated(TWO), names=("old", "new"), draws=100)
    error = next(one for one in found.differences if one.measure == "mean absolute error")
    assert error.change == pytest.approx(mean_absolute_error(TRUE, TWO) - mean_absolute_error(TRUE, ONE))
    assert error.is_beyond_chance
    assert found.errors is None
    assert "new against old on 120 samples" in found.summary
    assert "new" in found.chart().to_dict()


def test_two_classifiers_have_mcnemars_test() -> None:
    true = np.repeat([0, 1], 50)
    good, bad = np.where(np.arange(100) % 10, true, 1 - true), np.where(np.arange(100) % 3, true, 1 - true)
    one, two = (dv.evaluate(predictions=(true, chosen)) for chosen in (bad, good))
    found = one.compare(two)
    assert found.errors is not None
    assert found.errors.only_second == int(((good == true) & (bad != true)).sum())
    assert "McNemar's test gives p = " in found.summary
    assert "<table" in found._repr_html_()
    assert found.to_dict()["mcnemar"]["test"] == found.errors.test


def test_what_cannot_be_compared() -> None:
    with pytest.raises(ShapeError, match="true answers of both differ"):
        evaluated(ONE).compare(dv.evaluate(predictions=(TRUE + 1, TWO), task="regression"))
    with pytest.raises(OptionError, match="no measures in common"):
        evaluated(ONE).compare(dv.evaluate(predictions=([0, 1], [0, 1])))


def test_a_model_that_returns_no_number_has_a_summary_and_numbers_without_intervals() -> None:
    found = evaluated(np.full_like(ONE, np.nan), intervals=50)
    assert "left out" in found.summary
    assert found.to_dict()["intervals"] == []
