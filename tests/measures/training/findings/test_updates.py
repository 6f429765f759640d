"""Each check of updates, on a training with its fault and on one without."""

from __future__ import annotations

import pytest

from dotnet_viz.measures.training.findings.updates import CHECKS
from tests.measures.training.findings.builders import assert_finds, falling, found, statistic

FAULTY = {
    "updates-large": (statistic("a/kernel", "updates", "log10_ratio", 0.5),),
    "updates-small": (statistic("a/kernel", "updates", "log10_ratio", -5.0),),
}
SOUND = {
    "updates-large": (
        statistic("a/kernel", "updates", "log10_ratio", -0.5),
        statistic("a/bias", "updates", "log10_ratio", 2.0),
    ),
    "updates-small": (statistic("a/kernel", "updates", "log10_ratio", -2.0),),
}


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_training_with_a_fault_is_found_and_one_without_is_not(check: str) -> None:
    assert_finds(check, FAULTY[check], SOUND[check])


def test_small_updates_of_a_model_that_has_learned_everything_are_no_fault() -> None:
    assert not found(FAULTY["updates-small"], loss=falling(end=1e-5))
