"""What all readers of training logs return."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.run import Curve, TrainingRun


def _curve(name: str, unit: str, positions: list[int], values: list[float]) -> Curve:
    return Curve(name, unit, np.array(positions), np.array(values))


def test_curves_by_epoch_become_one_history_with_nan_where_an_epoch_lacks_a_value() -> None:
    run = TrainingRun(
        "r",
        "test",
        (
            _curve("loss", "epoch", [1, 2, 4], [3.0, 2.0, 1.0]),
            _curve("val_loss", "epoch", [2, 4], [2.5, 1.5]),
            _curve("loss", "step", [1, 2, 3], [9.0, 8.0, 7.0]),
        ),
    )
    history = run.history
    assert history is not None
    assert history.epochs == (1, 2, 4)
    [metric] = history.metrics
    assert metric.train == (3.0, 2.0, 1.0)
    assert metric.validation is not None
    assert math.isnan(metric.validation[0])
    assert metric.best_epoch == 4


def test_a_log_by_steps_only_has_no_history() -> None:
    assert TrainingRun("r", "test", (_curve("loss", "step", [1], [9.0]),)).history is None


def test_a_log_without_weights_names_the_epoch_that_was_asked_for() -> None:
    with pytest.raises(OptionError, match="weights of epoch 3"):
        TrainingRun("r", "test").load_snapshot(3)
