from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.inputs.left_out import kept_positions, with_left_out

LABELS = np.array([[3, 1, -100], [2, -100, -100]])


def test_a_mask_and_a_value_leave_out_together() -> None:
    mask = np.array([[1.0, 0.0, 1.0], [0.5, 1.0, 1.0]])
    kept = kept_positions(LABELS, mask, -100)
    assert kept is not None
    assert kept.tolist() == [[True, False, False], [True, False, False]]
    assert kept_positions(LABELS, None, None) is None


def test_a_mask_has_the_axes_of_the_positions() -> None:
    amounts = np.zeros((2, 3, 4))
    for shape in ((2, 3), (2, 3, 1)):
        kept = kept_positions(amounts, np.ones(shape), None)
        assert kept is not None
        assert kept.shape == (2, 3)
    labels = kept_positions(np.zeros((2, 3, 1)), np.ones((2, 3)), 5)
    assert labels is not None
    assert labels.shape == (2, 3)


def test_nan_can_stand_for_no_answer() -> None:
    kept = kept_positions(np.array([[1.0, np.nan]]), None, float("nan"))
    assert kept is not None
    assert kept.tolist() == [[True, False]]
    assert with_left_out(np.array([[np.nan, 2.0]]), np.array([[False, True]])).tolist() == [[2.0, 2.0]]


def test_text_stands_for_padding() -> None:
    kept = kept_positions(np.array([["noun", "PAD"]]), None, "PAD")
    assert kept is not None
    assert kept.tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("mask", "ignore", "kind", "message"),
    [
        (np.ones((3, 2)), None, ShapeError, r"mask has the shape \(3, 2\)"),
        (np.full((2, 3), np.nan), None, ShapeError, "booleans"),
        (-np.ones((2, 3)), None, ShapeError, "below 0"),
        ([["a"] * 3] * 2, None, ShapeError, "booleans"),
        (np.zeros((2, 3)), None, OptionError, "all 6 answers are left out"),
        (None, "PAD", OptionError, "cannot be a value of y"),
        (None, [1, 2], OptionError, "single value"),
    ],
)
def test_what_fits_to_no_answers_is_an_error(mask: Any, ignore: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        kept_positions(LABELS, mask, ignore)
