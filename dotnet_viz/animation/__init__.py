"""Sequences of pictures of one thing that changes: frames, and the formats that move."""

from __future__ import annotations

from dotnet_viz.diagrams import STYLE_ALIASES, Style, Styles

ANIMATION_STYLES: Styles[Style] = Styles("dotnet_viz.animation.styles", STYLE_ALIASES)
"""Styles by name: those of pictures, and those that ask at each time what a network makes of samples."""
