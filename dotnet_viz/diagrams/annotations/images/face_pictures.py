"""Images of layers on the faces of a finished picture: on planes, on the sides of blocks, in bars."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from dotnet_viz.diagrams.annotations.images.layer_images import COLORMAP, LayerImages, Pixels
from dotnet_viz.diagrams.common.faces import face_corners
from dotnet_viz.graph import Graph
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Face, Legend, Scene, Shape, changed
from dotnet_viz.translation.translate import translate

_WINDOW_CELLS = 48
# Pixels of the longest side of solids with images, and from which size on they grow as the square root does.
_SIDE, _BALANCED_FROM = 140.0, 64


def with_room(style: Any, graph: Graph) -> Any:
    """Return a style of solids whose sides are seen, and large enough for images where the user has set no scale.

    Args:
        style: its options; of another style they stay as they are.
        graph: what it draws.
    """
    if not hasattr(style, "clear_sides"):
        return style
    style = replace(style, clear_sides=True)
    sizes = [spec.shape[1:] for node in graph.nodes for spec in node.outputs[:1] if spec.shape is not None]
    largest = max((size for one in sizes if len(one) == 3 for size in one[:2] if size), default=0)
    usual = min(largest, math.sqrt(largest * _BALANCED_FROM))
    if style.scale_xy != type(style)().scale_xy or style.sizing_mode != "balanced" or not 0 < usual < _SIDE:
        return style
    return replace(style, scale_xy=_SIDE / usual)


def pictured(scene: Scene, images: Mapping[str, LayerImages]) -> Scene:
    """Return a picture with images on the faces of its shapes.

    Args:
        scene: of a style whose shapes have faces, without places or with them.
        images: by the id of the call.
    """
    chosen: dict[str, LayerImages] = {}
    shapes = []
    for shape in scene.shapes:
        own = shape.group or shape.id
        calls = [call for call in scene.members.get(own, (own,)) if call in images]
        found = images[calls[-1]] if calls and shape.id == own else None
        shown = shape if found is None else _with_images(shape, found)
        if found is not None and shown is not shape:
            chosen[shape.id] = found
        shapes.append(shown)
    if not chosen:
        return scene
    fronts = {shape.id: shape for shape in shapes if shape.id in chosen and shape.group}
    shapes = [_open_window(shape, fronts[shape.group]) if shape.group in fronts else shape for shape in shapes]
    scales = (_legend(),) if any(one.has_scale for one in chosen.values()) else ()
    return replace(
        scene, shapes=tuple(shapes), legends=(*scene.legends, *scales), notes=(*scene.notes, *_notes(chosen, fronts))
    )


def _with_images(shape: Shape, images: LayerImages) -> Shape:
    if images.is_vector and images.whole is not None:
        return _on_front(shape, images.whole if shape.width >= shape.height else images.whole.transpose(1, 0, 2))
    if not shape.faces:
        return shape
    if _is_stack(shape):
        return _on_planes(shape, images)
    if len(shape.faces) < 3:
        picture = images.maps[0] if images.whole is None else images.whole
        return _on_front(shape, picture)
    if images.whole is not None:
        return _on_front(shape, images.whole)
    side = Face(face_corners(shape, "x"), shape.faces[1].fill, images.maps[0])
    return changed(shape, faces=(shape.faces[0], side, shape.faces[2]))


def _is_stack(shape: Shape) -> bool:
    """Whether all faces are upright: planes, one before the other, and not the faces of a block."""
    if len(shape.faces) == 1 and not shape.group:
        return False
    return all(face.points[0][1] == face.points[1][1] and face.points[0][0] == face.points[3][0] for face in shape.faces)


def _on_front(shape: Shape, picture: Pixels) -> Shape:
    fill = shape.faces[-1].fill if shape.faces else shape.fill
    return changed(shape, faces=(*shape.faces[:-1], Face(face_corners(shape, "z"), fill, picture)))


def _on_planes(shape: Shape, images: LayerImages) -> Shape:
    """Return a stack with the strongest map on the plane in front and the others behind it."""
    faces = list(shape.faces)
    for number, picture in enumerate(images.maps[: len(faces)], 1):
        faces[-number] = replace(faces[-number], picture=picture)
    return changed(shape, faces=tuple(faces))


def _open_window(shape: Shape, stack: Shape) -> Shape:
    """Return a window on the plane in front, through which the plane's picture is seen."""
    front = stack.faces[-1]
    if shape.kind != "window" or front.picture is None:
        return shape
    (left, top), (right, _), (_, bottom), _ = front.points
    rows, columns, _ = front.picture.shape
    x, y = (shape.x or 0.0) - (stack.x or 0.0), (shape.y or 0.0) - (stack.y or 0.0)
    steps = (np.arange(_WINDOW_CELLS) + 0.5) / _WINDOW_CELLS - 0.5
    across = ((x + steps * shape.width - left) / (right - left) * columns).astype(int).clip(0, columns - 1)
    down = ((y + steps * shape.height - top) / (bottom - top) * rows).astype(int).clip(0, rows - 1)
    return changed(shape, faces=(Face(face_corners(shape, "z"), shape.fill, front.picture[down][:, across]),))


def _legend() -> Legend:
    bar = RangeScale(0.0, 1.0, COLORMAP).legend()
    ticks = ((0.0, translate("smallest")), (1.0, translate("largest")))
    return replace(
        bar, title=translate("activation"), ticks=ticks, notes=(translate("each layer has a scale of its own"),)
    )  # fmt: skip


def _notes(chosen: Mapping[str, LayerImages], stacks: Mapping[str, Shape]) -> tuple[str, ...]:
    if not any(one.has_scale and len(one.maps) > 1 for one in chosen.values()):
        return ()
    if stacks:
        return (translate("feature maps: those with the largest mean magnitude, the largest in front"),)
    return (translate("feature map of a layer: the one with the largest mean magnitude"),)
