"""The units of ``graph_view``: circles for units and filters, boxes of one size, and options of single layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dotnet_viz.compat.visualkeras.arguments import whole_number_of
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap, own_numbers
from dotnet_viz.diagrams.common.circle_columns import UnitColumn
from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph
from dotnet_viz.diagrams.neurons import Neurons
from dotnet_viz.graph import Node


@dataclass(frozen=True)
class LayerMarks(Neurons):
    """The style ``neurons`` as visualkeras draws it.

    Args:
        styles: by the id of a node; ``node_size``, ``node_spacing``, ``ellipsize_after``, ``show_neurons`` and ``box_scale``
            are the layer's own.
        box_scale: how many times longer a box is than wide.
    """

    styles: StyleMap = field(default_factory=dict)
    box_scale: float = 3.0

    @property
    def has_bars(self) -> bool:
        """Whether boxes between columns are as long as what comes in."""
        return False

    @property
    def channel_form(self) -> str:
        """The form of a feature map."""
        return "circle"

    @property
    def box_length(self) -> float:
        """How many times longer a box is than wide."""
        return self.box_scale

    def layer_column(self, flat: FlatGraph, node: Node) -> UnitColumn:
        """Return the units of a layer with its own options, or its box.

        Args:
            flat: the model.
            node: the layer's call.

        Raises:
            OptionError: one of its options has a value that it cannot take.
        """
        own = _own_options(self.styles.get(node.id, {}))
        return super().layer_column(flat, node) if not own else replace(self, styles={}, **own).layer_column(flat, node)


def _own_options(style: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = own_numbers(style, ("node_size", "node_spacing", "box_scale"))
    if "ellipsize_after" in style:
        found["max_neurons"] = whole_number_of("ellipsize_after in styles", style["ellipsize_after"], least=2)
    if "show_neurons" in style:
        found["show_neurons"] = bool(style["show_neurons"])
    return found
