"""Parts of a scene in another place, as far away as is said."""

from __future__ import annotations

from collections.abc import Iterable

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.scene import Cluster, Connection, Point, Shape, changed


def moved_points(points: Iterable[Point], x: float, y: float) -> tuple[Point, ...]:
    """Return points, moved.

    Args:
        points: any number of them.
        x: distance to the right in CSS pixels.
        y: distance downwards in CSS pixels.

    Example:
        >>> moved_points([(0.0, 0.0), (1.0, 5.0)], 2.0, -1.0)
        ((2.0, -1.0), (3.0, 4.0))
    """
    return tuple((across + x, down + y) for across, down in points)


def moved_shape(shape: Shape, x: float, y: float) -> Shape:
    """Return a shape, moved.

    Args:
        shape: with a place.
        x: distance to the right in CSS pixels.
        y: distance downwards in CSS pixels.

    Raises:
        GraphError: it has no place yet.
    """
    across, down = centre(shape)
    return changed(shape, x=across + x, y=down + y)


def moved_connection(line: Connection, x: float, y: float) -> Connection:
    """Return a connection, moved with its strands and its text.

    Args:
        line: with places or without.
        x: distance to the right in CSS pixels.
        y: distance downwards in CSS pixels.
    """
    points, *strands = (moved_points(curve, x, y) for curve in (line.points, *line.strands))
    place = line.label_at
    return changed(
        line, points=points, strands=tuple(strands), label_at=None if place is None else (place[0] + x, place[1] + y)
    )  # fmt: skip


def moved_frame(frame: Cluster, x: float, y: float) -> Cluster:
    """Return a frame, moved; its caption is placed from its middle, and goes along.

    Args:
        frame: with a place or without.
        x: distance to the right in CSS pixels.
        y: distance downwards in CSS pixels.
    """
    return frame if frame.box is None else changed(frame, box=Box(*frame.box).moved(x, y))
