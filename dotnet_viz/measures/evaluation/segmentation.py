"""Measures of segmentation: overlap of true and predicted regions of each class, counted image by image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_count, format_list
from dotnet_viz.measures.evaluation.classifiers.classification import confusion_cells
from dotnet_viz.measures.evaluation.inputs.masks import LEFT_OUT, ClassMasks, Kept, class_masks
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted
from dotnet_viz.translation.translate import translate

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class RegionScore:
    """How well the region of a class is found.

    Args:
        name: of the class.
        iou: intersection over union of the true and the predicted region (Jaccard index); NaN where both are empty.
        dice: twice the intersection over the sum of both (F1 of pixels); NaN where both are empty.
        true_pixels: of the class.
        predicted_pixels: that are taken for it.
    """

    name: str
    iou: float
    dice: float
    true_pixels: int
    predicted_pixels: int


@dataclass(frozen=True, eq=False)
class Segmentation:
    """How well one output separates the pixels of images into classes.

    Args:
        name: of the output; empty where the model has one.
        masks: what was predicted, and what is true.
        classes: measures of each class over all images.
        confusion: counts of pixels, rows true and columns predicted, shape (classes, classes).
        image_counts: pixels of each image and class that are right, predicted and true, shape (images, 3, classes).
        left_out: number of a class that was ignored, whose region is no part of the means; ``None`` for none.
    """

    name: str
    masks: ClassMasks = field(repr=False)
    classes: tuple[RegionScore, ...]
    confusion: Counts
    image_counts: Counts
    left_out: int | None = None

    @property
    def class_names(self) -> tuple[str, ...]:
        """In the order of their numbers."""
        return self.masks.class_names

    @property
    def samples(self) -> int:
        """Number of images."""
        return len(self.image_counts)

    @property
    def pixels(self) -> int:
        """Number of pixels with a true class."""
        return int(self.image_counts[:, 2].sum())

    @property
    def is_counted(self) -> NDArray[np.bool_]:
        """For each class whether its region is a part of the means, where it is not empty; shape (classes,)."""
        return np.array([index != self.left_out for index in range(len(self.classes))])

    @property
    def image_iou(self) -> Numbers:
        """Mean IoU of each image, over the classes that it has in truth or prediction; NaN without any pixel that counts."""
        return _mean_of_rows(overlap(self.image_counts)[0][:, self.is_counted])

    @property
    def scores(self) -> dict[str, float]:
        """Single numbers by their names."""
        return {key: float(value) for (_, key), value in region_scores(self.image_counts.sum(axis=0), self.is_counted).items()}

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what was inferred from the data, or left out."""
        found = list(self.masks.notes)
        missing = self.masks.true.size - self.pixels
        if missing:
            pixels = format_count(self.masks.true.size, "pixel")
            found.append(translate("{missing} of {pixels} have no true class.", missing=format_count(missing), pixels=pixels))
        absent = [score.name for index, score in enumerate(self.classes) if np.isnan(score.iou) and index != self.left_out]
        if absent:
            shown = format_list([*absent[:5], *([translate("others")] if len(absent) > 5 else [])])
            found.append(
                translate(
                    "{count} class ({names}) occurs neither in the truth nor in the predictions, and no part of the means.",
                    "{count} classes ({names}) occur neither in the truth nor in the predictions, and no part of the means.",
                    count=len(absent),
                    names=shown,
                )
            )
        if self.left_out is not None:
            name = self.class_names[self.left_out]
            found.append(translate("The class {name} is ignored, and no part of the means.", name=name))
        return tuple(found)

    def weighted_measures(self) -> list[Weighted]:
        """Return a function that measures the predictions when each image counts a number of times."""
        counts = self.image_counts.reshape(self.samples, -1).astype(np.float64)
        names, is_counted = self.class_names, self.is_counted

        def measure(weights: NDArray[np.intp]) -> dict[tuple[str, str], float]:
            table = (weights @ counts).reshape(3, -1)
            iou, dice = overlap(table)
            found = region_scores(table, is_counted)
            found |= {(name, "iou"): float(value) for name, value in zip(names, iou, strict=True)}
            return found | {(name, "dice"): float(value) for name, value in zip(names, dice, strict=True)}

        return [measure]


def measure_segmentation(
    name: str,
    predicted: NDArray[Any],
    true: NDArray[Any],
    kept: Kept | None = None,
    *,
    class_names: Sequence[Any] | None = None,
    ignored: Any = None,
) -> Segmentation:
    """Measure masks of predicted classes.

    Args:
        name: of the output.
        predicted: see :func:`~dotnet_viz.measures.evaluation.inputs.masks.class_masks`.
        true: masks of labels, or one-hot.
        kept: which pixels have a true class; ``None`` for all.
        class_names: names in the order of the classes.
        ignored: the label of the pixels that are left out, which may be that of a class.

    Raises:
        ShapeError: the shapes do not fit, or a label is none of the classes.
        OptionError: a wrong number of class names.

    Example:
        >>> found = measure_segmentation("", np.array([[[0, 1, 1]]]), np.array([[[0, 0, 1]]]))
        >>> [score.iou for score in found.classes], found.scores["pixel_accuracy"]
        ([0.5, 0.5], 0.6666666666666666)
    """
    masks = class_masks(predicted, true, kept, class_names)
    count = len(masks.class_names)
    confusion = np.zeros((count, count + 1), dtype=np.int64)
    image_counts = np.empty((len(masks.true), 3, count), dtype=np.int64)
    for index, (truth, chosen) in enumerate(zip(masks.true, masks.chosen, strict=True)):
        usable = truth != LEFT_OUT
        cells = confusion_cells(truth[usable].astype(np.intp), chosen[usable].astype(np.intp), count)
        confusion += cells
        image_counts[index] = np.diag(cells[:, :count]), cells[:, :count].sum(axis=0), cells.sum(axis=1)
    table = image_counts.sum(axis=0)
    scores = tuple(
        RegionScore(name, float(iou), float(dice), int(of_class), int(called))
        for name, iou, dice, called, of_class in zip(masks.class_names, *overlap(table), table[1], table[2], strict=True)
    )
    number = masks.labels.index(ignored) if ignored in masks.labels else None
    left_out = number if number is not None and not table[2, number] else None
    return Segmentation(name, masks, scores, confusion[:, :count], image_counts, left_out)


def overlap(counts: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Return intersection over union and Dice of each class; NaN where it is neither true nor predicted anywhere.

    Args:
        counts: pixels that are right, predicted and true; shape (..., 3, classes).

    Example:
        >>> overlap(np.array([[2, 0], [3, 0], [4, 0]]))[0].tolist()
        [0.4, nan]
    """
    right, called, of_class = (counts[..., position, :].astype(np.float64) for position in range(3))
    both = called + of_class
    with np.errstate(invalid="ignore", divide="ignore"):
        return right / (both - right), 2 * right / both


def region_scores(table: NDArray[Any], is_counted: NDArray[np.bool_]) -> dict[tuple[str, str], float]:
    """Return the share of right pixels, and the means of IoU and Dice over the classes that occur.

    Args:
        table: pixels that are right, predicted and true; shape (3, classes).
        is_counted: for each class whether it is a part of the means; shape (classes,).
    """
    iou, dice = overlap(table)
    of_class = table[2]
    total = float(of_class.sum())
    occurs = is_counted & (of_class > 0)
    return {
        ("all", "pixel_accuracy"): float(table[0].sum()) / total if total else np.nan,
        ("all", "mean_iou"): float(_mean_of_rows(iou[np.newaxis, is_counted])[0]),
        ("all", "mean_dice"): float(_mean_of_rows(dice[np.newaxis, is_counted])[0]),
        ("all", "frequency_weighted_iou"): float(np.average(iou[occurs], weights=of_class[occurs])) if occurs.any() else np.nan,
    }


def _mean_of_rows(values: Numbers) -> Numbers:
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, values, 0).sum(axis=1) / np.maximum(count, 1), np.nan)
