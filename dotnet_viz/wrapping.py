"""Text over several lines, as wide as the room there is."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.fonts import one_line, shorten, text_width


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int = 12) -> list[str]:
    """Break a text between words into lines; a word that is too wide is shortened, and so is the last line.

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
    lines = list(_lines(one_line(" ".join(text.split())), size, width, bold))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width, bold)]


def _lines(text: str, size: float, width: float, bold: bool) -> Iterator[str]:
    space = text_width(" ", size, bold)
    words: list[str] = []
    used = 0.0
    for word in (shorten(word, size, width, bold) for word in text.split(" ") if word):
        length = text_width(word, size, bold)
        if words and used + space + length > width:
            yield " ".join(words)
            words, used = [], 0.0
        used += length + (space if words else 0.0)
        words.append(word)
    if words:
        yield " ".join(words)
