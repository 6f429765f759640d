"""Texts that are too wide, with a part replaced by ``…``, so that no two of one picture read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from dotnet_viz.fonts.control_characters import one_line
from dotnet_viz.fonts.metrics import fitting, text_width
from dotnet_viz.traversal import connected_groups

ELLIPSIS = "…"


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


_ELLIPSES = re.compile(rf" *{ELLIPSIS}(?: *{ELLIPSIS})+ *")
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
    """Return a text with what tells it from others between two ``…``, and as much of its ends as there is room for.

    Where there is no room for a letter between them, it has its ends alone.
    """
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
    short = _with_one_ellipsis(text[:head] + ELLIPSIS + middle + ELLIPSIS + text[len(text) - tail :])
    return short if text_width(short, size, bold) <= width else _with_ends(text, size, width, bold)


def _common(texts: Sequence[str]) -> int:
    """Return how many characters all texts begin with."""
    first, last = min(texts), max(texts)
    return next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))


def _with_ends(text: str, size: float, max_width: float, bold: bool) -> str:
    room = max_width - text_width(ELLIPSIS, size, bold)
    head = fitting(text, size, room * 0.6, bold)
    tail = fitting(text[::-1], size, room - text_width(text[:head], size, bold), bold)
    return _with_one_ellipsis(text[:head] + ELLIPSIS + text[len(text) - tail :])


def _with_one_ellipsis(text: str) -> str:
    """Return a text with one ``…`` in place of several that follow each other, as where a span of names is cut at its own."""
    return _ELLIPSES.sub(ELLIPSIS, text)
