"""A key of colours in DOT text that Graphviz lays out itself: a row of nodes, for not every Graphviz reads tables."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.escape import dot_string
from dotnet_viz.renderers.themes import LIGHT, readable
from dotnet_viz.scene import ROLES, KeyEntry, KeyLegend


def key_lines(number: int, legend: KeyLegend) -> Iterator[str]:
    """Yield the cluster of a key, with a node for each entry; no shape can have their names.

    Args:
        number: which of the scene's legends it is.
        legend: its title and entries.

    Example:
        >>> print(list(key_lines(0, KeyLegend("kinds", (KeyEntry("dense", "#0072b2"),))))[0])
          subgraph "cluster_legend:0" {
    """
    yield f'  subgraph "cluster_legend:{number}" {{'
    yield f"    graph [label={dot_string(one_line(legend.title))}, labeljust=l, fontsize=11, penwidth=0]"
    yield from (f'    "legend:{number}:{index}" {_appearance(entry)}' for index, entry in enumerate(legend.entries))
    yield "  }"


def _appearance(entry: KeyEntry) -> str:
    ink = LIGHT["ink"] if entry.fill in ROLES else readable("ink", entry.fill)
    style = "filled,rounded,dashed" if entry.dashed else "filled,rounded"
    return (
        f'[label={dot_string(one_line(entry.text))}, style="{style}", fillcolor="{_color(entry.fill)}", '
        f'color="{_color(entry.stroke)}", fontcolor="{ink}", height=0.2, fontsize=10]'
    )


def _color(color: str) -> str:
    return LIGHT[color] if color in ROLES else color
