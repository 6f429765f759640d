"""From the options of a picture to a graph with remarks and groups, and to what changes the finished picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.diagrams.annotations.brackets import bracketed
from dotnet_viz.diagrams.annotations.captions import read_captions
from dotnet_viz.diagrams.annotations.coloring import LayerColoring, NumberColoring, colored
from dotnet_viz.diagrams.annotations.groups import GroupRequest, calls_of_groups, grouped, read_groups
from dotnet_viz.diagrams.annotations.highlights import Highlight, highlighted, read_highlights
from dotnet_viz.diagrams.annotations.measured import measured
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.diagrams.annotations.overlays import read_overlays
from dotnet_viz.diagrams.common.condensed_graph import closed
from dotnet_viz.diagrams.common.frames import opened
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Remark
from dotnet_viz.scene import Scene

SHOWING_LAYERS = ("plot-model", "layered", "neurons", "ann", "lenet", "blocks", "weight-graph")
"""Styles whose pictures show the layers of a model, by name."""


@dataclass(frozen=True)
class Annotations:
    """What is added to the pictures of a model.

    Args:
        graph: the whole model, with what is written beside its layers.
        members: what shapes stand for.
        coloring: of layers; ``None`` for that of the style.
        highlights: layers that stand out.
        groups: of layers.
    """

    graph: Graph
    members: Members
    coloring: LayerColoring | None = None
    highlights: tuple[Highlight, ...] = ()
    groups: tuple[GroupRequest, ...] = ()

    def drawn(self, style: Any, part: Graph) -> tuple[Any, Graph]:
        """Return the style and the part of the graph that it draws.

        Args:
            style: its options.
            part: of :attr:`graph`.
        """
        # Circles cannot have the colour of their bias and that of their layer.
        if self.coloring is not None and getattr(style, "bias", None) == "fill":
            style = replace(style, bias="none")
        if getattr(style, "expand_wrappers", False):
            part = opened(part)
        expands = getattr(style, "expand_nested", None)
        if not self.groups or expands is None:
            return style, part
        if expands:
            return style, grouped(part, self.groups)
        return replace(style, expand_nested=True), grouped(closed(part), self.groups)

    def on(self, scene: Scene) -> Scene:
        """Return a picture with the colours and marks.

        Args:
            scene: of any style, without places.
        """
        if self.groups and scene.layout == "columns":
            scene = bracketed(scene, self.members, calls_of_groups(self.graph, self.groups))
        if self.coloring is not None:
            scene = colored(scene, self.members, self.coloring)
        if self.highlights:
            scene = highlighted(scene, self.members, self.highlights, keeps_fill=self.coloring is not None)
        return scene


def annotations_of(graph: Graph, options: AnnotationOptions) -> Annotations:
    """Return what options add to the pictures of a model.

    Args:
        graph: the whole model.
        options: what is added, at least one thing.

    Raises:
        OptionError: a value that an option cannot take, or a layer that the model does not have.
        VizError: a file cannot be read.
    """
    if options.overlay is not None and options.color_by is not None:
        raise OptionError("overlay and color_by both colour the layers; leave one of them out")
    names = LayerNames(graph)
    coloring: LayerColoring | None = None
    remarks: list[Mapping[str, Remark]] = []
    if options.captions is not None:
        remarks.append(read_captions(options.captions, graph, names))
    if options.overlay is not None:
        found = [
            NumberColoring(one.title, names.by_call(one.values, "overlay"), unit=one.unit)
            for one in read_overlays(options.overlay)
        ]
        coloring = found[0]
        remarks += [one.remarks() for one in found]
    if options.color_by is not None:
        coloring = measured(graph, options.color_by)
        remarks += [coloring.remarks()] if isinstance(coloring, NumberColoring) else []
    return Annotations(
        _remarked(graph, remarks),
        Members(graph),
        coloring,
        () if options.highlight is None else read_highlights(options.highlight, names),
        () if options.groups is None else read_groups(options.groups, names),
    )


def _remarked(graph: Graph, remarks: Sequence[Mapping[str, Remark]]) -> Graph:
    if not remarks:
        return graph
    found = {node.id: tuple(one[node.id] for one in remarks if node.id in one) for node in graph.nodes}
    return replace(graph, nodes=tuple(replace(node, remarks=found[node.id]) for node in graph.nodes))


def check_style(name: str, options: AnnotationOptions) -> None:
    """Raise where a style has no layers that something could be added to.

    Args:
        name: of the style.
        options: what is added.

    Raises:
        OptionError: with the names of the styles that take it.

    Example:
        >>> from dotnet_viz.diagrams.annotations.options import AnnotationOptions
        >>> check_style("weight-matrix", AnnotationOptions(highlight=["dense"]))
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: style 'weight-matrix' does not show the layers of a model, so highlight has no place \
in it; choose one of: plot-model, layered, neurons, ann, lenet, blocks, weight-graph
    """
    if name and options.given and name not in SHOWING_LAYERS:
        what = " and ".join(options.given)
        raise OptionError(
            f"style {name!r} does not show the layers of a model, so {what} {'have' if ' ' in what else 'has'} no place in it;"
            f" choose one of: {', '.join(SHOWING_LAYERS)}"
        )
