"""A graph as a table of a notebook."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.formatting import format_count
from dotnet_viz.graph.parts import Node
from dotnet_viz.translation.translate import mark, retold, translate


def nodes_html(heading: str, nodes: Sequence[Node], notes: Sequence[str]) -> str:
    """Return the calls of a model as a piece of a page.

    Args:
        heading: the model in one line.
        nodes: every call, nested ones after the node of the model they belong to.
        notes: lines below the table.
    """
    depths: dict[str | None, int] = {None: -1}
    rows = []
    for node in nodes:
        depths[node.id] = depths[node.parent] + 1
        shapes = ", ".join(map(str, node.outputs)) or "?"
        layer = node.layer
        parameters = format_count(layer.parameter_count) if layer.weights or layer.lacks_weights else ""
        rows.append((node.id, "  " * depths[node.id] + layer.name, layer.kind, shapes, parameters))
    heads = tuple(map(translate, (mark("Node"), mark("Layer"), mark("Class"), mark("Outputs"), mark("Parameters"))))
    table = TextTable(heads, rows, numbers=heads[4:], wrapped=heads[3:4], what=mark("nodes"))
    return result_html(heading, [table, *map(retold, notes)])
