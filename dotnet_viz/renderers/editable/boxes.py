"""Where figures and texts stand in drawing programs, which know them by their left, top, width and height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dotnet_viz.fonts import text_width
from dotnet_viz.geometry.boxes import box_of_points
from dotnet_viz.geometry.curves import point_on_curve
from dotnet_viz.renderers.primitives.figures import Bezier, Ellipse, Figure, Pixels, Polygon, Rectangle, Text
from dotnet_viz.scene import ANCHORS, Point

PlaceAndSize = tuple[float, float, float, float]
"""Left, top, width and height."""
ALIGNMENTS: Mapping[str, str] = MappingProxyType({"start": "left", "middle": "center", "end": "right"})
"""What the anchors of texts are called there."""


def text_box(text: Text, line_height: float = 1.3) -> PlaceAndSize:
    """Return left, top, width and height of a line of text.

    Args:
        text: with its place.
        line_height: of the program, as a part of the font size.

    Example:
        >>> left, top, width, height = text_box(Text("a", 10.0, 20.0, 10.0, False, "middle", "#000000"))
        >>> (left + width / 2, top, height)
        (10.0, 13.5, 13.0)
    """
    width, height = text_width(text.text, text.size, text.bold), text.size * line_height
    left = text.x - ANCHORS[text.anchor] * width
    return left, text.y - height / 2, width, height


def box_of(figure: Figure) -> PlaceAndSize:
    """Return left, top, width and height of a figure.

    Args:
        figure: any but a text.
    """
    if isinstance(figure, Rectangle | Pixels):
        return figure.x, figure.y, figure.width, figure.height
    if isinstance(figure, Ellipse):
        return figure.x - figure.rx, figure.y - figure.ry, 2 * figure.rx, 2 * figure.ry
    points = outline_points(figure) if isinstance(figure, Polygon | Bezier) else [(0.0, 0.0)]
    box = box_of_points(points)
    return box.left, box.top, box.width, box.height


def outline_points(figure: Figure) -> list[Point]:
    """Return the corners of a closed curve as straight lines, and of a polygon as they are.

    Args:
        figure: a polygon or a closed curve.
    """
    points = list(getattr(figure, "points", ()))
    if getattr(figure, "closed", None) is None:
        return points
    return [points[0], *few_points_along(points)]


def few_points_along(points: Sequence[Point]) -> list[Point]:
    """Return points of a chain of cubic curves, four of each, without its start.

    Args:
        points: the start, and three for each curve.
    """
    starts = range(0, len(points) - 3, 3)
    return [point_on_curve(points[start : start + 4], part) for start in starts for part in (0.25, 0.5, 0.75, 1.0)]
