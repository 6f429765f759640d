"""A key of colours in DOT text that Graphviz lays out itself: a row of nodes, for not every Graphviz reads tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.renderers.common.escape import dot_string
from dotnet_viz.renderers.dot.curves import place, position
from dotnet_viz.renderers.themes.theme_colors import LIGHT_COLORS, ThemeColors
from dotnet_viz.scene import ROLES, KeyEntry, KeyLegend, PlacedKey

_GAP = 6.0
_TITLE = 24.0
_TITLE_SIZE = 11
_MARGIN = 8.0


def key_lines(
    number: int, legend: KeyLegend, placed: PlacedKey | None = None, height: float = 0.0, colors: ThemeColors = LIGHT_COLORS
) -> Iterator[str]:
    """Yield the cluster of a key, with a node for each entry; no shape can have their names.

    Args:
        number: which of the scene's legends it is.
        legend: its title and entries.
        placed: where the layout has put it; ``None`` leaves that to Graphviz.
        height: of the picture.
        colors: of the theme.

    Example:
        >>> print(list(key_lines(0, KeyLegend("kinds", (KeyEntry("dense", "#0072b2"),))))[0])
          subgraph "cluster_legend:0" {
    """
    boxes = [] if placed is None else [_box(placed, index) for index in range(len(legend.entries))]
    title = one_line(legend.title)
    yield f'  subgraph "cluster_legend:{number}" {{'
    around = _around(boxes, text_width(title, _TITLE_SIZE), height) if boxes else ""
    yield f"    graph [label={dot_string(title)}, labeljust=l, fontsize={_TITLE_SIZE}, penwidth=0{around}]"
    for index, entry in enumerate(legend.entries):
        yield f'    "legend:{number}:{index}" {_appearance(entry, boxes[index] if boxes else None, height, colors)}'
    yield "  }"


def _box(placed: PlacedKey, index: int) -> Box:
    """Return the box of an entry: its swatch and its text."""
    x, y = placed.places[index]
    width = text_width(placed.legend.entries[index].text, placed.legend.text_size)
    return Box(x, y, x + placed.width + _GAP + width, y + placed.height)


def _around(boxes: Sequence[Box], title: float, height: float) -> str:
    """Return the place of a key with a title of some width, which begins where entries do and may be wider."""
    left, entries, right, bottom = union(boxes)
    right, top = max(right, left + title + _MARGIN), entries - _TITLE
    corners = f"{place((left, bottom), height)},{place((right, top), height)}"
    middle = place((left + title / 2, top + _TITLE / 2), height)
    return f', bb="{corners}", lp="{middle}", lwidth={title / 72:.4g}, lheight=0.2'


def _appearance(entry: KeyEntry, box: Box | None, height: float, colors: ThemeColors) -> str:
    fill = colors.surface(entry.fill, entry.stroke)
    ink = colors.text_color("ink", entry.fill if entry.fill in ROLES else fill)
    style = "filled,rounded,dashed" if entry.dashed else "filled,rounded"
    where = "height=0.2"
    if box is not None:
        where = f"width={box.width / 72:.4g}, height={box.height / 72:.4g}, {position(box.middle, height)}"
    return (
        f'[label={dot_string(one_line(entry.text))}, style="{style}", fillcolor="{fill}", '
        f'color="{colors.outline(entry.stroke)}", penwidth={entry.stroke_width:g}, fontcolor="{ink}", {where}, '
        "fontsize=10, margin=0]"
    )
