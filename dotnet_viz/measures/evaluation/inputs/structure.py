"""Whether answers are of whole samples, of pixels or of the steps of sequences.

=====================================  ============================  ================================================
predictions                            y                             taken as
=====================================  ============================  ================================================
(n, ..., h, w, c)                      whole (n, ..., h, w[, 1])     segmentation
(n, ..., h, w, c)                      one-hot of the same shape     segmentation
(n, h, w, 1)                           two values                    segmentation
whole (n, h, w[, 1])                   whole (n, h, w[, 1])          segmentation
(n, h, w), not whole                   0 and 1, not one-hot          segmentation
(n, t, c)                              whole or text (n, t[, 1])     token classification
(n, t, c)                              one-hot of the same shape     token classification
(n, t, 1)                              two values                    token classification
text (n, t)                            text (n, t)                   token classification
(n, t, d)                              other numbers (n, t, d)       sequence regression
=====================================  ============================  ================================================

Predictions and answers of shape (n, t) are taken as several targets of a sample, unless a mask or a value to ignore says that
the axis is one of steps, or the task is given.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.inputs.targets import (
    SEGMENTATION,
    SEQUENCE_REGRESSION,
    TOKEN_CLASSIFICATION,
    is_one_hot,
    is_two_valued,
    is_whole,
)


def find_structure(predicted: NDArray[Any], true: NDArray[Any], mask_axes: int = 0) -> str | None:
    """Return ``"segmentation"``, ``"token-classification"`` or ``"sequence-regression"``; ``None`` for answers of samples.

    Args:
        predicted: the predictions, shape (samples, ...).
        true: the answers, shape (samples, ...).
        mask_axes: number of axes of a mask or of what is left after a value is ignored; 0 where there is neither.

    Example:
        >>> find_structure(np.zeros((4, 8, 8, 3)), np.zeros((4, 8, 8), dtype=int))
        'segmentation'
        >>> find_structure(np.zeros((4, 8, 3)), np.zeros((4, 8), dtype=int)), find_structure(np.zeros((4, 8)), np.zeros((4, 8)))
        ('token-classification', None)
    """
    if predicted.ndim >= 4:
        return SEGMENTATION if _are_masks(predicted, true) else None
    if predicted.ndim < 2 or predicted.shape[1] < 2 or true.shape[:2] != predicted.shape[:2]:
        return None
    if predicted.ndim == 3:
        return _of_three_axes(predicted, true, is_of_steps=mask_axes == 2)
    if _is_text(predicted) and _is_text(true):
        return TOKEN_CLASSIFICATION
    return _of_steps(predicted, true) if mask_axes == 2 and true.size == predicted.size else None


def _of_three_axes(predicted: NDArray[Any], true: NDArray[Any], *, is_of_steps: bool) -> str | None:
    """Return whether the second axis is one of steps or of rows of pixels."""
    if true.size != predicted.size:
        is_label = true.shape in (predicted.shape[:2], (*predicted.shape[:2], 1))
        return TOKEN_CLASSIFICATION if is_label and (_is_text(true) or is_whole(true)) else None
    if predicted.shape[2] == 1:
        return _of_steps(predicted, true)
    if is_one_hot(true) or (is_of_steps and is_two_valued(true)):
        return TOKEN_CLASSIFICATION
    has_pixels = not is_of_steps and (_are_whole(predicted, true) or is_two_valued(true))
    return SEGMENTATION if has_pixels else SEQUENCE_REGRESSION


def _of_steps(predicted: NDArray[Any], true: NDArray[Any]) -> str:
    """Return the task of sequences with one number a step."""
    has_classes = _is_text(true) or _are_whole(predicted, true) or is_two_valued(true)
    return TOKEN_CLASSIFICATION if has_classes else SEQUENCE_REGRESSION


def _are_masks(predicted: NDArray[Any], true: NDArray[Any]) -> bool:
    lead = predicted.shape[:-1]
    if true.dtype.kind not in "biuf":
        return False
    if true.shape == predicted.shape and predicted.shape[-1] > 1:
        return all(is_one_hot(image) for image in true) or _are_whole(predicted, true)
    if true.size == predicted.size and predicted.shape[-1] == 1:
        return _are_whole(predicted, true) or is_two_valued(true) or bool(np.isin(true, (0, 255)).all())
    if true.shape in (lead, (*lead, 1)):
        return is_whole(true)
    if predicted.shape[-1] == 1 and true.shape == (*lead, 2):
        return all(is_one_hot(image) for image in true)
    # Masks of another size than the predictions are an error of segmentation, which says how they do not fit.
    return true.ndim in (predicted.ndim - 1, predicted.ndim) and true.ndim > 2 and true.dtype.kind in "biu"


def _are_whole(predicted: NDArray[Any], true: NDArray[Any]) -> bool:
    """Return whether both are whole numbers; those of floats count where the answers are integers."""
    if predicted.dtype.kind not in "biuf" or true.dtype.kind not in "biuf" or "f" == predicted.dtype.kind == true.dtype.kind:
        return False
    return is_whole(true) and is_whole(predicted)


def _is_text(values: NDArray[Any]) -> bool:
    return values.dtype.kind in "OSU"
