"""Texts as figures."""

from __future__ import annotations

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.texts import patch_box
from dotnet_viz.renderers.primitives.figures import Figure, Paint, Rectangle, Text
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Label, Shape


def text_figure(
    label: Label, x: float, y: float, colors: ThemeColors, background: str | None = None, shape: Shape | None = None
) -> Text:
    """Return a line of text.

    Args:
        label: text, size, weight, anchor and colour; its own position is not used.
        x: where the anchor stands.
        y: vertical middle of the text.
        colors: of the theme.
        background: colour or role that it stands on; ``None`` for the paper.
        shape: whose inside that may be.
    """
    color = colors.text_color(label.color, background, shape)
    return Text(one_line(label.text), x, y, label.size, label.bold, label.anchor, color)


def backed_text(label: Label, x: float, y: float, colors: ThemeColors, background: str) -> tuple[Figure, ...]:
    """Return a line of text on a patch of the colour around it, so that no line runs through it.

    Args:
        label: as in :func:`text_figure`; without text there is nothing.
        x: where the anchor stands.
        y: vertical middle of the text.
        colors: of the theme.
        background: colour or role of the patch.
    """
    if not label.text:
        return ()
    patch = Rectangle(*patch_box(label, x, y), Paint(colors.color(background)))
    return patch, text_figure(label, x, y, colors, background)
