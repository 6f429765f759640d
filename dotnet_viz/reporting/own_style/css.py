"""What a style sheet may not do in a report: end its element, or load anything that is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dotnet_viz.errors import UnsafeFileError

MAX_CHARACTERS = 1 << 18

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|([^\r\n\f0-9a-fA-F]))")
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ADDRESS = re.compile(r"(?P<function>url|src|image|image-set|cross-fade)\(\s*(?P<address>[^)]*)", re.IGNORECASE)
_IMPORT = re.compile(r"@\s*import\b", re.IGNORECASE)
_INSIDE = re.compile(r"""['"]?(?:data:|#)""", re.IGNORECASE)


def check_css(text: str, place: str) -> None:
    r"""Refuse a style sheet that could leave its element, or load something from outside.

    The page's content policy forbids both as well; what makes PDF has no such policy.

    Args:
        text: CSS.
        place: where it is from, which the message begins with.

    Raises:
        UnsafeFileError: it is too long, has ``</``, or names an address that is neither ``data:`` nor inside the page.

    Example:
        >>> check_css("h1 { background: u\\72l(//a.org/b) }", "x.css")
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.UnsafeFileError: x.css loads '//a.org/b'; a report takes nothing from outside, write it as data:
    """
    if len(text) > MAX_CHARACTERS:
        raise UnsafeFileError(f"{place} has more than {MAX_CHARACTERS:,} characters")
    for form in _forms(text):
        if "</" in form:
            raise UnsafeFileError(f"{place} has '</', which would end the style; CSS needs none")
        if _IMPORT.search(form):
            raise UnsafeFileError(f"{place} has @import; a report takes nothing from outside, write those rules into the file")
        if (address := outside_address(form)) is not None:
            raise UnsafeFileError(f"{place} loads {address[:80]!r}; a report takes nothing from outside, write it as data:")


def outside_address(text: str) -> str | None:
    """Return the first address in CSS that leads out of it; ``None`` where there is none.

    Args:
        text: CSS without escapes.

    Example:
        >>> outside_address("url(#a) url('data:x') url( http://b )"), outside_address("color: red")
        ('http://b', None)
    """
    for found in _ADDRESS.finditer(text):
        address = found["address"].strip()
        # The other functions take several addresses, or plain texts as such.
        if address and (found["function"].lower() != "url" or not _INSIDE.match(address)):
            return address.strip("'\" ")
    return None


def _forms(text: str) -> Iterator[str]:
    """Yield CSS as it is written, without its comments, and both with escapes resolved as browsers do."""
    for form in (text, _COMMENT.sub("", text)):
        yield form
        yield _ESCAPE.sub(_character, form)


def _character(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
