"""Lines from one shape to each of many that a fold parts: one line from strip to strip, from which one branches off to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.geometry.lines import Curve, rounded_line, straight
from dotnet_viz.geometry.outlines import border_point, centre
from dotnet_viz.layouts.folding.cuts import Strip
from dotnet_viz.layouts.folding.flow import Flow
from dotnet_viz.layouts.folding.returns import RADIUS
from dotnet_viz.scene import Connection, Mesh, Point, Shape

_BUS = 6.0
_FAR = 1e6


@dataclass(frozen=True)
class Fan:
    """The line between two strips, and those that branch off from it, as (along, across) of the unfolded scene.

    Args:
        trunk: the one line, from the one shape to the middle one of the many or the other way round.
        pieces: of the trunk, one a strip.
        branches: the lines of the other ones, in the strip of the many.
        strip: its number.
    """

    trunk: Connection
    pieces: tuple[Curve, ...]
    branches: tuple[tuple[Connection, Curve], ...]
    strip: int


def fan(mesh: Mesh, shapes: Mapping[str, Shape], index: Mapping[str, int], strips: Sequence[Strip], flow: Flow) -> Fan | None:
    """Return the lines of a mesh whose ends stand in different strips, from one shape to many or from many to one.

    Args:
        mesh: with a line in its place, which would name a single one of the many.
        shapes: by id, with places.
        index: the number of each shape's strip.
        strips: all of them.
        flow: the direction of the scene.

    Returns:
        ``None`` for any other mesh, and where lines lead back to an earlier strip.
    """
    line, first, last = mesh.instead, index[mesh.sources[0]], index[mesh.targets[0]]
    if line is None or not mesh.is_fan or line.source not in mesh.sources or line.target not in mesh.targets or first > last:
        return None
    trunk = replace(line, width=mesh.width)
    spreads = len(mesh.targets) > 1
    many, number = (mesh.targets, last) if spreads else (mesh.sources, first)
    bus = _bus(many, shapes, strips[number], flow, before=spreads)
    middle = line.target if spreads else line.source
    across = flow.turned(centre(shapes[middle]))[1]
    ends = _side(shapes[line.source], flow, 1.0), _side(shapes[line.target], flow, -1.0)
    pieces = tuple(_pieces(ends, strips[first : last + 1]))
    branches = tuple(
        (
            _branch(trunk, name, spreads=spreads),
            rounded_line(_corners(shapes[name], (bus, across), flow, spreads=spreads), RADIUS),
        )
        for name in many
        if name != middle
    )
    return Fan(trunk, pieces, branches, number)


def _side(shape: Shape, flow: Flow, sign: float) -> Point:
    """Return where a shape ends behind its middle, or before it, along the flow."""
    along, across = flow.turned(centre(shape))
    return flow.turned(border_point(shape, flow.back((along + sign * _FAR, across))))


def _bus(many: Sequence[str], shapes: Mapping[str, Shape], strip: Strip, flow: Flow, *, before: bool) -> float:
    """Return where along the flow lines branch off: beside the shapes and their texts, which may be shapes of their own."""
    middle = flow.place(shapes[many[0]])
    rooms = [flow.room(shape) for shape in shapes.values() if strip.start <= flow.place(shape) <= strip.end]
    if before:
        return max(strip.first, min(room.left for room in rooms if room.left < middle) - _BUS)
    return min(strip.end, max(room.right for room in rooms if room.right > middle) + _BUS)


def _pieces(ends: tuple[Point, Point], strips: Sequence[Strip]) -> Iterator[Curve]:
    """Yield a line that is straight in each strip and goes on in the next at the height of where it ends."""
    for number, strip in enumerate(strips):
        start = ends[0] if number == 0 else (strip.first, ends[1][1])
        end = ends[1] if number == len(strips) - 1 else (strip.end, ends[0][1] if number == 0 else ends[1][1])
        yield straight(start, end)


def _branch(trunk: Connection, name: str, *, spreads: bool) -> Connection:
    return replace(trunk, target=name) if spreads else replace(trunk, source=name, arrow=False)


def _corners(shape: Shape, bus: Point, flow: Flow, *, spreads: bool) -> list[Point]:
    """Return a branch from the line to a shape, or from the shape to the line."""
    end = _side(shape, flow, -1.0 if spreads else 1.0)
    corners = [bus, (bus[0], end[1]), end]
    return corners if spreads else corners[::-1]
