"""A theme: colours of the page by the names of its CSS variables, or a style sheet."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dotnet_viz.colors import contrast, mix, parse_color
from dotnet_viz.errors import OptionError, UnreadableFileError, unknown_choice
from dotnet_viz.files.regular import check_file
from dotnet_viz.files.templates import resource
from dotnet_viz.reporting.own_style.css import MAX_CHARACTERS, check_css

DARK = "dark"
LEAST_CONTRAST = 4.5
"""Of texts, by WCAG 2.1."""
_TEXTS = ("ink", "muted", "accent", "error", "warning")
_BACKGROUNDS = ("paper", "panel")
_VARIABLE = re.compile(r"--([a-z][a-z0-9-]*):\s*(#[0-9a-fA-F]{6})\b")
_LIGHT_RULE, _DARK_RULE = ":root {{ {} }}", "@media screen and (prefers-color-scheme: dark) {{ :root {{ {} }} }}"


def theme_css(theme: Any) -> str:
    """Return the style sheet of a theme, which stands behind that of the page.

    Args:
        theme: colours by their names (``accent``, ``ink``, ``paper`` ...), for the dark theme below ``"dark"``; or the path of
            a ``.css`` file. Where a colour of texts is given for the light theme alone, the dark one has it too, lightened
            until it can be read.

    Raises:
        OptionError: there is no such colour, or a value is none.
        MissingFileError: there is no such file.
        UnreadableFileError: it is no text.
        UnsafeFileError: the style sheet could leave its element, or loads something.

    Example:
        >>> print(theme_css({"accent": "#a01030", "dark": {"accent": "#ff8090"}}))
        :root { --accent: #a01030; }
        @media screen and (prefers-color-scheme: dark) { :root { --accent: #ff8090; } }
    """
    if isinstance(theme, str) and theme in ("light", DARK):
        raise OptionError(
            f"theme={theme!r}: a report follows what its reader has set, light or dark; a theme gives its colours,"
            " such as {'accent': '#a01030'}, or names a .css file"
        )
    if isinstance(theme, str | os.PathLike):
        return _file(Path(theme))
    if not isinstance(theme, Mapping):
        raise OptionError(f"theme must be a dict of colours, such as {{'accent': '#a01030'}}, or a .css file, not {theme!r}")
    light = _colors({key: value for key, value in theme.items() if key != DARK}, "theme")
    given = theme.get(DARK, {})
    if not isinstance(given, Mapping):
        raise OptionError(f"theme['dark'] must be a dict of colours, such as {{'accent': '#ff8090'}}, not {given!r}")
    dark = _colors(given, "theme['dark']")
    paper = {**default_colors()[DARK], **dark}["paper"]
    dark = {name: _readable(color, paper) for name, color in light.items() if name in _TEXTS} | dark
    rules = [rule.format(_declarations(colors)) for rule, colors in ((_LIGHT_RULE, light), (_DARK_RULE, dark)) if colors]
    return "\n".join(rules)


@lru_cache(maxsize=1)
def default_colors() -> dict[str, dict[str, str]]:
    """Return the colours of the page, light and dark, by their names: those that its style sheet sets first.

    Example:
        >>> default_colors()["light"]["paper"]
        '#ffffff'
    """
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name, color in _VARIABLE.findall(resource("style.css")):
        if name not in light:
            light[name] = color
        else:
            dark.setdefault(name, color)
    return {"light": light, DARK: {**light, **dark}}


def weak_contrasts(css: str) -> list[str]:
    """Return in words which texts of a theme are hard to read on which backgrounds.

    Args:
        css: of a theme that is made of colours.

    Example:
        >>> weak_contrasts(":root { --ink: #cccccc; }")[0]
        'ink #cccccc on paper #ffffff has a contrast of 1.6'
    """
    found = []
    light_rule, _, dark_rule = css.partition("@media")
    for theme, rule in (("light", light_rule), (DARK, dark_rule)):
        own = dict(_VARIABLE.findall(rule))
        colors = {**default_colors()[theme], **own}
        for text in _TEXTS:
            for background in _BACKGROUNDS:
                ratio = contrast(colors[text], colors[background])
                if ratio < LEAST_CONTRAST and own.keys() & {text, background}:
                    where = "" if theme == "light" else " of the dark theme"
                    pair = f"{text} {colors[text]} on {background} {colors[background]}{where}"
                    found.append(f"{pair} has a contrast of {ratio:.1f}")
    return found


def _colors(given: Mapping[Any, Any], what: str) -> dict[str, str]:
    known = default_colors()["light"]
    found = {}
    for key, value in given.items():
        name = str(key).strip().removeprefix("--").replace("_", "-").casefold()
        if name not in known:
            raise unknown_choice(f"colour of {what}:", key, known)
        if not isinstance(value, str):
            raise OptionError(f"{what}[{name!r}] must be a colour, such as '#a01030', not {value!r}")
        found[name] = parse_color(value.strip(), f"{what}[{name!r}]")
    return found


def _declarations(colors: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {color};" for name, color in colors.items())


def _readable(color: str, paper: str) -> str:
    """Return a colour, mixed with as little white as it needs to be read on a dark paper."""
    steps = (mix(color, "#ffffff", step / 20) for step in range(21))
    return next((lighter for lighter in steps if contrast(lighter, paper) >= LEAST_CONTRAST + 1), "#ffffff")


def _file(path: Path) -> str:
    if path.suffix.lower() != ".css":
        raise unknown_choice("ending of a theme's file:", path.suffix, (".css",))
    if check_file(path) > 4 * MAX_CHARACTERS:
        raise UnreadableFileError(f"{str(path)!r} has more than {MAX_CHARACTERS:,} characters, which no theme needs")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{str(path)!r} is no text in UTF-8") from error
    except OSError as error:
        raise UnreadableFileError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    check_css(text, repr(str(path)))
    return text
