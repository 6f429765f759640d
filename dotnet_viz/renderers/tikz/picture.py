"""A placed scene as a ``tikzpicture``: places, colours, dashes and widths of the SVG, text in the font of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from dotnet_viz.colors import hex_colors
from dotnet_viz.errors import OptionError
from dotnet_viz.renderers.common.numbers import decimal
from dotnet_viz.renderers.primitives.figures import (
    Bezier,
    Ellipse,
    Figure,
    FigureGroup,
    Line,
    Paint,
    Pixels,
    Polygon,
    Rectangle,
    Text,
)
from dotnet_viz.renderers.primitives.groups import figure_groups
from dotnet_viz.renderers.primitives.size import count_lines
from dotnet_viz.renderers.tikz.escape import tex_comment, tex_text
from dotnet_viz.scene import Point, Scene

MAX_LINES = 20_000
"""Lines of weights that LaTeX draws in about a quarter of a minute."""
MAX_CELLS = 20_000
MAX_LENGTH = 16_000.0
"""Of a side in big points: TeX knows no length above 16,383 points."""
POINTS = 0.75
"""Big points in a pixel."""

_ANCHORS = {"start": "west", "middle": "center", "end": "east"}


def tikz_picture(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> str:
    r"""Return a scene as a ``tikzpicture``, to be read by ``\input`` in a document that uses the package ``tikz``.

    Args:
        scene: with places.
        theme: colours of the page.
        scale: how large it is; 1 is three quarters of a point a pixel.

    Raises:
        OptionError: more lines of weights or cells of tables than TeX draws, or no such theme.
        GraphError: the scene has no places.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> print(tikz_picture(Scene("one", shapes=(Shape("a", "a", 10, 10, x=9, y=9),), size=(18, 18))).splitlines()[0])
        \begin{tikzpicture}[x=0.75bp, y=-0.75bp, inner sep=0pt, outer sep=0pt]
    """
    _check_count(scene)
    groups = [group for group in figure_groups(scene, theme) if group.figures]
    return "\n".join(_lines(groups, unit_of(scene, scale), scene.size or (0.0, 0.0))) + "\n"


def unit_of(scene: Scene, scale: float = 1.0) -> float:
    """Return big points for each pixel: fewer where the picture would be longer than TeX can measure.

    Args:
        scene: with places.
        scale: how large it should be.
    """
    return min(POINTS * scale, MAX_LENGTH / max(*(scene.size or (1.0, 1.0)), 1.0))


def _check_count(scene: Scene) -> None:
    lines, cells = count_lines(scene), sum(raster.cells for raster in scene.rasters)
    if lines > MAX_LINES:
        raise OptionError(
            f"TeX draws up to {MAX_LINES:,} lines of weights, and {scene.title!r} has {lines:,}; "
            "draw fewer (max_edges=), or save it as .pdf and include that"
        )
    if cells > MAX_CELLS:
        raise OptionError(
            f"TeX draws up to {MAX_CELLS:,} cells of tables, and {scene.title!r} has {cells:,}; "
            "save it as .pdf and include that"
        )


def _lines(groups: Sequence[FigureGroup], scale: float, size: Point) -> Iterator[str]:
    unit = decimal(scale, 4)
    yield rf"\begin{{tikzpicture}}[x={unit}bp, y=-{unit}bp, inner sep=0pt, outer sep=0pt]"
    yield from (
        rf"  \definecolor{{{_color(color)}}}{{HTML}}{{{color[1:].upper()}}}"
        for color in sorted({color for group in groups for figure in group.figures for color in _colors(figure)})
    )
    yield rf"  \useasboundingbox (0,0) rectangle {_point(size)};"
    for group in groups:
        if group.name:
            yield f"  % {group.kind}: {tex_comment(group.name)}"
        yield from (f"  {command}" for figure in group.figures for command in _commands(figure, scale))
    yield r"\end{tikzpicture}"


def _colors(figure: Figure) -> Iterator[str]:
    if isinstance(figure, Text):
        yield figure.color
    elif isinstance(figure, Pixels):
        yield from hex_colors(np.unique(figure.colors.reshape(-1, 3), axis=0))
    else:
        yield from (color for color in (figure.paint.fill, figure.paint.stroke) if color)


def _color(color: str) -> str:
    return f"dv{color[1:].lower()}"


def _commands(figure: Figure, scale: float) -> Iterator[str]:
    if isinstance(figure, Text):
        yield _node(figure, scale)
    elif isinstance(figure, Pixels):
        yield from _cells(figure)
    else:
        yield rf"\path[{_options(figure.paint, scale)}] {_path(figure, scale)};"


def _path(figure: Rectangle | Ellipse | Polygon | Bezier | Line, scale: float) -> str:
    if isinstance(figure, Rectangle):
        corner = f"[rounded corners={decimal(figure.corner * scale)}bp] " if figure.corner else ""
        end = figure.x + figure.width, figure.y + figure.height
        return f"{corner}{_point((figure.x, figure.y))} rectangle {_point(end)}"
    if isinstance(figure, Ellipse):
        radii = f"x radius={decimal(figure.rx * scale)}bp, y radius={decimal(figure.ry * scale)}bp"
        return f"{_point((figure.x, figure.y))} ellipse [{radii}]"
    if isinstance(figure, Line):
        return f"{_point(figure.start)} -- {_point(figure.end)}"
    if isinstance(figure, Polygon):
        return " -- ".join([*map(_point, figure.points), "cycle"])
    curves = "".join(_curve(figure.points[index : index + 3]) for index in range(1, len(figure.points) - 2, 3))
    return f"{_point(figure.points[0])}{curves}{' -- cycle' if figure.closed else ''}"


def _curve(points: Sequence[Point]) -> str:
    first, second, end = map(_point, points)
    return f" .. controls {first} and {second} .. {end}"


def _options(paint: Paint, scale: float) -> str:
    parts = [f"fill={_color(paint.fill)}"] if paint.fill else []
    if paint.stroke:
        parts += [f"draw={_color(paint.stroke)}", f"line width={decimal(paint.width * scale, 3)}bp", "line join=round"]
    if paint.dashes:
        on, off = (decimal(length * scale) for length in paint.dashes)
        parts.append(f"dash pattern=on {on}bp off {off}bp")
    if paint.opacity < 1:
        parts.append(f"opacity={decimal(paint.opacity)}")
    return ", ".join(parts)


def _node(text: Text, scale: float) -> str:
    size = decimal(text.size * scale)
    font = rf"\fontsize{{{size}bp}}{{{size}bp}}\selectfont" + (r"\bfseries" if text.bold else "")
    # The height of a line is that of its letters with parts above and below, so that lines of one height stand alike.
    content = rf"\vphantom{{Ag}}{tex_text(text.text)}"
    options = f"anchor={_ANCHORS[text.anchor]}, text={_color(text.color)}, font={{\\sffamily{font}}}"
    return rf"\node[{options}] at {_point((text.x, text.y))} {{{content}}};"


def _cells(table: Pixels) -> Iterator[str]:
    """Yield the cells of a table; neighbours of one colour in a row are one box."""
    rows, columns, _ = table.colors.shape
    wide, high = table.width / columns, table.height / rows
    for row, colors in enumerate(table.colors):
        start = 0
        for color, run in groupby(hex_colors(colors)):
            length = len(list(run))
            left, top = table.x + start * wide, table.y + row * high
            box = f"{_point((left, top))} rectangle {_point((left + length * wide, top + high))}"
            yield rf"\path[fill={_color(color)}] {box};"
            start += length


def _point(point: Point) -> str:
    return f"({decimal(point[0])},{decimal(point[1])})"
