"""Text over several lines, as wide as the room there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from dotnet_viz.fonts.control_characters import one_line
from dotnet_viz.fonts.metrics import fitting, text_width
from dotnet_viz.fonts.shortening import shorten

# Where a long name is broken: behind signs, and before a word of a name such as GlobalAveragePooling.
_BETWEEN = re.compile(r"[_./:-]+|(?<=[a-z0-9])(?=[A-Z][a-z])")
_PLACES = re.compile(rf" |{_BETWEEN.pattern}")
_DOTS = "…"


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int = 12) -> list[str]:
    """Break a text between words into lines, and a word that is too wide inside; the last line is shortened.

    Args:
        text: any text; line breaks in it count as spaces.
        size: font size in pixels.
        width: the most that a line may take, in pixels.
        bold: whether it is set in bold.
        most: how many lines there may be.

    Example:
        >>> wrap("a long title for a small picture", 12, 100)
        ['a long title for a', 'small picture']
    """
    lines = list(_broken(one_line(" ".join(text.split())), size, width, bold))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width, bold)]


@lru_cache(maxsize=1024)
def _broken(text: str, size: float, width: float, bold: bool) -> tuple[str, ...]:
    """Return the lines of a text; who looks for a picture that fits asks for the same notes and legends again and again."""
    return tuple(_without_lone_dots(list(_lines(text, size, width, bold)), size, width, bold))


def _without_lone_dots(lines: Sequence[str], size: float, width: float, bold: bool) -> Iterator[str]:
    """Yield lines of which none has dots alone, which would read as a name: the end of the line before it goes with them."""
    for line, following in pairwise([*lines, ""]):
        ends = [match.end() for match in _PLACES.finditer(line) if match.end() < len(line)] if following == _DOTS else []
        if line == _DOTS:
            continue
        if ends and text_width(f"{line[ends[-1] :]} {_DOTS}", size, bold) <= width:
            yield from (line[: ends[-1]].rstrip(), f"{line[ends[-1] :]} {_DOTS}")
        else:
            yield from (line, _DOTS) if following == _DOTS else (line,)


def _lines(text: str, size: float, width: float, bold: bool) -> Iterator[str]:
    space = text_width(" ", size, bold)
    words: list[str] = []
    used = 0.0
    for word in (piece for long in text.split(" ") if long for piece in _pieces(long, size, width, bold)):
        length = text_width(word, size, bold)
        if words and used + space + length > width:
            yield " ".join(words)
            words, used = [], 0.0
        used += length + (space if words else 0.0)
        words.append(word)
    if words:
        yield " ".join(words)


def _pieces(word: str, size: float, width: float, bold: bool) -> Iterator[str]:
    """Yield a word in parts that have room, so that two long names that differ at their ends do not read alike."""
    while len(word) > 1 and text_width(word, size, bold) > width:
        end = max(1, fitting(word, size, width, bold))
        # The letter behind the end tells whether a word of the name begins there.
        found = [match.end() for match in _BETWEEN.finditer(word, 0, end + 1) if end / 4 < match.end() <= end]
        end = found[-1] if found else end
        yield word[:end]
        word = word[end:]
    yield word
