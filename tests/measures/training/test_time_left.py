from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.training.run import Curve, TrainingRun
from dotnet_viz.measures.training.time_left import epochs_done, seconds_left


def _run(seconds: list[float], status: str = "running", planned: int | None = 10) -> TrainingRun:
    curve = Curve("seconds", "epoch", np.arange(1, len(seconds) + 1), np.array(seconds))
    return TrainingRun("r", "test", resources=(curve,), planned_epochs=planned, status=status)


def test_one_slow_epoch_does_not_change_what_is_left() -> None:
    assert seconds_left(_run([60.0, 2.0, 2.0, 2.0, 2.0])) == 10.0


@pytest.mark.parametrize("status", ["finished", "failed", "interrupted"])
def test_nothing_is_left_of_a_training_that_has_ended(status: str) -> None:
    assert seconds_left(_run([2.0], status)) == 0.0


def test_the_time_is_unknown_without_a_plan_or_times() -> None:
    assert seconds_left(_run([2.0], planned=None)) is None
    assert seconds_left(_run([])) is None


def test_epochs_are_those_of_the_log_not_their_number() -> None:
    resumed = Curve("loss", "epoch", np.array([5, 6, 9]), np.ones(3))
    assert epochs_done(TrainingRun("r", "test", (resumed, Curve("loss", "step", np.array([400]), np.ones(1))))) == 9
