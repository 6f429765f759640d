from __future__ import annotations

import pytest

from dotnet_viz.measures.training.metric_names import base_name, better_direction, is_learning_rate

LOWER = ["loss", "digit_loss", "mae", "mean_squared_error", "false_positives_1", "kl_divergence", "MeanAbsoluteError"]
HIGHER = [
    "accuracy",
    "sparse_categorical_accuracy",
    "auc_3",
    "precision",
    "f1_score[2]",
    "F1Score",
    "MeanIoU",
    "r2_score",
    "true_positives",
]


@pytest.mark.parametrize("name", LOWER)
def test_losses_and_errors_are_better_when_lower(name: str) -> None:
    assert better_direction(name) == "lower"


@pytest.mark.parametrize("name", HIGHER)
def test_scores_are_better_when_higher(name: str) -> None:
    assert better_direction(name) == "higher"


@pytest.mark.parametrize("name", ["temperature", "", "lossy", "gloss_x", "norm"])
def test_an_unknown_metric_has_no_direction(name: str) -> None:
    assert better_direction(name) is None


def test_the_validation_prefix_is_taken_off_once() -> None:
    assert base_name("val_loss") == "loss"
    assert base_name("value") == "value"
    assert base_name("val_") == "val_"


@pytest.mark.parametrize(("name", "expected"), [("lr", True), ("learning_rate", True), ("learning_rate_loss", False)])
def test_the_learning_rate_is_known_by_both_its_names(name: str, expected: bool) -> None:
    assert is_learning_rate(name) is expected
