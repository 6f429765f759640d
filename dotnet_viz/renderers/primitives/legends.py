"""Legends as figures; their texts are labels of the scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dotnet_viz.colors import mix
from dotnet_viz.renderers.primitives.figures import DASHES, Figure, Line, Paint, Polygon, Rectangle
from dotnet_viz.renderers.primitives.theme_colors import ThemeColors
from dotnet_viz.scene import PlacedKey, PlacedLegend

_SLICES = 48
# A slice reaches under the next one, or the paper would shine through between them.
_OVERLAP = 0.6
_GAP = 3.0
_MARK = 3.0


def legend_figures(placed: PlacedLegend | PlacedKey, colors: ThemeColors) -> tuple[Figure, ...]:
    """Return a bar with what shows its widths and ticks, or swatches.

    Args:
        placed: with its place.
        colors: of the theme.
    """
    if isinstance(placed, PlacedKey):
        return tuple(_swatches(placed, colors))
    return (*_wedge(placed, colors), *_bar(placed), *_marks(placed, colors))


def _swatches(placed: PlacedKey, colors: ThemeColors) -> Iterator[Figure]:
    for entry, (x, y) in zip(placed.legend.entries, placed.places, strict=True):
        paint = Paint(colors.color(entry.fill), colors.color(entry.stroke), 1.6, DASHES if entry.dashed else ())
        yield Rectangle(x, y, placed.width, placed.height, paint, 2.0)


def _bar(placed: PlacedLegend) -> Iterator[Figure]:
    step = placed.width / _SLICES
    for index in range(_SLICES):
        width = step if index == _SLICES - 1 else step + _OVERLAP
        paint = Paint(color_at(placed.legend.stops, index / (_SLICES - 1)))
        yield Rectangle(placed.x + index * step, placed.y, width, placed.height, paint)


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


def _wedge(placed: PlacedLegend, colors: ThemeColors) -> Iterator[Figure]:
    """Yield a figure above the bar that is, at every offset, as high as a line of that value is wide."""
    widths = placed.legend.widths
    if not widths:
        return
    middle = placed.y - _GAP - max(width for _, width in widths) / 2
    upper = [(placed.x + offset * placed.width, middle - width / 2) for offset, width in widths]
    lower = [(placed.x + offset * placed.width, middle + width / 2) for offset, width in reversed(widths)]
    yield Polygon((*upper, *lower), Paint(colors.color("muted")))


def _marks(placed: PlacedLegend, colors: ThemeColors) -> Iterator[Figure]:
    bottom = placed.y + placed.height
    for offset, _ in placed.legend.ticks:
        x = placed.x + offset * placed.width
        yield Line((x, bottom), (x, bottom + _MARK), Paint(stroke=colors.color("muted")))
