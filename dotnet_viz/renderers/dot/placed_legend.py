"""Legends in DOT text that keep their places: slices of a bar, or swatches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dotnet_viz.renderers.common.escape import dot_string
from dotnet_viz.renderers.dot.curves import position
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import PlacedKey, PlacedLegend

_SLICES = 24


def placed_legend_nodes(name: str, placed: PlacedLegend | PlacedKey, height: float, colors: ThemeColors) -> Iterator[str]:
    """Yield the nodes of a legend; its texts are labels of the scene.

    Args:
        name: what the names of the nodes start with.
        placed: with its place.
        height: of the picture.
        colors: of the theme.
    """
    return _key(name, placed, height, colors) if isinstance(placed, PlacedKey) else _bar(name, placed, height, colors)


def _bar(name: str, placed: PlacedLegend, height: float, colors: ThemeColors) -> Iterator[str]:
    step = placed.width / _SLICES
    stops, widths = placed.legend.stops, placed.legend.widths
    widest = max((width for _, width in widths), default=0.0)
    for index in range(_SLICES):
        offset = index / (_SLICES - 1)
        color = min(stops, key=lambda stop: abs(stop[0] - offset))[1]
        color = colors.color(color) if placed.legend.is_of_surfaces else color
        x = placed.x + (index + 0.5) * step
        yield _slice(f"{name}:{index}", color, (x, placed.y + placed.height / 2), (step, placed.height), height)
        if widths:
            thickness = _at(widths, offset)
            yield _slice(
                f"{name}:width:{index}", colors.color("muted"), (x, placed.y - 3 - widest / 2), (step, thickness), height
            )


def _key(name: str, placed: PlacedKey, height: float, colors: ThemeColors) -> Iterator[str]:
    size = f"width={placed.width / 72:.4g}, height={placed.height / 72:.4g}"
    for index, (entry, (x, y)) in enumerate(zip(placed.legend.entries, placed.places, strict=True)):
        middle = position((x + placed.width / 2, y + placed.height / 2), height)
        style = "rounded,filled,dashed" if entry.dashed else "rounded,filled"
        yield (
            f'  "{name}:{index}" [shape=box, style="{style}", fillcolor="{colors.surface(entry.fill, entry.stroke)}", '
            f'color="{colors.outline(entry.stroke)}", penwidth={entry.stroke_width:g}, {middle}, {size}, '
            f"tooltip={dot_string(entry.text)}]"
        )


def _slice(name: str, color: str, middle: tuple[float, float], size: tuple[float, float], height: float) -> str:
    return (
        f'  "{name}" [shape=box, style=filled, penwidth=0, fillcolor="{color}", {position(middle, height)}, '
        f"width={size[0] / 72:.4g}, height={size[1] / 72:.4g}]"
    )


def _at(widths: Sequence[tuple[float, float]], offset: float) -> float:
    """Return the width that a legend shows at an offset, between the two that it names next to it."""
    for (left, low), (right, high) in pairwise(widths):
        if left <= offset <= right:
            return low + (high - low) * (offset - left) / (right - left)
    return widths[-1][1]
