"""What kind of answers ``y`` holds: classes or amounts, and which class each answer is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError

CLASSIFICATION, REGRESSION = "classification", "regression"
SEGMENTATION, TOKEN_CLASSIFICATION, SEQUENCE_REGRESSION = "segmentation", "token-classification", "sequence-regression"
TASKS = (CLASSIFICATION, REGRESSION, SEGMENTATION, TOKEN_CLASSIFICATION, SEQUENCE_REGRESSION)

Labels = NDArray[np.intp]


def find_task(predicted: NDArray[Any], true: NDArray[Any], *, has_classes: bool = False) -> str:
    """Conclude from predictions and answers what the model is for.

    Args:
        predicted: what the model predicted; shape (samples, ...).
        true: the answers; shape (samples, ...).
        has_classes: whether the model itself names classes.

    Returns:
        ``"classification"`` or ``"regression"``.

    Example:
        >>> find_task(np.zeros((4, 3)), np.array([0, 1, 2, 2])), find_task(np.zeros((4, 1)), np.array([0.5, 2, 3, 1]))
        ('classification', 'regression')
    """
    if has_classes or true.dtype.kind in "OSUb":
        return "classification"
    if column_count(predicted) == 1:
        return "classification" if is_two_valued(true) else "regression"
    if holds_labels(predicted, true):
        return "classification" if is_whole(true) else "regression"
    return "classification" if is_indicator(true) else "regression"


def column_count(predicted: NDArray[Any]) -> int:
    """Return how many numbers the model says about one sample (or pixel, or time step)."""
    return 1 if predicted.ndim == 1 else int(predicted.shape[-1])


def holds_labels(predicted: NDArray[Any], true: NDArray[Any]) -> bool:
    """Return whether ``y`` has one class label where the predictions have one number per class.

    Args:
        predicted: the predictions, of shape (..., classes).
        true: the answers; labels are of shape (...) or (..., 1).
    """
    lead = predicted.shape[:-1]
    return true.shape in (lead, (*lead, 1))


def is_whole(true: NDArray[Any]) -> bool:
    """Whether all answers are whole numbers."""
    return true.dtype.kind in "iub" or bool(np.all(true == np.floor(true)))


def is_indicator(true: NDArray[Any]) -> bool:
    """Whether ``y`` has one column a class, of zeros and ones."""
    return true.ndim > 1 and true.shape[-1] > 1 and bool(np.isin(true, (0, 1)).all())


def is_one_hot(true: NDArray[Any]) -> bool:
    """Whether every row of ``y`` has exactly a single one."""
    return is_indicator(true) and bool((true.sum(axis=-1) == 1).all())


def class_indices(true: NDArray[Any], count: int, values: Sequence[Any] | None) -> Labels:
    """Return for each answer the position of its class.

    Args:
        true: labels; shape (n,).
        count: number of classes.
        values: the label of each class in order; ``None`` where labels count from 0.

    Raises:
        ShapeError: a label is none of the classes.
    """
    if values is not None:
        return _positions(true, list(values))
    if true.dtype.kind not in "iufb" or not is_whole(true):
        raise ShapeError(f"y must hold whole numbers from 0 to {count - 1}, one-hot rows or class names, not {true.flat[0]!r}")
    wrong = true[(true < 0) | (true >= count)]
    if wrong.size:
        raise ShapeError(f"y holds the label {int(wrong[0])}, but the model has {count} classes: 0 to {count - 1}")
    return true.astype(np.intp)


def label_values(true: NDArray[Any], count: int, class_names: Sequence[Any] | None) -> list[Any] | None:
    """Return the label of each class in the order of the outputs; ``None`` where labels are indices from 0.

    Strings follow ``class_names``; without these they follow their alphabetical order, as a label encoder
    sorts them.

    Args:
        true: the answers, one label per sample.
        count: number of classes.
        class_names: names in the order of the outputs, if the caller gave them.

    Raises:
        OptionError: the strings are of another number than the classes, so that their order is not known.
    """
    if true.dtype.kind == "b" and count == 2:
        return [False, True]
    if true.dtype.kind not in "OSU":
        return [-1, 1] if count == 2 and np.isin(true, (-1, 1)).all() and (true == -1).any() else None
    if class_names is not None:
        return [str(name) for name in class_names]
    found = sorted({str(item) for item in true.flat})
    if len(found) != count:
        shown = ", ".join(found[:10])
        raise OptionError(f"y names {len(found)} classes ({shown}), but the model has {count}; pass class_names in their order")
    return found


def _positions(true: NDArray[Any], values: list[Any]) -> Labels:
    as_text = true.dtype.kind in "OSU"
    position = {str(value) if as_text else value: index for index, value in enumerate(values)}
    found = [position.get(str(item) if as_text else item, -1) for item in true.tolist()]
    if -1 in found:
        wrong = true.tolist()[found.index(-1)]
        raise ShapeError(f"y holds the label {wrong!r}, which is none of the classes: {', '.join(map(str, values[:20]))}")
    return np.array(found, dtype=np.intp)


def is_two_valued(true: NDArray[Any]) -> bool:
    """Return whether all answers are 0 and 1, or -1 and 1.

    Args:
        true: the answers.
    """
    return bool(np.isin(true, (0, 1)).all() or np.isin(true, (-1, 1)).all())
