"""Lines between columns of units: from every unit to every unit, or one from column to column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dotnet_viz.diagrams.common.circle_columns import UnitColumn
from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph, edge_tooltip
from dotnet_viz.diagrams.common.graphs.frames import containment
from dotnet_viz.graph import Edge, Graph
from dotnet_viz.scene import Connection, Mesh, Shape


def lines_between(
    graph: Graph,
    flat: FlatGraph,
    columns: Mapping[str, UnitColumn],
    bars: Mapping[str, Shape],
    leaving: Sequence[Connection],
) -> tuple[tuple[Connection, ...], tuple[Mesh, ...]]:
    """Return single lines, at bars and where several join two layers, and lines from every unit to every unit elsewhere.

    Args:
        graph: the model.
        flat: its layers.
        columns: of layers and of the tensors that leave, by id.
        bars: boxes of layers that stand between columns, by the layer's id.
        leaving: lines to those tensors.
    """
    pairs = Counter((edge.source, edge.target) for edge in flat.edges)
    connections, meshes = [], []
    for edge in flat.edges:
        line = _line(graph, columns, edge)
        if pairs[edge.source, edge.target] == 1 and not {edge.source, edge.target} & bars.keys():
            meshes.append(_mesh(line, columns[edge.source], columns[edge.target]))
        else:
            connections.append(line)
    connections += [_between(columns, line) for line in containment(graph, flat.contained)]
    for line in leaving:
        found = _between(columns, line)
        if line.source in bars:
            connections.append(found)
        else:
            meshes.append(_mesh(found, columns[line.source], columns[line.target]))
    return tuple(connections), tuple(meshes)


def _line(graph: Graph, columns: Mapping[str, UnitColumn], edge: Edge) -> Connection:
    return Connection(columns[edge.source].anchor, columns[edge.target].anchor, tooltip=edge_tooltip(graph, edge))


def _between(columns: Mapping[str, UnitColumn], line: Connection) -> Connection:
    return replace(line, source=columns[line.source].anchor, target=columns[line.target].anchor)


def _mesh(line: Connection, source: UnitColumn, target: UnitColumn) -> Mesh:
    return Mesh(line.tooltip, source.units, target.units, width=0.7, instead=line)
