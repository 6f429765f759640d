"""A theme: colours of the page by the names of its CSS variables, or a style sheet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dotnet_viz.colors import contrast, mix, parse_color
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.files.formats.small_text import read_small_text
from dotnet_viz.files.paths import check_ending
from dotnet_viz.files.templates import resource
from dotnet_viz.reporting.own_style.css import MAX_CHARACTERS, check_css
from dotnet_viz.translation.audience import spelled

Colors = dict[str, str]

LIGHT, DARK = "light", "dark"
LEAST_CONTRAST = 4.5
"""Of texts, by WCAG 2.1."""
_TEXTS = ("ink", "muted", "accent", "error", "warning")
_BACKGROUNDS = ("paper", "panel")
_HEX = r"(#[0-9a-fA-F]{6})"
_VARIABLE = re.compile(rf"--([a-z][a-z0-9-]*):\s*{_HEX}")
_PAIR = re.compile(rf"--([a-z][a-z0-9-]*):\s*light-dark\({_HEX},\s*{_HEX}\)")


@dataclass(frozen=True)
class ReportTheme:
    """A checked theme.

    Args:
        css: rules for screens.
        print_css: rules for paper.
        weak: which texts are hard to read, in words.
    """

    css: str
    print_css: str
    weak: tuple[str, ...] = ()


def read_theme(given: Any) -> ReportTheme:
    """Return a theme as style sheets, which stand behind that of the page.

    Args:
        given: colours by their names (``accent``, ``ink``, ``paper`` ...), for the dark theme below ``"dark"``; or the path of
            a ``.css`` file. Where a colour of texts is given for the light theme alone, the dark one has it too, lightened
            until it can be read.

    Raises:
        OptionError: there is no such colour, or a value is none.
        MissingFileError: there is no such file.
        UnreadableFileError: it is not text.
        UnsafeFileError: the style sheet could leave its element, or loads something.

    Example:
        >>> print(read_theme({"accent": "#a01030", "dark": {"accent": "#ff8090"}}).css)
        :root { --accent: #a01030; }
        @supports (color: light-dark(#fff, #000)) { :root { --accent: light-dark(#a01030, #ff8090); } }
        @media print { :root { --accent: #a01030; } }
    """
    if isinstance(given, str) and given in (LIGHT, DARK):
        raise OptionError(
            f"theme={given!r}: a report follows what its reader has set, light or dark; a theme gives its colours, such as"
            f" {_colors_as_given()}, or names a .css file"
        )
    if isinstance(given, str | os.PathLike):
        css = _file(Path(given))
        return ReportTheme(css, css)
    if not isinstance(given, Mapping):
        raise OptionError(f"theme must be a dict of colours, such as {{'accent': '#a01030'}}, or a .css file, not {given!r}")
    light, dark = _given_colors(given)
    return ReportTheme(_screen_css(light, dark), _rule(light), tuple(_weak_contrasts(light, dark)))


@lru_cache(maxsize=1)
def default_colors() -> dict[str, Colors]:
    """Return the colours of the page, light and dark, by their names, as its style sheet has them.

    Example:
        >>> default_colors()["light"]["paper"], default_colors()["dark"]["paper"] < "#333333"
        ('#ffffff', True)
    """
    light: Colors = {}
    dark: Colors = {}
    for name, color in _VARIABLE.findall(resource("style.css")):
        if name not in light:
            light[name] = color
        else:
            dark.setdefault(name, color)
    pairs = _PAIR.findall(resource("style.css"))
    dark |= {name: color for name, _, color in pairs}
    return {LIGHT: light, DARK: {**light, **dark}}


def _given_colors(given: Mapping[Any, Any]) -> tuple[Colors, Colors]:
    """Return what is given for light pages and, with colours of texts that are lightened, for dark ones."""
    light = _colors({key: value for key, value in given.items() if key != DARK}, "theme")
    of_dark = given.get(DARK, {})
    if not isinstance(of_dark, Mapping):
        raise OptionError(f"theme['dark'] must be a dict of colours, such as {{'accent': '#ff8090'}}, not {of_dark!r}")
    dark = _colors(of_dark, "theme['dark']")
    backgrounds = [{**default_colors()[DARK], **dark}[name] for name in _BACKGROUNDS]
    return light, {name: _readable(color, backgrounds) for name, color in light.items() if name in _TEXTS} | dark


def _colors(given: Mapping[Any, Any], what: str) -> Colors:
    known = default_colors()[LIGHT]
    found = {}
    for key, value in given.items():
        name = str(key).strip().removeprefix("--").replace("_", "-").casefold()
        if name not in known:
            raise unknown_choice(f"colour of {what}:", key, known)
        if not isinstance(value, str):
            raise OptionError(f"{what}[{name!r}] must be a colour, such as '#a01030', not {value!r}")
        found[name] = parse_color(value.strip(), f"{what}[{name!r}]")
    return found


def _screen_css(light: Colors, dark: Colors) -> str:
    """Return rules by which a page has both themes, whichever its reader or its switch takes."""
    default = default_colors()
    names = [*light, *(name for name in dark if name not in light)]
    pairs = {
        name: f"light-dark({light.get(name, default[LIGHT][name])}, {dark.get(name, default[DARK][name])})" for name in names
    }
    both = f"@supports (color: light-dark(#fff, #000)) {{ {_rule(pairs)} }}" if pairs else ""
    on_paper = f"@media print {{ {_rule(light)} }}" if light else ""
    return "\n".join(part for part in (_rule(light), both, on_paper) if part)


def _rule(values: Mapping[str, str]) -> str:
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in values.items())} }}" if values else ""


def _readable(color: str, backgrounds: list[str]) -> str:
    """Return a colour, mixed with as little white as it needs to be read on dark backgrounds."""
    steps = (mix(color, "#ffffff", step / 20) for step in range(21))
    return next((one for one in steps if min(contrast(one, other) for other in backgrounds) > LEAST_CONTRAST), "#ffffff")


def _weak_contrasts(light: Colors, dark: Colors) -> Iterator[str]:
    for theme, own in ((LIGHT, light), (DARK, dark)):
        colors = {**default_colors()[theme], **own}
        for text in _TEXTS:
            for background in _BACKGROUNDS:
                ratio = contrast(colors[text], colors[background])
                if ratio < LEAST_CONTRAST and own.keys() & {text, background}:
                    where = "" if theme == LIGHT else " of the dark theme"
                    pair = f"{text} {colors[text]} on {background} {colors[background]}{where}"
                    yield f"{pair} has a contrast of {ratio:.1f}"


def _colors_as_given() -> str:
    return spelled("{'accent': '#a01030'}", "accent=#a01030")


def _file(path: Path) -> str:
    if not path.suffix:
        raise OptionError(f"unknown theme {str(path)!r}; give colours, such as {_colors_as_given()}, or a .css file")
    check_ending(path, "a theme's file", (".css",))
    text = read_small_text(path, MAX_CHARACTERS, "which no theme needs")
    check_css(text, repr(str(path)))
    return text
