"""Each check of layers, on a training with its fault and on one without."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.findings.layers import CHECKS
from dotnet_viz.measures.training.run import TensorStatistics
from tests.measures.training.findings.builders import EPOCHS, falling, run_of, statistic

LATE = np.where(np.arange(EPOCHS) < 6, 0.0, 1.0)
"""0 in the first six epochs, 1 later."""


def _gradients(first: object, last: object, name: str = "l2_norm") -> tuple[TensorStatistics, ...]:
    return statistic("a/kernel", "gradients", name, first), statistic("b/kernel", "gradients", name, last)


FAULTY = {
    "training-not-finite": (
        statistic("b", "activations", "nan_count", LATE),
        statistic("a", "activations", "nan_count", 0.0),
        statistic("a/kernel", "gradients", "nan_count", LATE),
    ),
    "exploding-gradients": _gradients(900.0, 3.0),
    "fading-gradients": _gradients(1e-6, 0.5),
    "vanishing-gradients": _gradients(1e-9, 1e-3, "mean_absolute"),
    "updates-large": (statistic("a/kernel", "updates", "log10_ratio", 0.5),),
    "updates-small": (statistic("a/kernel", "updates", "log10_ratio", -5.0),),
    "dead-units": (statistic("b", "activations", "dead_share", 0.8 * LATE),),
    "saturation": (statistic("b", "activations", "saturated_share", 0.9 * LATE), statistic("c", "activations", "mean", 0.5)),
}
SOUND = {
    "training-not-finite": (statistic("a", "activations", "nan_count", 0.0),),
    "exploding-gradients": _gradients(90.0, 3.0),
    "fading-gradients": _gradients(0.05, 0.5),
    "vanishing-gradients": _gradients(1e-4, 1e-3, "mean_absolute"),
    "updates-large": (
        statistic("a/kernel", "updates", "log10_ratio", -0.5),
        statistic("a/bias", "updates", "log10_ratio", 2.0),
    ),
    "updates-small": (statistic("a/kernel", "updates", "log10_ratio", -2.0),),
    "dead-units": (statistic("b", "activations", "dead_share", 0.3),),
    "saturation": (
        statistic("b", "activations", "saturated_share", 0.1),
        statistic("c", "activations", "saturated_share", 1.0),
    ),
}


def _found(statistics: tuple[TensorStatistics, ...], loss: object = None) -> list[Finding]:
    return list(check_run(run_of(statistics, loss=falling() if loss is None else loss)).findings)


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_training_with_a_fault_is_found_and_one_without_is_not(check: str) -> None:
    [finding] = _found(FAULTY[check])
    assert finding.check == check
    assert finding.epoch is not None
    assert finding.fix
    assert _found(SOUND[check]) == []


def test_the_layer_where_nan_began_is_the_first_in_the_order_of_the_model() -> None:
    [finding] = _found(FAULTY["training-not-finite"])
    assert (finding.layer, finding.weight, finding.epoch) == ("b", None, 7)
    assert "of 2 tensors" in finding.message


def test_a_log_with_nothing_but_its_loss_says_when_it_broke() -> None:
    [finding] = _found((), loss=[1.0, 0.5, np.inf, np.nan])
    assert (finding.layer, finding.epoch) == ("loss", 3)


def test_a_fault_of_one_epoch_that_is_over_is_no_finding() -> None:
    assert _found((statistic("b", "activations", "dead_share", 0.9 * (np.arange(EPOCHS) == 4)),)) == []


def test_the_epoch_is_the_one_in_which_the_fault_began() -> None:
    [finding] = _found(FAULTY["dead-units"])
    assert finding.epoch == 7
    assert "since epoch 7" in finding.message


def test_a_layer_with_no_living_unit_is_an_error() -> None:
    [finding] = _found((statistic("b", "activations", "dead_share", 1.0),))
    assert finding.severity == "error"


def test_small_gradients_of_a_model_that_has_learned_everything_are_no_fault() -> None:
    learned = falling(end=1e-5)
    for check in ("vanishing-gradients", "fading-gradients", "updates-small"):
        assert not _found(FAULTY[check], loss=learned), check


def test_gradients_of_biases_are_not_judged_by_the_limits_of_kernels() -> None:
    assert _found((statistic("a/bias", "gradients", "mean_absolute", 1e-12),)) == []
