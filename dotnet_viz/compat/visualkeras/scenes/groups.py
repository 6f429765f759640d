"""The argument ``layered_groups``: layers in a frame with a title."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.visualkeras.arguments import check_parts, number_of
from dotnet_viz.compat.visualkeras.scenes.gaps import with_gap
from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.parts import outline_and_texts_box
from dotnet_viz.graph import Node
from dotnet_viz.scene import Cluster, Label, Scene, Shape

_NUMBERS = ("padding", "text_spacing", "font_size")
_PARTS = (
    "name",
    "caption",
    "type",
    "layers",
    "indices",
    "fill",
    "outline",
    "width",
    "padding",
    "text_spacing",
    "font",
    "font_size",
    "font_color",
)


@dataclass(frozen=True)
class LayerGroup:
    """Layers in one frame.

    Args:
        title: above them, in the frame.
        members: ids of nodes.
        fill: of the frame.
        outline: of the frame.
        padding: pixels between the layers and the frame.
        text_spacing: pixels between the title and the layers.
        font_size: of the title, in pixels.
        font_color: of the title; ``None`` for that of all texts.
    """

    title: str
    members: frozenset[str]
    fill: str = "#f2f4f7"
    outline: str = "#8c959f"
    padding: float = 8.0
    text_spacing: float = 4.0
    font_size: float = 12.0
    font_color: str | None = None


def layer_groups(groups: Any, nodes: Sequence[Node]) -> tuple[LayerGroup, ...]:
    """Return the groups as visualkeras takes them; those whose layers are all left out have no members.

    Args:
        groups: mappings with ``"name"`` and either ``"layers"`` (names, numbers or classes) or ``"indices"``.
        nodes: what numbers count.

    Raises:
        OptionError: no such mappings, or an unknown part of one.
    """
    return tuple(_group(group, nodes) for group in groups or ())


def _group(group: Any, nodes: Sequence[Node]) -> LayerGroup:
    if not isinstance(group, Mapping):
        raise OptionError(f"layered_groups must hold mappings such as {{'name': 'Encoder', 'layers': [...]}}, not {group!r}")
    check_parts("layered_groups", group, _PARTS)
    colors = {
        name: opaque_color(f"{name} in layered_groups", group[name])
        for name in ("fill", "outline", "font_color")
        if group.get(name)
    }
    numbers = {name: number_of(name, group[name]) for name in _NUMBERS if group.get(name) is not None}
    title = str(group.get("name") or group.get("caption") or "")
    return LayerGroup(title, frozenset(members_of("layered_groups", group, nodes)), **colors, **numbers)  # type: ignore[arg-type]


def members_of(option: str, group: Mapping[str, Any], nodes: Sequence[Node]) -> list[str]:
    """Return the ids of the nodes that a group names; layers that are not there are passed over with a warning.

    Args:
        option: name of the argument, for the message.
        group: with ``"layers"`` (names, numbers or classes) or ``"indices"``.
        nodes: what numbers count.
    """
    found: list[str] = []
    for wanted in (*(group.get("layers") or ()), *(group.get("indices") or ())):
        ids = [node.id for number, node in enumerate(nodes) if _is_meant(wanted, number, node)]
        if not ids:
            near = near_miss(str(wanted), [node.layer.name for node in nodes])
            warnings.warn(f"{option} names the layer {wanted!r}, which is not there{near}", stacklevel=2)
        found += ids
    return found


def _is_meant(wanted: object, number: int, node: Node) -> bool:
    if isinstance(wanted, type):
        return node.layer.kind == wanted.__name__
    return number == wanted if isinstance(wanted, int) else node.layer.name in (wanted, getattr(wanted, "name", None))


def framed(scene: Scene, groups: Sequence[LayerGroup]) -> Scene:
    """Return a scene with places in which groups of shapes stand in frames, further apart where frames would overlap.

    Args:
        scene: whose shapes or groups of shapes are named after nodes.
        groups: which of them belong together.
    """
    present = {_owner(shape) for shape in scene.shapes}
    kept = [group for group in groups if group.members & present]
    for group in kept:
        scene = _apart(scene, group)
    frames = tuple(_frame(number, group, _around(scene, group)) for number, group in enumerate(kept))
    fills = {name: group.fill for group in kept for name in group.members}
    shapes = (
        replace(shape, fill=fills[shape.group], stroke=fills[shape.group])
        if shape.kind == "left-out" and shape.group in fills
        else shape
        for shape in scene.shapes
    )
    return replace(scene, shapes=tuple(shapes), clusters=(*frames, *scene.clusters))


def _owner(shape: Shape) -> str:
    return shape.group or shape.id


def _apart(scene: Scene, group: LayerGroup) -> Scene:
    """Return a scene with gaps before and behind a group, where all others stand before or behind it."""
    inside = [shape for shape in scene.shapes if _owner(shape) in group.members]
    first, last = min(shape.x or 0.0 for shape in inside), max(shape.x or 0.0 for shape in inside)
    others = [shape for shape in scene.shapes if _owner(shape) not in group.members]
    before, behind = (
        [shape for shape in others if (shape.x or 0.0) < first],
        [shape for shape in others if (shape.x or 0.0) > last],
    )
    if len(before) + len(behind) < len(others):
        return scene
    scene = _gap(scene, before, [*inside, *behind], group.padding)
    moved = {shape.id: shape for shape in scene.shapes}
    return _gap(scene, [moved[shape.id] for shape in inside], [moved[shape.id] for shape in behind], group.padding)


def _gap(scene: Scene, before: Sequence[Shape], behind: Sequence[Shape], padding: float) -> Scene:
    if not before or not behind:
        return scene
    last, first = (union(map(outline_and_texts_box, shapes)) for shapes in (before, behind))
    wanted = last.right - first.left + 2 * padding + 4
    return with_gap(scene, {shape.id for shape in behind}, wanted) if wanted > 0 else scene


def _around(scene: Scene, group: LayerGroup) -> Box:
    return union(outline_and_texts_box(shape) for shape in scene.shapes if _owner(shape) in group.members)


def _frame(number: int, group: LayerGroup, around: Box) -> Cluster:
    left, top, right, bottom = around
    head = group.font_size * LINE_HEIGHT + group.text_spacing if group.title else 0.0
    # A title that is wider than its layers makes the frame wider.
    wider = max(0.0, (text_width(group.title, group.font_size, bold=True) - (right - left)) / 2)
    box = (left - group.padding - wider, top - group.padding - head, right + group.padding + wider, bottom + group.padding)
    y = (box[1] - box[3]) / 2 + group.padding / 2 + group.font_size * LINE_HEIGHT / 2
    label = Label(group.title, 0.0, y, group.font_size, bold=True, color=group.font_color or "ink")
    return Cluster(f"group{number}", group.title, label, box=box, fill=group.fill, stroke=group.outline)


def shapes_of(scene: Scene, members: Sequence[str]) -> list[Shape]:
    """Return the shapes of some nodes, in the order of the nodes.

    Args:
        scene: whose shapes or groups of shapes are named after nodes.
        members: ids of nodes.
    """
    return list(chain.from_iterable([shape for shape in scene.shapes if _owner(shape) == name] for name in members))
