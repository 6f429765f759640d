"""What Graphviz has no node for, as the drawing operations of the graph's ``_background``: solids, planes and tables of cells.

The nodes themselves stand over it, without an outline, with their places, names and tooltips.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import ceil, sqrt

import numpy as np

from dotnet_viz.colors import hex_colors
from dotnet_viz.renderers.dot.curves import filled_ellipse, filled_polygon
from dotnet_viz.renderers.primitives.figures import Ellipse, Pixels, Polygon
from dotnet_viz.renderers.primitives.shapes import outline_figures
from dotnet_viz.renderers.theme_colors import ThemeColors
from dotnet_viz.scene import Raster, Scene, Shape

MAX_CELLS = 30_000
"""Cells of all tables together; of more, each cell of the file is the mean of a block."""

# Operations to a line of the string: Graphviz reads no more than 16,384 characters between two breaks of it.
_LINE = 64


def background(scene: Scene, colors: ThemeColors) -> str:
    """Return the attribute of the graph, with a comma before it; empty where nothing is drawn by it.

    Args:
        scene: with places.
        colors: of the theme.
    """
    height = scene.size[1] if scene.size else 0.0
    operations = [*_solids(scene, height, colors), *_tables(scene, height)]
    lines = ("".join(operations[start : start + _LINE]) for start in range(0, len(operations), _LINE))
    return ', _background="{}"'.format("\\\n".join(lines)) if operations else ""


def is_drawn_below(shape: Shape) -> bool:
    """Whether a shape is drawn by :func:`background`, so that its node has no figure of its own."""
    return bool(shape.faces) or shape.form in ("polygon", "dots")


def _solids(scene: Scene, height: float, colors: ThemeColors) -> Iterator[str]:
    for shape in scene.shapes:
        for figure in outline_figures(shape, colors) if is_drawn_below(shape) else ():
            if isinstance(figure, Polygon) and (fill := figure.paint.fill):
                yield filled_polygon(figure.points, fill, figure.paint.stroke or "", figure.paint.width, height)
            elif isinstance(figure, Pixels):
                yield from _cells(figure, 1, height)
            elif isinstance(figure, Ellipse):
                yield filled_ellipse((figure.x, figure.y), (figure.rx, figure.ry), figure.paint.fill or "", height)


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
            yield filled_polygon(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), color, color, 0.0, height)
            left = right


def _means(raster: Raster | Pixels, top: int, bottom: int, step: int) -> list[str]:
    """Return the mean colour of each block of columns in some rows."""
    sums = np.add.reduceat(raster.colors[top:bottom].sum(axis=0, dtype=np.float64), np.arange(0, raster.colors.shape[1], step))
    widths = np.diff(np.append(np.arange(0, raster.colors.shape[1], step), raster.colors.shape[1]))
    return hex_colors(np.rint(sums / (widths * (bottom - top))[:, np.newaxis]).astype(np.uint8))
