"""Arrays as the pictures of one layer: photographs, feature maps from the strongest on, matrices and vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.common.values.pixels import Numbers, as_colors
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.thinning import pooled

Pixels = NDArray[np.uint8]

COLORMAP = "viridis"

_MOST_MAPS = 64
_MAP_CELLS = 80
_PHOTOGRAPH_CELLS = 256
_VECTOR_CELLS = 64


@dataclass(frozen=True, eq=False)
class LayerImages:
    """What is shown of a layer.

    Args:
        maps: pictures of planes, the strongest first; each of shape (rows, columns, 3).
        whole: one picture of all values where these are a vector or a matrix of (steps, units).
        is_vector: whether they are a vector.
        has_scale: whether colours stand for activations, and not for those of an image.
    """

    maps: tuple[Pixels, ...] = ()
    whole: Pixels | None = None
    is_vector: bool = False
    has_scale: bool = False


def image_as_photograph(array: NDArray[Any], proportions: float | None) -> LayerImages:
    """Return an image as it is, grey or in colour, cut around its middle to the proportions of the layer's tensor.

    Args:
        array: shape (rows, columns), (rows, columns, 1), (rows, columns, 3), or with opacity (rows, columns, 4).
        proportions: rows by columns; ``None`` to leave it whole.

    Example:
        >>> image_as_photograph(np.zeros((4, 10)), 1.0).maps[0].shape
        (4, 4, 3)
    """
    values = np.nan_to_num(np.asarray(array, dtype=np.float64))
    values = values[..., np.newaxis] if values.ndim == 2 else values
    if proportions is not None:
        rows = min(values.shape[0], max(round(values.shape[1] * proportions), 1))
        columns = min(values.shape[1], max(round(values.shape[0] / proportions), 1))
        top, left = (values.shape[0] - rows) // 2, (values.shape[1] - columns) // 2
        values = values[top : top + rows, left : left + columns]
    shown = pooled(values, (_PHOTOGRAPH_CELLS, _PHOTOGRAPH_CELLS), "mean")[0]
    colors, _ = as_colors(shown)
    if colors.shape[-1] == 4:
        opacity = colors[..., 3:]
        colors = colors[..., :3] * opacity + 1.0 - opacity
    return LayerImages((np.rint(np.broadcast_to(colors, (*colors.shape[:2], 3)) * 255).astype(np.uint8),))


def images_of_tensor(values: NDArray[Any], *, channels_first: bool, is_input: bool) -> LayerImages:
    """Return what a layer returned for one sample as pictures.

    Args:
        values: shape (rows, columns, channels), (steps, units) or (units,); of volumes the middle slice is shown.
        channels_first: whether the channels are the first axis.
        is_input: whether it is an input, which is an image where it has one, three or four channels.

    Example:
        >>> found = images_of_tensor(np.ones((6, 5, 16)), channels_first=False, is_input=False)
        >>> len(found.maps), found.maps[0].shape, found.has_scale
        (16, (6, 5, 3), True)
    """
    numbers = np.asarray(values, dtype=np.float64)
    if channels_first and numbers.ndim > 1:
        numbers = np.moveaxis(numbers, 0, -1)
    while numbers.ndim > 3:
        numbers = numbers[len(numbers) // 2]
    if numbers.ndim == 3 and is_input and numbers.shape[-1] in (1, 3, 4):
        return image_as_photograph(numbers, None)
    scale = RangeScale.of([numbers], COLORMAP)
    if numbers.ndim == 3:
        return LayerImages(_strongest(np.moveaxis(numbers, -1, 0), scale), has_scale=True)
    if numbers.ndim == 2:
        maps = _strongest(numbers.T[:, :, np.newaxis], scale)
        return LayerImages(maps, scale.colors(_small(numbers, _MAP_CELLS)), has_scale=True)
    line = _small(numbers.reshape(1, -1), _VECTOR_CELLS)
    return LayerImages((), scale.colors(line), is_vector=True, has_scale=True)


def _strongest(planes: Numbers, scale: RangeScale) -> tuple[Pixels, ...]:
    """Return the planes with the largest mean magnitudes, from the largest on; those that are equal keep their order."""
    strength = np.abs(np.nan_to_num(planes)).reshape(len(planes), -1).mean(axis=1)
    chosen = np.argsort(-strength, kind="stable")[:_MOST_MAPS]
    return tuple(scale.colors(_small(planes[number], _MAP_CELLS)) for number in chosen)


def _small(table: Numbers, cells: int) -> Numbers:
    return pooled(table, (cells, cells), "mean")[0]
