"""Predictions and data that are given together are of the same samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.evaluation.inputs.agreement import check_same_samples

TRUE = np.array([0, 1, 2, 1])


@pytest.mark.parametrize(
    "y",
    [
        None,
        [0, 1, 2, 1],
        TRUE.astype(np.float32),
        TRUE[:, None],
        np.array(["a", "b", "c", "b"]),
        np.eye(3)[TRUE],
        {"first": TRUE},
    ],
)
def test_the_same_samples_and_labels_that_cannot_be_compared_pass(y: Any) -> None:
    check_same_samples(TRUE, np.zeros((4, 2)), y)


@pytest.mark.parametrize(
    ("true", "y", "message"),
    [
        (TRUE, [0, 1, 2, 2], "the labels of data differ from those of predictions in 1 of 4 samples"),
        (TRUE[:, None], [0, 1, 1, 2], "in 2 of 4 samples"),
        (np.array(["a", "b"]), np.array(["a", "c"], dtype=object), "in 1 of 2 samples"),
        (np.eye(2), np.eye(2)[::-1], "in 2 of 2 samples"),
        (TRUE, [0, 1, 2], "data has 3 samples, and predictions 4"),
    ],
)
def test_other_labels_are_an_error(true: Any, y: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        check_same_samples(true, None, y)


def test_the_first_samples_may_be_fewer_but_not_others() -> None:
    check_same_samples(TRUE, np.zeros((2, 2)), [0, 1], is_part=True)
    with pytest.raises(ShapeError, match="differ"):
        check_same_samples(TRUE, np.zeros((2, 2)), [1, 1], is_part=True)
    with pytest.raises(ShapeError, match="x has 5 samples, and predictions 4"):
        check_same_samples(TRUE, np.zeros((5, 2)), None, what="x", is_part=True)
