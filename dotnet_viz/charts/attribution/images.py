"""Inputs of networks as images that can be seen: grey, colour, and what was preprocessed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.thinning import evenly

Pixels = NDArray[np.float64]


def pixels_of(values: NDArray[Any], channel_axis: int | None) -> Pixels:
    """Return red, green and blue from 0 to 1; shape (..., 3).

    Whole numbers from 0 to 255 and numbers from 0 to 1 are shown as they are; others, such as those of an input with its mean
    taken off, from their smallest to their largest.

    Args:
        values: an image or volume.
        channel_axis: axis of channels, ``None`` where there is none; of more than 3 channels, or of 2, the mean is shown.

    Example:
        >>> pixels_of(np.array([[0, 255]], dtype=np.uint8), None)[0, 1].tolist()
        [1.0, 1.0, 1.0]
        >>> pixels_of(np.array([[-2.0, 2.0]]), None)[0, 0].tolist()
        [0.0, 0.0, 0.0]
    """
    found = np.nan_to_num(np.asarray(values, dtype=np.float64))
    low, high = float(found.min(initial=0.0)), float(found.max(initial=0.0))
    if low >= 0 and high <= 1:
        pass
    elif low >= 0 and high <= 255:
        found = found / 255
    else:
        low = float(found.min())
        found = (found - low) / ((high - low) or 1.0)
    if channel_axis is None:
        return np.repeat(found[..., np.newaxis], 3, axis=-1)
    found = np.moveaxis(found, channel_axis, -1)
    if found.shape[-1] == 4:
        found = found[..., :3]
    return found if found.shape[-1] == 3 else np.repeat(found.mean(axis=-1, keepdims=True), 3, axis=-1)


def displayed(image: Any, shape: tuple[int, ...]) -> Pixels:
    """Return a user's own picture of the input.

    Args:
        image: an array of shape (height, width) or (height, width, channels), of any resolution.
        shape: height and width of the map; the picture must have about the same aspect ratio.

    Raises:
        ShapeError: it is not an image, or of another aspect ratio.
    """
    array = np.asarray(image)
    array = array[0] if array.ndim == 4 and array.shape[0] == 1 else array
    if array.ndim not in (2, 3) or len(shape) != 2:
        raise ShapeError(f"picture must have the shape (height, width) or (height, width, channels), not {array.shape}")
    if abs(np.log((array.shape[0] / array.shape[1]) / (shape[0] / shape[1]))) > 0.1:
        raise ShapeError(
            f"picture is {array.shape[0]} × {array.shape[1]}, of another aspect ratio than the input, {shape[0]} × {shape[1]}"
        )
    return pixels_of(array, None if array.ndim == 2 else 2)


def grey(pixels: Pixels) -> Pixels:
    """Return the brightness of pixels; shape (..., 3) again."""
    brightness = pixels @ np.array([0.2126, 0.7152, 0.0722])
    return np.repeat(brightness[..., np.newaxis], 3, axis=-1)


def slices_of(pixels: Pixels, values: NDArray[Any], count: int) -> list[int]:
    """Return which slices of a volume are shown: evenly chosen ones, and the one with the largest value.

    Args:
        pixels: of the volume.
        values: the map.
        count: how many at most.

    Example:
        >>> slices_of(np.zeros((9, 2, 2, 3)), np.eye(9)[:, :, None] * (np.arange(9) == 3)[:, None, None], 3)
        [0, 3, 8]
    """
    length = len(pixels)
    chosen = evenly(length, count).tolist()
    best = int(values.reshape(length, -1).max(axis=1).argmax())
    if best not in chosen:
        chosen[int(np.argmin([abs(one - best) for one in chosen]))] = best
    return sorted(chosen)
