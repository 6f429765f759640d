"""A whole picture, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np

from dotnet_viz.colors import is_hex_color
from dotnet_viz.errors import GraphError
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene.arrays import Bundle, Mesh, Omission, Raster
from dotnet_viz.scene.figures import Bracket, Caption, Cluster, Connection, Label, Shape
from dotnet_viz.scene.legends import KeyLegend, Legend, PlacedKey, PlacedLegend
from dotnet_viz.scene.vocabulary import MARGIN, ROLES, TRANSPARENT


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
            parts have their places already and only lack the frame of title, legends and notes, ``"groups"``
            for shapes that stand in groups, or ``"tree"`` for a tree, of which a node may be a group: lines name its first
            shape, and the others stand in it.
        direction: ``"TB"``, ``"LR"``, ``"BT"`` or ``"RL"``: where the data flows.
        splines: how Graphviz draws connections, one of :data:`SPLINES`.
        dpi: pixels in an inch of a PNG where nothing else is asked for; ``None`` leaves it to the renderer.
        show_title: whether the title is drawn.
        size: width and height; ``None`` before layout.
        placed_legends: the legends with their places, after layout.
        gap: pixels between the groups that follow one another in the layout ``"groups"``, between the ranks of
            the layout ``"graphviz"``, or at most between those of ``"columns"``; ``None`` takes what their lines need.
        margin: pixels of paper around everything.
        background: colour or role of the paper, or ``"transparent"`` for none.
        omissions: in numbers, what ``notes`` say of layers whose weights are not all drawn.
        brackets: along columns or rows, of the layout ``"columns"`` alone, which makes shapes and labels of them.
        members: by the id of a shape or the name of a group that stands for other calls than the one of this id, the ids of
            those that it stands for.

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
    brackets: tuple[Bracket, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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

    @cached_property
    def _cluster_by_id(self) -> Mapping[str, Cluster]:
        return {cluster.id: cluster for cluster in self.clusters}

    def frames_around(self, shape: Shape) -> Iterator[Cluster]:
        """Yield the frames that a shape stands in, the innermost first."""
        name = shape.cluster
        while name is not None:
            frame = self._cluster_by_id[name]
            yield frame
            name = frame.parent

    @property
    def boxes(self) -> tuple[Shape, ...]:
        """The shapes that formats of boxes and arrows show: of each node of a tree the first one."""
        if self.layout != "tree":
            return self.shapes
        first: dict[str, Shape] = {}
        for shape in self.shapes:
            first.setdefault(shape.group or shape.id, shape)
        return tuple(first.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the scene as plain JSON values, numbers rounded to 0.01, for golden files."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}


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
    colors |= {line.stroke for line in scene.connections} | {mesh.stroke for mesh in scene.meshes}
    colors |= {scene.background} - {TRANSPARENT}
    entries = [entry for key in scene.legends if isinstance(key, KeyLegend) for entry in key.entries]
    colors |= {color for entry in entries for color in (entry.fill, entry.stroke)}
    for color in sorted(colors):
        if color not in ROLES and not is_hex_color(color):
            raise GraphError(f"{color!r} is not a colour; write '#rrggbb' or one of: {', '.join(ROLES)}")


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
