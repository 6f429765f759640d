"""Places and curves in DOT, where a pixel is a point and y grows upwards, and the same in xdot drawing operations.

Source: https://graphviz.org/docs/attr-types/splineType/ and https://graphviz.org/docs/outputs/canon/#xdot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dotnet_viz.renderers.common.arrows import head_length, shortened
from dotnet_viz.renderers.primitives.figures import Paint
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


def polygon(points: Sequence[Point], paint: Paint, height: float) -> Iterator[str]:
    """Yield the xdot operations that draw a polygon, none where it has no inside.

    Args:
        points: its corners in the scene.
        paint: its colours.
        height: of the picture.
    """
    if paint.fill:
        yield _painted(f"P {len(points)} {_places(points, height)}", paint)


def curve(points: Sequence[Point], paint: Paint, height: float) -> str:
    """Return the xdot operations that draw a chain of cubic Bézier curves, filled where the paint is.

    Args:
        points: 3 n + 1 points in the scene.
        paint: its colours.
        height: of the picture.
    """
    return _painted(f"{'b' if paint.fill else 'B'} {len(points)} {_places(points, height)}", paint)


def ellipse(middle: Point, radii: Point, paint: Paint, height: float) -> str:
    """Return the xdot operations that draw an ellipse.

    Args:
        middle: in the scene.
        radii: half its width and half its height.
        paint: its colours.
        height: of the picture.
    """
    return _painted(f"E {_places([middle], height)} {radii[0]:.7g} {radii[1]:.7g}", paint)


def _places(points: Iterable[Point], height: float) -> str:
    return " ".join(f"{x:.7g} {height - y:.7g}" for x, y in points)


def _painted(operation: str, paint: Paint) -> str:
    """Return an operation with its colours before it; what has no outline has a very thin one of its own colour."""
    stroke = paint.stroke if paint.stroke and paint.width else paint.fill
    inside = f"{_color('C', paint.fill)} " if paint.fill else ""
    width = paint.width if paint.stroke and paint.width else 0.01
    operations = f"{inside}{_color('c', stroke or '#000000')} {_style(f'setlinewidth({width:g})')} {operation} "
    return f"{_style('dashed')} {operations}{_style('solid')} " if paint.dashes else operations


def _color(kind: str, color: str) -> str:
    return f"{kind} {len(color)} -{color}"


def _style(style: str) -> str:
    return f"S {len(style)} -{style}"
