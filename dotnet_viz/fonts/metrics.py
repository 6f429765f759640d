"""Text in real font metrics: how wide it is, and which font files draw it.

The font is DejaVu Sans, whose files come with matplotlib, so that a machine with no fonts draws the same
text. matplotlib itself is not imported.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dotnet_viz.errors import MissingDependencyError
from dotnet_viz.fonts.advances import ADVANCES, SIZE

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY = "DejaVu Sans"
FALLBACKS = ("Verdana", "sans-serif")
"""Fonts that stand in, the nearest in width first."""
FONT_FAMILY = ", ".join((FAMILY, *FALLBACKS))
"""The font and those that stand in, for an attribute ``font-family``."""
QUOTED_FONT_FAMILY = ", ".join((f"'{FAMILY}'", *FALLBACKS))
"""The same for style sheets that quote a name of two words."""
LINE_HEIGHT = 1.35

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_SAFETY = 1.01
_WIDE = 1.05
# Longer texts are not kept in mind.
_LONG = 200
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def font_file(bold: bool = False) -> Path:
    """Return the path of the font's file.

    Raises:
        MissingDependencyError: matplotlib, which brings the file, is not installed.
    """
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependencyError(
            "the font DejaVu Sans comes with matplotlib, which is not installed: pip install matplotlib"
        )
    return Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf" / _FILES[bold]


@lru_cache(maxsize=16384)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width in pixels of one line of text.

    Characters that the font lacks (Chinese, emoji) count as wide as the fonts that stand in draw them.

    Args:
        text: one line.
        size: font size in pixels.
        bold: whether it is set in bold.

    Example:
        >>> text_width("mm", 12) > text_width("ii", 12) > 0
        True
    """
    units = _units(text, bold) if len(text) <= _LONG else sum(_advance(character, bold) for character in text)
    return units * size / SIZE * _SAFETY


@lru_cache(maxsize=1 << 14)
def _units(text: str, bold: bool) -> float:
    return sum(_advance(character, bold) for character in text)


def has_glyphs(text: str, bold: bool = False) -> bool:
    """Return whether the font has a glyph for every character.

    Args:
        text: what is to be set.
        bold: whether in bold.
    """
    return all(ord(character) in _covered(bold) for character in text)


def without_glyph(text: str) -> frozenset[str]:
    """Return the characters that the font would show as boxes: all that it lacks but those that nothing shows.

    Args:
        text: what is to be set.

    Example:
        >>> sorted(without_glyph("dense é 卷"))
        ['卷']
    """
    others = set(_NOT_ASCII.findall(text))
    missing = (
        character for character in others if character not in ADVANCES[False] and ord(character) not in _covered(bold=False)
    )
    return frozenset(
        character for character in missing if unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp", "Mn", "Me")
    )


def fitting(text: str, size: float, width: float, bold: bool) -> int:
    """Return how many characters from the start fit into a width.

    Args:
        text: one line.
        size: of the font in CSS pixels.
        width: in CSS pixels.
        bold: whether it is bold.
    """
    used = 0.0
    for count, character in enumerate(text):
        used += _advance(character, bold) * size / SIZE * _SAFETY
        if used > width:
            return count
    return len(text)


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    # The font itself is slow to read, and what reads it slow to import.
    if (known := ADVANCES[bold].get(character)) is not None:
        return known
    if ord(character) in _covered(bold):
        return float(_metric_font(bold).getlength(character))
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return SIZE * (_WIDE if unicodedata.east_asian_width(character) in "WF" else 0.75)


@lru_cache(maxsize=2)
def _metric_font(bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_file(bold), SIZE, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2)
def _covered(bold: bool) -> frozenset[int]:
    """Return the code points that the font has."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(bold), lazy=True) as font:
        return frozenset(font.getBestCmap())
