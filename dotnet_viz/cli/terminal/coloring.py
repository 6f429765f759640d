"""Colours of a terminal, where there is one and the user wants them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from dotnet_viz.measures.comparison.texts.text import TextLine

CHOICES = ("auto", "always", "never")

_CODES = {
    "title": "1",
    "quiet": "2",
    "added": "32",
    "removed": "31",
    "changed": "34",
    "moved": "35",
    "rewired": "35",
    "resized": "2",
    "weights": "33",
    "renamed": "2",
    "same": "2",
}


def wants_color(choice: str) -> bool:
    """Return whether colours are written.

    ``NO_COLOR`` (https://no-color.org) and ``FORCE_COLOR`` count where nothing is asked for; else the terminal does.

    Args:
        choice: one of :data:`CHOICES`.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def colored(lines: Iterable[TextLine]) -> str:
    r"""Return lines in the colours of their roles.

    Example:
        >>> colored([TextLine("+ dense", "added"), TextLine("plain")])
        '\x1b[32m+ dense\x1b[0m\nplain'
    """
    return "\n".join(f"\x1b[{_CODES[line.role]}m{line.text}\x1b[0m" if line.role in _CODES else line.text for line in lines)
