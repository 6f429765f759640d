"""Legends as SVG: a bar of colours with ticks and lines as wide as the picture's, or a key of swatches."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import rgb
from dotnet_viz.renderers.common.legends import MARK, bar_slices, wedge
from dotnet_viz.renderers.svg.elements import DASHES, Painter, attributes, element, number
from dotnet_viz.scene import PlacedKey, PlacedLegend


def legend_element(legend: PlacedLegend | PlacedKey, painter: Painter) -> str:
    """Return the bar or the swatches; the texts are labels of the scene.

    Args:
        legend: with its position.
        painter: writes colours and ids.
    """
    if isinstance(legend, PlacedKey):
        return element("g", painter.paint("dv-legend"), _swatches(legend, painter))
    parts = [*_wedge(legend, painter), *_bar(legend, painter), *_marks(legend, painter)]
    return element("g", painter.paint("dv-legend"), parts)


def _swatches(placed: PlacedKey, painter: Painter) -> Iterator[str]:
    for entry, (x, y) in zip(placed.legend.entries, placed.places, strict=True):
        position = {
            "x": x,
            "y": y,
            "width": placed.width,
            "height": placed.height,
            "rx": 2.0,
            "stroke-width": entry.stroke_width,
        }
        dashes = DASHES if entry.dashed else ""
        yield f"<rect{painter.paint_surface(entry.fill, entry.stroke)}{attributes(position)}{dashes}/>"


def _bar(placed: PlacedLegend, painter: Painter) -> Iterator[str]:
    slices = list(bar_slices(placed))
    colors = [color for color, _, _ in slices]
    if placed.legend.is_of_surfaces:
        paints = [painter.paint(fill=color) for color in colors]
    else:
        numbers = np.array([rgb(color) for color in colors], np.uint8)
        paints = number_paints(numbers, painter) if placed.legend.is_signed else [f' fill="{color}"' for color in colors]
    for paint, (_, left, width) in zip(paints, slices, strict=True):
        position = {"x": left, "y": placed.y, "width": width, "height": placed.height}
        yield f"<rect{paint}{attributes(position)}/>"


def number_paints(colors: NDArray[np.uint8], painter: Painter) -> list[str]:
    """Return the attributes of surfaces in the colours of numbers, each with a space before.

    Args:
        colors: red, green and blue (0 to 255); shape (n, 3).
        painter: writes them.
    """
    names, classes = painter.paint_numbers("fill", colors)
    return [f' fill="{name}"' + (f' class="{own}"' if own else "") for name, own in zip(names, classes, strict=True)]


def _wedge(placed: PlacedLegend, painter: Painter) -> Iterator[str]:
    if corners := wedge(placed):
        points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
        yield f'<polygon{painter.paint(fill="muted")} points="{points}"/>'


def _marks(placed: PlacedLegend, painter: Painter) -> Iterator[str]:
    bottom = placed.y + placed.height
    for offset, _ in placed.legend.ticks:
        x = placed.x + offset * placed.width
        yield f'<path{painter.paint(stroke="muted")} d="M{number(x)} {number(bottom)}v{number(MARK)}"/>'
