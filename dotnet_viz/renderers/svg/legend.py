"""Legends as SVG: a bar of colours with ticks and lines as wide as the picture's, or a key of swatches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dotnet_viz.colors import mix
from dotnet_viz.renderers.svg.elements import Painter, attributes, element, number
from dotnet_viz.scene import PlacedKey, PlacedLegend

_SLICES = 48
_GAP = 3.0
_MARK = 3.0


def legend_element(legend: PlacedLegend | PlacedKey, painter: Painter) -> str:
    """Return the bar or the swatches; the texts are labels of the scene.

    Args:
        legend: with its position.
        painter: writes colours and ids.
    """
    if isinstance(legend, PlacedKey):
        return element("g", painter.paint("dv-legend"), _swatches(legend, painter))
    parts = [*_wedge(legend, painter), *_bar(legend), *_marks(legend, painter)]
    return element("g", painter.paint("dv-legend"), parts)


def _swatches(placed: PlacedKey, painter: Painter) -> Iterator[str]:
    for entry, (x, y) in zip(placed.legend.entries, placed.places, strict=True):
        position = {"x": x, "y": y, "width": placed.width, "height": placed.height, "rx": 2.0, "stroke-width": 1.6}
        dashes = ' stroke-dasharray="5 3"' if entry.dashed else ""
        yield f"<rect{painter.paint(fill=entry.fill, stroke=entry.stroke)}{attributes(position)}{dashes}/>"


def _bar(placed: PlacedLegend) -> Iterator[str]:
    """Yield slices of one colour each: not every PDF engine draws gradients."""
    step = placed.width / _SLICES
    for index in range(_SLICES):
        color = _color_at(placed.legend.stops, index / (_SLICES - 1))
        # A slice reaches under the next one, or the paper would shine through between them.
        width = step if index == _SLICES - 1 else step + 0.6
        position = {"x": placed.x + index * step, "y": placed.y, "width": width, "height": placed.height}
        yield f'<rect fill="{color}"{attributes(position)}/>'


def _color_at(stops: Sequence[tuple[float, str]], offset: float) -> str:
    for (left, left_color), (right, right_color) in pairwise(stops):
        if left <= offset <= right:
            part = (offset - left) / (right - left) if right > left else 0.0
            return mix(left_color, right_color, part)
    return stops[0][1] if offset < stops[0][0] else stops[-1][1]


def _wedge(placed: PlacedLegend, painter: Painter) -> Iterator[str]:
    """Yield a figure above the bar that is, at every offset, as high as a line of that value is wide."""
    widths = placed.legend.widths
    if not widths:
        return
    middle = placed.y - _GAP - max(width for _, width in widths) / 2
    upper = [(placed.x + offset * placed.width, middle - width / 2) for offset, width in widths]
    lower = [(placed.x + offset * placed.width, middle + width / 2) for offset, width in reversed(widths)]
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in (*upper, *lower))
    yield f'<polygon{painter.paint(fill="muted")} points="{corners}"/>'


def _marks(placed: PlacedLegend, painter: Painter) -> Iterator[str]:
    bottom = placed.y + placed.height
    for offset, _ in placed.legend.ticks:
        x = placed.x + offset * placed.width
        yield f'<path{painter.paint(stroke="muted")} d="M{number(x)} {number(bottom)}v{number(_MARK)}"/>'
