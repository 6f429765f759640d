"""Checks of metrics count as run where the log has enough for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.measures.training.findings import CHECKS, check_run
from dotnet_viz.measures.training.run import TrainingRun
from tests.measures.training.findings.builders import EPOCHS, falling, run_of, statistic

WHOLE = run_of(loss=falling(), val_loss=falling() + 0.05)


def reason(run: TrainingRun, check: str) -> str:
    result = check_run(run)
    found = [item.reason for item in result.skipped if check in item.checks]
    assert (check in result.checks) == (not found)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("run", "check", "lack"),
    [
        (run_of(loss=falling()), "overfitting", "the log has no loss of validation data beside that of the training"),
        (run_of(loss=falling(), val_loss=falling()), "overfitting", ""),
        (run_of(loss=falling(epochs=4), val_loss=falling(epochs=4)), "validation-better", "it takes 5 epochs or more"),
        (run_of(loss=falling(epochs=4)), "loss-not-falling", "it takes 5 epochs or more"),
        (run_of(loss=falling(epochs=5)), "loss-not-falling", ""),
        (run_of(loss=falling(epochs=9)), "plateau", "it takes 10 epochs or more"),
        (run_of(loss=falling(epochs=10)), "plateau", ""),
        (run_of(loss=falling(epochs=5)), "oscillation", "it takes 6 epochs or more"),
        (run_of(loss=falling(epochs=6)), "oscillation", ""),
        (run_of(accuracy=falling()), "loss-exploding", "the log has no loss by epoch"),
        (replace(WHOLE, status="running"), "still-falling", "the training has not ended"),
        (WHOLE, "still-falling", ""),
    ],
)
def test_a_check_that_lacks_something_is_named_with_it(run: TrainingRun, check: str, lack: str) -> None:
    assert reason(run, check) == lack


def test_gradients_of_one_kernel_neither_grow_nor_fade() -> None:
    one = statistic("a/kernel", "gradients", "l2_norm", 1.0)
    assert reason(run_of((one,)), "fading-gradients") == "the log has gradients of fewer than two kernels"
    assert reason(run_of((one, statistic("b/kernel", "gradients", "l2_norm", 1.0))), "fading-gradients") == ""


def test_updates_are_large_for_a_number_of_steps() -> None:
    run = run_of((statistic("a/kernel", "updates", "log10_ratio", -2.0),), loss=falling())
    assert reason(run, "updates-large") == ""
    unknown = replace(run, curves=tuple(curve for curve in run.curves if curve.unit != "step"), settings={})
    assert reason(unknown, "updates-large") == "the log does not say how many steps an epoch has"


def test_every_check_has_either_run_or_is_named() -> None:
    for run in (WHOLE, run_of(loss=falling(epochs=1)), TrainingRun("empty", "test"), run_of(accuracy=falling(epochs=EPOCHS))):
        result = check_run(run)
        assert sorted([*result.checks, *(name for item in result.skipped for name in item.checks)]) == sorted(
            check.id for check in CHECKS
        )
