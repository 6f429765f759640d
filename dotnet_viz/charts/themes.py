"""Charts on dark paper and in print: the colours of paper, text and lines, each replaced by its counterpart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from dotnet_viz.charts import style
from dotnet_viz.errors import unknown_choice
from dotnet_viz.scene import TRANSPARENT

THEMES = ("light", "dark", "auto", "print")

PAPER = "#14171c"
"""Of the dark theme, as drawings have it."""

_DARK: Mapping[str, str] = MappingProxyType(
    {
        style.INK: "#e8eaed",
        style.ON_PALE: "#ffffff",
        style.MUTED: "#a9b1ba",
        style.GRID: "#363c44",
        style.NEUTRAL: "#9aa3ad",
        style.BLANK: PAPER,
        style.TRAIN: "#6fb1ee",
        style.VALIDATION: "#f0a35e",
        "#0072b2": "#4d93f0",
        "#56b4e9": "#a5dcfb",
        "#d55e00": "#ff8b3d",
        "#009e73": "#2fc79b",
        "#cc79a7": "#e59ac4",
        "#8a6100": "#d9a83a",
        "#7c3aad": "#b98af0",
        "#b2182b": "#f0727f",
    }
)
# Steps of grey where colours are printed without: what is most often side by side is farthest apart.
_PRINT: Mapping[str, str] = MappingProxyType(
    {
        style.INK: "#000000",
        style.ON_PALE: "#000000",
        style.MUTED: "#333333",
        style.GRID: "#cccccc",
        style.NEUTRAL: "#7a7a7a",
        style.BLANK: "#ffffff",
        style.TRAIN: "#0b3a6b",
        style.VALIDATION: "#d97b2e",
        "#0072b2": "#004a75",
        "#d55e00": "#e0793a",
        "#009e73": "#00684b",
        "#cc79a7": "#c46a9c",
        "#8a6100": "#4f3700",
        "#56b4e9": "#3f97cf",
        "#7c3aad": "#3d1259",
        "#b2182b": "#8f0f20",
    }
)
_COLOR = re.compile("|".join(_DARK))
_LIGHT_DARK = re.compile(rf"([a-z-]+): ?({_COLOR.pattern})")
_PAPER_STYLE = "fill: #ffffff"
_STYLE = re.compile(r' style="([^"]*)"')
_DEFINITIONS = re.compile(r"(<defs>.*?</defs>)", re.DOTALL)
_START = re.compile(r"<svg[^>]*>(?:<title.*?</title>)?(?:<desc.*?</desc>)?", re.DOTALL)


def check_theme(theme: str) -> None:
    """Check that there is a theme of a name.

    Args:
        theme: should be one of :data:`THEMES`.

    Raises:
        OptionError: no such theme.
    """
    if theme not in THEMES:
        raise unknown_choice("theme of charts", theme, THEMES)


def on_paper(svg: str, color: str = "#ffffff") -> str:
    """Return a chart that is drawn on paper of its own, so that it can be read on a page of any colour.

    Args:
        svg: the chart.
        color: of the paper.

    Example:
        >>> on_paper('<svg width="9"><g/></svg>')
        '<svg width="9"><rect width="100%" height="100%" fill="#ffffff"/><g/></svg>'
    """
    paper = f'<rect width="100%" height="100%" fill="{color}"/>'
    return _START.sub(lambda match: match[0] + paper, svg, count=1)


def in_theme(svg: str, theme: str, prefix: str = "chart", paper: str | None = None) -> str:
    """Return a chart in the colours of a theme; colours of data that are no series, such as cells of a heat map, stay.

    Args:
        svg: the chart in light colours.
        theme: one of :data:`THEMES`; charts that are light or for print stand on the paper of the page.
        prefix: becomes the id of a picture that follows the reader's setting.
        paper: colour behind the chart, or ``"transparent"`` for nothing; ``None`` for that of the theme.

    Example:
        >>> in_theme('<svg><text style="fill: #1a1a1a">1</text></svg>', "dark")
        '<svg><rect width="100%" height="100%" fill="#14171c"/><text style="fill: #e8eaed">1</text></svg>'
        >>> in_theme('<svg><text style="fill: #1a1a1a">1</text></svg>', "print")
        '<svg><text style="fill: #000000">1</text></svg>'
    """
    if theme == "auto":
        return _with_rules(svg if paper else _on_paper_of_reader(svg), prefix, _compact, _darkened)
    colors = {"dark": _DARK, "print": _PRINT}.get(theme)
    shown = svg if colors is None else _COLOR.sub(lambda match: colors[match[0]], svg)
    behind = paper or (PAPER if theme == "dark" else TRANSPARENT)
    return shown if behind == TRANSPARENT else on_paper(shown, behind)


def _on_paper_of_reader(svg: str) -> str:
    paper = f'<rect width="100%" height="100%" style="{_PAPER_STYLE}"/>'
    return _START.sub(lambda match: match[0] + paper, svg, count=1)


def of_page(svg: str, prefix: str) -> str:
    """Return a chart whose colours follow the colour scheme of the page around it; styles that repeat become rules.

    Args:
        svg: the chart in light colours.
        prefix: becomes the id of the picture.

    Example:
        >>> of_page('<svg><text style="fill: #1a1a1a">1</text></svg>', "p")
        '<svg id="p"><style>#p .c0{fill:#1a1a1a;fill:light-dark(#1a1a1a,#e8eaed)}</style><text class="c0">1</text></svg>'
    """
    return _with_rules(svg, prefix, _both)


def with_rules(svg: str, prefix: str) -> str:
    """Return a chart whose styles are rules, as a page needs it that allows no attributes ``style``.

    Args:
        svg: the chart, in its own colours.
        prefix: becomes the id of the picture.

    Example:
        >>> with_rules('<svg><text style="fill: #1a1a1a">1</text></svg>', "p")
        '<svg id="p"><style>#p .c0{fill:#1a1a1a}</style><text class="c0">1</text></svg>'
    """
    return _with_rules(svg, prefix, _compact)


def _with_rules(svg: str, prefix: str, declarations: Callable[[str], str], in_dark: Callable[[str], str] | None = None) -> str:
    names = {style: f"c{number}" for number, style in enumerate(dict.fromkeys(_STYLE.findall(svg)))}
    selectors: dict[str, str] = {}
    dark: dict[str, str] = {}

    def classed(match: re.Match[str], name: str, selector: str) -> str:
        selectors[selector.format(name)] = declarations(match[1])
        if in_dark is not None and (later := in_dark(match[1])):
            dark[selector.format(name)] = later
        return f' class="{name}"'

    def of_part(part: str, *, is_definition: bool) -> str:
        # A rule that names the picture does not reach what is shown by a reference.
        if is_definition:
            return _STYLE.sub(lambda match: classed(match, f"{prefix}-{names[match[1]]}", ".{}"), part)
        return _STYLE.sub(lambda match: classed(match, names[match[1]], f"#{prefix} .{{}}"), part)

    parts = _DEFINITIONS.split(svg)
    chart = "".join(of_part(part, is_definition=bool(number % 2)) for number, part in enumerate(parts))
    chart = chart.replace("<svg", f'<svg id="{prefix}"', 1)
    rules = "".join(f"{selector}{{{text}}}" for selector, text in selectors.items())
    if dark:
        rules += f"@media (prefers-color-scheme:dark){{{''.join(f'{name}{{{text}}}' for name, text in dark.items())}}}"
    return _START.sub(lambda match: f"{match[0]}<style>{rules}</style>", chart, count=1) if rules else chart


def _compact(style: str) -> str:
    return style.strip().rstrip(";").replace(": ", ":").replace("; ", ";")


def _darkened(style: str) -> str:
    """Return the declarations whose colours are others on dark paper, with these."""
    if style == _PAPER_STYLE:
        return f"fill:{PAPER}"
    return ";".join(f"{name}:{_DARK[color]}" for name, color in _LIGHT_DARK.findall(style))


def _both(style: str) -> str:
    """Return declarations that follow the colour scheme, each behind the light one for browsers that cannot."""
    compact = _compact(style)
    return _LIGHT_DARK.sub(lambda match: f"{match[1]}:{match[2]};{match[1]}:light-dark({match[2]},{_DARK[match[2]]})", compact)
