"""Roles of a scene's colours as the colours of one theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dotnet_viz.renderers.themes import readable
from dotnet_viz.scene import ROLES


@dataclass(frozen=True)
class ThemeColors:
    """The colours of one theme.

    Args:
        colors: colour of each role.
    """

    colors: Mapping[str, str]

    def color(self, color: str) -> str:
        """Return ``"#rrggbb"`` of a colour or role."""
        return self.colors[color] if color in ROLES else color

    def text_color(self, color: str, background: str | None) -> str:
        """Return the colour of a text.

        Args:
            color: its colour or role.
            background: colour or role that it stands on; ``None`` for the paper.
        """
        if background is None or background in ROLES or color not in ROLES:
            return self.color(color)
        return readable(color, background)
