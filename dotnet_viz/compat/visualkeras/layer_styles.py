"""The argument ``styles``: how single layers look, by name, number or class."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.colors import WHITE, darken, most_readable
from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_texts import own_font_size
from dotnet_viz.compat.visualkeras.arguments import number_of
from dotnet_viz.compat.visualkeras.style_parts import check_style
from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.layer_kinds.known import check_classes
from dotnet_viz.scene import Connection, Face, Label, Mesh, Scene, Shape

_TEXT, _LINE = 10.0, 12.0

StyleMap = Mapping[str, Mapping[str, Any]]
"""Styles by the id of a node."""


def styles_by_node(styles: Any, graph: Graph, nodes: Sequence[Node]) -> dict[str, dict[str, Any]]:
    """Return the style of each node that has one: that of its class, over it that of its number, over both that of its name.

    A name or number that is neither that of a layer nor of a class is passed over with a warning, as visualkeras does.

    Args:
        styles: as visualkeras takes it: mappings by name, ``"layer_2"`` or number of a layer, class or name of a class.
        graph: the model.
        nodes: what numbers count.

    Raises:
        OptionError: something else, or an unknown part of a style.
    """
    found: dict[str, dict[str, Any]] = {}
    ranked = sorted(
        ((_rank(key, graph, len(nodes)), key, style) for key, style in dict(styles or {}).items()), key=lambda row: row[0]
    )
    for rank, key, style in ranked:
        check_style(key, style)
        for number, node in enumerate(nodes):
            if _is_meant(rank, key, number, node):
                found.setdefault(node.id, {}).update(style)
    first = {node.layer.id: found[node.id] for node in nodes if node.id in found}
    return found | {node.id: first[node.layer.id] for node in graph.children(None) if node.layer.id in first}


def _rank(key: object, graph: Graph, count: int) -> int:
    """Return 0 for a class, 1 for a number and 2 for a name."""
    if isinstance(key, type):
        return 0
    names = {node.layer.name for node in graph.nodes}
    if isinstance(key, str) and key not in names and key in {layer.kind for layer in graph.layers}:
        return 0
    number = _number(key)
    if number is not None and key not in names:
        if number >= count:
            warnings.warn(f"styles names the layer {key!r}; there are 0 to {count - 1}", stacklevel=2)
        return 1
    if key not in names:
        try:
            check_classes("styles", [str(key)], graph.layers)
        except OptionError:
            near = near_miss(str(key), names)
            warnings.warn(f"styles names {key!r}, which is no layer and no class of the model{near}", stacklevel=2)
        return 0
    return 2


def _number(key: object) -> int | None:
    text = key.removeprefix("layer_") if isinstance(key, str) else key
    return int(text) if (isinstance(text, str) and text.isdecimal()) or (isinstance(text, int) and text >= 0) else None


def _is_meant(rank: int, key: Any, number: int, node: Node) -> bool:
    if rank == 0:
        return node.layer.kind == (key.__name__ if isinstance(key, type) else key)
    return number == _number(key) if rank == 1 else node.layer.name == key


def own_numbers(style: Mapping[str, Any], names: Iterable[str]) -> dict[str, float]:
    """Return those of some numbers of pixels that a layer has of its own, by their names.

    Args:
        style: of the layer.
        names: of the numbers.

    Raises:
        OptionError: one is no number.

    Example:
        >>> own_numbers({"min_z": 8, "fill": "red"}, ("min_z", "max_z"))
        {'min_z': 8.0}
    """
    return {name: number_of(f"{name} in styles", style[name]) for name in names if name in style}


def styled(scene: Scene, styles: StyleMap, shade_step: float = 0.0) -> Scene:
    """Return a scene whose shapes and lines have their own colours and widths where a style says so.

    Args:
        scene: whose shapes or groups of shapes are named after nodes.
        styles: by the id of a node.
        shade_step: how much darker the top of a block is than its front, and the side than the top.
    """
    if not styles:
        return scene
    return replace(
        scene,
        shapes=tuple(_shape(shape, styles.get(shape.group or shape.id, {}), shade_step) for shape in scene.shapes),
        connections=tuple(_line(line, styles.get(line.source, {})) for line in scene.connections),
        meshes=tuple(_mesh(mesh, styles) for mesh in scene.meshes),
    )


def _shape(shape: Shape, style: Mapping[str, Any], shade_step: float) -> Shape:
    if shape.form == "area" or shape.kind in ("left-out", "window", "value"):
        return shape
    if "fill" in style or "shade_step" in style:
        fill = opaque_color("fill in styles", style.get("fill", shape.fill))
        own = number_of("shade_step in styles", style.get("shade_step", shade_step))
        shades = [darken(fill, own * step) for step in (1, 2, 0)] if len(shape.faces) == 3 else [fill] * len(shape.faces)
        faces = tuple(Face(face.points, shade) for face, shade in zip(shape.faces, shades, strict=True))
        shape = replace(shape, fill=fill, faces=faces)
    if "outline" in style:
        shape = replace(shape, stroke=opaque_color("outline in styles", style["outline"]))
    if "line_width" in style:
        shape = replace(shape, stroke_width=float(style["line_width"]))
    if style.get("font") is not None:
        size = own_font_size("font in styles", style["font"])
        shape = replace(shape, labels=tuple(replace(label, size=size) for label in shape.labels))
    if "font_color" in style:
        color = opaque_color("font_color in styles", style["font_color"])
        shape = replace(shape, labels=tuple(replace(label, color=color) for label in shape.labels))
    text = style.get("text", style.get("box_text"))
    return shape if text is None else replace(shape, labels=(*shape.labels, *_inside(shape, str(text))))


def _inside(shape: Shape, text: str) -> tuple[Label, ...]:
    """Return a text in the middle of a shape's front, one line for each of its lines."""
    points = shape.faces[-1].points if shape.faces else ((0.0, 0.0),)
    x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    lines = text.split("\n")
    top, color = y - _LINE * (len(lines) - 1) / 2, most_readable(shape.fill, "#000000", WHITE)
    return tuple(Label(line, x, top + _LINE * index, _TEXT, bold=True, color=color) for index, line in enumerate(lines))


def _line(line: Connection, style: Mapping[str, Any]) -> Connection:
    stroke = opaque_color("connector_fill in styles", style["connector_fill"]) if "connector_fill" in style else line.stroke
    arrow = bool(style.get("connector_arrow", line.arrow))
    return replace(line, stroke=stroke, width=float(style.get("connector_width", line.width)), arrow=arrow)


def _mesh(mesh: Mesh, styles: StyleMap) -> Mesh:
    if mesh.instead is None:
        return mesh
    instead = _line(mesh.instead, styles.get(mesh.instead.source, {}))
    changed = instead != mesh.instead
    return replace(mesh, instead=instead, stroke=instead.stroke, width=instead.width) if changed else mesh
