"""A key of colours in DOT text that Graphviz lays out itself: one node that is a table."""

from __future__ import annotations

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.quoting import xml_text
from dotnet_viz.renderers.themes import LIGHT
from dotnet_viz.scene import ROLES, KeyEntry, KeyLegend


def key_node(number: int, legend: KeyLegend) -> str:
    """Return the node of a key, whose name no shape can have.

    Args:
        number: which of the scene's legends it is.
        legend: its title and entries.

    Example:
        >>> "<B>kinds</B>" in key_node(0, KeyLegend("kinds", (KeyEntry("dense", "#0072b2"),)))
        True
    """
    title = f'<TR><TD COLSPAN="2" ALIGN="LEFT"><B>{xml_text(one_line(legend.title))}</B></TD></TR>'
    rows = "".join(_row(entry) for entry in legend.entries)
    table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3">{title}{rows}</TABLE>'
    return f'  "legend:{number}" [shape=plaintext, style="", label=<{table}>]'


def _row(entry: KeyEntry) -> str:
    style = ' STYLE="dashed"' if entry.dashed else ""
    swatch = f'<TD WIDTH="18" BORDER="2"{style} BGCOLOR="{_color(entry.fill)}" COLOR="{_color(entry.stroke)}"></TD>'
    return f'<TR>{swatch}<TD ALIGN="LEFT">{xml_text(one_line(entry.text))}</TD></TR>'


def _color(color: str) -> str:
    return LIGHT[color] if color in ROLES else color
