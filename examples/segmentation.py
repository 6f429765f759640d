"""Segmented images and tagged sequences, drawn from numbers alone: what an evaluation of pixels and of steps shows."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

CLASSES = ("background", "cell", "nucleus", "debris")
IMAGES, SIDE = 24, 96
SEED = 5


@cache
def cells() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return images of cells under a microscope, their masks, and scores of a network that errs at borders and on small parts.

    The border of each image is not annotated, and has the value 255 in the masks.
    """
    random = np.random.default_rng(SEED)
    rows, columns = np.mgrid[:SIDE, :SIDE]
    masks = np.zeros((IMAGES, SIDE, SIDE), dtype=np.uint8)
    for mask in masks:
        for _ in range(random.integers(2, 5)):
            y, x = random.uniform(18, SIDE - 18, 2)
            wide, high, angle = *random.uniform(9, 19, 2), random.uniform(0, np.pi)
            across = (columns - x) * np.cos(angle) + (rows - y) * np.sin(angle)
            along = (rows - y) * np.cos(angle) - (columns - x) * np.sin(angle)
            radius = np.hypot(across / wide, along / high)
            mask[radius < 1] = 1
            mask[np.hypot(across - 0.15 * wide, along) < 0.42 * min(wide, high)] = 2
        for _ in range(random.integers(1, 6)):
            y, x = random.uniform(4, SIDE - 4, 2)
            mask[np.hypot(rows - y, columns - x) < random.uniform(1.5, 4)] = 3
    brightness = np.array([0.86, 0.62, 0.33, 0.47])[masks]
    images = np.clip(_blurred(brightness, 1.2) + random.normal(0, 0.03, masks.shape), 0, 1).astype(np.float32)
    evidence = np.eye(len(CLASSES))[masks] * 4 + random.normal(0, 4.5, (*masks.shape, len(CLASSES)))
    evidence[random.random(IMAGES) < 0.3, :, :, 2] -= 1.5
    logits = np.stack([_blurred(evidence[..., index], 2.2) for index in range(len(CLASSES))], axis=-1)
    scores = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    masks[:, :2], masks[:, -2:], masks[:, :, :2], masks[:, :, -2:] = 255, 255, 255, 255
    return images, masks, scores.astype(np.float32)


@cache
def evaluation() -> Any:
    """Return the evaluation of the network on all images, with intervals."""
    import dotnet_viz as dv

    images, masks, scores = cells()
    return dv.evaluate(predictions=(masks, scores), x=images, class_names=CLASSES, ignore=255, intervals=500)


@cache
def sentences() -> Any:
    """Return the evaluation of a tagger that is surer the more of a sentence it has read; sentences end with padding."""
    import dotnet_viz as dv

    random = np.random.default_rng(SEED)
    lengths = np.clip(random.poisson(14, 400), 4, 30)
    is_padding = np.arange(30) >= lengths[:, np.newaxis]
    tags = random.choice(5, size=(400, 30), p=(0.35, 0.25, 0.2, 0.12, 0.08))
    certainty = 1.2 + 2.2 * (1 - np.exp(-np.arange(30) / 4))
    logits = np.eye(5)[tags] * certainty[:, np.newaxis] + random.normal(size=(400, 30, 5))
    tags[is_padding] = -100
    names = ("noun", "verb", "determiner", "adjective", "adverb")
    return dv.evaluate(predictions=(tags, logits), class_names=names, ignore=-100)


def overlay(dv: Any) -> Any:
    """Draw the images that are segmented worst beside what is true, what was predicted and the errors."""
    return evaluation().overlay()


def iou(dv: Any) -> Any:
    """Draw the IoU of each class with its interval."""
    return evaluation().per_class()


def steps(dv: Any) -> Any:
    """Draw the accuracy of the tagger at each step of a sentence."""
    return sentences().accuracy_by_step()


def _blurred(values: NDArray[Any], width: float) -> NDArray[Any]:
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(values, (0, width, width)))
