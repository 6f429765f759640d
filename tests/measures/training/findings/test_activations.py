"""Each check of activations, on a training with its fault and on one without."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.training.findings.activations import CHECKS
from tests.measures.training.findings.builders import EPOCHS, LATE, assert_finds, found, statistic

FAULTY = {
    "dead-units": (statistic("b", "activations", "dead_share", 0.8 * LATE),),
    "saturation": (statistic("b", "activations", "saturated_share", 0.9 * LATE), statistic("c", "activations", "mean", 0.5)),
}
SOUND = {
    "dead-units": (statistic("b", "activations", "dead_share", 0.3),),
    "saturation": (
        statistic("b", "activations", "saturated_share", 0.1),
        statistic("c", "activations", "saturated_share", 1.0),
    ),
}


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_training_with_a_fault_is_found_and_one_without_is_not(check: str) -> None:
    assert_finds(check, FAULTY[check], SOUND[check])


def test_a_fault_of_one_epoch_that_is_over_is_no_finding() -> None:
    assert found((statistic("b", "activations", "dead_share", 0.9 * (np.arange(EPOCHS) == 4)),)) == []


def test_the_epoch_is_the_one_in_which_the_fault_began() -> None:
    [finding] = found(FAULTY["dead-units"])
    assert finding.epoch == 7
    assert "since epoch 7" in finding.message


def test_a_layer_with_no_living_unit_is_an_error() -> None:
    [finding] = found((statistic("b", "activations", "dead_share", 1.0),))
    assert finding.severity == "error"
