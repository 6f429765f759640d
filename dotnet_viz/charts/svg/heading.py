"""A heading over a chart, and what is behind one: paper of its own, or nothing."""

from __future__ import annotations

import re
from html import escape

from dotnet_viz.charts.style import INK, PIXELS_PER_INCH, POINTS_PER_INCH
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import FAMILY, LINE_HEIGHT, one_line
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.renderers.themes.papers import checked_paper
from dotnet_viz.scene import TRANSPARENT

_SIZE, _SPACE, _MARGIN, _MOST_LINES = 15.0, 10.0, 12.0, 3
_ROOT = re.compile(r"<svg([^>]*)>((?:<title.*?</title>)?(?:<desc.*?</desc>)?)(.*)</svg>", re.DOTALL)
_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')


def headed(svg: str, title: str, width: float, height: float) -> tuple[str, float]:
    """Return a chart with a heading, and its height.

    Args:
        svg: the chart in light colours.
        title: of one line; long ones go on in the next.
        width: of the chart in CSS pixels.
        height: likewise.

    Raises:
        OptionError: the title is no text.

    Example:
        >>> svg, height = headed('<svg width="96" height="48" viewBox="0 0 72 36"><g/></svg>', "Runs", 96, 48)
        >>> height, svg.count("Runs"), 'viewBox="0 0 72 ' in svg
        (89, 1, True)
    """
    if not isinstance(title, str):
        raise OptionError(f"title must be a text, or None, not {title!r}")
    lines = wrap(one_line(title), _SIZE, width - 2 * _MARGIN, bold=True, most=_MOST_LINES)
    room = round(len(lines) * _SIZE * LINE_HEIGHT + _SPACE + _MARGIN - 1)
    found = _ROOT.search(svg)
    box = None if found is None else _BOX.search(found[1])
    if found is None or box is None:
        return svg, height
    points = POINTS_PER_INCH / PIXELS_PER_INCH
    attributes = _BOX.sub(f'viewBox="{box[1]} {box[2]} {box[3]} {float(box[4]) + room * points:g}"', found[1])
    attributes = re.sub(r' height="[^"]*"', f' height="{height + room:g}"', attributes)
    texts = "".join(
        f'<text x="{float(box[3]) / 2:g}" y="{(_MARGIN + _SIZE * (0.8 + LINE_HEIGHT * number)) * points:g}"'
        f" style=\"font-weight: bold; font-size: {_SIZE * points:g}px; font-family: '{FAMILY}', sans-serif;"
        f' text-anchor: middle; fill: {INK}">{escape(line, quote=False)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg{attributes}>{found[2]}{texts}<g transform="translate(0 {room * points:g})">{found[3]}</g></svg>',
        height + room,
    )


def resized(svg: str, width: float, height: float) -> str:
    """Return a chart drawn larger or smaller.

    Args:
        svg: the chart.
        width: in CSS pixels.
        height: likewise.

    Example:
        >>> resized('<svg width="96" height="48" viewBox="0 0 72 36"><g/></svg>', 48, 24)
        '<svg width="48" height="24" viewBox="0 0 72 36"><g/></svg>'
    """
    head, end, rest = svg.partition(">")
    head = re.sub(r' width="[^"]*"', f' width="{width:g}"', head, count=1)
    return re.sub(r' height="[^"]*"', f' height="{height:g}"', head, count=1) + end + rest


def paper_of(background: str | None, theme: str) -> str | None:
    """Return the paper that was asked for, as ``"#rrggbb"`` or ``"transparent"``; ``None`` for that of the theme.

    Args:
        background: a colour, ``"transparent"`` or ``None``.
        theme: of the chart.

    Raises:
        OptionError: no such colour, one on which text cannot be read, or a colour where the theme is that of the reader.
    """
    if background is None:
        return None
    if theme == "auto" and background != TRANSPARENT:
        raise OptionError("background is one colour, and theme='auto' is light or dark; take theme 'light', 'dark' or 'print'")
    return checked_paper(background, theme)
