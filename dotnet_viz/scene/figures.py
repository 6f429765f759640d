"""What stands alone in a picture: shapes, the lines between them, frames and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.scene.vocabulary import Point

# Corners as parts of width and height, from the centre.
_CORNERS: Mapping[str, tuple[Point, ...]] = {
    "triangle": ((-0.5, -0.5), (0.5, -0.5), (0.0, 0.5)),
    "hexagon": ((-0.36, -0.5), (0.36, -0.5), (0.5, 0.0), (0.36, 0.5), (-0.36, 0.5), (-0.5, 0.0)),
    "octagon": (
        (-0.38, -0.5), (0.38, -0.5), (0.5, -0.2), (0.5, 0.2), (0.38, 0.5), (-0.38, 0.5), (-0.5, 0.2), (-0.5, -0.2),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """One line of text.

    Args:
        text: the text as a person reads it; the renderer escapes it.
        x: for a label of a shape or cluster the offset from the owner's centre, else the place.
        y: likewise, of the text's vertical middle.
        size: font size in pixels.
        bold: whether it is set in bold.
        anchor: ``"start"``, ``"middle"`` or ``"end"``: which end of the text stands at ``x``.
        color: colour or role.
    """

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 12.0
    bold: bool = False
    anchor: str = "middle"
    color: str = "ink"


@dataclass(frozen=True)
class Face:
    """One flat part of a shape that shows several, such as the front, top and side of a block.

    Args:
        points: its corners, relative to the shape's centre.
        fill: colour or role.
        picture: red, green and blue of the cells on it, 0 to 255; shape (rows, columns, 3). The corners are then the upper
            left, upper right, lower right and lower left one of a parallelogram, over which it reaches. ``None`` for none.
    """

    points: tuple[Point, ...]
    fill: str
    picture: NDArray[np.uint8] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Shape:
    """A box, circle or other figure that connections can start and end at.

    Args:
        id: unique in the scene, made of letters, digits, ``_`` and ``-``.
        name: what it stands for (a layer's or neuron's name); any text. One of a group without name and tooltip is part of
            the others: pages do not know of it.
        width: of the outline.
        height: of the outline.
        form: one of :data:`FORMS`; an ``"ellipsis"`` is three dots that stand for what is left out, a ``"triangle"``
            stands on its tip, of an ``"area"`` nothing is drawn but its labels: lines end at its edge, a ``"bar"`` is
            a box with sharp corners, and ``"dots"`` are a round dot at each of its ``points``, as wide as its outline.
        x: centre; ``None`` before layout.
        y: centre; ``None`` before layout.
        fill: colour or role.
        stroke: colour or role of the outline.
        stroke_width: of the outline.
        dashed: whether the outline is dashed.
        labels: text in it, or beside it, placed from the centre.
        dividers: y offsets from the centre of lines drawn across it.
        tooltip: shown while the pointer rests on it.
        cluster: id of the cluster it belongs to.
        rank: column (or row) of its own in layouts that have them.
        kind: word for scripts and style sheets, such as a layer's kind or ``"neuron"``.
        points: corners of a ``"polygon"``, relative to the centre and within ``width`` and ``height``, see
            :attr:`corners`; or the places of ``"dots"``.
        faces: parts that are drawn instead of the plain outline, in drawing order.
        group: name of the group it belongs to. Shapes of a group keep their places among each other, so before the
            layouts ``"groups"`` and ``"tree"`` their ``x`` and ``y`` are measured from the middle of the group.
        head: height of the upper part of a box that has a colour of its own, such as that of a family of layers.
        head_fill: its colour or role.
        mark: word for what is special about it, such as ``"added"``; pages offer to go from one marked shape to the next,
            and to hide all of a mark.
        negative: whether its fill is that of a number below zero, or not; such colours fade into the paper at zero. ``None``
            where its fill is no number.
    """

    id: str
    name: str
    width: float
    height: float
    form: str = "box"
    x: float | None = None
    y: float | None = None
    fill: str = "panel"
    stroke: str = "line"
    stroke_width: float = 1.0
    dashed: bool = False
    labels: tuple[Label, ...] = ()
    dividers: tuple[float, ...] = ()
    tooltip: str = ""
    cluster: str | None = None
    rank: int | None = None
    kind: str = ""
    points: tuple[Point, ...] = ()
    faces: tuple[Face, ...] = ()
    group: str = ""
    head: float = 0.0
    head_fill: str = "panel"
    mark: str = ""
    negative: bool | None = None

    @property
    def corners(self) -> tuple[Point, ...]:
        """Corners of the outline, relative to the centre; empty where the outline is a box, round or not there.

        Example:
            >>> Shape("a", "a", 20, 10, form="triangle").corners
            ((-10.0, -5.0), (10.0, -5.0), (0.0, 5.0))
        """
        if self.form == "dots":
            return ()
        return self.points or tuple((x * self.width, y * self.height) for x, y in _CORNERS.get(self.form, ()))


@dataclass(frozen=True)
class Connection:
    """A line from one shape to another.

    Args:
        source: id of the shape it leaves.
        target: id of the shape it enters.
        points: a chain of cubic Bézier curves (3 n + 1 points); empty before layout, but for a line from a shape to itself,
            whose points and ``label_at`` are measured from the shape's middle then.
        stroke: colour or role.
        width: of the line.
        dashed: whether it is dashed.
        arrow: whether it ends in an arrowhead.
        label: text beside its middle.
        label_at: where that text's middle is; ``None`` before layout.
        tooltip: shown while the pointer rests on it.
        strands: more curves of the same connection, as the four edges of a funnel are.
    """

    source: str
    target: str
    points: tuple[Point, ...] = ()
    stroke: str = "line"
    width: float = 1.2
    dashed: bool = False
    arrow: bool = True
    label: str = ""
    label_at: Point | None = None
    tooltip: str = ""
    strands: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True)
class Cluster:
    """A frame around shapes that belong together: a nested model.

    Args:
        id: unique in the scene.
        name: what it stands for.
        label: its caption, set inside its top edge.
        parent: id of the cluster around it.
        box: left, top, right, bottom; ``None`` before layout.
        tooltip: shown while the pointer rests on it.
        layer_count: how many layers are in it, for pages that fold it; ``None`` where that is not known.
    """

    id: str
    name: str
    label: Label
    parent: str | None = None
    box: tuple[float, float, float, float] | None = None
    fill: str = "paper"
    stroke: str = "line"
    tooltip: str = ""
    layer_count: int | None = None


@dataclass(frozen=True)
class Caption:
    """Text that stands under a column of shapes or above it, or left of a row.

    Args:
        rank: the column (or row): the :attr:`Shape.rank` of its shapes.
        lines: the text, from the top; the layout sets the places and anchors of the lines.
        above: whether it stands above its column, and all others.
        beside: ids of the shapes that it stands left of, where these are in the first column, else right of: some of its own
            column. Where there are any, it is neither above nor below.
    """

    rank: int
    lines: tuple[Label, ...]
    above: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bracket:
    """A line along some columns (or rows) of shapes, with a text, such as the name of a group of layers.

    Args:
        text: what stands at its middle.
        first: the smallest :attr:`Shape.rank` of its columns.
        last: the largest.
    """

    text: str
    first: int
    last: int


Part = TypeVar("Part", Shape, Connection, Label, Cluster)


def changed(part: Part, **values: Any) -> Part:
    """Return a copy of a part of a scene with other values for some of its fields.

    It does what :func:`dataclasses.replace` does in a fifth of the time, and layouts move every part several times.

    Args:
        part: a shape, connection, label or cluster.
        values: new values by the names of fields; they are not checked.

    Example:
        >>> changed(Shape("a", "a", 10, 10), x=1.0).x
        1.0
    """
    copy = object.__new__(type(part))
    vars(copy).update(vars(part))
    vars(copy).update(values)
    return copy
