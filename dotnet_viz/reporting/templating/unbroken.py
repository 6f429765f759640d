"""What no line of a page ends in: shapes of tensors, and numbers before their units."""

from __future__ import annotations

import re

from dotnet_viz.fonts import text_width
from dotnet_viz.reporting.section import NO_BREAK

_SIZE = r"(?:None|\?|…|\d+)"
_SHAPE = re.compile(rf"\({_SIZE}(?:, {_SIZE})+\)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%|[KMGT]iB\b)")
# A line has no room for more.
_LONGEST = 40

# Width of a card of key numbers without its padding, in sizes of its text: what style.css and print.css have.
_CARD = {"html": 123.2 / 17.6, "pdf": 109 / 10}


def unbroken(value: object) -> object:
    r"""Return a text in which lines end neither inside shapes nor before units; anything else, markup too, as it is.

    Args:
        value: that a template writes.

    Example:
        >>> unbroken("from (None, 8, 8) to 2.0 KiB")
        'from (None,\xa08,\xa08) to 2.0\xa0KiB'
    """
    if type(value) is not str:
        return value
    if "(" in value:
        value = _SHAPE.sub(_joined, value)
    return _BEFORE_UNIT.sub(NO_BREAK, value) if " " in value else value


def _joined(shape: re.Match[str]) -> str:
    return shape[0].replace(" ", NO_BREAK) if len(shape[0]) <= _LONGEST else shape[0]


def is_wider_than_a_card(text: str, medium: str) -> bool:
    """Whether a text has a piece in one line that a card of key numbers has no room for.

    Args:
        text: of the card.
        medium: ``"html"`` or ``"pdf"``.

    Example:
        >>> is_wider_than_a_card("(None, 8, 8, 1)", "html"), is_wider_than_a_card("a sentence of six short words", "html")
        (True, False)
    """
    return any(text_width(piece, 1.0, bold=True) > _CARD[medium] for piece in str(unbroken(text)).split(" "))
