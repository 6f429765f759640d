from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.inputs.masks import LEFT_OUT, class_masks
from dotnet_viz.measures.evaluation.inputs.predictions import NO_CLASS

RANDOM = np.random.default_rng(1)
MASKS = RANDOM.integers(0, 3, (4, 6, 5))


def test_all_forms_of_answers_are_the_same_masks() -> None:
    scores = RANDOM.random((4, 6, 5, 3))
    forms = [class_masks(scores, true) for true in (MASKS, MASKS[..., np.newaxis], MASKS.astype(float), np.eye(3)[MASKS])]
    for found in forms:
        assert found.true.tolist() == MASKS.tolist()
        assert found.chosen.tolist() == scores.argmax(axis=-1).tolist()
        assert found.class_names == ("0", "1", "2")


def test_one_number_is_cut_at_one_half_or_as_a_logit_at_zero() -> None:
    true, logits = MASKS > 0, RANDOM.normal(size=(4, 6, 5, 1)) * 3
    found = class_masks(logits, true)
    assert (found.score_kind, found.chosen.tolist()) == ("logits", (logits[..., 0] > 0).tolist())
    shares = 1 / (1 + np.exp(-logits))
    for predicted in (shares, shares[..., 0]):
        found = class_masks(predicted, true)
        assert (found.score_kind, found.chosen.tolist()) == ("probabilities", (logits[..., 0] > 0).tolist())


def test_masks_of_bytes_have_the_classes_0_and_255() -> None:
    true = np.where(MASKS > 0, 255, 0).astype(np.uint8)
    found = class_masks((MASKS > 0)[..., np.newaxis] * 0.9, true, class_names=["paper", "ink"])
    assert (found.true == found.chosen).all()
    assert "0 and 255" in found.notes[0]
    assert class_masks(true, true).class_names == ("0", "255")


def test_labels_have_the_classes_that_occur_or_that_are_named() -> None:
    assert class_masks(MASKS * 2, MASKS * 2).class_names == ("0", "2", "4")
    assert class_masks(MASKS, MASKS, class_names=["a", "b", "c", "d"]).class_names == ("a", "b", "c", "d")
    assert class_masks(MASKS * 0, MASKS * 0).class_names == ("0", "1")


def test_pixels_that_are_left_out_or_not_finite_have_no_class() -> None:
    scores = RANDOM.random((4, 6, 5, 3))
    scores[0, 0, 0, 1], scores[1, 2, 3] = np.nan, np.inf
    kept = np.ones(MASKS.shape, dtype=bool)
    kept[0, 0, 0] = False
    found = class_masks(scores, MASKS, kept)
    assert found.true[0, 0, 0] == LEFT_OUT
    assert found.chosen[0, 0, 0] == found.chosen[1, 2, 3] == NO_CLASS
    assert found.notes == ("The predictions of 1 of 119 pixels are NaN or infinite; they count as wrong.",)


@pytest.mark.parametrize(
    ("predicted", "true", "kind", "message"),
    [
        (np.zeros((4, 6, 5, 2)), MASKS, ShapeError, "label 2, and there are 2 classes.*ignore=2"),
        (np.zeros((4, 3, 6, 5)), MASKS, ShapeError, "moveaxis"),
        (np.zeros((4, 3, 2, 3)), MASKS, ShapeError, "bring them to one size, 3 × 2 or 6 × 5"),
        (np.zeros((4, 6, 5, 3)), np.ones((4, 6, 5, 3)), ShapeError, "several"),
        (np.full((4, 6, 5, 1), 0.5), MASKS, ShapeError, "y has 3 values: 0, 1, 2"),
        (np.zeros((4, 6, 5, 3)), MASKS + 0.5, ShapeError, "whole numbers"),
        (np.zeros((4, 6, 5, 3)), MASKS.astype(str), ShapeError, "whole numbers"),
        (np.zeros((4, 0, 5, 3)), np.zeros((4, 0, 5), dtype=int), ShapeError, "needs images"),
        (np.zeros((4, 6)), np.zeros((4, 6)), ShapeError, "needs images"),
        (np.arange(4 * 30 * 30).reshape(4, 30, 30), np.zeros((4, 30, 30), int), OptionError, "1,000"),
    ],
)
def test_what_does_not_fit_is_an_error(predicted: Any, true: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        class_masks(predicted, true)


def test_a_mask_of_another_size_is_an_error() -> None:
    with pytest.raises(ShapeError, match="one value for each pixel"):
        class_masks(np.zeros((4, 6, 5, 3)), MASKS, np.ones((4, 6), dtype=bool))
    with pytest.raises(OptionError, match="2 class names"):
        class_masks(np.zeros((4, 6, 5, 3)), MASKS, class_names=["a", "b"])
