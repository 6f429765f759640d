"""``graph_view`` of visualkeras: same call, an image of the same size and colours."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_files import image_of, image_target, write_image
from dotnet_viz.compat.visualkeras.arguments import colors_by_class, number_of, resolve, whole_number_of
from dotnet_viz.diagrams.neurons import Neurons
from dotnet_viz.drawing import Drawing
from dotnet_viz.graph import Graph
from dotnet_viz.readers import read
from dotnet_viz.scene import Connection, Mesh, Scene, Shape

if TYPE_CHECKING:
    from PIL.Image import Image

DEFAULTS: Mapping[str, Any] = {
    "to_file": None,
    "color_map": None,
    "node_size": 50,
    "background_fill": "white",
    "padding": 10,
    "layer_spacing": 250,
    "node_spacing": 10,
    "connector_fill": "gray",
    "connector_width": 1,
    "ellipsize_after": 10,
    "inout_as_tensor": True,
    "show_neurons": True,
}
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "default": {},
    "compact": {"layer_spacing": 180, "node_spacing": 8, "node_size": 40},
    "detailed": {
        "node_size": 60,
        "connector_width": 2,
        "layer_spacing": 180,
        "node_spacing": 40,
        "padding": 40,
        "ellipsize_after": 8,
    },
}
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
        background_fill: colour of the background: a name, ``"#rrggbb"`` or a tuple.
        padding: pixels around the picture.
        layer_spacing: pixels between two layers.
        node_spacing: pixels between two units.
        connector_fill: colour of the lines.
        connector_width: their width in pixels.
        ellipsize_after: marks drawn of each layer at most.
        inout_as_tensor: one box for each tensor that enters or leaves; else a circle for each value.
        show_neurons: a circle for each unit; else one box a layer.
        options: a ``GraphOptions`` of visualkeras, or a mapping of these arguments.
        preset: ``"default"``, ``"compact"`` or ``"detailed"``.

    Returns:
        The picture.

    Raises:
        OptionError: a value that cannot be honoured; the message says what to use.
        OutputError: the file cannot be written.
    """
    given = {
        "to_file": to_file,
        "color_map": color_map,
        "node_size": node_size,
        "background_fill": background_fill,
        "padding": padding,
        "layer_spacing": layer_spacing,
        "node_spacing": node_spacing,
        "connector_fill": connector_fill,
        "connector_width": connector_width,
        "ellipsize_after": ellipsize_after,
        "inout_as_tensor": inout_as_tensor,
        "show_neurons": show_neurons,
    }
    chosen = resolve("graph_view", given, options, preset, defaults=DEFAULTS, presets=PRESETS)
    target = None if chosen["to_file"] is None else image_target(chosen["to_file"])
    drawing = Drawing(_scene(read(model), chosen))
    image = image_of(drawing)
    if target is not None:
        write_image(drawing, image, target)
    return image


def _scene(graph: Graph, chosen: Mapping[str, Any]) -> Scene:
    style = Neurons(
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
    paper = opaque_color("background_fill", chosen["background_fill"])
    line = opaque_color("connector_fill", chosen["connector_fill"]), number_of("connector_width", chosen["connector_width"])
    colors = {
        kind: tuple(
            opaque_color(f"{part} in color_map", given.get(part, default))
            for part, default in (("fill", FILL), ("outline", OUTLINE))
        )
        for kind, given in colors_by_class(chosen["color_map"], graph).items()
    }
    kinds = {node.id: node.layer.kind for node in graph.nodes}
    return replace(
        scene,
        shapes=tuple(_painted(shape, colors.get(kinds.get(shape.group, ""), _DEFAULT), paper) for shape in scene.shapes),
        meshes=tuple(_mesh(mesh, line) for mesh in scene.meshes),
        connections=tuple(_connection(connection, line) for connection in scene.connections),
        notes=(),
        show_title=False,
        margin=max(number_of("padding", chosen["padding"]), 0.0),
        background=paper,
    )


def _painted(shape: Shape, colors: Sequence[str], paper: str) -> Shape:
    if shape.kind == "left-out":
        return replace(shape, fill=paper, stroke=paper)
    return replace(shape, fill=colors[0], stroke=colors[1])


def _mesh(mesh: Mesh, line: tuple[str, float]) -> Mesh:
    instead = None if mesh.instead is None else _connection(mesh.instead, line)
    return replace(mesh, instead=instead, stroke=line[0], width=line[1])


def _connection(connection: Connection, line: tuple[str, float]) -> Connection:
    return replace(connection, stroke=line[0], width=line[1], arrow=False)


_DEFAULT = ("#ffa500", "#000000")
