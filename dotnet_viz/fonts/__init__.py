"""Text as the font DejaVu Sans sets it: how wide it is, and how it is shortened or broken into lines."""

from __future__ import annotations

from dotnet_viz.fonts.control_characters import one_line
from dotnet_viz.fonts.metrics import (
    FALLBACKS,
    FAMILY,
    FONT_FAMILY,
    LINE_HEIGHT,
    QUOTED_FONT_FAMILY,
    fitting,
    font_file,
    has_glyphs,
    text_width,
    without_glyph,
)
from dotnet_viz.fonts.shortening import ELLIPSIS, kept_distinct, shorten, shorten_all

__all__ = [
    "ELLIPSIS",
    "FALLBACKS",
    "FAMILY",
    "FONT_FAMILY",
    "LINE_HEIGHT",
    "QUOTED_FONT_FAMILY",
    "fitting",
    "font_file",
    "has_glyphs",
    "kept_distinct",
    "one_line",
    "shorten",
    "shorten_all",
    "text_width",
    "without_glyph",
]
