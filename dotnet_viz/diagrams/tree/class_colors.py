"""The colours of classes: apart for colour-blind readers, and seen on light and dark paper."""

from __future__ import annotations

import colorsys

from dotnet_viz.colors import hex_color

CLASS_COLORS = ("#3f86c4", "#e08a3c", "#2f9e7c", "#c76ba3", "#9a8327", "#63c3ee", "#8b6fd6", "#8f9499")
"""Of the first classes; near to those of Okabe and Ito."""
POINT_COLOR = CLASS_COLORS[0]

_GOLDEN = 0.618033988749895


def class_colors(count: int) -> tuple[str, ...]:
    """Return a colour for each class; those of many classes differ in hue and lightness, and repeat for no two in a row.

    Args:
        count: of classes.

    Example:
        >>> class_colors(2)
        ('#3f86c4', '#e08a3c')
    """
    more = (
        colorsys.hls_to_rgb((0.11 + _GOLDEN * number) % 1, (0.42, 0.58, 0.7)[number % 3], 0.5)
        for number in range(max(count - len(CLASS_COLORS), 0))
    )
    return (*CLASS_COLORS[:count], *(hex_color(255 * part for part in color) for color in more))
