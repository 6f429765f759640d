"""Colours as Pillow takes them."""

from __future__ import annotations

from operator import index
from typing import Any

from dotnet_viz.colors import hex_color
from dotnet_viz.errors import OptionError

_TRANSPARENT = (255, 255, 255, 0)


def channels(name: str, color: Any) -> tuple[int, int, int, int]:
    """Return red, green, blue and alpha of a colour as Pillow takes it, each up to 255.

    Args:
        name: what it is for, for the message where it is not a colour.
        color: a name, ``"#rgb"``, ``"rgb(...)"`` or a tuple of 3 or 4 numbers up to 255; also ``"transparent"``.

    Raises:
        OptionError: it is not a colour.

    Example:
        >>> channels("fill", "orange"), channels("fill", (255, 0, 16, 128))
        ((255, 165, 0, 255), (255, 0, 16, 128))
    """
    from PIL import ImageColor

    if isinstance(color, str) and color == "transparent":
        return _TRANSPARENT
    try:
        parts = tuple(map(index, ImageColor.getrgb(color) if isinstance(color, str) else color))
        is_color = len(parts) in (3, 4) and all(0 <= part <= 255 for part in parts)
    except (ValueError, TypeError):
        is_color = False
    if not is_color:
        raise OptionError(f"{name} {color!r} is not a colour; give a name, '#rrggbb' or a tuple (red, green, blue) up to 255")
    red, green, blue = parts[:3]
    return red, green, blue, parts[3] if len(parts) == 4 else 255


def opaque_color(name: str, color: Any) -> str:
    """Return ``"#rrggbb"`` of a colour as Pillow takes it.

    Args:
        name: what it is for, for the message where it is not a colour.
        color: a name, ``"#rgb"``, ``"rgb(...)"`` or a tuple of 3 or 4 numbers up to 255.

    Raises:
        OptionError: it is not a colour, or it is transparent.

    Example:
        >>> opaque_color("fill", "orange"), opaque_color("fill", (255, 0, 16))
        ('#ffa500', '#ff0010')
    """
    parts = channels(name, color)
    if parts[3] != 255:
        raise OptionError(f"{name} {color!r} is transparent, which is not drawn; give an opaque colour such as {parts[:3]!r}")
    return hex_color(parts[:3])
