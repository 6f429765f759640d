"""``graph_view`` of visualkeras: same call, an image of the same size and colours."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_papers import paper_of
from dotnet_viz.compat.pillow_pictures import FacePicture, opened_picture
from dotnet_viz.compat.visualkeras.arguments import colors_by_class, number_of, resolve, whole_number_of
from dotnet_viz.compat.visualkeras.defaults import GRAPH_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.figures.blocks import ListedModel
from dotnet_viz.compat.visualkeras.figures.marks import LayerMarks
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap, styled, styles_by_node
from dotnet_viz.compat.visualkeras.options import GRAPH_PRESETS
from dotnet_viz.compat.visualkeras.scenes.connectors import line_of, with_lines
from dotnet_viz.compat.visualkeras.scenes.finish import finished, target_of
from dotnet_viz.compat.visualkeras.scenes.groups import framed, layer_groups
from dotnet_viz.diagrams.common.faces import face_corners
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import DEFAULT_ENGINE
from dotnet_viz.layouts.groups import place_groups
from dotnet_viz.readers import read
from dotnet_viz.scene import Scene, Shape

if TYPE_CHECKING:
    from PIL.Image import Image

FILL, OUTLINE = "orange", "black"


def graph_view(  # noqa: PLR0913, PLR0917 - the signature of the original
    model: object,
    to_file: str | os.PathLike[str] | None = None,
    color_map: Mapping[Any, Mapping[str, Any]] | None = None,
    node_size: float = 50,
    background_fill: Any = "white",
    padding: float = 10,
    layer_spacing: float = 250,
    node_spacing: float = 10,
    connector_fill: Any = "gray",
    connector_width: float = 1,
    ellipsize_after: int = 10,
    inout_as_tensor: bool = True,
    show_neurons: bool = True,
    styles: Mapping[Any, Mapping[str, Any]] | None = None,
    image_fit: str = "contain",
    circular_crop: bool = True,
    layered_groups: Sequence[Mapping[str, Any]] | None = None,
    *,
    options: Any = None,
    preset: str | None = None,
) -> Image:
    """Draw the units of a model and the lines between its layers.

    Args:
        model: anything that :func:`dotnet_viz.read` takes.
        to_file: path of the picture, in any format of Pillow, ``.svg``, ``.pdf`` or ``.dot``.
        color_map: ``{"fill": ..., "outline": ...}`` by layer class, or by its name.
        node_size: diameter of a unit's circle in pixels.
        background_fill: colour of the background: a name, ``"#rrggbb"`` or a tuple, whose fourth number says how opaque.
        padding: pixels around the picture.
        layer_spacing: pixels between two layers.
        node_spacing: pixels between two units.
        connector_fill: colour of the lines.
        connector_width: their width in pixels.
        ellipsize_after: marks drawn of each layer at most.
        inout_as_tensor: one box for each tensor that enters or leaves; else a circle for each value.
        show_neurons: a circle for each unit; else one box a layer.
        styles: what single layers look like, by name, number or class: ``"fill"``, ``"outline"``, ``"line_width"``,
            ``"connector_fill"``, ``"connector_width"``, ``"node_size"``, ``"node_spacing"``, ``"ellipsize_after"``,
            ``"show_neurons"``, ``"box_scale"``, and ``"image"`` (a file, an image or an array, which pixel formats
            show), ``"image_fit"``, ``"circular_crop"`` and ``"image_indices"`` (which of the marks have it).
        image_fit: how an image has room in a mark: ``"contain"``, ``"cover"``, ``"fill"`` or ``"scale-down"``.
        circular_crop: whether images are cut to circles.
        layered_groups: layers in frames; see ``layered_view``.
        options: a ``GraphOptions`` of visualkeras, or a mapping of these arguments.
        preset: ``"default"``, ``"compact"``, ``"presentation"``, or ``"detailed"`` as in version 0.2.

    Returns:
        The picture.

    Raises:
        OptionError: a value that cannot be honoured; the message says what to use.
        OutputError: the file cannot be written.
    """
    chosen = resolve("graph_view", locals(), options, preset, defaults=DEFAULTS, presets=GRAPH_PRESETS)
    target = target_of(chosen)
    listed = ListedModel(model, read(model))
    styles = styles_by_node(chosen["styles"], listed.graph, listed.listed)
    scene = styled(_scene(listed.graph, chosen, styles), styles)
    groups = layer_groups(chosen["layered_groups"], listed.listed)
    if groups:
        scene = replace(framed(place_groups(scene, engine=DEFAULT_ENGINE, timeout=60.0), groups), layout="given")
    return finished(scene, chosen, target, _pictures(scene, styles, chosen))


def _pictures(scene: Scene, styles: StyleMap, chosen: Mapping[str, Any]) -> list[FacePicture]:
    """Return the images in the marks of layers."""
    found = []
    seen: dict[str, int] = {}
    for shape in scene.shapes:
        style = styles.get(shape.group, {})
        if style.get("image") is None or shape.form == "area" or shape.kind == "left-out":
            continue
        number = seen[shape.group] = seen.get(shape.group, -1) + 1
        if number not in style.get("image_indices", (number,)):
            continue
        image = opened_picture(style["image"])
        if image is not None:
            is_round = bool(style.get("circular_crop", chosen["circular_crop"])) and shape.form == "circle"
            fit = style.get("image_fit", chosen["image_fit"])
            found.append(FacePicture(shape.id, face_corners(shape, "z"), image, fit, is_round=is_round))
    return found


def _scene(graph: Graph, chosen: Mapping[str, Any], styles: StyleMap) -> Scene:
    style = LayerMarks(
        styles=styles,
        max_neurons=whole_number_of("ellipsize_after", chosen["ellipsize_after"], least=2),
        node_size=number_of("node_size", chosen["node_size"]),
        node_spacing=number_of("node_spacing", chosen["node_spacing"]),
        layer_spacing=number_of("layer_spacing", chosen["layer_spacing"]),
        show_neurons=bool(chosen["show_neurons"]),
        inout_as_tensor=bool(chosen["inout_as_tensor"]),
        show_captions=False,
        expand_nested=False,
    )
    scene = style.build(graph)
    paper = paper_of(chosen["background_fill"])
    line = line_of(chosen)
    colors = {
        kind: tuple(
            opaque_color(f"{part} in color_map", given.get(part, default))
            for part, default in (("fill", FILL), ("outline", OUTLINE))
        )
        for kind, given in colors_by_class(chosen["color_map"], graph).items()
    }
    kinds = {node.id: node.layer.kind for node in graph.nodes}
    return replace(
        with_lines(scene, **line, arrow=False),
        shapes=tuple(_painted(shape, colors.get(kinds.get(shape.group, ""), _DEFAULT), paper) for shape in scene.shapes),
        notes=(),
        show_title=False,
        margin=max(number_of("padding", chosen["padding"]), 0.0),
        background=paper,
    )


def _painted(shape: Shape, colors: Sequence[str], paper: str) -> Shape:
    if shape.kind == "left-out":
        return replace(shape, fill=paper, stroke=paper)
    return replace(shape, fill=colors[0], stroke=colors[1])


_DEFAULT = ("#ffa500", "#000000")
