"""Tables of coloured cells in DOT, which has no pictures: a table in the label of a node, or words where it is large."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.colors import hex_colors
from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.escape import dot_string
from dotnet_viz.scene import Raster

MAX_TABLE = 4096
"""Cells of a table in a label: Graphviz needs a sixth of a second for this many."""


def raster_table(name: str, raster: Raster, height: float) -> str:
    """Return the node that shows a table.

    Args:
        name: of the node.
        raster: with its place.
        height: of the whole picture, since y grows upwards in Graphviz.
    """
    x, y = raster.x + raster.width / 2, height - raster.y - raster.height / 2
    position = f'pos="{x:.7g},{y:.7g}!", width={raster.width / 72:.4g}, height={raster.height / 72:.4g}'
    about = f"tooltip={dot_string(raster.tooltip or raster.name)}"
    if raster.cells > MAX_TABLE or not raster.cells:
        return f"  {dot_string(name)} [shape=box, style=dashed, {position}, label={dot_string(_words(raster))}, {about}]"
    table = '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">' + "".join(_rows(raster)) + "</TABLE>"
    return f"  {dot_string(name)} [shape=plaintext, {position}, label=<{table}>, {about}]"


def _words(raster: Raster) -> str:
    rows, columns, _ = raster.colors.shape
    return f"{one_line(raster.name)}\n{rows} × {columns} cells: DOT holds no pictures,\nsave as .svg, .png or .pdf"


def _rows(raster: Raster) -> Iterator[str]:
    rows, columns, _ = raster.colors.shape
    wide, high = max(1, round(raster.width / columns)), max(1, round(raster.height / rows))
    colors = hex_colors(raster.colors.reshape(-1, 3))
    for row in range(rows):
        cells = (
            f'<TD BGCOLOR="{color}" FIXEDSIZE="TRUE" WIDTH="{wide}" HEIGHT="{high}"></TD>'
            for color in colors[row * columns : (row + 1) * columns]
        )
        yield f"<TR>{''.join(cells)}</TR>"
