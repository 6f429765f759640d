"""Charts on dark paper: the colours of paper, text and lines, each replaced by its counterpart."""

from __future__ import annotations

import re
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
