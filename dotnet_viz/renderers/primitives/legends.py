"""Legends as figures; their texts are labels of the scene."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.renderers.common.legends import MARK, bar_slices, wedge
from dotnet_viz.renderers.primitives.figures import DASHES, Figure, Line, Paint, Polygon, Rectangle
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import PlacedKey, PlacedLegend


def legend_figures(placed: PlacedLegend | PlacedKey, colors: ThemeColors) -> tuple[Figure, ...]:
    """Return a bar with what shows its widths and ticks, or swatches.

    Args:
        placed: with its place.
        colors: of the theme.
    """
    if isinstance(placed, PlacedKey):
        return tuple(_swatches(placed, colors))
    return (*_wedge(placed, colors), *_bar(placed, colors), *_marks(placed, colors))


def _swatches(placed: PlacedKey, colors: ThemeColors) -> Iterator[Figure]:
    for entry, (x, y) in zip(placed.legend.entries, placed.places, strict=True):
        dashes = DASHES if entry.dashed else ()
        paint = Paint(colors.surface(entry.fill, entry.stroke), colors.outline(entry.stroke), entry.stroke_width, dashes)
        yield Rectangle(x, y, placed.width, placed.height, paint, 2.0)


def _bar(placed: PlacedLegend, colors: ThemeColors) -> Iterator[Figure]:
    for color, left, width in bar_slices(placed):
        shown = colors.color(color) if placed.legend.is_of_surfaces else color
        yield Rectangle(left, placed.y, width, placed.height, Paint(shown))


def _wedge(placed: PlacedLegend, colors: ThemeColors) -> Iterator[Figure]:
    if corners := wedge(placed):
        yield Polygon(corners, Paint(colors.color("muted")))


def _marks(placed: PlacedLegend, colors: ThemeColors) -> Iterator[Figure]:
    bottom = placed.y + placed.height
    for offset, _ in placed.legend.ticks:
        x = placed.x + offset * placed.width
        yield Line((x, bottom), (x, bottom + MARK), Paint(stroke=colors.color("muted")))
