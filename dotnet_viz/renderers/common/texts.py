"""Where texts stand, what colour is below them, and the patches below those that lines would run through."""

from __future__ import annotations

from dotnet_viz.fonts import text_width
from dotnet_viz.geometry.parts import is_inside
from dotnet_viz.scene import ANCHORS, Label, Shape

BASELINE = 0.36
"""Of DejaVu Sans below the middle of a line, as part of the font size."""

_PADDING = 2.0
_HEIGHT = 1.25


def patch_box(label: Label, x: float, y: float) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the patch below a line of text.

    Args:
        label: the text; its own position is not used.
        x: where the text is anchored, in CSS pixels.
        y: middle of the line, in CSS pixels.

    Example:
        >>> left, top, width, height = patch_box(Label("text", size=10.0), 50.0, 20.0)
        >>> (left + width / 2, top, height)
        (50.0, 13.75, 12.5)
    """
    width, height = text_width(label.text, label.size, label.bold), label.size * _HEIGHT
    return x - ANCHORS[label.anchor] * width - _PADDING, y - height / 2, width + 2 * _PADDING, height


def background_of(shape: Shape, label: Label) -> str | None:
    """Return the colour that a text of a shape stands on, ``None`` for the paper.

    Args:
        shape: whose.
        label: one of its texts.
    """
    if shape.form == "ellipsis" or not is_inside(label, shape):
        return None
    return shape.head_fill if label.y < shape.head - shape.height / 2 else shape.fill
