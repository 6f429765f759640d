"""The colours of classes: apart for colour-blind readers, and seen on light and dark paper."""

from __future__ import annotations

import colorsys

from dotnet_viz.colors import WHITE, contrast, hex_color, mix

CLASS_COLORS = ("#4a90cf", "#e08a3c", "#2f9e7c", "#c76ba3", "#a89036", "#63c3ee", "#9a80de", "#8f9499")
"""Of the first classes; near to those of Okabe and Ito, and light enough for dark text."""
POINT_COLOR = CLASS_COLORS[0]
OTHERS_COLOR = "#b9bec4"
"""Of all classes that have none of their own."""

_GOLDEN = 0.618033988749895
_TEXT = "#1b1f24"
_READABLE = 4.6


def class_colors(count: int) -> tuple[str, ...]:
    """Return a colour for each class; those of many classes differ in hue and lightness, and dark text is read on all.

    Args:
        count: of classes.

    Example:
        >>> class_colors(2)
        ('#4a90cf', '#e08a3c')
    """
    more = (
        colorsys.hls_to_rgb((0.11 + _GOLDEN * number) % 1, (0.5, 0.62, 0.74)[number % 3], 0.5)
        for number in range(max(count - len(CLASS_COLORS), 0))
    )
    return (*CLASS_COLORS[:count], *(_lightened(hex_color(255 * part for part in color)) for color in more))


def _lightened(color: str) -> str:
    while contrast(color, _TEXT) < _READABLE:
        color = mix(color, WHITE, 0.1)
    return color
