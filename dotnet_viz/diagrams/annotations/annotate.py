"""From the options of a picture to a graph with remarks and groups, and to what changes the finished picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dotnet_viz.diagrams.annotations.captions import read_captions
from dotnet_viz.diagrams.annotations.colors.coloring import (
    LayerColoring,
    NoColoring,
    NumberColoring,
    colored,
    with_plain_outlines,
)
from dotnet_viz.diagrams.annotations.colors.highlights import Highlight, highlighted, read_highlights
from dotnet_viz.diagrams.annotations.colors.measured import measured
from dotnet_viz.diagrams.annotations.colors.overlays import read_overlays
from dotnet_viz.diagrams.annotations.colors.recorded import RECORDED, check_together, recorded
from dotnet_viz.diagrams.annotations.groups.brackets import bracketed
from dotnet_viz.diagrams.annotations.groups.group_frames import framed_in_place
from dotnet_viz.diagrams.annotations.groups.nested_groups import GroupRequest, calls_of_groups, grouped, read_groups
from dotnet_viz.diagrams.annotations.images.face_pictures import pictured, with_room
from dotnet_viz.diagrams.annotations.images.given_images import read_images
from dotnet_viz.diagrams.annotations.images.layer_images import LayerImages
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.diagrams.common.graphs.condensed_graph import closed
from dotnet_viz.diagrams.common.graphs.frames import opened_for
from dotnet_viz.diagrams.common.texts.remarks import remarked
from dotnet_viz.display.table import TextTable
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Remark
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import translate

SHOWING_LAYERS = (
    "plot-model",
    "layered",
    "neurons",
    "ann",
    "lenet",
    "blocks",
    "weight-graph",
    "bars",
    "transformer",
    "unrolled",
)
"""Styles whose pictures show the layers of a model, by name."""
WITH_FACES = ("layered", "lenet")
"""Those whose figures have faces that images stand on."""


@dataclass(frozen=True)
class Annotations:
    """What is added to the pictures of a model.

    Args:
        graph: the whole model, with what is written beside its layers.
        members: what shapes stand for.
        coloring: of layers; ``None`` for that of the style.
        highlights: layers that stand out.
        groups: of layers.
        images: on the faces of layers, by the id of the call.
    """

    graph: Graph
    members: Members
    coloring: LayerColoring | None = None
    highlights: tuple[Highlight, ...] = ()
    groups: tuple[GroupRequest, ...] = ()
    images: Mapping[str, LayerImages] = field(default_factory=dict)

    def table(self) -> TextTable | None:
        """Return the numbers and words of all layers, as a table for pages; ``None`` where there are none."""
        remarked = {node.id: {remark.label: remark.text for remark in node.remarks} for node in self.graph.nodes}
        titles = dict.fromkeys(title for texts in remarked.values() for title in texts)
        if not titles:
            return None
        rows = [
            (node.layer.id, node.layer.kind, *(remarked[node.id].get(title, "") for title in titles))
            for node in self.graph.nodes
            if remarked[node.id] or not self.graph.is_model(node)
        ]
        heads = (translate("layer"), translate("class"), *(title or translate("caption") for title in titles))
        return TextTable(heads, rows, numbers=tuple(filter(None, titles)))

    def drawn(self, style: Any, part: Graph) -> tuple[Any, Graph]:
        """Return the style and the part of the graph that it draws.

        Args:
            style: its options.
            part: of :attr:`graph`.
        """
        # Circles cannot have the colour of their bias and that of their layer.
        if self.coloring is not None and getattr(style, "bias", None) == "fill":
            style = replace(style, bias="none")
        # A layer may have no bar at all, so that its colour stands beside its name.
        has_colors = self.coloring is not None and not isinstance(self.coloring, NoColoring)
        if (has_colors or self.highlights) and hasattr(style, "with_swatches"):
            style = style.with_swatches()
        if self.highlights and hasattr(style, "keeping"):
            style = style.keeping({call for one in self.highlights for call in one.calls})
        if self.images:
            style = with_room(style, part)
        part = opened_for(style, part)
        expands = getattr(style, "expand_nested", None)
        if not self.groups or expands is None or hasattr(style, "frames_rows"):
            return style, part
        if expands:
            return style, grouped(part, self.groups)
        return replace(style, expand_nested=True), grouped(closed(part), self.groups)

    def on(self, scene: Scene, style: Any = None) -> Scene:
        """Return a picture with the colours and marks.

        Args:
            scene: of any style, as it built it.
            style: its options; without them frames of groups are those that the picture has.
        """
        if self.groups and hasattr(style, "frames_rows"):
            scene = framed_in_place(scene, self.graph, self.members, self.groups, by_row=style.frames_rows)
        if self.groups and scene.layout == "columns":
            scene = bracketed(scene, self.members, calls_of_groups(self.graph, self.groups))
        if self.coloring is not None:
            scene = colored(scene, self.members, self.coloring)
        if isinstance(self.coloring, NoColoring):
            scene = with_plain_outlines(scene, self.members)
        if self.highlights:
            scene = highlighted(scene, self.members, self.highlights, keeps_fill=self.coloring is not None)
        return pictured(scene, self.images) if self.images else scene


def annotations_of(graph: Graph, options: AnnotationOptions) -> Annotations:
    """Return what options add to the pictures of a model.

    Args:
        graph: the whole model.
        options: what is added, at least one thing.

    Raises:
        OptionError: a value that an option cannot take, or a layer that the model does not have.
        VizError: a file cannot be read.
    """
    check_together(options)
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
        remarks += [one.remarks(is_labelled=one is not coloring) for one in found]
    if options.color_by is not None:
        by = options.color_by
        coloring = recorded(by, options.record, names) if by in RECORDED else measured(graph, by)
        remarks += [coloring.remarks()] if isinstance(coloring, NumberColoring) else []
    return Annotations(
        remarked(graph, remarks),
        Members(graph),
        coloring,
        () if options.highlight is None else read_highlights(options.highlight, names),
        () if options.groups is None else read_groups(options.groups, names),
        {} if options.images is None else read_images(options.images, graph, names),
    )


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
in it; choose one of: plot-model, layered, neurons, ann, lenet, blocks, weight-graph, bars, transformer, unrolled
    """
    if name and options.given and name not in SHOWING_LAYERS:
        what = " and ".join(options.given)
        raise OptionError(
            f"style {name!r} does not show the layers of a model, so {what} {'have' if ' ' in what else 'has'} no place in it;"
            f" choose one of: {', '.join(SHOWING_LAYERS)}"
        )
    if name and options.images is not None and name not in WITH_FACES:
        raise OptionError(f"style {name!r} draws no faces that images could stand on; choose one of: {', '.join(WITH_FACES)}")
