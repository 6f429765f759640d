"""Any text as one line in which everything can be seen."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    r"""Return the text with line breaks and control characters replaced by characters that can be seen.

    Example:
        >>> one_line("a\nb")
        'a↵b'
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text.replace("\r\n", "\n"))


def _visible(character: str) -> str:
    if character == "\n":
        return "↵"
    category = unicodedata.category(character)
    if category in ("Zl", "Zp"):
        return "↵"
    if category in ("Cc", "Cs", "Co", "Cn"):
        return "�"
    return character
