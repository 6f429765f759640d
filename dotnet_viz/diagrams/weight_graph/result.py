"""What a weight graph draws, and the options that say what it looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dotnet_viz.diagrams.units.matrix import MatrixSums, UnitMatrix
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.edges import LayerLines
from dotnet_viz.diagrams.weight_graph.neurons import Column
from dotnet_viz.diagrams.weight_graph.scales import Scales
from dotnet_viz.diagrams.weight_graph.select_layers import Choice
from dotnet_viz.graph import Graph
from dotnet_viz.palettes import Palette


class Looks(Protocol):
    """The options of a weight graph that say what its scene looks like."""

    @property
    def bias(self) -> str:
        """How biases are drawn."""

    @property
    def left_out(self) -> str:
        """What stands for neurons that are not drawn."""

    @property
    def negative_dashed(self) -> bool:
        """Whether negative lines are dashed."""

    @property
    def show_values(self) -> bool:
        """Whether values are written on lines."""

    @property
    def look(self) -> str:
        """Plain or classic."""

    @property
    def direction(self) -> str:
        """Where the data flows."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What a weight graph draws.

    Args:
        graph: the model.
        whole: its columns and what joins them.
        choice: those that are drawn.
        columns: by id, without the boxes.
        lines: of each kernel of ``choice``.
        numbers: of each kernel, and their sums.
        palette: the colours.
        scales: width and colour.
    """

    graph: Graph
    whole: UnitGraph
    choice: Choice
    columns: Mapping[str, Column]
    lines: Sequence[LayerLines]
    numbers: Sequence[tuple[UnitMatrix, MatrixSums]]
    palette: Palette
    scales: Scales
