"""Text in real font metrics: how wide it is, how to shorten it, and which font files draw it.

The font is DejaVu Sans, whose files come with matplotlib, so that a machine with no fonts draws the same
text. matplotlib itself is not imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dotnet_viz.errors import MissingDependencyError
from dotnet_viz.traversal import connected_groups

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY = "DejaVu Sans"
FALLBACKS = ("Verdana", "sans-serif")
"""Fonts that stand in, the nearest in width first."""
FONT_FAMILY = ", ".join((FAMILY, *FALLBACKS))
"""The font and those that stand in, for an attribute ``font-family``."""
QUOTED_FONT_FAMILY = ", ".join((f"'{FAMILY}'", *FALLBACKS))
"""The same for style sheets that quote a name of two words."""
ELLIPSIS = "…"
LINE_HEIGHT = 1.35

_METRIC_SIZE = 100
_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_SAFETY = 1.01
_WIDE = 1.05
# Longer texts are not kept in mind.
_LONG = 200
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# What nearly all texts are made of; the font has it, and its table of characters is slow to read.
_PLAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | frozenset("–—…·×→−")


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
    return units * size / _METRIC_SIZE * _SAFETY


@lru_cache(maxsize=1 << 14)
def _units(text: str, bold: bool) -> float:
    return sum(_advance(character, bold) for character in text)


def shorten(text: str, size: float, max_width: float, bold: bool = False) -> str:
    """Return the text, with its middle replaced by ``…`` where it is too wide.

    Where another text of :func:`kept_distinct` would read alike, what the two differ in stands between two ``…``.

    Args:
        text: one line.
        size: of the font, in pixels.
        max_width: in pixels.
        bold: whether the text is set in bold.

    Example:
        >>> shorten("a_very_long_layer_name", 12, 80)
        'a_very…ame'
    """
    if len(text) * size * 0.2 < max_width and text_width(text, size, bold) <= max_width:
        return text
    others = _APART.get()
    known = None if others is None else others.short(text, size, max_width, bold)
    return _with_ends(text, size, max_width, bold) if known is None else known


@contextmanager
def kept_distinct(texts: Iterable[str]) -> Iterator[None]:
    """Have :func:`shorten` keep what tells texts of one picture apart, those of a ``with`` around this one too.

    Args:
        texts: in full, each a line.

    Example:
        >>> names = "stage_2_block_1_conv_a_bn", "stage_2_block_1_conv_b_bn"
        >>> with kept_distinct(names):
        ...     print(shorten(names[0], 12, 100), shorten(names[1], 12, 100))
        stage_2…_a_bn stage_2…_b_bn
    """
    around = _APART.get()
    token = _APART.set(_Apart(dict.fromkeys((*(() if around is None else around.texts), *texts))))
    try:
        yield
    finally:
        _APART.reset(token)


def shorten_all(texts: Iterable[str], size: float, max_width: float, bold: bool = False) -> list[str]:
    """Return texts that stand in one column, each shortened so that no two of them read alike.

    Args:
        texts: of which each becomes a line.
        size: of the font, in pixels.
        max_width: in pixels.
        bold: whether they are set in bold.

    Example:
        >>> shorten_all(["mean_radius_of_the_cell", "mean_texture_of_the_cell"], 12, 90)
        ['mean_r…_cell', 'mean_t…_cell']
    """
    lines = [one_line(text) for text in texts]
    with kept_distinct(lines):
        return [shorten(line, size, max_width, bold) for line in lines]


class _Apart:
    """Texts that should not read alike when they are shortened."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self._short: dict[tuple[float, float, bool], dict[str, str]] = {}

    def short(self, text: str, size: float, width: float, bold: bool) -> str | None:
        """Return one of them shortened to a width, ``None`` where it is another text."""
        key = size, width, bold
        if key not in self._short:
            self._short[key] = _all_short([text for text in self.texts if text_width(text, size, bold) > width], *key)
        return self._short[key].get(text)


_APART: ContextVar[_Apart | None] = ContextVar("_APART", default=None)


def _all_short(texts: Sequence[str], size: float, width: float, bold: bool) -> dict[str, str]:
    """Return texts that are too wide, shortened; those that would read alike with what tells them apart."""
    groups = list(_alike({text: _with_ends(text, size, width, bold) for text in texts}).values())
    while True:
        short = {
            text: _with_ends(text, size, width, bold) if len(group) == 1 else _with_difference(text, group, size, width, bold)
            for group in groups
            for text in group
        }
        joined = connected_groups(texts, [(alike[0], other) for alike in (*groups, *_alike(short).values()) for other in alike])
        if len(joined) == len(groups):
            return short
        groups = joined


def _alike(short: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for text, shown in short.items():
        groups.setdefault(shown, []).append(text)
    return groups


def _with_difference(text: str, alike: Sequence[str], size: float, width: float, bold: bool) -> str:
    """Return a text with what tells it from others between two ``…``, and as much of its ends as there is room for."""
    start, end = _common(alike), _common([other[::-1] for other in alike])
    end = min(end, min(map(len, alike)) - start)
    dots = 2 * text_width(ELLIPSIS, size, bold)
    middles = {other: other[start : len(other) - end] for other in alike}
    room = max(width - dots, 0.0)
    middle = middles[text]
    if text_width(middle, size, bold) > room:
        middle = _with_ends(middle, size, room, bold)
        same = [other for other in middles.values() if _with_ends(other, size, room, bold) == middle]
        if 1 < len(same) < len(alike) or (len(same) > 1 and (start or end)):
            middle = _with_difference(middles[text], same, size, room, bold)
    rest = room - text_width(middle, size, bold)
    head = min(fitting(text[:start], size, rest * 0.6, bold), start)
    tail = fitting(text[len(text) - end :][::-1], size, rest - text_width(text[:head], size, bold), bold) if end else 0
    return text[:head] + ELLIPSIS + middle + ELLIPSIS + text[len(text) - tail :]


def _common(texts: Sequence[str]) -> int:
    """Return how many characters all texts begin with."""
    first, last = min(texts), max(texts)
    return next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))


def _with_ends(text: str, size: float, max_width: float, bold: bool) -> str:
    room = max_width - text_width(ELLIPSIS, size, bold)
    head = fitting(text, size, room * 0.6, bold)
    tail = fitting(text[::-1], size, room - text_width(text[:head], size, bold), bold)
    return text[:head] + ELLIPSIS + text[len(text) - tail :]


def one_line(text: str) -> str:
    r"""Return the text with line breaks and control characters replaced by characters that can be seen.

    Example:
        >>> one_line("a\nb")
        'a↵b'
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text.replace("\r\n", "\n"))


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
    missing = (character for character in others if character not in _PLAIN and ord(character) not in _covered(bold=False))
    return frozenset(
        character for character in missing if unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp", "Mn", "Me")
    )


def _visible(character: str) -> str:
    if character == "\n":
        return "↵"
    category = unicodedata.category(character)
    if category in ("Zl", "Zp"):
        return "↵"
    if category in ("Cc", "Cs", "Co", "Cn"):
        return "�"
    return character


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
        used += _advance(character, bold) * size / _METRIC_SIZE * _SAFETY
        if used > width:
            return count
    return len(text)


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float:
    if character in _PLAIN or ord(character) in _covered(bold):
        return float(_metric_font(bold).getlength(character))
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return _METRIC_SIZE * (_WIDE if unicodedata.east_asian_width(character) in "WF" else 0.75)


@lru_cache(maxsize=2)
def _metric_font(bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_file(bold), _METRIC_SIZE, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2)
def _covered(bold: bool) -> frozenset[int]:
    """Return the code points that the font has."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(bold), lazy=True) as font:
        return frozenset(font.getBestCmap())
