from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import ShapeError, UnsupportedInputError, VizError
from dotnet_viz.measures.training.history import History, Metric
from dotnet_viz.measures.training.sources import read_history


def metric(history: History, name: str) -> Metric:
    return next(item for item in history.metrics if item.name == name)


def test_training_and_validation_become_one_metric_with_its_best_epoch() -> None:
    history = read_history({"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 1.5, 2.0], "accuracy": [0.1, 0.9, 0.5]})
    assert metric(history, "loss") == Metric("loss", (3.0, 2.0, 1.0), (3.0, 1.5, 2.0), "lower", 2, 1.5)
    assert metric(history, "accuracy").best_epoch == 2
    assert metric(history, "accuracy").validation is None


def test_a_keras_history_object_numbers_epochs_as_keras_prints_them() -> None:
    keras_history = SimpleNamespace(history={"loss": [np.float32(0.5), np.float32(0.25)]}, epoch=[5, 6])
    history = read_history(keras_history)
    assert history.epochs == (6, 7)
    assert metric(history, "loss").best_epoch == 7


def test_a_history_is_returned_unchanged() -> None:
    history = read_history({"loss": [1.0]})
    assert read_history(history) is history


def test_a_csv_log_and_the_mapping_of_the_same_training_are_the_same(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss,val_loss\n0,1.5,2.5\n1,1.0,2.0\n")
    assert read_history(log) == read_history({"loss": [1.5, 1.0], "val_loss": [2.5, 2.0]})
    assert read_history(str(log)) == read_history(log)


def test_the_learning_rate_is_distinguished_from_the_metrics() -> None:
    history = read_history({"loss": [1.0, 0.5], "learning_rate": [0.1, 0.01]})
    assert history.learning_rate == (0.1, 0.01)
    assert [item.name for item in history.metrics] == ["loss"]
    assert read_history({"loss": [1.0]}).learning_rate is None


def test_an_unknown_metric_has_no_best_epoch() -> None:
    unknown = metric(read_history({"temperature": [1.0, 2.0]}), "temperature")
    assert (unknown.better, unknown.best_epoch, unknown.best_value) == (None, None, None)


def test_values_that_are_no_number_are_never_the_best() -> None:
    assert metric(read_history({"loss": [math.nan, 2.0, math.nan]}), "loss").best_epoch == 2
    assert metric(read_history({"loss": [math.nan]}), "loss").best_epoch is None
    assert metric(read_history({"accuracy": [None, 0.5]}), "accuracy").best_epoch == 2


def test_of_two_equally_good_epochs_the_first_is_the_best() -> None:
    assert metric(read_history({"accuracy": [0.1, 0.9, 0.9]}), "accuracy").best_epoch == 2


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


class Frame:
    """Stands for a data frame: columns with their names, but no mapping."""

    def items(self) -> list[tuple[str, Any]]:
        return [("epoch", np.array([0, 1])), ("loss", np.array([2.0, 1.0]))]


def test_a_data_frame_is_read_by_its_columns() -> None:
    assert read_history(Frame()) == read_history({"loss": [2.0, 1.0]})


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
    ],
)
def test_a_history_that_contradicts_itself_is_refused(source: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        read_history(source)


@pytest.mark.parametrize("source", [5, ["loss"], None, object()])
def test_anything_else_is_refused_with_the_choices(source: Any) -> None:
    with pytest.raises(UnsupportedInputError, match="CSVLogger"):
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
