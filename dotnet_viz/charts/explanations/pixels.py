"""Images below the colours of what their pixels add."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.attribution.images import grey, pixels_of
from dotnet_viz.charts.explanations.marks import EDGE, diverging, draw_color_bar
from dotnet_viz.charts.explanations.sheet import Sheet
from dotnet_viz.formatting import format_number

Numbers = NDArray[np.float64]

PANEL = 170.0
GAP = 18.0
BAR = 70.0
_MOST_CELLS = 212


def image_pixels(image: Numbers) -> Numbers:
    """Return an image as red, green and blue from 0 to 1; shape (height, width, 3).

    Args:
        image: shape (height, width) or (height, width, channels).
    """
    return shrunk(pixels_of(image, None if image.ndim == 2 else 2))


def shrunk(array: Numbers) -> Numbers:
    """Return an image, or a map of its pixels, with no more rows and columns than a panel shows, by means over areas.

    Args:
        array: shape (height, width) or (height, width, channels).

    Example:
        >>> shrunk(np.ones((1000, 500))).shape, shrunk(np.ones((8, 8, 3))).shape
        ((212, 106), (8, 8, 3))
    """
    scale = _MOST_CELLS / max(array.shape[:2])
    if scale >= 1:
        return array
    from PIL import Image

    size = tuple(max(round(count * scale), 1) for count in array.shape[1::-1])
    layers = array[..., np.newaxis] if array.ndim == 2 else array
    small = [
        np.asarray(Image.fromarray(layers[..., index].astype(np.float32)).resize(size, Image.Resampling.BOX))
        for index in range(layers.shape[-1])
    ]
    found: Numbers = np.stack(small, axis=-1).astype(np.float64)
    return found[..., 0] if array.ndim == 2 else found


def overlay(image: Numbers, values: Numbers, limit: float) -> Numbers:
    """Return an image, faint and grey, below the colours of signed numbers, the stronger the larger they are.

    Args:
        image: red, green and blue; shape (height, width, 3).
        values: of each pixel; shape (height, width).
        limit: magnitude of the full colours.
    """
    faint = 0.72 + 0.28 * np.clip(grey(image), 0, 1)
    strength = np.clip(np.abs(np.nan_to_num(values)) / (limit or 1.0), 0, 1)[..., np.newaxis] ** 0.6
    found: Numbers = faint * (1 - strength) + diverging(values, limit) * strength
    return found


def panel_height(shape: tuple[int, ...]) -> float:
    """Return the height of a panel in pixels, by the aspect ratio of an image within limits.

    Args:
        shape: height and width of the image, and perhaps more.
    """
    return float(np.clip(PANEL * shape[0] / shape[1], 50.0, 1.6 * PANEL))


def draw_signed_bar(sheet: Sheet, limit: float, top: float, height: float) -> None:
    """Draw the colour bar of signed numbers at the right edge.

    Args:
        sheet: where.
        limit: magnitude of the full colours.
        top: edge of the panels beside it.
        height: of these.
    """
    text = format_number(limit, 3)
    colors = diverging(np.linspace(-1, 1, 65), 1.0)
    draw_color_bar(sheet, colors, (sheet.width - EDGE - 40, top + 14, 12.0, height - 28), (f"−{text}", f"+{text}"))


def color_limit(values: NDArray[Any]) -> float:
    """Return the magnitude of the full colours: of all but the largest thousandth of the values.

    Args:
        values: any numbers.
    """
    sizes = np.abs(values)
    return float(np.percentile(sizes, 99.9)) or float(sizes.max(initial=0.0)) or 1.0
