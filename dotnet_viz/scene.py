"""What a picture looks like, before any format: shapes, connections, bundles, clusters, labels, legends.

Lengths are CSS pixels (1/96 inch); x grows to the right and y downwards. A scene may be without
positions (``x`` and ``y`` are ``None``): a layout fills them in. Colours are ``"#rrggbb"`` or the name of
a role in :data:`ROLES`, which the renderer's theme turns into a colour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import GraphError

Point = tuple[float, float]

ROLES = ("paper", "ink", "muted", "line", "panel", "accent")
FORMS = ("box", "rounded", "circle", "ellipsis", "triangle", "hexagon", "octagon", "polygon", "area", "bar")
MARGIN = 16.0
FEW_CELLS = 1000
"""Cells of rasters, all of a picture together, of which each can have a text of its own."""
ANCHORS = ("start", "middle", "end")
SPLINES = ("spline", "ortho", "polyline", "curved", "line")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
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
    """

    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True)
class Shape:
    """A box, circle or other figure that connections can start and end at.

    Args:
        id: unique in the scene, made of letters, digits, ``_`` and ``-``.
        name: what it stands for (a layer's or neuron's name); any text.
        width: of the outline.
        height: of the outline.
        form: one of :data:`FORMS`; an ``"ellipsis"`` is three dots that stand for what is left out, a ``"triangle"``
            stands on its tip, of an ``"area"`` nothing is drawn but its labels: lines end at its edge, and a ``"bar"`` is
            a box with sharp corners.
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
        points: corners of a ``"polygon"``, relative to the centre and within ``width`` and ``height``; see
            :attr:`corners`.
        faces: parts that are drawn instead of the plain outline, in drawing order.
        group: name of the group it belongs to. Shapes of a group keep their places among each other, so before the
            layout ``"groups"`` their ``x`` and ``y`` are measured from the middle of the group.
        head: height of the upper part of a box that has a colour of its own, such as that of a family of layers.
        head_fill: its colour or role.
        mark: word for what is special about it, such as ``"added"``; pages offer to go from one marked shape to the next,
            and to hide all of a mark.
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

    @property
    def corners(self) -> tuple[Point, ...]:
        """Corners of the outline, relative to the centre; empty where the outline is a box, round or not there.

        Example:
            >>> Shape("a", "a", 20, 10, form="triangle").corners
            ((-10.0, -5.0), (10.0, -5.0), (0.0, 5.0))
        """
        return self.points or tuple((x * self.width, y * self.height) for x, y in _CORNERS.get(self.form, ()))


@dataclass(frozen=True)
class Connection:
    """A line from one shape to another.

    Args:
        source: id of the shape it leaves.
        target: id of the shape it enters.
        points: a chain of cubic Bézier curves (3 n + 1 points); empty before layout.
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


@dataclass(frozen=True, eq=False)
class Bundle:
    """Many straight lines between two columns of shapes, as arrays: the weights of one dense layer.

    Args:
        name: what it stands for: the layer's name.
        sources: ids of the shapes that lines leave.
        targets: ids of the shapes that lines enter.
        source_index: for each line the position in ``sources``; shape (n,).
        target_index: for each line the position in ``targets``; shape (n,).
        values: for each line the number it shows; shape (n,).
        widths: for each line its width in pixels; shape (n,).
        colors: for each line red, green and blue, 0 to 255; shape (n, 3).
        dashed: for each line whether it is dashed; shape (n,).
        measure: what the numbers are, such as ``"weight"``.
        means: where a line stands for several weights, for each line their mean; shape (n,).
        arrow: whether lines end in arrowheads.
        show_values: whether the layout writes each value on its line.

    The lines stand in the order in which they are drawn. A value that is no number can stand among them.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_index: NDArray[np.intp]
    target_index: NDArray[np.intp]
    values: NDArray[np.float64]
    widths: NDArray[np.float64]
    colors: NDArray[np.uint8]
    dashed: NDArray[np.bool_]
    measure: str = "weight"
    means: NDArray[np.float64] | None = None
    arrow: bool = False
    show_values: bool = False

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, eq=False)
class Raster:
    """A table of coloured cells: the values of a matrix, or the pixels of a filter. Cells are never smoothed.

    Args:
        name: what it shows; any text.
        colors: red, green and blue of each cell, 0 to 255; shape (rows, columns, 3).
        x: left edge.
        y: top edge.
        width: of the whole table.
        height: of the whole table.
        tooltip: shown while the pointer rests on it.
        cell_tooltips: for each cell, row by row, what is shown instead while the picture has few cells; may be empty.
    """

    name: str
    colors: NDArray[np.uint8]
    x: float
    y: float
    width: float
    height: float
    tooltip: str = ""
    cell_tooltips: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return int(self.colors.shape[0] * self.colors.shape[1])


@dataclass(frozen=True)
class Omission:
    """How much of a layer's weights a picture shows, in numbers.

    Args:
        name: the layer's name.
        drawn: lines that are drawn.
        total: lines that there would be.
        share: part of the sum of all magnitudes that the drawn ones have, from 0 to 1; ``None`` where nothing was read.
        sources: of the neurons that lines leave, those drawn and all.
        targets: of the neurons that lines enter, those drawn and all.
        least: the smallest magnitude among the drawn lines where weaker ones are left out; else ``None``.
    """

    name: str
    drawn: int
    total: int
    share: float | None = None
    sources: tuple[int, int] | None = None
    targets: tuple[int, int] | None = None
    least: float | None = None


@dataclass(frozen=True)
class Mesh:
    """Straight lines from every one of some shapes to every one of others, all alike: a dense layer without its weights.

    Args:
        name: what it stands for.
        sources: ids of the shapes that lines leave.
        targets: ids of the shapes that lines enter.
        stroke: colour or role.
        width: of each line.
        above: whether the lines are drawn over the shapes, not below.
        instead: the one line that a layout draws where another shape stands between; ``None`` if none ever does.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    stroke: str = "line"
    width: float = 0.8
    above: bool = False
    instead: Connection | None = None


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
    """

    id: str
    name: str
    label: Label
    parent: str | None = None
    box: tuple[float, float, float, float] | None = None
    fill: str = "paper"
    stroke: str = "line"
    tooltip: str = ""


@dataclass(frozen=True)
class Legend:
    """A colour bar (with widths), made by the scale that coloured the picture.

    Args:
        title: what the colours mean.
        stops: colours along the bar: offset from 0 (left) to 1 (right), colour.
        ticks: offset along the bar, text.
        widths: offset along the bar, width in pixels of a line of that value; empty if width says nothing.
        notes: lines of text under the bar, such as what a dash means.
    """

    title: str
    stops: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    widths: tuple[tuple[float, float], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeyEntry:
    """One colour of a key and what it stands for.

    Args:
        text: what the colour means.
        fill: colour or role.
        stroke: colour or role of the outline.
        dashed: whether the outline is dashed.
    """

    text: str
    fill: str = "panel"
    stroke: str = "line"
    dashed: bool = False


@dataclass(frozen=True)
class KeyLegend:
    """A key of single colours, each with its text, such as the families of layers.

    Args:
        title: what the colours mean.
        entries: in the order in which they are read.
        text_size: font size in pixels; the swatches grow with it.
    """

    title: str
    entries: tuple[KeyEntry, ...]
    text_size: float = 11.0


@dataclass(frozen=True)
class Caption:
    """Text that stands under a column of shapes, or left of a row.

    Args:
        rank: the column (or row): the :attr:`Shape.rank` of its shapes.
        lines: the text, from the top; the layout sets the places and anchors of the lines.
    """

    rank: int
    lines: tuple[Label, ...]


@dataclass(frozen=True)
class PlacedLegend:
    """The place of a legend's colour bar; the layout has made its texts into labels of the scene.

    Args:
        legend: what the bar shows.
        x: left edge of the bar.
        y: top edge of the bar; the lines that show widths stand above it.
        width: of the bar.
        height: of the bar.
    """

    legend: Legend
    x: float
    y: float
    width: float
    height: float = 12.0


@dataclass(frozen=True)
class PlacedKey:
    """The places of a key's swatches; the layout has made its texts into labels of the scene.

    Args:
        legend: what they show.
        places: for each entry the upper left corner of its swatch.
        width: of a swatch.
        height: of a swatch.
    """

    legend: KeyLegend
    places: tuple[Point, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Scene:
    """A whole picture.

    Args:
        title: what it shows; drawn above it and read by screen readers.
        description: one sentence on its content, for those who cannot see it.
        shapes: in drawing order.
        connections: drawn below the shapes.
        bundles: drawn below the connections.
        meshes: drawn below the connections.
        rasters: drawn above the shapes; they need places before layout, which only ``"given"`` keeps.
        clusters: outer ones first; drawn first of all.
        labels: free text; with places after layout.
        captions: text of whole columns or rows; the layout turns it into placed ``labels``.
        legends: keys to the colours; placed by the layout.
        notes: lines below the picture that say what it leaves out.
        layout: name of the layout that places it: ``"graphviz"``, ``"columns"``, or ``"given"`` for a scene whose
            parts have their places already and only lack the frame of title, legends and notes, or ``"groups"``
            for shapes that stand in groups.
        direction: ``"TB"``, ``"LR"``, ``"BT"`` or ``"RL"``: where the data flows.
        splines: how Graphviz draws connections, one of :data:`SPLINES`.
        dpi: pixels in an inch of a PNG where nothing else is asked for; ``None`` leaves it to the renderer.
        show_title: whether the title is drawn.
        size: width and height; ``None`` before layout.
        placed_legends: the legends with their places, after layout.
        gap: pixels between the groups that follow one another in the layout ``"groups"``, or between the ranks of
            the layout ``"graphviz"``; ``None`` takes what their lines need.
        margin: pixels of paper around everything.
        background: colour or role of the paper.
        omissions: in numbers, what ``notes`` say of layers whose weights are not all drawn.

    Raises:
        GraphError: an id repeats, something names a shape or cluster that is not there, or a colour is none.

    Example:
        >>> scene = Scene("two", shapes=(Shape("a", "a", 10, 10), Shape("b", "b", 10, 10)),
        ...               connections=(Connection("a", "b"),))
        >>> scene.is_placed
        False
    """

    title: str
    description: str = ""
    shapes: tuple[Shape, ...] = ()
    connections: tuple[Connection, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    meshes: tuple[Mesh, ...] = ()
    rasters: tuple[Raster, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    labels: tuple[Label, ...] = ()
    captions: tuple[Caption, ...] = ()
    legends: tuple[Legend | KeyLegend, ...] = ()
    notes: tuple[str, ...] = ()
    layout: str = "graphviz"
    direction: str = "TB"
    splines: str = "spline"
    dpi: float | None = None
    show_title: bool = True
    size: tuple[float, float] | None = None
    placed_legends: tuple[PlacedLegend | PlacedKey, ...] = ()
    gap: float | None = None
    margin: float = MARGIN
    background: str = "paper"
    omissions: tuple[Omission, ...] = ()

    def __post_init__(self) -> None:
        _check_ids(self)
        _check_references(self)
        _check_colors(self)

    @property
    def is_placed(self) -> bool:
        """Whether a layout has given everything its place."""
        return self.size is not None

    @cached_property
    def shape_by_id(self) -> Mapping[str, Shape]:
        """The shapes by id."""
        return {shape.id: shape for shape in self.shapes}

    def to_dict(self) -> dict[str, Any]:
        """Return the scene as plain JSON values, numbers rounded to 0.01, for golden files."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}


Part = TypeVar("Part", Shape, Connection, Label, Cluster)


def changed(part: Part, **values: Any) -> Part:
    """Return a copy of a part of a scene with other values for some of its fields.

    It does what :func:`dataclasses.replace` does in a fifth of the time, and layouts move every part several times.

    Example:
        >>> changed(Shape("a", "a", 10, 10), x=1.0).x
        1.0
    """
    copy = object.__new__(type(part))
    vars(copy).update(vars(part))
    vars(copy).update(values)
    return copy


def _check_ids(scene: Scene) -> None:
    ids = [shape.id for shape in scene.shapes] + [cluster.id for cluster in scene.clusters]
    if len(set(ids)) == len(ids):
        return
    twice = next(item for item in ids if ids.count(item) > 1)
    raise GraphError(f"two parts of the scene {scene.title!r} have the id {twice!r}")


def _check_references(scene: Scene) -> None:
    shapes = {shape.id for shape in scene.shapes}
    clusters = {cluster.id for cluster in scene.clusters}
    lines = (*scene.connections, *(mesh.instead for mesh in scene.meshes if mesh.instead is not None))
    ends = [end for line in lines for end in (line.source, line.target)]
    ends += [end for bundle in scene.bundles for end in (*bundle.sources, *bundle.targets)]
    ends += [end for mesh in scene.meshes for end in (*mesh.sources, *mesh.targets)]
    owners = [shape.cluster for shape in scene.shapes] + [cluster.parent for cluster in scene.clusters]
    for end in ends:
        if end not in shapes:
            raise GraphError(f"a line of the scene {scene.title!r} names the shape {end!r}, which is not there")
    for owner in owners:
        if owner is not None and owner not in clusters:
            raise GraphError(f"the scene {scene.title!r} names the cluster {owner!r}, which is not there")
    ranks = {shape.rank for shape in scene.shapes}
    for caption in scene.captions:
        if caption.rank not in ranks:
            raise GraphError(f"a caption of the scene {scene.title!r} names the column {caption.rank}, which has no shapes")


def _check_colors(scene: Scene) -> None:
    colors = {color for shape in scene.shapes for color in (shape.fill, shape.stroke, shape.head_fill)}
    colors |= {face.fill for shape in scene.shapes for face in shape.faces}
    colors |= {line.stroke for line in scene.connections} | {mesh.stroke for mesh in scene.meshes} | {scene.background}
    entries = [entry for key in scene.legends if isinstance(key, KeyLegend) for entry in key.entries]
    colors |= {color for entry in entries for color in (entry.fill, entry.stroke)}
    for color in sorted(colors):
        if color not in ROLES and not _HEX.fullmatch(color):
            raise GraphError(f"{color!r} is no colour; write '#rrggbb' or one of: {', '.join(ROLES)}")


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, float | np.floating):
        return round(float(value), 2)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value
