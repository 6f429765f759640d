"""Words that are longer than a cell of a table: without a place to break, PlutoPrint would make the whole document smaller."""

from __future__ import annotations

import re

LONGEST = 40
"""Characters of a word that needs no place to break."""

_STEP = 16
_ZERO_WIDTH_SPACE = "\u200b"
_UNIT = r"(?:&\#?\w+;|[^\s<>&])"
_LONG_WORD = re.compile(rf"{_UNIT}{{{LONGEST + 1},}}")
_STEPS = re.compile(rf"{_UNIT}{{{_STEP}}}")
# Pictures have their own lines, tags no text; the head has style sheets and fonts.
_TEXT = re.compile(r"<svg\b.*?</svg>|<head\b.*?</head>|<[^>]*>|(?P<text>[^<]+)", re.DOTALL)


def with_breaks_in_long_words(page: str) -> str:
    r"""Return a page of HTML whose long words may go on in the next line.

    Args:
        page: HTML, in which text has no ``<`` and no ``>``.

    Example:
        >>> with_breaks_in_long_words(f'<p title="{"x" * 50}">{"x" * 50} short</p>').count("\u200b")
        3
    """
    return _TEXT.sub(_text, page)


def _text(found: re.Match[str]) -> str:
    text = found["text"]
    if text is None or len(text) <= LONGEST:
        return found[0]
    return _LONG_WORD.sub(lambda word: _STEPS.sub(lambda step: step[0] + _ZERO_WIDTH_SPACE, word[0]), text)
