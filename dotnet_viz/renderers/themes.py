"""Themes: what colour each role of a scene has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dotnet_viz.colors import most_readable
from dotnet_viz.errors import unknown_choice
from dotnet_viz.scene import Scene

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "muted": "#57606a",
    "line": "#6b7280",
    "panel": "#f3f5f8",
    "accent": "#1d5fc4",
}
DARK: Mapping[str, str] = {
    "paper": "#14171c",
    "ink": "#e8eaed",
    "muted": "#a3abb5",
    "line": "#8b949e",
    "panel": "#22272e",
    "accent": "#7fb0ff",
}


@dataclass(frozen=True)
class Theme:
    """Colours by role.

    Args:
        colors: colour of each role.
        dark: colours that replace them where the reader's system is set to dark; ``None`` if none do.
        by_page: whether the page around the picture decides which are shown, in place of the reader's system.
    """

    colors: Mapping[str, str]
    dark: Mapping[str, str] | None = None
    by_page: bool = False


THEMES: Mapping[str, Theme] = {"light": Theme(LIGHT), "dark": Theme(DARK), "auto": Theme(LIGHT, DARK)}

OF_PAGE = "page"
"""Of a picture inside a page that has a setting of its own, and :func:`page_rules` in its style sheet."""

_OF_PAGE = Theme(LIGHT, DARK, by_page=True)

WARNING_CLASS = "dv-warning"
# Of texts that warn: one colour cannot be read on both papers.
WARNING = ("#c2410c", "#fb923c")


def theme_for(scene: Scene, name: str) -> Theme:
    """Return the theme in which a scene is drawn.

    A scene with bundles is always drawn on light paper: the ramp of its weights fades towards it.

    Args:
        scene: what is drawn.
        name: one of :data:`THEMES`, or :data:`OF_PAGE`.

    Raises:
        OptionError: no such theme.
    """
    if name not in THEMES and name != OF_PAGE:
        raise unknown_choice("theme", name, THEMES)
    return THEMES["light"] if scene.bundles else THEMES.get(name, _OF_PAGE)


def light_dark(light: str, dark: str) -> str:
    """Return a colour that follows the colour scheme of the element, as CSS (https://www.w3.org/TR/css-color-5/#light-dark).

    Args:
        light: colour as ``#rrggbb``.
        dark: colour as ``#rrggbb``.

    Example:
        >>> light_dark("#ffffff", "#000000"), light_dark("#ffffff", "#ffffff")
        ('light-dark(#ffffff,#000000)', '#ffffff')
    """
    return light if light == dark else f"light-dark({light},{dark})"


def page_rules() -> str:
    """Return the rules by which the roles' colours in all pictures of a page follow its colour scheme.

    Example:
        >>> page_rules().split("}")[0]
        '.dv-fill-paper{fill:light-dark(#ffffff,#14171c)'
    """
    colors = {role: light_dark(color, DARK[role]) for role, color in LIGHT.items()}
    rules = [f".dv-{part}-{role}{{{part}:{color}}}" for role, color in colors.items() for part in ("fill", "stroke")]
    return "".join((*rules, f".{WARNING_CLASS}{{fill:{light_dark(*WARNING)}}}"))


@lru_cache(maxsize=1024)
def readable(role: str, background: str) -> str:
    """Return the colour of a role, from the light or the dark theme, that is read better on a background.

    Args:
        role: a colour's name, such as ``"ink"``.
        background: a colour as ``#rrggbb``.

    Raises:
        KeyError: the role is unknown.

    Example:
        >>> readable("ink", "#2166ac") == DARK["ink"]
        True
    """
    return most_readable(background, LIGHT[role], DARK[role])
