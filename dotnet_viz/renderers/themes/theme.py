"""Themes: what colour each role of a scene has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dotnet_viz.colors import is_hex_color
from dotnet_viz.errors import unknown_choice
from dotnet_viz.renderers.themes.theme_colors import DARK, LIGHT, LIGHT_COLORS, PRINT, ThemeColors, readable
from dotnet_viz.scene import ROLES, TRANSPARENT, Cluster, Scene

__all__ = [
    "DARK", "LIGHT", "OF_PAGE", "PRINT", "THEMES", "Theme", "light_dark", "page_rules", "paper_color", "paper_role",
    "plain_color", "readable", "theme_for",
]  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """The colours of a picture.

    Args:
        tones: its colours.
        dark_tones: colours that replace them where the reader's system is set to dark; ``None`` if none do.
        by_page: whether the page around the picture decides which are shown, in place of the reader's system.
    """

    tones: ThemeColors
    dark_tones: ThemeColors | None = None
    by_page: bool = False

    @property
    def colors(self) -> Mapping[str, str]:
        """The colour of each role."""
        return self.tones.colors

    @property
    def dark(self) -> Mapping[str, str] | None:
        """The colours of roles for readers whose system is dark; ``None`` if they are no others."""
        return None if self.dark_tones is None else self.dark_tones.colors


_LIGHT, _DARK = LIGHT_COLORS, ThemeColors(DARK, "dark")
THEMES: Mapping[str, Theme] = {
    "light": Theme(_LIGHT),
    "dark": Theme(_DARK),
    "auto": Theme(_LIGHT, _DARK),
    "print": Theme(ThemeColors(PRINT, "print")),
}

OF_PAGE = "page"
"""Of a picture inside a page that has a setting of its own, and :func:`page_rules` in its style sheet."""

_OF_PAGE = Theme(_LIGHT, _DARK, by_page=True)


def theme_for(scene: Scene, name: str) -> Theme:
    """Return the theme in which a scene is drawn: its own colour of paper is that of all that lies on it.

    Args:
        scene: what is drawn.
        name: one of :data:`THEMES`, or :data:`OF_PAGE`.

    Raises:
        OptionError: no such theme.
    """
    if name not in THEMES and name != OF_PAGE:
        raise unknown_choice("theme", name, THEMES)
    theme = THEMES.get(name, _OF_PAGE)
    if not is_hex_color(scene.background):
        return theme
    on_paper = replace(theme.tones, colors={**theme.tones.colors, "paper": scene.background})
    return replace(theme, tones=on_paper, dark_tones=None)


def paper_role(scene: Scene) -> str:
    """Return the role that the colour of a scene's paper has in the theme of :func:`theme_for`.

    Args:
        scene: whose background is not transparent.

    Example:
        >>> paper_role(Scene("one", background="#fffff0")), paper_role(Scene("one", background="panel"))
        ('paper', 'panel')
    """
    return "paper" if is_hex_color(scene.background) else scene.background


def paper_color(scene: Scene, colors: ThemeColors) -> str:
    """Return ``"#rrggbb"`` of the paper that a scene is drawn on, or ``"transparent"``.

    Args:
        scene: what is drawn.
        colors: of the theme.
    """
    return TRANSPARENT if scene.background == TRANSPARENT else colors.color(paper_role(scene))


def is_open(cluster: Cluster, scene: Scene) -> bool:
    """Whether a frame has no inside of its own but the paper, of which there is none.

    Args:
        cluster: the frame.
        scene: that has it.
    """
    return scene.background == TRANSPARENT and cluster.fill == "paper"


def plain_color(color: str) -> str:
    """Return ``"#rrggbb"`` of a colour or role, in light colours."""
    return LIGHT[color] if color in ROLES else color


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
    return "".join(rules)
