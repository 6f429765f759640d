"""Lines around columns: a connection that skips columns runs past their ends, each in a track of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.lines import rounded_line
from dotnet_viz.geometry.parts import outline_box, placed_box
from dotnet_viz.layouts.columns.tracks import tracks
from dotnet_viz.scene import Connection, Point, Shape, changed

_FIRST_TRACK = 22.0
_TRACK_STEP = 12.0
_CORNER = 14.0
# How far beside its column a line climbs past other shapes, and how much further in outer tracks.
_SIDE = 8.0
_SIDE_SHARE = 0.3


def is_skip(line: Connection, shapes: Mapping[str, Shape]) -> bool:
    """Whether a connection joins shapes of columns that do not stand beside one another.

    Args:
        line: a connection.
        shapes: by id.
    """
    return abs(_rank(shapes[line.source]) - _rank(shapes[line.target])) > 1


def place_skips(lines: Sequence[Connection], shapes: Mapping[str, Shape], *, upright: bool) -> list[Connection]:
    """Return connections that skip columns as lines around them: above upright columns, right of lying ones.

    Args:
        lines: that skip columns.
        shapes: with places, by id.
        upright: whether columns stand.
    """
    return [
        _around(line, shapes, _FIRST_TRACK + _TRACK_STEP * track, upright=upright)
        for line, track in zip(lines, tracks([_span(line, shapes) for line in lines]), strict=True)
    ]


def _rank(shape: Shape) -> int:
    return shape.rank or 0


def _span(line: Connection, shapes: Mapping[str, Shape]) -> tuple[int, int]:
    ends = _rank(shapes[line.source]), _rank(shapes[line.target])
    return min(ends), max(ends)


def _around(line: Connection, shapes: Mapping[str, Shape], away: float, *, upright: bool) -> Connection:
    source, target = shapes[line.source], shapes[line.target]
    low, high = _span(line, shapes)
    between = [shape for shape in shapes.values() if low <= _rank(shape) <= high]
    boxes = [_seen(placed_box(shape), upright=upright) for shape in between]
    level = min(box.top for box in boxes) - away
    ends = [_End.of(shape, between, upright=upright) for shape in (source, target)]
    forward = 1.0 if ends[1].box.left >= ends[0].box.left else -1.0
    aside = _SIDE + away * _SIDE_SHARE
    corners = [*ends[0].route(level, forward, aside), *reversed(list(ends[1].route(level, -forward, aside)))]
    points = tuple(_turned(point, upright=upright) for point in rounded_line(corners, _CORNER))
    return changed(line, points=points, label_at=points[len(points) // 2] if line.label else None)


@dataclass(frozen=True)
class _End:
    """A shape that a line around columns leaves or enters, seen as if columns stood upright.

    Args:
        box: its outline.
        is_first: whether nothing else of its column stands above it.
        reach: half the width of the widest shape of its column.
    """

    box: Box
    is_first: bool
    reach: float

    @classmethod
    def of(cls, shape: Shape, others: Sequence[Shape], *, upright: bool) -> _End:
        box = _seen(outline_box(shape), upright=upright)
        column = [_seen(outline_box(other), upright=upright) for other in others if _rank(other) == _rank(shape)]
        return cls(box, all(other.top >= box.top for other in column), max(other.width for other in column) / 2)

    def route(self, level: float, side: float, aside: float) -> Iterator[Point]:
        """Yield the corners from the shape up to a level: straight from its top, or past those above it."""
        x, y = self.box.middle
        if self.is_first:
            yield from ((x, self.box.top), (x, level))
            return
        edge, climb = x + side * self.box.width / 2, x + side * (self.reach + aside)
        yield from ((edge, y), (climb, y), (climb, level))


def _seen(box: Box, *, upright: bool) -> Box:
    """Return a box turned so that the right side of lying columns is the top of upright ones."""
    return box if upright else Box(box.top, -box.right, box.bottom, -box.left)


def _turned(point: Point, *, upright: bool) -> Point:
    return point if upright else (-point[1], point[0])
