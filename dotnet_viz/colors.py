"""Arithmetic of colours written ``"#rrggbb"``: reading and writing them, mixing, and how well one is read on another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import MissingDependencyError, OptionError, near_miss

RGB = tuple[int, int, int]
Color: TypeAlias = str
"""Any colour that matplotlib knows: ``"#rrggbb"``, which needs no matplotlib, or a name such as ``"darkgreen"``."""

WHITE = "#ffffff"
BLACK = "#000000"
LEAST_SHAPE_CONTRAST = 3.0
"""Of shapes with what is around them (https://www.w3.org/TR/WCAG21/#non-text-contrast)."""
LEAST_TEXT_CONTRAST = 4.5
"""Of texts with what is behind them (https://www.w3.org/TR/WCAG21/#contrast-minimum)."""
_STEPS = 40
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_hex_color(text: object) -> bool:
    """Return whether something is text of the form ``"#rrggbb"``.

    Example:
        >>> is_hex_color("#2166AC"), is_hex_color("navy")
        (True, False)
    """
    return isinstance(text, str) and _HEX.fullmatch(text) is not None


def rgb(color: str) -> RGB:
    """Return red, green and blue (0 to 255) of ``"#rrggbb"``.

    Example:
        >>> rgb("#2166ac")
        (33, 102, 172)
    """
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def hex_color(parts: Iterable[float]) -> str:
    """Return ``"#rrggbb"`` of red, green and blue, each rounded and kept within 0 to 255.

    Example:
        >>> hex_color((33, 102, 172)), hex_color((-4, 127.6, 300))
        ('#2166ac', '#0080ff')
    """
    red, green, blue = (min(max(round(part), 0), 255) for part in parts)
    return f"#{red:02x}{green:02x}{blue:02x}"


def hex_colors(colors: NDArray[np.uint8]) -> list[str]:
    """Return ``"#rrggbb"`` of many colours.

    Args:
        colors: red, green and blue; shape (n, 3).

    Example:
        >>> hex_colors(np.array([[33, 102, 172], [255, 255, 255]], np.uint8))
        ['#2166ac', '#ffffff']
    """
    parts = colors.astype(np.uint32)
    packed, back = np.unique(parts[:, 0] << 16 | parts[:, 1] << 8 | parts[:, 2], return_inverse=True)
    names = [f"#{color:06x}" for color in packed.tolist()]
    return [names[index] for index in back.tolist()]


def parse_color(color: str, option: str) -> str:
    """Return ``"#rrggbb"`` of any colour.

    Args:
        color: ``"#rrggbb"``, or any other colour that matplotlib knows, such as ``"darkgreen"``.
        option: the option it was given for, which the message names.

    Raises:
        OptionError: matplotlib does not know it.
        MissingDependencyError: it is no ``"#rrggbb"``, and matplotlib is not installed.

    Example:
        >>> parse_color("#2166AC", "positive"), parse_color("darkgreen", "positive")
        ('#2166ac', '#006400')
    """
    if is_hex_color(color):
        return color.lower()
    try:
        from matplotlib.colors import CSS4_COLORS, to_hex
    except ImportError as error:
        raise MissingDependencyError(f"{option} {color!r}: names of colours need matplotlib; write '#rrggbb'") from error
    try:
        return str(to_hex(color))
    except (ValueError, TypeError):
        meant = near_miss(color, CSS4_COLORS)
        raise OptionError(f"{option} {color!r} is not a colour; write '#rrggbb' or a name such as 'darkgreen'{meant}") from None


def mix(color: str, other: str, share: float) -> str:
    """Return a colour between two, on the straight line between them.

    Args:
        color: the result for a share of 0.
        other: the result for a share of 1.
        share: of the second colour.

    Example:
        >>> mix("#000000", WHITE, 0.5)
        '#808080'
    """
    return hex_color(a + (b - a) * share for a, b in zip(rgb(color), rgb(other), strict=True))


def darken(color: str, amount: float) -> str:
    """Return a colour with red, green and blue lowered.

    Args:
        color: as ``#rrggbb``.
        amount: what to subtract from each part, from 0 to 255.

    Example:
        >>> darken("#804020", 0x10), darken("#804020", 0x50)
        ('#703010', '#300000')
    """
    return hex_color(part - amount for part in rgb(color))


def luminance(parts: Iterable[float]) -> float:
    """Return the relative luminance of a colour as WCAG 2.1 defines it (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance).

    Args:
        parts: red, green and blue, each from 0 to 1.

    Example:
        >>> luminance((0, 0, 0)), round(luminance((1, 1, 1)), 6)
        (0.0, 1.0)
    """
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(color: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.1 defines it, from 1 to 21.

    Args:
        color: as ``#rrggbb``.
        other: as ``#rrggbb``.

    Example:
        >>> round(contrast("#000000", "#ffffff"), 1)
        21.0
    """
    lighter, darker = sorted((luminance(part / 255 for part in rgb(each)) for each in (color, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def most_readable(background: str, *colors: str) -> str:
    """Return the colour of the highest contrast to a background; of equals, the first.

    Args:
        background: as ``#rrggbb``.
        *colors: one or more, as ``#rrggbb``.

    Example:
        >>> most_readable("#2166ac", "#000000", "#ffffff")
        '#ffffff'
    """
    return max(colors, key=lambda color: contrast(color, background))


@lru_cache(maxsize=4096)
def seen_on(color: str, paper: str, least: float = LEAST_SHAPE_CONTRAST) -> str:
    """Return a colour with as little white or black in it as it needs to be seen on a paper.

    Args:
        color: as ``#rrggbb``.
        paper: as ``#rrggbb``.
        least: contrast ratio of both.

    Example:
        >>> seen_on("#2166ac", "#ffffff"), seen_on("#252a32", "#14171c")
        ('#2166ac', '#61656a')
    """
    other = most_readable(paper, WHITE, "#000000")
    mixed = (mix(color, other, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in mixed if contrast(one, paper) >= least), other)
