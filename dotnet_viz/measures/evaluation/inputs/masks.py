"""Masks of true and of predicted classes in one form: a small whole number for each pixel, converted image by image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_name_list
from dotnet_viz.measures.evaluation.inputs.predictions import LABELS, LOGITS, NO_CLASS, PROBABILITIES
from dotnet_viz.measures.evaluation.inputs.targets import is_one_hot, is_whole
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

LEFT_OUT = -1
"""What a pixel without a true class has in place of one."""

MAX_CLASSES = 1000

_NOT_ONE_HOT = (
    "y has pixels of no class or of several; one-hot masks have one class a pixel: leave pixels out by mask=, or say "
    'task="classification" where a pixel may have several classes'
)
_ROWS_NOTE = addressed(
    mark(
        "The predictions are taken as images with one probability a pixel; "
        "{option} takes them as sequences whose steps have several labels."
    ),
    'task="token-classification"',
    "--task token-classification",
    reader=mark(
        "The predictions are taken as images with one probability a pixel, not as sequences whose steps have several labels."
    ),
)

Masks = NDArray[np.int16]
Kept = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ClassMasks:
    """The classes of the pixels of images, or of the voxels of volumes.

    Args:
        class_names: in the order of their numbers.
        labels: what stands for each class in the masks that were given.
        true: number of the class of each pixel, shape (images, height, width); :data:`LEFT_OUT` where it has none.
        chosen: number of the class that is predicted; ``NO_CLASS`` where the prediction is NaN or infinite.
        score_kind: what the predictions are: ``"probabilities"``, ``"logits"`` or ``"labels"``.
        notes: sentences on what was inferred from the data.
    """

    class_names: tuple[str, ...]
    labels: tuple[int, ...]
    true: Masks
    chosen: Masks
    score_kind: str
    notes: tuple[str, ...] = ()


def class_masks(
    predicted: NDArray[Any], true: NDArray[Any], kept: Kept | None = None, class_names: Sequence[Any] | None = None
) -> ClassMasks:
    """Return masks in one form; probabilities are read image by image, so that they are never copied as a whole.

    Args:
        predicted: probabilities or logits, shape (images, height, width, classes), or of two classes (images, height, width, 1)
            or (images, height, width); or masks of predicted labels. Volumes have one axis more.
        true: masks of labels, shape (images, height, width) or (images, height, width, 1), or one-hot of the predictions'
            shape.
        kept: which pixels have a true class, shape (images, height, width); ``None`` for all.
        class_names: names in the order of the classes.

    Raises:
        ShapeError: the shapes do not fit, there are no pixels, or a label is none of the classes.
        OptionError: a wrong number of class names, or more classes than are counted.

    Example:
        >>> masks = class_masks(np.array([[[0.2, 0.9]]])[..., np.newaxis], np.array([[[0, 1]]]))
        >>> masks.class_names, masks.chosen.tolist()
        (('0', '1'), [[[0, 1]]])
    """
    given, is_label = _scores_or_labels(predicted, true)
    lead = given.shape if is_label else given.shape[:-1]
    if len(lead) < 3 or not np.prod(lead):
        raise ShapeError(f"segmentation needs images of shape (images, height, width), and predictions are {predicted.shape}")
    columns = 1 if is_label else given.shape[-1]
    labels = _true_labels(true, lead, columns)
    if kept is not None and kept.shape != lead:
        raise ShapeError(f"mask has the shape {kept.shape}; masks of shape {lead} need one value for each pixel")
    if is_label:
        notes: tuple[str, ...] = ()
        values = _label_values({*_values_in(labels), *_values_in(given)}, class_names)
        chosen, kind = _numbers(given, values, "the prediction"), LABELS
    else:
        values, notes = _score_values(labels, columns)
        notes += (translate(_ROWS_NOTE),) if predicted.ndim == 3 else ()
        chosen, kind = _chosen(given)
    numbers = _numbers(labels, values, "y")
    if kept is not None:
        numbers[~kept] = LEFT_OUT
    names = class_name_list(class_names, values, len(values))
    return ClassMasks(names, tuple(values), numbers, chosen, kind, (*notes, *_missing(chosen, numbers)))


def _scores_or_labels(predicted: NDArray[Any], true: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    """Return the predictions as scores with an axis of classes, or as labels without one, and whether they are labels."""
    if predicted.dtype.kind not in "biuf":
        raise ShapeError(f"segmentation needs numbers as predictions, not {predicted.dtype}")
    has_classes = predicted.ndim >= 4 and predicted.shape[-1] > 1 and true.shape != (*predicted.shape, 1)
    if has_classes and (true.shape != predicted.shape or all(is_one_hot(image) for image in true)):
        return predicted, False
    if has_classes and predicted.dtype.kind == "f":
        raise ShapeError(_NOT_ONE_HOT)
    single = predicted[..., 0] if predicted.ndim >= 4 and predicted.shape[-1] == 1 else predicted
    if predicted.dtype.kind in "biu":
        return single, True
    is_label = all(np.isfinite(image).all() and is_whole(image) for image in single)
    # Ones and zeros of floats are probabilities too, except beside more than two classes.
    is_label = is_label and (single.max(initial=0) > 1 or (true.size == single.size and len(_values_in(true)) > 2))
    return (single, True) if is_label else (single[..., np.newaxis], False)


def _label_values(found: set[int], class_names: Sequence[Any] | None) -> list[int]:
    """Return the labels of all classes; where class names number whole labels, also those that never occur."""
    if len(found) > MAX_CLASSES:
        raise _too_many(f"more than {MAX_CLASSES:,} different values")
    if class_names is not None and found <= set(range(len(class_names))):
        return list(range(len(class_names)))
    return [0, 1] if class_names is None and found <= {0, 1} else sorted(found)


def _too_many(what: str) -> OptionError:
    return OptionError(
        f'the masks have {what}, and pixels are counted in up to {MAX_CLASSES:,} classes; for amounts say task="regression"'
    )


def _true_labels(true: NDArray[Any], lead: tuple[int, ...], columns: int) -> NDArray[Any]:
    """Return the labels of pixels, shape (images, height, width)."""
    if true.dtype.kind not in "biuf":
        raise ShapeError(f"masks must hold whole numbers, one a class, not {true.flat[0]!r}")
    if true.shape in (lead, (*lead, 1)):
        if not all(is_whole(image) for image in true):
            raise ShapeError('masks must hold whole numbers, one a class; for amounts say task="regression"')
        return true.reshape(lead)
    count = max(columns, 2)
    if true.shape == (*lead, count):
        if all(is_one_hot(image) for image in true):
            return np.stack([image.argmax(axis=-1).astype(np.int16) for image in true])
        raise ShapeError(_NOT_ONE_HOT)
    advice = ""
    if len(lead) == true.ndim and true.shape[1:] == (*lead[2:], columns):
        advice = "; the classes must be the last axis: np.moveaxis(predictions, 1, -1)"
    elif true.shape[0] == lead[0] and true.ndim in (len(lead), len(lead) + 1):
        advice = (
            f"; bring them to one size, {' × '.join(map(str, lead[1:]))} or {' × '.join(map(str, true.shape[1 : len(lead)]))}"
        )
    raise ShapeError(f"y of shape {true.shape} does not fit predictions for pixels of shape {lead}{advice}")


def _values_in(labels: NDArray[Any]) -> list[int]:
    found: set[int] = set()
    for image in labels:
        found.update(np.unique(image).astype(np.int64).tolist())
        if len(found) > MAX_CLASSES:
            break
    return sorted(found)


def _score_values(stated: NDArray[Any], columns: int) -> tuple[list[int], tuple[str, ...]]:
    """Return the label of each class of scores, and what to note of them."""
    if columns > MAX_CLASSES:
        raise _too_many(f"{columns:,} classes")
    if columns > 1:
        return list(range(columns)), ()
    found = _values_in(stated)
    if set(found) <= {0, 1}:
        return [0, 1], ()
    if len(found) == 1 and found[0] in (-1, 255):
        found = [-1, 1] if found[0] == -1 else [0, 255]
    if len(found) != 2:
        shown = ", ".join(map(str, found[:10]))
        raise ShapeError(
            f"one number for each pixel separates two classes, and y has {len(found)} values: {shown}; a value that stands for "
            f"no class is left out by ignore={found[-1]}"
        )
    message = mark("y has the values {first} and {second}; the second is taken as the class that is predicted.")
    return found, (translate(message, first=found[0], second=found[1]),)


def _numbers(labels: NDArray[Any], values: Sequence[int], what: str) -> Masks:
    """Return labels as numbers from 0, converted image by image."""
    found = np.empty(labels.shape, dtype=np.int16)
    known = np.asarray(values, dtype=np.int64)
    for index, image in enumerate(labels):
        whole = image.astype(np.int64)
        position = np.clip(np.searchsorted(known, whole), 0, len(known) - 1)
        wrong = known[position] != whole
        if wrong.any():
            label = int(whole[wrong][0])
            hint = f"; where it stands for no class, say ignore={label}" if what == "y" else ""
            raise ShapeError(f"{what} of image {index} has the label {label}, and there are {_range(values)}{hint}")
        found[index] = position
    return found


def _range(values: Sequence[int]) -> str:
    if list(values) == list(range(len(values))):
        return f"{len(values)} classes, 0 to {len(values) - 1}"
    return f"the classes {', '.join(map(str, values[:20]))}"


def _chosen(scores: NDArray[Any]) -> tuple[Masks, str]:
    """Return the predicted class of each pixel, and whether the scores are probabilities or logits."""
    chosen = np.empty(scores.shape[:-1], dtype=np.int16)
    ranges = np.array([_finite_range(image) for image in scores])
    kind = PROBABILITIES if ranges[:, 0].min() >= 0 and ranges[:, 1].max() <= 1 else LOGITS
    cut = 0.5 if kind == PROBABILITIES else 0.0
    for index, image in enumerate(scores):
        chosen[index] = image[..., 0] > cut if image.shape[-1] == 1 else image.argmax(axis=-1)
        if not ranges[index, 2]:
            chosen[index][~np.isfinite(image).all(axis=-1)] = NO_CLASS
    return chosen, kind


def _finite_range(image: NDArray[Any]) -> tuple[float, float, bool]:
    """Return the smallest and the largest finite score, and whether all are finite."""
    low, high = float(image.min()), float(image.max())
    if np.isfinite(low) and np.isfinite(high):
        return low, high, True
    finite = image[np.isfinite(image)]
    return (float(finite.min()), float(finite.max()), False) if finite.size else (0.0, 0.0, False)


def _missing(chosen: Masks, true: Masks) -> tuple[str, ...]:
    counted = true != LEFT_OUT
    count, total = int(((chosen == NO_CLASS) & counted).sum()), int(counted.sum())
    if not count:
        return ()
    text = mark("The predictions of {missing} of {pixels} are NaN or infinite; they count as wrong.")
    return (translate(text, missing=format_count(count), pixels=format_count(total, "pixel")),)
