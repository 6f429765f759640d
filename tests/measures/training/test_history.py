from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.measures.training.history import History, Metric, once_in
from dotnet_viz.measures.training.sources import read_history


def metric(history: History, name: str) -> Metric:
    return next(item for item in history.metrics if item.name == name)


def test_training_and_validation_become_one_metric_with_its_best_epoch() -> None:
    history = read_history({"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 1.5, 2.0], "accuracy": [0.1, 0.9, 0.5]})
    assert metric(history, "loss") == Metric("loss", (3.0, 2.0, 1.0), (3.0, 1.5, 2.0), "lower", 2, 1.5)
    assert metric(history, "accuracy").best_epoch == 2
    assert metric(history, "accuracy").validation is None


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


@pytest.mark.parametrize(
    ("places", "epochs", "every"),
    [([1, 3], 4, 2), ([1, 3], 5, 2), ([1, 3], 6, 1), ([1, 2], 5, 1), ([0, 1, 2], 3, 1), ([4], 5, 5), ([], 5, 1), ([], 0, 1)],
)
def test_a_metric_of_regular_epochs_was_logged_once_in_so_many(places: list[int], epochs: int, every: int) -> None:
    assert once_in(np.array(places, dtype=np.int64), epochs) == every
