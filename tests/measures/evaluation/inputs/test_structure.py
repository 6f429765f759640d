from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.inputs.structure import find_structure

RANDOM = np.random.default_rng(0)
MASKS = RANDOM.integers(0, 3, (4, 6, 5))
BINARY = RANDOM.integers(0, 2, (4, 6, 5))
TAGS = RANDOM.integers(0, 3, (4, 7))


def scores(*shape: int) -> Any:
    return RANDOM.random(shape)


@pytest.mark.parametrize(
    ("predicted", "true", "wanted"),
    [
        (scores(4, 6, 5, 3), MASKS, "segmentation"),
        (scores(4, 6, 5, 3), MASKS[..., np.newaxis].astype(float), "segmentation"),
        (scores(4, 6, 5, 3), np.eye(3)[MASKS], "segmentation"),
        (scores(4, 6, 5, 1), BINARY, "segmentation"),
        (scores(4, 6, 5, 1), BINARY * 255, "segmentation"),
        (scores(4, 6, 5), BINARY, "segmentation"),
        (MASKS, MASKS, "segmentation"),
        (MASKS.astype(float), MASKS[..., np.newaxis], "segmentation"),
        (scores(4, 2, 6, 5, 3), np.stack([MASKS, MASKS], axis=1), "segmentation"),
        (scores(4, 6, 5, 3), scores(4, 6, 5, 3), None),
        (scores(4, 6, 5, 3), RANDOM.integers(0, 256, (4, 6, 5, 3)), None),
        (scores(4, 7, 3), TAGS, "token-classification"),
        (scores(4, 7, 3), np.array(["a", "b", "c"])[TAGS], "token-classification"),
        (scores(4, 7, 3), np.eye(3)[TAGS], "token-classification"),
        (scores(4, 7, 1), TAGS > 1, "token-classification"),
        (np.array([["a", "b"]]), np.array([["b", "b"]]), "token-classification"),
        (scores(4, 7, 2), scores(4, 7, 2), "sequence-regression"),
        (scores(4, 7, 1), scores(4, 7), "sequence-regression"),
        (scores(4, 7), scores(4, 7), None),
        (scores(4, 3), RANDOM.integers(0, 3, 4), None),
        (scores(4, 3), RANDOM.integers(0, 2, (4, 3)), None),
        (scores(4), RANDOM.integers(0, 2, 4), None),
        (scores(4, 1, 3), RANDOM.integers(0, 3, (4, 1)), None),
    ],
)
def test_the_shapes_tell_what_answers_are_of(predicted: Any, true: Any, wanted: str | None) -> None:
    assert find_structure(predicted, true) == wanted


def test_a_mask_of_two_axes_tells_that_the_second_is_one_of_steps() -> None:
    assert find_structure(scores(4, 7), scores(4, 7), 2) == "sequence-regression"
    assert find_structure(TAGS, TAGS, 2) == "token-classification"
    assert find_structure(scores(4, 7), TAGS > 1, 2) == "token-classification"
    assert find_structure(scores(4, 6, 5), BINARY, 2) == "token-classification"
    assert find_structure(scores(4, 6, 5), BINARY, 3) == "segmentation"
