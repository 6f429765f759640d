from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.training.history import learning_rate_curve, metric_curve
from dotnet_viz.measures.training.sources import read_history


def texts(chart: Chart) -> list[str]:
    return [item.text or "" for item in ET.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]


def curve(columns: dict[str, Any]) -> Chart:
    history = read_history(columns)
    return metric_curve(history.metrics[0], history.epochs)


def test_training_and_validation_differ_by_dash_and_the_best_epoch_is_named() -> None:
    chart = curve({"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 1.5, 2.0]})
    assert {"loss", "training", "validation", "best: 1.5 in epoch 2", "epoch"} <= set(texts(chart))
    dashed = re.findall(
        r"stroke-dasharray: [\d.]+,[\d.]+[^\"]*stroke: #b35806|stroke: #b35806[^\"]*stroke-dasharray", chart.svg
    )
    assert dashed
    assert "Best is 1.5 in epoch 2, by the validation data" in chart.alternative


def test_without_validation_there_is_one_line() -> None:
    chart = curve({"loss": [3.0, 2.0]})
    assert "validation" not in texts(chart)
    assert chart.alternative.startswith("loss on the training data over epochs 1 to 2.")


def test_an_unknown_metric_has_no_best_mark() -> None:
    assert not [text for text in texts(curve({"temperature": [3.0, 2.0]})) if text.startswith("best")]


def test_a_wide_range_gets_a_logarithmic_axis_that_says_so() -> None:
    assert "logarithmic scale" in texts(curve({"loss": [1e5, 1.0, 1e-3]}))
    assert "logarithmic scale" not in texts(curve({"loss": [2.0, 1.0]}))
    assert "logarithmic scale" not in texts(curve({"loss": [1e5, -1.0]}))
    assert not [text for text in texts(curve({"loss": [1e5, 1.0, 1e-3]})) if "$" in text or "mathdefault" in text]


@pytest.mark.parametrize("values", [[math.nan] * 3, [math.inf] * 3, [1e308, -1e308, 1e308]])
def test_values_that_cannot_be_drawn_are_reported(values: list[float]) -> None:
    assert "no finite value was logged" in texts(curve({"loss": values}))


@pytest.mark.parametrize("values", [[0.5], [0.5, 0.5, 0.5], [0.0], [1e-300], [1e100, -1e100], [5e-324, 1.0]])
def test_odd_values_are_drawn(values: list[float]) -> None:
    assert "training" in texts(curve({"loss": values}))


def test_a_constant_metric_has_its_value_as_only_tick() -> None:
    assert texts(curve({"loss": [0.25, 0.25]})).count("0.25") == 1


def test_the_learning_rate_has_a_chart_of_its_own() -> None:
    chart = learning_rate_curve(read_history({"loss": [1.0, 1.0, 1.0], "lr": [0.1, 0.1, 0.001]}))
    assert "learning rate" in texts(chart)
    assert chart.alternative == "The learning rate is 0.1 in the first epoch shown and 0.001 in the last."


def test_epochs_are_whole_numbers_on_the_axis() -> None:
    ticks = [text for text in texts(curve({"loss": [3.0, 2.0, 1.0]})) if text in ("1", "1.5", "2", "2.5", "3")]
    assert "1.5" not in texts(curve({"loss": [3.0, 2.5]}))
    assert {"1", "2", "3"} <= set(ticks)
