from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import ShapeError, VizError
from dotnet_viz.measures.training.history import History, Metric
from dotnet_viz.measures.training.run import curves_of_history
from dotnet_viz.measures.training.sources import read_history


def metric(history: History, name: str) -> Metric:
    return next(item for item in history.metrics if item.name == name)


def test_a_keras_history_object_numbers_epochs_as_keras_prints_them() -> None:
    keras_history = SimpleNamespace(history={"loss": [np.float32(0.5), np.float32(0.25)]}, epoch=[5, 6])
    history = read_history(keras_history)
    assert history.epochs == (6, 7)
    assert metric(history, "loss").best_epoch == 7


def test_a_metric_with_one_number_a_class_becomes_a_series_a_class() -> None:
    history = read_history({"f1_score": [np.array([0.1, 0.2]), np.array([0.3, 0.1])]})
    assert [(item.name, item.train, item.best_epoch) for item in history.metrics] == [
        ("f1_score[0]", (0.1, 0.3), 2),
        ("f1_score[1]", (0.2, 0.1), 1),
    ]


def test_rarer_validation_is_spread_over_the_epochs_and_reported() -> None:
    history = read_history({"loss": [5.0, 4.0, 3.0, 2.0, 1.0], "val_loss": [4.5, 2.5]})
    values = metric(history, "loss").validation
    assert values is not None
    assert [value for value in values if not math.isnan(value)] == [4.5, 2.5]
    assert [math.isnan(value) for value in values] == [True, False, True, False, True]
    assert "every 2 epochs" in history.notes[0]


def test_an_appended_log_is_numbered_through_and_reported() -> None:
    history = read_history({"epoch": [0, 1, 0, 1], "loss": [4.0, 3.0, 2.0, 1.0]})
    assert history.epochs == (1, 2, 3, 4)
    assert "start again" in history.notes[0]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({}, "no epochs"),
        ({"loss": []}, "no epochs"),
        ({"loss": [1.0, 2.0], "mae": [1.0]}, "'mae' has 1 values where others have 2"),
        ({"loss": [1.0] * 10, "val_loss": [1.0]}, "'val_loss' has 1 values"),
        ({"loss": 0.5}, "must be a list"),
        ({"loss": "0.5"}, "must be a list"),
        ({"loss": ["low"]}, "not a number"),
        ({"loss": [object()]}, "not a number"),
        ({"f1": [[0.1, 0.2], [0.1]]}, "1 numbers in one epoch and 2"),
        ({"epoch": [0.5], "loss": [1.0]}, "epochs are"),
        ({"epoch": [0, 1], "loss": [1.0]}, "epochs are"),
        ({"epoch": [0, 1e308], "loss": [1.0, 0.5]}, "epochs are"),
        ({"epoch": [float("nan")], "loss": [1.0]}, "epochs are"),
    ],
)
def test_a_history_that_contradicts_itself_is_refused(source: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        read_history(source)


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.lists(st.floats(), min_size=3, max_size=3), min_size=1))
def test_any_names_and_numbers_are_read_whole_or_refused(columns: dict[str, list[float]]) -> None:
    try:
        history = read_history(columns)
    except VizError:
        assert "epoch" in columns
        return
    assert len(history.epochs) == 3
    assert {series.name for series in history.series} == set(columns) - {"epoch"}


@pytest.mark.parametrize("validation", [[2.0, 1.0], [math.nan, 2.0, math.nan, 1.0]], ids=["fit", "CSVLogger"])
def test_epochs_without_validation_are_no_nan_of_the_training(validation: list[float]) -> None:
    history = read_history({"loss": [4.0, 3.0, 2.0, 1.0], "val_loss": validation})
    curve = next(curve for curve in curves_of_history(history) if curve.name == "val_loss")
    assert (curve.positions.tolist(), curve.values.tolist()) == ([2, 4], [2.0, 1.0])


def test_a_validation_that_becomes_nan_stays_nan() -> None:
    history = read_history({"loss": [4.0, 3.0, 2.0], "val_loss": [2.0, math.nan, math.nan]})
    assert [series.every for series in history.series] == [1, 1]
