"""Colours and roles of a scene as the colours of one theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dotnet_viz.colors import LEAST_TEXT_CONTRAST, contrast, most_readable, seen_on
from dotnet_viz.renderers.themes.shades import number_on_dark, pale
from dotnet_viz.scene import ROLES, Shape

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "muted": "#57606a",
    "line": "#6b7280",
    "panel": "#f3f5f8",
    "accent": "#1d5fc4",
}
DARK: Mapping[str, str] = {
    "paper": "#14171c",
    "ink": "#e8eaed",
    "muted": "#a3abb5",
    "line": "#8b949e",
    "panel": "#22272e",
    "accent": "#7fb0ff",
}
PRINT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#000000",
    "muted": "#333333",
    "line": "#4d4d4d",
    "panel": "#f4f4f4",
    "accent": "#1d4f9e",
}

INKS = ("#000000", "#ffffff")
"""Of texts on the colours of numbers."""


@dataclass(frozen=True)
class ThemeColors:
    """The colours of one theme.

    Args:
        colors: colour of each role.
        kind: ``"light"`` keeps all other colours, ``"dark"`` and ``"print"`` change those that their paper asks for.
    """

    colors: Mapping[str, str]
    kind: str = "light"

    def color(self, color: str) -> str:
        """Return ``"#rrggbb"`` of the colour or role of a surface: in print it is pale."""
        if color in ROLES:
            return self.colors[color]
        return pale(color) if self.kind == "print" else color

    def outline(self, color: str) -> str:
        """Return ``"#rrggbb"`` of the colour or role of a line, which can be seen on the paper."""
        if color in ROLES:
            return self.colors[color]
        return color if self.kind == "light" else seen_on(color, self.colors["paper"])

    def number(self, color: str) -> str:
        """Return the colour of a number, whose zero fades into the paper.

        Args:
            color: as ``#rrggbb``, on white paper.
        """
        if color in ROLES:
            return self.colors[color]
        return number_on_dark(color) if self.kind == "dark" else color

    def shape_fill(self, shape: Shape) -> str:
        """Return ``"#rrggbb"`` of the inside of a shape."""
        if shape.negative is not None:
            return self.number(shape.fill)
        return self.inside(shape.fill, shape.stroke, shape.stroke_width)

    def inside(self, fill: str, stroke: str, stroke_width: float) -> str:
        """Return ``"#rrggbb"`` of a surface with an outline, or without one where that has no width.

        Args:
            fill: colour or role.
            stroke: colour or role of its outline.
            stroke_width: of the outline.
        """
        return self.surface(fill, stroke) if stroke_width else self.outline(fill)

    def border_of(self, shape: Shape) -> str:
        """Return the colour or role of a shape's outline; in print, where its inside is pale, none is without."""
        return self.border(shape.fill, shape.stroke)

    def border(self, fill: str, stroke: str) -> str:
        """Return the colour or role of an outline; in print, where the inside is pale, none is without.

        Args:
            fill: colour or role of the inside.
            stroke: colour or role of the outline.
        """
        return fill if self.kind == "print" and stroke == "paper" and fill not in ROLES else stroke

    def surface(self, fill: str, stroke: str) -> str:
        """Return ``"#rrggbb"`` of a surface, which can be seen on the paper where it has no outline of another colour.

        Args:
            fill: colour or role.
            stroke: colour or role of its outline; that of the paper is none.
        """
        if self.kind == "print":
            return self.color(fill)
        return self.outline(fill) if stroke in (fill, "paper") else self.color(fill)

    def text_color(self, color: str, background: str | None, shape: Shape | None = None) -> str:
        """Return the colour of a text.

        Args:
            color: its colour or role.
            background: colour or role that it stands on; ``None`` for the paper.
            shape: whose inside that may be.
        """
        if background is None or background in ROLES:
            if color in ROLES or self.kind == "light":
                return self.colors.get(color, color)
            return seen_on(color, self.colors[background or "paper"], LEAST_TEXT_CONTRAST)
        is_inside = shape is not None and shape.fill == background
        behind = self.shape_fill(shape) if shape is not None and is_inside else self.color(background)
        if color not in ROLES:
            return color if behind == background else most_readable(behind, *INKS)
        return most_readable(behind, self.colors[color], readable(color, behind))


LIGHT_COLORS = ThemeColors(LIGHT)


@lru_cache(maxsize=1024)
def readable(role: str, background: str) -> str:
    """Return the colour of a role, from the light or the dark theme, that is read better on a background, or a stronger one.

    Args:
        role: a colour's name, such as ``"ink"``.
        background: a colour as ``#rrggbb``.

    Raises:
        KeyError: the role is unknown.

    Example:
        >>> readable("ink", "#2166ac") == DARK["ink"]
        True
    """
    best = most_readable(background, LIGHT[role], DARK[role])
    # Between light and dark there are colours on which nothing but black or white is read.
    return best if contrast(best, background) >= LEAST_TEXT_CONTRAST else most_readable(background, *INKS)
