"""Diagrams: each turns a graph into a scene, by options of its own.

A new style is one module with an options dataclass that has ``build(graph) -> Scene``, and one line in
:data:`STYLES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dotnet_viz.errors import OptionError, unknown_choice

if TYPE_CHECKING:
    from dotnet_viz.diagrams.ann.style import Ann
    from dotnet_viz.diagrams.blocks.style import Blocks
    from dotnet_viz.diagrams.coefficients.style import Coefficients
    from dotnet_viz.diagrams.diff.merged import Merged
    from dotnet_viz.diagrams.diff.side_by_side import SideBySide
    from dotnet_viz.diagrams.diff.weight_change import WeightChangeGraph
    from dotnet_viz.diagrams.filters.style import Filters
    from dotnet_viz.diagrams.heatmap.style import WeightMatrix
    from dotnet_viz.diagrams.histograms.style import WeightHistograms
    from dotnet_viz.diagrams.layered.style import Layered
    from dotnet_viz.diagrams.lenet.style import LeNet
    from dotnet_viz.diagrams.neurons import Neurons
    from dotnet_viz.diagrams.plot_model import PlotModel
    from dotnet_viz.diagrams.weight_graph.style import WeightGraph
    from dotnet_viz.graph import Graph
    from dotnet_viz.measures.comparison import Comparison
    from dotnet_viz.scene import Scene

__all__ = [
    "DIFFERENCE_STYLES",
    "STYLES",
    "Ann",
    "Blocks",
    "Coefficients",
    "DifferenceStyle",
    "Filters",
    "Layered",
    "LeNet",
    "Merged",
    "Neurons",
    "PlotModel",
    "SideBySide",
    "Style",
    "WeightChangeGraph",
    "WeightGraph",
    "WeightHistograms",
    "WeightMatrix",
    "difference_style_of",
    "style_of",
]


class Style(Protocol):
    """Options of a style, which know how to draw."""

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, without positions."""


class DifferenceStyle(Protocol):
    """Options of a style of differences, which know how to draw."""

    def build(self, comparison: Comparison) -> Scene:
        """Return the picture of what differs between two models, without positions."""


Options = TypeVar("Options")


class _Styles(Mapping[str, type[Options]]):
    """Styles by name, each imported when it is first asked for: one picture should not pay for all styles."""

    def __init__(self, homes: Mapping[str, tuple[str, str]]) -> None:
        self._homes = homes

    def __getitem__(self, name: str) -> type[Options]:
        module, style = self._homes[name]
        found: type[Options] = getattr(import_module(f"{__name__}.{module}"), style)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


# Name, module, options dataclass.
_HOMES = {
    "plot-model": ("plot_model", "PlotModel"),
    "blocks": ("blocks.style", "Blocks"),
    "weights": ("weight_graph.style", "WeightGraph"),
    "layered": ("layered.style", "Layered"),
    "ann": ("ann.style", "Ann"),
    "lenet": ("lenet.style", "LeNet"),
    "neurons": ("neurons", "Neurons"),
    "filters": ("filters.style", "Filters"),
    "matrix": ("heatmap.style", "WeightMatrix"),
    "coefficients": ("coefficients.style", "Coefficients"),
    "histograms": ("histograms.style", "WeightHistograms"),
}
STYLES: Mapping[str, type[Style]] = _Styles(_HOMES)

_DIFFERENCE_HOMES = {
    "merged": ("diff.merged", "Merged"),
    "side-by-side": ("diff.side_by_side", "SideBySide"),
    "weights": ("diff.weight_change", "WeightChangeGraph"),
}
DIFFERENCE_STYLES: Mapping[str, type[DifferenceStyle]] = _Styles(_DIFFERENCE_HOMES)


def __getattr__(name: str) -> Any:
    for module, style in (*_HOMES.values(), *_DIFFERENCE_HOMES.values()):
        if style == name:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
    return _chosen(style, options, STYLES)


def difference_style_of(style: str | DifferenceStyle, options: Mapping[str, Any]) -> DifferenceStyle:
    """Return the options object of a style of differences, as :func:`style_of` does.

    Args:
        style: one of :data:`DIFFERENCE_STYLES`, or an options object.
        options: fields of the style's dataclass; only with a name.

    Raises:
        OptionError: an unknown name or option, or options beside an options object.
    """
    return _chosen(style, options, DIFFERENCE_STYLES)


def _chosen(style: str | Options, options: Mapping[str, Any], styles: Mapping[str, type[Options]]) -> Options:
    if not isinstance(style, str):
        if not hasattr(style, "build"):
            raise unknown_choice("style", style, styles)
        if options:
            raise OptionError(f"give {', '.join(options)} to {type(style).__name__}(...) itself, not beside it")
        return style
    if style not in styles:
        raise unknown_choice("style", style, styles)
    known = list(styles[style].__dataclass_fields__)  # type: ignore[attr-defined]
    for name in options:
        if name not in known:
            raise unknown_choice(f"option of style {style!r}:", name, known)
    return styles[style](**options)
