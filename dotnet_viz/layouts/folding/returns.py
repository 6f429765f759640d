"""Lines that go on in the next strip: out at the end of one, back through the gap behind it, in at the start of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.geometry.lines import Curve, rounded_line
from dotnet_viz.scene import Point

TRACK = 8.0
GAP = 28.0
RADIUS = 5.0
"""Of the corners of lines from strip to strip."""

_MARGIN = 10.0


@dataclass(frozen=True)
class Passing:
    """One of the lines that pass a cut.

    Args:
        line: its number among all lines.
        leaves: where it leaves the strip, as (along, across) of the folded picture.
        enters: where it enters the next one.
    """

    line: int
    leaves: Point
    enters: Point


def gap_of(count: int) -> float:
    """Return the room between two strips for a number of lines in CSS pixels."""
    return GAP + TRACK * max(count - 1, 0)


def returns(passing: Sequence[Passing], end: float, gap: float) -> dict[int, Curve]:
    """Return the route of each line from a strip to the next by its number; no two of them cross.

    The line that leaves first across the flow takes the outer track behind the strip, the last track of the gap, and the inner
    track before the next strip.

    Args:
        passing: the lines of one cut.
        end: length of the strip.
        gap: where the gap behind the strip starts, across the flow.
    """
    routes = {}
    ordered = sorted(passing, key=lambda one: (one.leaves[1], one.enters[1]))
    for index, one in enumerate(ordered):
        outer = len(ordered) - 1 - index
        right, middle, left = end + _MARGIN + outer * TRACK, gap + GAP / 2 + outer * TRACK, -_MARGIN - index * TRACK
        (_, out), (_, into) = one.leaves, one.enters
        corners = (one.leaves, (right, out), (right, middle), (left, middle), (left, into), one.enters)
        routes[one.line] = rounded_line(corners, RADIUS)
    return routes
