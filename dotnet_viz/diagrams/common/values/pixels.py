"""Arrays as pixels: in the colours that their numbers stand for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_number
from dotnet_viz.translation.translate import translate

Numbers = NDArray[np.float64]


def as_colors(values: Numbers) -> tuple[Numbers, str]:
    """Return red, green and blue from 0 to 1, and in words what is black and what is white.

    Args:
        values: of pixels, of any shape; from 0 to 1, from 0 to 255, or else from the smallest to the largest.

    Example:
        >>> as_colors(np.array([[[0.0, 51.0, 255.0]]]))
        (array([[[0. , 0.2, 1. ]]]), 'black 0, white 255')
    """
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    black, white = (0.0, 255.0) if low >= 0 and high > 1 else (0.0, 1.0) if low >= 0 else (low, high)
    if high > 255:
        black, white = low, high
    return np.clip((values - black) / ((white - black) or 1.0), 0, 1), translate(
        "black {black}, white {white}", black=format_number(black), white=format_number(white)
    )
