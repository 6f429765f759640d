"""Lines turn within the gap between two columns where they would swing out of it and through a caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dotnet_viz.geometry.boxes import Box, ManyBoxes, box_of_points
from dotnet_viz.geometry.curves import passes
from dotnet_viz.scene import Connection, Point

_CLEAR = 4.0
# Parts of the length that the handles of a curve have: the longest that will do looks most like the lines around it.
_SHARES = (0.6, 0.45, 0.3, 0.2, 0.1)


def with_tighter_turns(
    connections: Sequence[Connection], crossed: Sequence[Box], captions: Iterable[Box], figures: Iterable[Box], *, upright: bool
) -> list[Connection]:
    """Return connections of which those that swing through a caption turn tighter, where nothing else is in the way then.

    Args:
        connections: with places.
        crossed: rooms of the captions that lines pass through.
        captions: rooms of all captions.
        figures: rooms of all figures.
        upright: whether the flow runs from left to right.

    Example:
        >>> swing = Connection("a", "b", points=((0, 0), (120, 0), (-86, 200), (34, 200)))
        >>> caption = Box(36, 40, 90, 70)
        >>> (line,) = with_tighter_turns([swing], [caption], [caption], [], upright=True)
        >>> [(round(x), round(y)) for x, y in line.points]
        [(0, 0), (72, 0), (-38, 200), (34, 200)]
    """
    if not crossed:
        return list(connections)
    through = ManyBoxes(crossed)
    # Lines end at the outlines of figures.
    rooms = [*(room.widened(_CLEAR, _CLEAR) for room in captions), *(room.widened(-1.0, -1.0) for room in figures)]
    others = ManyBoxes(rooms)
    return [_clear_line(line, through, others, upright=upright) for line in connections]


def _clear_line(line: Connection, crossed: ManyBoxes, others: ManyBoxes, *, upright: bool) -> Connection:
    if not line.points or not crossed.positions_near(box_of_points(line.points)):
        return line
    points = list(line.points)
    for first in range(0, len(points) - 1, 3):
        curve = points[first : first + 4]
        if _comes_into(curve, crossed):
            free = (tighter for tighter in _tighter(curve, upright=upright) if not _comes_into(tighter, others))
            points[first : first + 4] = next(free, curve)
    return replace(line, points=tuple(points))


def _tighter(curve: Sequence[Point], *, upright: bool) -> Iterator[list[Point]]:
    """Yield the curve with ever shorter handles; an end without one gets one along the flow, so that it is no corner."""
    start, leaves, comes, end = curve
    out, back = _step(start, leaves), _step(end, comes)
    if not any(out) or not any(back):
        reach = max(abs(part) for part in (*out, *back))
        along = end[0] - start[0] if upright else end[1] - start[1]
        ahead = (reach if along > 0 else -reach, 0.0) if upright else (0.0, reach if along > 0 else -reach)
        out = out if any(out) else ahead
        back = back if any(back) else (-ahead[0], -ahead[1])
    for share in _SHARES:
        yield [start, _moved(start, out, share), _moved(end, back, share), end]


def _comes_into(curve: Sequence[Point], rooms: ManyBoxes) -> bool:
    return any(passes(curve, room) for room in rooms.near(box_of_points(curve)))


def _step(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def _moved(start: Point, step: Point, share: float) -> Point:
    return start[0] + share * step[0], start[1] + share * step[1]
