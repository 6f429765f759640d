"""Places and curves in DOT, where a pixel is a point and y grows upwards, and the same in xdot drawing operations.

Source: https://graphviz.org/docs/attr-types/splineType/ and https://graphviz.org/docs/outputs/canon/#xdot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotnet_viz.renderers.arrows import head_length, shortened
from dotnet_viz.scene import Connection, Point

_ARROW = 10.0
"""Points in an arrowhead of the size 1."""


def position(point: Point, height: float) -> str:
    """Return the attribute that pins a node to a place.

    Args:
        point: its centre.
        height: of the picture.

    Example:
        >>> position((10, 20), 100)
        'pos="10,80!"'
    """
    return f'pos="{place(point, height)}!"'


def place(point: Point, height: float) -> str:
    """Return a point.

    Args:
        point: in the scene.
        height: of the picture.
    """
    return f"{point[0]:.7g},{height - point[1]:.7g}"


def route(line: Connection, height: float) -> str:
    """Return the attributes by which Graphviz draws an edge along the curves of a connection; empty where it has none.

    Args:
        line: the connection.
        height: of the picture.
    """
    if len(line.points) < 4:
        return ""
    tip, body, head = "", line.points, ""
    if line.arrow and (length := head_length(line.points, line.width)):
        tip, body = f"e,{place(line.points[-1], height)} ", shortened(line.points, length)
        head = f", arrowsize={length / _ARROW:.3g}"
    main = tip + _spline(body, height)
    curves = ";".join((main, *(_spline(strand, height) for strand in line.strands)))
    text = f', lp="{place(line.label_at, height)}"' if line.label and line.label_at else ""
    return f'{head}, pos="{curves}"{text}'


def _spline(points: Iterable[Point], height: float) -> str:
    return " ".join(place(point, height) for point in points)


def filled_polygon(points: Sequence[Point], fill: str, stroke: str, width: float, height: float) -> str:
    """Return the xdot operations that draw a polygon.

    Args:
        points: its corners in the scene.
        fill: colour as ``#rrggbb``.
        stroke: colour of the outline as ``#rrggbb``.
        width: of the outline; 0 for none.
        height: of the picture.
    """
    corners = " ".join(f"{x:.7g} {height - y:.7g}" for x, y in points)
    shape = f"{len(points)} {corners}"
    inside = f"{_color('C', fill)} {_color('c', stroke if width else fill)} {_width(width or 0.01)} P {shape}"
    return f"{inside} "


def filled_ellipse(middle: Point, radii: Point, fill: str, height: float) -> str:
    """Return the xdot operations that draw an ellipse without an outline.

    Args:
        middle: in the scene.
        radii: half its width and half its height.
        fill: colour as ``#rrggbb``.
        height: of the picture.
    """
    x, y = middle
    size = f"{radii[0]:.7g} {radii[1]:.7g}"
    return f"{_color('C', fill)} {_color('c', fill)} {_width(0.01)} E {x:.7g} {height - y:.7g} {size} "


def _color(kind: str, color: str) -> str:
    return f"{kind} {len(color)} -{color}"


def _width(width: float) -> str:
    style = f"setlinewidth({width:g})"
    return f"S {len(style)} -{style}"
