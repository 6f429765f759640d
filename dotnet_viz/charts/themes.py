"""Charts on dark paper: the colours of paper, text and lines, each replaced by its counterpart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from dotnet_viz.charts import style

THEMES = ("light", "dark")

PAPER = "#14171c"
"""Of the dark theme, as drawings have it."""

_DARK: Mapping[str, str] = MappingProxyType(
    {
        style.INK: "#e8eaed",
        style.MUTED: "#a9b1ba",
        style.GRID: "#363c44",
        style.NEUTRAL: "#9aa3ad",
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
_COLOR = re.compile("|".join(_DARK))
_LIGHT_DARK = re.compile(rf"([a-z-]+): ?({_COLOR.pattern})")
_STYLE = re.compile(r' style="([^"]*)"')
_NO_TURN = re.compile(r' transform="rotate\(-0 [^)]*\)"')
_DEFINITIONS = re.compile(r"(<defs>.*?</defs>)", re.DOTALL)
_START = re.compile(r"<svg[^>]*>(?:<title.*?</title>)?(?:<desc.*?</desc>)?", re.DOTALL)


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


def in_theme(svg: str, theme: str) -> str:
    """Return a chart in the colours of a theme; colours of data that are no series, such as cells of a heat map, stay.

    Args:
        svg: the chart in light colours.
        theme: one of :data:`THEMES`; light charts stand on the paper of the page.

    Example:
        >>> in_theme('<svg><text style="fill: #1a1a1a">1</text></svg>', "dark")
        '<svg><rect width="100%" height="100%" fill="#14171c"/><text style="fill: #e8eaed">1</text></svg>'
    """
    if theme == "light":
        return svg
    return on_paper(_COLOR.sub(lambda match: _DARK[match[0]], svg), PAPER)


def of_page(svg: str, prefix: str) -> str:
    """Return a chart whose colours follow the colour scheme of the page around it; styles that repeat become rules.

    Args:
        svg: the chart in light colours.
        prefix: becomes the id of the picture.

    Example:
        >>> of_page('<svg><text style="fill: #1a1a1a">1</text></svg>', "p")
        '<svg id="p"><style>#p .c0{fill:#1a1a1a;fill:light-dark(#1a1a1a,#e8eaed)}</style><text class="c0">1</text></svg>'
    """
    # A rule that names the picture does not reach what is shown by a reference, so definitions keep their styles.
    parts = _DEFINITIONS.split(_NO_TURN.sub("", svg))
    counts = Counter(style for part in parts[::2] for style in _STYLE.findall(part))
    names = {style: f"c{number}" for number, style in enumerate(style for style in counts if _is_rule(style, counts[style]))}

    def classed(match: re.Match[str]) -> str:
        return f' class="{names[match[1]]}"' if match[1] in names else match[0]

    def followed(match: re.Match[str]) -> str:
        return f' style="{_both(match[1])}"'

    parts = [_STYLE.sub(followed, part) if number % 2 else _STYLE.sub(classed, part) for number, part in enumerate(parts)]
    rules = "".join(f"#{prefix} .{name}{{{_both(style)}}}" for style, name in names.items())
    chart = "".join(parts).replace("<svg", f'<svg id="{prefix}"', 1)
    return _START.sub(lambda match: f"{match[0]}<style>{rules}</style>", chart, count=1) if rules else chart


def _is_rule(style: str, count: int) -> bool:
    return count > 1 or _COLOR.search(style) is not None


def _both(style: str) -> str:
    """Return declarations that follow the colour scheme, each behind the light one for browsers that cannot."""
    compact = style.strip().rstrip(";").replace(": ", ":").replace("; ", ";")
    return _LIGHT_DARK.sub(lambda match: f"{match[1]}:{match[2]};{match[1]}:light-dark({match[2]},{_DARK[match[2]]})", compact)
