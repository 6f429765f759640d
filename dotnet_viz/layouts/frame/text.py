"""Lines of text below each other."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.fonts import LINE_HEIGHT
from dotnet_viz.scene import Label, changed


def stack(lines: Sequence[str], x: float, top: float, model: Label) -> list[Label]:
    """Return lines as labels below each other.

    Args:
        lines: from the top.
        x: where each stands.
        top: upper edge of the first.
        model: whose size, weight, anchor and colour they have.
    """
    height = model.size * LINE_HEIGHT
    return [changed(model, text=line, x=x, y=top + (number + 0.5) * height) for number, line in enumerate(lines)]


def stack_height(count: int, size: float) -> float:
    """Return how high a number of lines is.

    Args:
        count: number of lines.
        size: font size in CSS pixels.

    Returns:
        CSS pixels.
    """
    return count * size * LINE_HEIGHT
