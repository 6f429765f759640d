"""What every vector format can draw: rectangles, ellipses, polygons, curves, texts and tables of pixels.

Lengths are those of the scene; colours are ``"#rrggbb"``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.scene import Point

DASHES = (5.0, 3.0)
FRAME_DASHES = (2.0, 2.0)


@dataclass(frozen=True)
class Paint:
    """How a figure is filled and outlined.

    Args:
        fill: colour of the inside; ``None`` leaves it open.
        stroke: colour of the outline; ``None`` for none.
        width: of the outline.
        dashes: lengths of dashes and gaps; empty for a line without gaps.
        round_ends: whether lines end in half circles.
        opacity: of the outline, from 0 to 1.
    """

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    round_ends: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Rectangle:
    """A box.

    Args:
        x: left edge.
        y: top edge.
        width: of it.
        height: of it.
        paint: its colours.
        corner: radius of its corners.
    """

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    corner: float = 0.0


@dataclass(frozen=True)
class Ellipse:
    """An ellipse.

    Args:
        x: centre.
        y: centre.
        rx: half its width.
        ry: half its height.
        paint: its colours.
    """

    x: float
    y: float
    rx: float
    ry: float
    paint: Paint


@dataclass(frozen=True)
class Polygon:
    """A closed figure with straight sides.

    Args:
        points: its corners.
        paint: its colours.
    """

    points: tuple[Point, ...]
    paint: Paint


@dataclass(frozen=True)
class Bezier:
    """A chain of cubic Bézier curves.

    Args:
        points: 3 n + 1 points.
        paint: its colours.
        closed: whether its end is its start.
    """

    points: tuple[Point, ...]
    paint: Paint
    closed: bool = False


@dataclass(frozen=True)
class Line:
    """A straight line.

    Args:
        start: where it starts.
        end: where it ends.
        paint: its colours.
    """

    start: Point
    end: Point
    paint: Paint


@dataclass(frozen=True)
class Text:
    """One line of text.

    Args:
        text: the text; the renderer escapes it.
        x: where the anchor stands.
        y: its vertical middle.
        size: of the font.
        bold: whether it is set in bold.
        anchor: ``"start"``, ``"middle"`` or ``"end"``.
        color: of the letters.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    anchor: str
    color: str


@dataclass(frozen=True, eq=False)
class Pixels:
    """A table of coloured cells.

    Args:
        x: left edge.
        y: top edge.
        width: of the whole table.
        height: of the whole table.
        colors: red, green and blue, 0 to 255; shape (rows, columns, 3).
    """

    x: float
    y: float
    width: float
    height: float
    colors: NDArray[np.uint8]


Figure = Rectangle | Ellipse | Polygon | Bezier | Line | Text | Pixels


@dataclass(frozen=True)
class FigureGroup:
    """What is drawn of one thing in a scene.

    Args:
        kind: ``"paper"``, ``"frame"``, ``"bundle"``, ``"mesh"``, ``"connection"``, ``"caption"``, ``"shape"``,
            ``"raster"``, ``"legend"`` or ``"text"``.
        name: of the thing; any text, and empty where it has none.
        figures: in drawing order.
        id: of a shape or a frame.
    """

    kind: str
    name: str
    figures: tuple[Figure, ...] = field(default_factory=tuple)
    id: str = ""
