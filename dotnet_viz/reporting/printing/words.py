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
# Pictures have their own lines, and the head has style sheets and fonts.
_LEFT = re.compile(r"<(svg|head)\b")
_LONG_TEXT = re.compile(rf">[^<]{{{LONGEST + 1},}}")


def with_breaks_in_long_words(page: str) -> str:
    r"""Return a page of HTML whose long words may go on in the next line.

    Args:
        page: HTML, in which text and attributes have no ``<`` and no ``>``.

    Example:
        >>> with_breaks_in_long_words(f'<p title="{"x" * 50}">{"x" * 50} short</p>').count("\u200b")
        3
    """
    pieces, done = [], 0
    for start in _LEFT.finditer(page):
        end = page.find(f"</{start[1]}>", start.end())
        if start.start() >= done and end >= 0:
            # The sign that ends it begins the text behind it.
            pieces += [_LONG_TEXT.sub(_text, page[done : start.start()]), page[start.start() : end]]
            done = end
    return "".join((*pieces, _LONG_TEXT.sub(_text, page[done:])))


def _text(found: re.Match[str]) -> str:
    return _LONG_WORD.sub(lambda word: _STEPS.sub(lambda step: step[0] + _ZERO_WIDTH_SPACE, word[0]), found[0])
