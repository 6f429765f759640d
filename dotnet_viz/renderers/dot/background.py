"""What Graphviz has no node for, as the drawing operations of the graph's ``_background``: solids, planes and tables of cells.

The nodes themselves stand over it, without an outline, with their places, names and tooltips. Graphviz draws it below frames
and lines, so the insides of frames and the lines that solids cover are part of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby
from math import ceil, cos, pi, sin, sqrt

import numpy as np

from dotnet_viz.colors import hex_colors
from dotnet_viz.renderers.dot.curves import curve, ellipse, polygon
from dotnet_viz.renderers.primitives.figures import Bezier, Ellipse, Figure, Line, Paint, Pixels, Polygon, Rectangle
from dotnet_viz.renderers.primitives.lines import curve_figures
from dotnet_viz.renderers.primitives.shapes import frame_figures, outline_figures
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Connection, Point, Raster, Scene

MAX_CELLS = 30_000
"""Cells of all tables together; of more, each cell of the file is the mean of a block."""

# Operations to a line of the string: Graphviz reads no more than 16,384 characters between two breaks of it.
_LINE = 64


def background(scene: Scene, below: Collection[str], colors: ThemeColors) -> str:
    """Return the attribute of the graph, with a comma before it; empty where nothing is drawn by it.

    Args:
        scene: with places.
        below: ids of the shapes that it draws; see :func:`drawn_below`.
        colors: of the theme.
    """
    height = scene.size[1] if scene.size else 0.0
    operations = [
        *(_frames(scene, height, colors) if below else ()),
        *_covered_lines(scene, below, height, colors),
        *_solids(scene, below, height, colors),
        *_tables(scene, height),
    ]
    lines = ("".join(operations[start : start + _LINE]) for start in range(0, len(operations), _LINE))
    return ', _background="{}"'.format("\\\n".join(lines)) if operations else ""


def drawn_below(scene: Scene) -> frozenset[str]:
    """Return the ids of the shapes that :func:`background` draws, so that their nodes have no figures of their own.

    Args:
        scene: whose. Shapes of one group stand over each other, so that it draws all of a group or none.
    """
    solids = [shape for shape in scene.shapes if shape.faces or shape.corners or shape.form == "dots"]
    groups = {shape.group for shape in solids if shape.group}
    return frozenset(shape.id for shape in [*solids, *(shape for shape in scene.shapes if shape.group in groups)])


def is_covered(line: Connection, below: Collection[str]) -> bool:
    """Whether a connection goes on behind the solids that it joins, so that :func:`background` draws it.

    Args:
        line: of a scene.
        below: ids of the shapes that it draws.
    """
    return bool(line.strands) and not line.label and (line.source in below or line.target in below)


def _frames(scene: Scene, height: float, colors: ThemeColors) -> Iterator[str]:
    """Yield the insides of frames, which would hide what else is drawn here."""
    for cluster in scene.clusters:
        if cluster.fill != "paper":
            for figure in frame_figures(cluster, colors):
                yield from _operations(replace(figure, paint=Paint(figure.paint.fill)), height)


def _covered_lines(scene: Scene, below: Collection[str], height: float, colors: ThemeColors) -> Iterator[str]:
    for line in scene.connections:
        for figure in curve_figures(line, colors) if is_covered(line, below) else ():
            yield from _operations(figure, height)


def _solids(scene: Scene, below: Collection[str], height: float, colors: ThemeColors) -> Iterator[str]:
    for shape in scene.shapes:
        for figure in outline_figures(shape, colors) if shape.id in below else ():
            yield from _operations(figure, height)


def _operations(figure: Figure, height: float) -> Iterator[str]:
    if isinstance(figure, Pixels):
        yield from _cells(figure, 1, height)
    elif isinstance(figure, Polygon):
        yield from polygon(figure.points, figure.paint, height)
    elif isinstance(figure, Rectangle):
        yield from polygon(_corners(figure), figure.paint, height)
    elif isinstance(figure, Bezier):
        yield curve(figure.points, figure.paint, height)
    elif isinstance(figure, Line):
        (x0, y0), (x1, y1) = figure.start, figure.end
        yield curve((figure.start, (x0, y0), (x1, y1), figure.end), figure.paint, height)
    elif isinstance(figure, Ellipse):
        yield ellipse((figure.x, figure.y), (figure.rx, figure.ry), figure.paint, height)


def _corners(box: Rectangle) -> tuple[Point, ...]:
    """Return the corners of a polygon that is as round as a box."""
    radius = min(box.corner, box.width / 2, box.height / 2)
    near, far = (box.x + radius, box.y + radius), (box.x + box.width - radius, box.y + box.height - radius)
    if not radius:
        return near, (far[0], near[1]), far, (near[0], far[1])
    middles = far, (near[0], far[1]), near, (far[0], near[1])
    turns = [(middles[quarter], (quarter + step / 4) * pi / 2) for quarter in range(4) for step in range(5)]
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for (x, y), angle in turns)


def _tables(scene: Scene, height: float) -> Iterator[str]:
    step = step_of(scene)
    for raster in scene.rasters:
        if raster.cells:
            yield from _cells(raster, step, height)


def step_of(scene: Scene) -> int:
    """Return how many rows and columns of a table are one cell of the file."""
    cells = sum(raster.cells for raster in scene.rasters)
    return ceil(sqrt(cells / MAX_CELLS)) if cells > MAX_CELLS else 1


def _cells(raster: Raster | Pixels, step: int, height: float) -> Iterator[str]:
    """Yield boxes; neighbours of one colour in a row are one box."""
    rows, columns, _ = raster.colors.shape
    wide, high = raster.width / columns, raster.height / rows
    for top in range(0, rows, step):
        bottom = min(top + step, rows)
        left = 0
        for color, run in groupby(_means(raster, top, bottom, step)):
            right = min(left + len(list(run)) * step, columns)
            x0, x1 = raster.x + left * wide, raster.x + right * wide
            y0, y1 = raster.y + top * high, raster.y + bottom * high
            yield from polygon(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), Paint(color), height)
            left = right


def _means(raster: Raster | Pixels, top: int, bottom: int, step: int) -> list[str]:
    """Return the mean colour of each block of columns in some rows."""
    sums = np.add.reduceat(raster.colors[top:bottom].sum(axis=0, dtype=np.float64), np.arange(0, raster.colors.shape[1], step))
    widths = np.diff(np.append(np.arange(0, raster.colors.shape[1], step), raster.colors.shape[1]))
    return hex_colors(np.rint(sums / (widths * (bottom - top))[:, np.newaxis]).astype(np.uint8))
