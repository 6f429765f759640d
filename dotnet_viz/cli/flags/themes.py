"""The flags of colours that pictures share, and the theme of a file where none is given."""

from __future__ import annotations

import os
from pathlib import Path

from dotnet_viz.cli.flags.flag import TEXT, Flag, choice
from dotnet_viz.renderers.themes.theme import THEMES

THEME_FLAG = Flag(
    ("--theme",),
    "colours: print is read in grey too, auto as the reader's browser has it; without it light, and auto in a page",
    choice(THEMES),
)
BACKGROUND = Flag(("--background",), "colour of the paper, or transparent; without it that of the theme", TEXT)

CHART_TITLE = Flag(("--title",), "heading over the chart", TEXT)


def theme_of(given: str | None, path: str | os.PathLike[str]) -> str:
    """Return the theme of a file: the one that was asked for, or else light, and for a page that of its reader.

    Args:
        given: by the flag; ``None`` where it was not.
        path: of the file.

    Example:
        >>> theme_of(None, "model.html"), theme_of(None, "model.svg"), theme_of("dark", "model.html")
        ('auto', 'light', 'dark')
    """
    return given or ("auto" if Path(path).suffix.lower() == ".html" else "light")
