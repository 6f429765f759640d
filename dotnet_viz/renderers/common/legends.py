"""The parts of a legend's colour bar: slices of one colour each, a wedge as high as lines are wide, and marks at the ticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dotnet_viz.colors import mix
from dotnet_viz.scene import PlacedLegend, Point

SLICES = 48
MARK = 3.0
"""Length of the mark at a tick."""
_GAP = 3.0
# Of the half below zero one slice in so many is a gap, where lines are dashed.
_DASH = 3
# A slice reaches under the next one, or the paper would shine through between them.
_OVERLAP = 0.6


def bar_slices(placed: PlacedLegend) -> Iterator[tuple[str, float, float]]:
    """Yield colour, left edge and width of each slice of a bar: not every engine draws gradients.

    Args:
        placed: with its place.
    """
    step = placed.width / SLICES
    for index in range(SLICES):
        if _is_gap(placed, index):
            continue
        width = step if index == SLICES - 1 or _is_gap(placed, index + 1) else step + _OVERLAP
        yield color_at(placed.legend.stops, index / (SLICES - 1)), placed.x + index * step, width


def _is_gap(placed: PlacedLegend, index: int) -> bool:
    return placed.legend.is_dashed and index < SLICES // 2 and index % _DASH == 1


def color_at(stops: Sequence[tuple[float, str]], offset: float) -> str:
    """Return the colour of a bar at an offset.

    Args:
        stops: offsets from 0 to 1 with their colours, in order.
        offset: where.

    Example:
        >>> color_at([(0.0, "#000000"), (1.0, "#ffffff")], 0.5)
        '#808080'
    """
    for (left, left_color), (right, right_color) in pairwise(stops):
        if left <= offset <= right:
            part = (offset - left) / (right - left) if right > left else 0.0
            return mix(left_color, right_color, part)
    return stops[0][1] if offset < stops[0][0] else stops[-1][1]


def wedge(placed: PlacedLegend) -> tuple[Point, ...]:
    """Return the corners of a figure above the bar that is, at every offset, as high as a line of that value is wide.

    Args:
        placed: with its place.
    """
    widths = placed.legend.widths
    if not widths:
        return ()
    middle = placed.y - _GAP - max(width for _, width in widths) / 2
    upper = [(placed.x + offset * placed.width, middle - width / 2) for offset, width in widths]
    lower = [(placed.x + offset * placed.width, middle + width / 2) for offset, width in reversed(widths)]
    return (*upper, *lower)
