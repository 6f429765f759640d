"""Diagrams: each turns a graph into a scene, by options of its own.

A new style is one module with an options dataclass that has ``build(graph) -> Scene``, and one line in
:data:`STYLES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from dotnet_viz.diagrams.ann import Ann
from dotnet_viz.diagrams.blocks import Blocks
from dotnet_viz.diagrams.layered import Layered
from dotnet_viz.diagrams.lenet import LeNet
from dotnet_viz.diagrams.neuron_view import Neurons
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.diagrams.weight_graph import WeightGraph
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene

__all__ = ["STYLES", "Ann", "Blocks", "Layered", "LeNet", "Neurons", "PlotModel", "Style", "WeightGraph", "style_of"]


class Style(Protocol):
    """Options of a style, which know how to draw."""

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, without positions."""


STYLES: Mapping[str, type[Style]] = {
    "plot-model": PlotModel,
    "blocks": Blocks,
    "weights": WeightGraph,
    "layered": Layered,
    "ann": Ann,
    "lenet": LeNet,
    "neurons": Neurons,
}


def style_of(style: str | Style, options: Mapping[str, Any]) -> Style:
    """Return the options object of a style's name and its options, or the object as it is.

    Args:
        style: one of :data:`STYLES`, or an options object.
        options: fields of the style's dataclass; only with a name.

    Raises:
        OptionError: an unknown name or option, or options beside an options object.

    Example:
        >>> style_of("weights", {"max_neurons": 4}).max_neurons
        4
    """
    if not isinstance(style, str):
        if not hasattr(style, "build"):
            raise unknown_choice("style", style, STYLES)
        if options:
            raise OptionError(f"give {', '.join(options)} to {type(style).__name__}(...) itself, not beside it")
        return style
    if style not in STYLES:
        raise unknown_choice("style", style, STYLES)
    known = list(STYLES[style].__dataclass_fields__)  # type: ignore[attr-defined]
    for name in options:
        if name not in known:
            raise unknown_choice(f"option of style {style!r}:", name, known)
    return STYLES[style](**options)
