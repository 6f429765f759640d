"""Each check of gradients, on a training with its fault and on one without."""

from __future__ import annotations

import pytest

from dotnet_viz.measures.training.findings.gradients import CHECKS
from tests.measures.training.findings.builders import assert_finds, falling, found, gradients, statistic

FAULTY = {
    "exploding-gradients": gradients(900.0, 3.0),
    "fading-gradients": gradients(1e-6, 0.5),
    "vanishing-gradients": gradients(1e-9, 1e-3, "mean_absolute"),
}
SOUND = {
    "exploding-gradients": gradients(90.0, 3.0),
    "fading-gradients": gradients(0.05, 0.5),
    "vanishing-gradients": gradients(1e-4, 1e-3, "mean_absolute"),
}


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_training_with_a_fault_is_found_and_one_without_is_not(check: str) -> None:
    assert_finds(check, FAULTY[check], SOUND[check])


@pytest.mark.parametrize("check", ["vanishing-gradients", "fading-gradients"])
def test_small_gradients_of_a_model_that_has_learned_everything_are_no_fault(check: str) -> None:
    assert not found(FAULTY[check], loss=falling(end=1e-5))


def test_gradients_of_biases_are_not_judged_by_the_limits_of_kernels() -> None:
    assert found((statistic("a/bias", "gradients", "mean_absolute", 1e-12),)) == []
