"""Tensors as papers draw them: feature maps as stacked planes, vectors as bars, with a kernel's patch on the front plane."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dotnet_viz.colors import darken, seen_on
from dotnet_viz.diagrams.lenet.steps import Step
from dotnet_viz.formatting import format_sizes
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.graph import Layer
from dotnet_viz.graph import Shape as Sizes
from dotnet_viz.graph.layer_kinds import core
from dotnet_viz.scene import Face, Point, Shape
from dotnet_viz.translation.translate import translate

BAR_WIDTH = 14.0
STRIP_WIDTH = 12.0

WINDOW_SHADE = 0x28
"""How much darker a window is than the plane it lies on, at least."""
_LEAST_SIDE = 10.0
_LEAST_PATCH = 4.0
_POWER = 0.65
_BAR_STEP = 15.0
_POINT = 3.0
_UNKNOWN_BAR = 48.0
# The side that is drawn where it is unknown, if no other is known to be larger.
_UNKNOWN_SIDE = 28


@dataclass(frozen=True)
class PlaneSize:
    """How many planes a tensor is drawn as, and how large they are.

    Args:
        width: columns of a plane; ``None`` where it is unknown.
        height: rows of a plane, or the length of a vector.
        count: planes; 0 for a vector.
        caption: the sizes in words.
        is_strip: whether a plane has one dimension.
    """

    width: int | None
    height: int | None
    count: int | None
    caption: str
    is_strip: bool = False


@dataclass(frozen=True)
class Stack:
    """The figure of a tensor.

    Args:
        shapes: in drawing order; the first is the whole figure.
        front: the plane in front, from the group's middle.
        half: half of its height.
        is_bar: whether it is a vector.
        scale: pixels of a plane for each row or column, across and down.
    """

    shapes: tuple[Shape, ...]
    front: Box
    half: float
    is_bar: bool = False
    scale: Point = (1.0, 1.0)

    @property
    def anchor(self) -> str:
        """Id of the whole figure."""
        return self.shapes[0].id


def plane_size(sizes: Sizes | None, *, channels_first: bool) -> PlaneSize:
    """Return how many planes a tensor of a shape is drawn as, and how large they are.

    Args:
        sizes: shape of a tensor, the batch first; ``None`` where it is not known.
        channels_first: whether channels come right after the batch.

    Returns:
        The sizes of the planes, or of the vector, that stand for the tensor.

    Example:
        >>> plane_size((None, 26, 24, 32), channels_first=False).caption, plane_size((None, 120), channels_first=False).caption
        ('32@26×24', '120')
    """
    if sizes is None or len(sizes) < 1:
        return PlaneSize(None, None, 0 if sizes == () else 1, translate("size not known") if sizes is None else "1")
    rest = list(sizes[1:])
    if len(rest) <= 1:
        return PlaneSize(None, rest[0] if rest else 1, 0, format_sizes(rest or [1]))
    count = rest.pop(0) if channels_first and len(rest) > 2 else rest.pop()
    caption = f"{format_sizes([count])}@{format_sizes(rest)}"
    if len(rest) == 1:
        return PlaneSize(1, rest[0], count, caption, is_strip=True)
    return PlaneSize(rest[-1], rest[-2], count, caption)


def largest_side(items: Sequence[PlaneSize]) -> int:
    """Return the longest side of all planes."""
    sides = [side for item in items if item.count != 0 for side in (item.width, item.height)]
    return max((_UNKNOWN_SIDE if side is None else side for side in sides), default=1)


def stack(owner: Shape, item: PlaneSize, *, largest: int, size: float, most: int | None, spacing: float) -> Stack:
    """Return the planes of a tensor, or the bar of a vector.

    Args:
        owner: whose id, name, colours and tooltip it has.
        item: what it looks like.
        largest: the longest side of all planes of the picture.
        size: pixels of that side.
        most: planes drawn at most; ``None`` for all.
        spacing: pixels from plane to plane, across and down.
    """
    if item.count == 0:
        return _bar(owner, item.height, size)
    height = side_length(item.height, largest, size)
    width = STRIP_WIDTH if item.is_strip else side_length(item.width, largest, size)
    count = item.count or 3
    drawn = count if most is None else min(count, most)
    reach = spacing * (drawn - 1)
    whole = width + reach, height + reach
    planes = [_plane(-whole[0] / 2 + index * spacing, -whole[1] / 2 + index * spacing, width, height) for index in range(drawn)]
    shape = replace(
        owner, form="polygon", x=0.0, y=0.0, width=whole[0], height=whole[1],
        dashed=None in (item.width, item.height, item.count),
        points=(*planes[0][:2], planes[-1][1], *planes[-1][2:], planes[0][3]),
        faces=tuple(Face(points, owner.fill) for points in planes),
    )  # fmt: skip
    left, top = planes[-1][0]
    scale = width / (item.width or _UNKNOWN_SIDE), height / (item.height or _UNKNOWN_SIDE)
    return Stack((shape,), Box(left, top, left + width, top + height), whole[1] / 2, scale=scale)


def side_length(side: int | None, largest: int, size: float) -> float:
    """Return the pixels of a plane's side: small sides shrink less than in proportion, so that they can be seen.

    Args:
        side: rows or columns of the plane; ``None`` where the size is not known.
        largest: the longest side of all planes of the picture, in rows or columns.
        size: CSS pixels of that longest side.

    Returns:
        CSS pixels.

    Example:
        >>> side_length(32, 32, 120.0), round(side_length(5, 32, 120.0))
        (120.0, 36)
    """
    known = _UNKNOWN_SIDE if side is None else max(side, 1)
    return max(size * math.pow(known / largest, _POWER), _LEAST_SIDE)


def _plane(left: float, top: float, width: float, height: float) -> tuple[Point, ...]:
    corners = (left, top), (left + width, top), (left + width, top + height), (left, top + height)
    return tuple((round(x, 2), round(y, 2)) for x, y in corners)


def _bar(owner: Shape, units: int | None, size: float) -> Stack:
    height = _UNKNOWN_BAR if units is None else min(24 + _BAR_STEP * math.log2(1 + max(units, 1)), 2 * size)
    shape = replace(owner, form="box", x=0.0, y=0.0, width=BAR_WIDTH, height=round(height, 2), dashed=units is None)
    return Stack((shape,), Box.around_middle((0.0, 0.0), BAR_WIDTH, height), height / 2, is_bar=True)


def patch(source: Stack, step: Step, number: int) -> tuple[Shape, tuple[Shape, ...]] | None:
    """Return the patch that a layer's kernel or pool covers on the plane in front, and its corners as shapes.

    Args:
        source: the tensor that the layer reads.
        step: the layer.
        number: how many patches are on that plane already.
    """
    window = _window(core(step.node.layer))
    if window is None or source.is_bar:
        return None
    left, top, right, bottom = source.front
    width = min(max(window[1] * source.scale[0], _LEAST_PATCH), right - left)
    height = min(max(window[0] * source.scale[1], _LEAST_PATCH), bottom - top)
    x = right - width / 2 - 0.12 * (right - left - width)
    y = top + height / 2 + (0.15 + 0.3 * (number % 3)) * (bottom - top - height)
    owner = source.shapes[0]
    name = f"{owner.id}-p{number}"
    shown = translate("window of {layer}", layer=step.node.layer.name)
    shade = seen_on(darken(owner.fill, WINDOW_SHADE), owner.fill)
    box = Shape(
        name, shown, width, height, x=x, y=y, fill=shade, stroke="ink", stroke_width=1.2,
        cluster=owner.cluster, group=owner.group, kind="window",
    )  # fmt: skip
    places = [(x + across * width / 2, y + down * height / 2) for across in (-1, 1) for down in (-1, 1)]
    return box, tuple(corner(owner, f"{name}-{index}", position) for index, position in enumerate(places))


def point(target: Stack, number: int) -> Shape:
    """Return the small square on a tensor's front plane that a window's values go to.

    Args:
        target: the tensor that the layer computes.
        number: how many such squares are on the plane already.
    """
    left, top, right, bottom = target.front
    x, y = left + 0.3 * (right - left), top + (0.62 - 0.2 * (number % 3)) * (bottom - top)
    owner = target.shapes[0]
    shown = translate("value of {layer}", layer=owner.name)
    return Shape(
        f"{owner.id}-t{number}", shown, _POINT, _POINT, x=x, y=y, fill="ink", stroke="paper",
        cluster=owner.cluster, group=owner.group, kind="value",
    )  # fmt: skip


def corner(owner: Shape, name: str, position: Point) -> Shape:
    """Return a shape without size at a place, for lines to end at.

    Args:
        owner: the shape whose group and cluster the corner belongs to.
        name: id of the corner.
        position: in CSS pixels, relative to the middle of the group.
    """
    return Shape(
        name, owner.name, 0.0, 0.0, form="area", x=round(position[0], 2), y=round(position[1], 2), stroke_width=0.0,
        cluster=owner.cluster, group=owner.group, kind="corner",
    )  # fmt: skip


def edge_corners(item: Stack, *, right: bool) -> tuple[Shape, Shape]:
    """Return the upper and the lower corner of a figure's right or left side.

    Args:
        item: the figure of a tensor.
        right: whether the right side is meant; else the left one.
    """
    owner = item.shapes[0]
    left_x, top, right_x, bottom = item.front
    if not right and not item.is_bar:
        (left_x, top), bottom = owner.points[0], owner.points[-1][1]
    x = right_x if right else left_x
    side = "r" if right else "l"
    return corner(owner, f"{owner.id}-{side}0", (x, top)), corner(owner, f"{owner.id}-{side}1", (x, bottom))


def _window(layer: Layer) -> tuple[int, int] | None:
    """Return rows and columns of a kernel or pool; ``None`` where a layer has none."""
    size = layer.config.get("kernel_size", layer.config.get("pool_size"))
    sizes = [size] if isinstance(size, int) else list(size) if isinstance(size, list | tuple) else []
    if not sizes or not all(isinstance(part, int) and part > 0 for part in sizes):
        return None
    if len(sizes) == 1:
        return (sizes[0], 1) if "1D" in layer.kind else (sizes[0], sizes[0])
    return sizes[-2], sizes[-1]
