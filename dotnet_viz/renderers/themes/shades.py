"""What becomes of the fixed colours of a scene on other paper: numbers that fade into it, and pale fills."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import WHITE, hex_color, mix, rgb

# What ``invert(0.92) hue-rotate(180deg)`` does (https://www.w3.org/TR/filter-effects-1/): white becomes nearly black, blue
# stays blue, and what was darkest is lightest.
_INVERSION = 0.92
_HALF_TURN = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])
_LUMA = np.array([0.2126, 0.7152, 0.0722])
_PALENESS = 0.6
# In grey, numbers are from dark over middle to light: red below zero, blue above it.
_MIDDLE, _BELOW, _ABOVE = 0.66, 0.5, 0.34


def faded_into_dark(colors: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return colours that fade into white as colours that fade into dark paper, of the same hue.

    Args:
        colors: red, green and blue (0 to 255); shape (..., 3).

    Example:
        >>> faded_into_dark(np.array([[255, 255, 255], [33, 102, 172]], np.uint8)).tolist()
        [[20, 20, 20], [107, 165, 224]]
    """
    inverted = _INVERSION - (2 * _INVERSION - 1) * colors / 255.0
    parts: NDArray[np.uint8] = np.rint(np.clip(inverted @ _HALF_TURN.T, 0, 1) * 255).astype(np.uint8)
    return parts


def ordered_in_grey(colors: NDArray[np.uint8], negative: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the colours of numbers so that each is lighter than all smaller ones, which grey print keeps.

    Args:
        colors: red, green and blue (0 to 255) of numbers that fade into white at zero; shape (..., 3).
        negative: which of them are below zero; shape (...).

    Example:
        >>> ends = np.array([[178, 24, 43], [217, 217, 217], [33, 102, 172]], np.uint8)
        >>> (ordered_in_grey(ends, np.array([True, False, False])) @ np.array([0.2126, 0.7152, 0.0722])).round().tolist()
        [70.0, 181.0, 223.0]
    """
    luma = colors @ _LUMA / 255.0
    strength = 1.0 - luma
    wanted = _MIDDLE + np.where(negative, -_BELOW, _ABOVE) * strength
    tinted = colors / 255.0 + (wanted - luma)[..., np.newaxis]
    # What has no room in the cube of colours keeps its lightness and loses colour.
    grey = wanted[..., np.newaxis]
    room = np.where(tinted > grey, 1.0 - grey, grey)
    reach = np.maximum(np.abs(tinted - grey) / np.maximum(room, 1e-9), 1.0).max(axis=-1, keepdims=True)
    parts: NDArray[np.uint8] = np.rint((grey + (tinted - grey) / reach) * 255).astype(np.uint8)
    return parts


@lru_cache(maxsize=4096)
def pale(color: str) -> str:
    """Return a colour so light that black text is read on it and little ink is spent.

    Args:
        color: as ``#rrggbb``.

    Example:
        >>> pale("#252a32"), pale("#ffffff")
        ('#a8aaad', '#ffffff')
    """
    return mix(color, WHITE, _PALENESS)


@lru_cache(maxsize=8192)
def number_on_dark(color: str) -> str:
    """Return :func:`faded_into_dark` of one colour.

    Args:
        color: as ``#rrggbb``.

    Example:
        >>> number_on_dark("#ffffff")
        '#141414'
    """
    return hex_color(faded_into_dark(np.array(rgb(color), np.uint8)).tolist())
