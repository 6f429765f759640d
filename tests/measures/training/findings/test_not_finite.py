"""Where the first NaN or infinity is."""

from __future__ import annotations

import numpy as np

from tests.measures.training.findings.builders import LATE, assert_finds, found, statistic

BROKEN = (
    statistic("b", "activations", "nan_count", LATE),
    statistic("a", "activations", "nan_count", 0.0),
    statistic("a/kernel", "gradients", "nan_count", LATE),
)


def test_a_training_with_nan_is_found_and_one_without_is_not() -> None:
    assert_finds("training-not-finite", BROKEN, (statistic("a", "activations", "nan_count", 0.0),))


def test_the_layer_where_nan_began_is_the_first_in_the_order_of_the_model() -> None:
    [finding] = found(BROKEN)
    assert (finding.layer, finding.weight, finding.epoch) == ("b", None, 7)
    assert "of 2 tensors" in finding.message


def test_a_log_with_nothing_but_its_loss_says_when_it_broke() -> None:
    [finding] = found((), loss=[1.0, 0.5, np.inf, np.nan])
    assert (finding.layer, finding.epoch) == ("loss", 3)
