"""The paper of a picture: that of its theme, a colour of its own, or none."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.colors import LEAST_TEXT_CONTRAST, contrast, parse_color
from dotnet_viz.errors import OptionError
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scene import TRANSPARENT, Scene


def on_paper(scene: Scene, background: str | None, theme: str) -> Scene:
    """Return a scene on paper of its own.

    Args:
        scene: what is drawn.
        background: a colour, or ``"transparent"`` for no paper; ``None`` for the one that the scene has.
        theme: of the picture, whose text must be read on it.

    Raises:
        OptionError: no such colour, or one on which the text of the theme cannot be read.

    Example:
        >>> on_paper(Scene("one"), "ivory", "light").background
        '#fffff0'
    """
    return scene if background is None else replace(scene, background=checked_paper(background, theme))


def checked_paper(background: object, theme: str) -> str:
    """Return the paper of a picture as ``"#rrggbb"``, or ``"transparent"``.

    Args:
        background: a colour, or ``"transparent"``.
        theme: of the picture, whose text must be read on it.

    Raises:
        OptionError: no such colour, or one on which the text of the theme cannot be read.

    Example:
        >>> checked_paper("ivory", "light")
        '#fffff0'
    """
    if background == TRANSPARENT:
        return TRANSPARENT
    if not isinstance(background, str):
        raise OptionError(f"background must be a colour, 'transparent' or None, not {background!r}")
    paper = parse_color(background, "background")
    roles = THEMES[theme].colors if theme in THEMES else {}
    lowest = min((contrast(roles[role], paper) for role in ("ink", "muted") if role in roles), default=21.0)
    if lowest < LEAST_TEXT_CONTRAST:
        other = "light" if theme == "dark" else "dark"
        raise OptionError(
            f"background {background!r} is too close to the text of the theme {theme!r} (contrast {lowest:.1f}, "
            f"{LEAST_TEXT_CONTRAST} is needed); take theme={other!r} or another colour"
        )
    return paper
