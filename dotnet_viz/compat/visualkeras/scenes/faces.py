"""Pictures and logos that visualkeras puts on the faces of blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_pictures import FacePicture, opened_picture
from dotnet_viz.compat.visualkeras.arguments import check_parts
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap
from dotnet_viz.compat.visualkeras.scenes.groups import members_of, shapes_of
from dotnet_viz.diagrams.common.faces import Corners, face_corners
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.geometry.boxes import Box, box_of_points
from dotnet_viz.graph import Node
from dotnet_viz.scene import KeyEntry, KeyLegend, Point, Scene, Shape

CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right", "center")
_PARTS = ("name", "text", "file", "layers", "indices", "axis", "size", "corner", "fill", "outline", "positions")
_BADGE = 0.3
_INSET = 3.0


def pictures_of(scene: Scene, styles: StyleMap, *, fit: str, axis: str) -> list[FacePicture]:
    """Return the pictures that styles put on the blocks of a scene.

    Args:
        scene: whose shapes are named after nodes.
        styles: by the id of a node.
        fit: how an image has room where its style does not say.
        axis: on which face, likewise.
    """
    found = []
    for shape in scene.shapes:
        style = styles.get(shape.id, {})
        image = opened_picture(style["image"]) if style.get("image") is not None else None
        if image is not None:
            corners = face_corners(shape, style.get("image_axis", axis))
            zoomed = scaled(corners, float(style.get("scale_image") or 1.0))
            found.append(FacePicture(shape.id, zoomed, image, style.get("image_fit", fit)))
    return found


def scaled(corners: Corners, factor: float) -> Corners:
    """Return the corners of a smaller part around the middle; larger than the whole it does not become.

    Args:
        corners: of the whole.
        factor: how large the part is, 1 for the whole.
    """
    x, y = (sum(point[axis] for point in corners) / 4 for axis in (0, 1))
    part = min(factor, 1.0)
    return tuple((x + (px - x) * part, y + (py - y) * part) for px, py in corners)  # type: ignore[return-value]


def with_logos(scene: Scene, groups: Any, nodes: Sequence[Node], legend: Any) -> tuple[Scene, list[FacePicture]]:
    """Return a scene with a badge for each logo without a file, and the pictures of the others.

    Args:
        scene: with places, its shapes named after nodes.
        groups: as visualkeras takes ``logo_groups``: mappings with ``"file"`` or with ``"text"`` and colours, and with layers.
        nodes: what numbers count.
        legend: whether there is a key to the logos; a mapping counts as yes.

    Raises:
        OptionError: no such mappings, or an unknown part.
    """
    pictures: list[FacePicture] = []
    badges: list[Shape] = []
    entries: list[KeyEntry] = []
    for number, group in enumerate(groups or ()):
        _check(group)
        image = opened_picture(group["file"]) if group.get("file") is not None else None
        if image is None and group.get("file") is not None:
            continue
        fill, outline = (opaque_color(f"{part} in logo_groups", group.get(part, "gray")) for part in ("fill", "outline"))
        for shape in shapes_of(scene, members_of("logo_groups", group, nodes)):
            corners = _logo(face_corners(shape, group.get("axis", "z")), group)
            if image is not None:
                pictures.append(FacePicture(shape.id, corners, image, "contain"))
            else:
                badges.append(_badge(f"logo{number}_{shape.id}", shape, corners, str(group.get("text", "")), (fill, outline)))
        entries.append(KeyEntry(_title(group), fill if image is None else "#ffffff", outline))
    key = (KeyLegend("", tuple(entries)),) if legend and entries else ()
    return replace(scene, shapes=(*scene.shapes, *badges), legends=(*scene.legends, *key)), pictures


def legend_pictures(placed: Scene, groups: Any) -> Iterator[tuple[Any, Box]]:
    """Yield the logos that stand in the key of a placed scene, and their places.

    Args:
        placed: with its keys in their places.
        groups: as visualkeras takes ``logo_groups``.
    """
    names = {_title(group): group for group in groups or () if group.get("file") is not None}
    for key in placed.placed_legends:
        if isinstance(key.legend, KeyLegend) and key.legend.title == "":
            for entry, (x, y) in zip(key.legend.entries, getattr(key, "places", ()), strict=False):
                if entry.text in names:
                    yield names[entry.text]["file"], Box(x, y, x + key.width, y + key.height)


def _title(group: Mapping[str, Any]) -> str:
    return str(group.get("name") or group.get("text") or "")


def _check(group: Any) -> None:
    if not isinstance(group, Mapping):
        raise OptionError(f"logo_groups must hold mappings such as {{'file': 'a.png', 'layers': [...]}}, not {group!r}")
    check_parts("logo_groups", group, _PARTS)
    if group.get("corner", "top-right") not in CORNERS:
        raise unknown_choice("corner in logo_groups", group["corner"], CORNERS)


def _logo(corners: Corners, group: Mapping[str, Any]) -> Corners:
    """Return the part of a face that a logo takes: a share of the shorter side, or a size in pixels, in a corner."""
    (x0, y0), (x1, y1), _, (x3, y3) = corners
    across, down = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-6), max(((x3 - x0) ** 2 + (y3 - y0) ** 2) ** 0.5, 1e-6)
    size = group.get("size", _BADGE)
    width, height = (
        (float(size[0]), float(size[1])) if isinstance(size, (tuple, list)) else (float(size) * min(across, down),) * 2
    )
    u, v = min(width / across, 1.0), min(height / down, 1.0)
    corner = group.get("corner", "top-right")
    inset_u, inset_v = min(_INSET / across, 1 - u), min(_INSET / down, 1 - v)
    left = {"left": inset_u, "right": 1 - u - inset_u}.get(corner.rpartition("-")[2], (1 - u) / 2)
    top = {"top": inset_v, "bottom": 1 - v - inset_v}.get(corner.partition("-")[0], (1 - v) / 2)

    def at(share_x: float, share_y: float) -> Point:
        return x0 + (x1 - x0) * share_x + (x3 - x0) * share_y, y0 + (y1 - y0) * share_x + (y3 - y0) * share_y

    return at(left, top), at(left + u, top), at(left + u, top + v), at(left, top + v)


def _badge(name: str, shape: Shape, corners: Corners, text: str, colors: tuple[str, str]) -> Shape:
    x, y = (sum(point[axis] for point in corners) / 4 for axis in (0, 1))
    points = tuple((px - x, py - y) for px, py in corners)
    box = box_of_points(points)
    return Shape(
        name, text, box.width, box.height, form="polygon", x=(shape.x or 0.0) + x, y=(shape.y or 0.0) + y, fill=colors[0],
        stroke=colors[1], points=points, tooltip=text, kind="logo",
    )  # fmt: skip
