"""The parts of an image that LIME hides: as given, superpixels, or squares where superpixels would be too few."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.translation.translate import translate

# Of images smaller than this, the superpixels of LIME's own settings would be as large as what is to be seen.
_SMALL = 64
_FEWEST_PARTS = 4


def segments_of(image: NDArray[np.float64], given: Any, seed: int) -> tuple[NDArray[Any], float | None, str]:
    """Return for each pixel the number of its part, counted from 0; what hides a part, ``None`` for its mean; and a note.

    Args:
        image: shape (height, width), or (height, width, channels).
        given: the number of each pixel's part, of a user; ``None`` for superpixels.
        seed: of everything random.

    Raises:
        ShapeError: other numbers than one for each pixel.
    """
    if given is not None:
        given = np.asarray(given)
        if given.shape != image.shape[:2] or given.dtype.kind not in "iub":
            raise ShapeError(f"segments must be whole numbers of the shape {image.shape[:2]}, not {given.dtype} {given.shape}")
        _, numbered = np.unique(given, return_inverse=True)
        segments = numbered.reshape(given.shape)
        return segments, None, translate("{parts} parts as given", parts=int(segments.max()) + 1)
    from lime.wrappers.scikit_image import SegmentationAlgorithm

    colored: Any = np.repeat(image[..., np.newaxis], 3, axis=-1) if image.ndim == 2 else image
    low, high = float(colored.min()), float(colored.max())
    if low < 0 or high > 1:  # colours are understood from 0 to 1
        colored = (colored - min(low, 0.0)) / ((max(high, 255.0) if low >= 0 and high > 1.5 else high) - min(low, 0.0))
    size = 1 if min(image.shape[:2]) < _SMALL else 4
    segments = SegmentationAlgorithm("quickshift", kernel_size=size, max_dist=200, ratio=0.2, random_seed=seed)(colored)
    if int(segments.max()) < _FEWEST_PARTS:
        side = max(min(image.shape[:2]) // 8, 1)
        rows, columns = np.indices(image.shape[:2]) // side
        note = translate("squares of {size} pixels, hidden by the mean of the image", size=f"{side} × {side}")
        return rows * (int(columns.max()) + 1) + columns, float(image.mean()), note  # their own mean would hide little
    about = translate("{parts} superpixels (quickshift, kernel size {size})", parts=int(segments.max()) + 1, size=size)
    return segments, None, about
