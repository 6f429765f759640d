"""Blocks, frames and connections of a model's levels, all in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dotnet_viz.diagrams.cuboid_texts import Look, Texts, heights, room_of
from dotnet_viz.diagrams.cuboids import Cuboid, funnel
from dotnet_viz.diagrams.levels import Level, Link
from dotnet_viz.diagrams.plot_model import cluster_id, layer_tooltip
from dotnet_viz.diagrams.rows import Piece, Placed, Space, Wire, place_in_rows
from dotnet_viz.diagrams.rows.curves import Curve
from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.graph import Graph, Node
from dotnet_viz.scene import Cluster, Connection, Label, Point, Shape

# Between two texts of a row, as a part of the font size.
TEXT_SPACE = 0.6

_TEXT_GAP = 3.0
_FRAME_PADDING = 14.0
_FRAME_TEXT = 12.0
_FRAME_NAME = 260.0
_NOTHING = Cuboid(0.0, 0.0)


@dataclass(frozen=True)
class BlockStyle:
    """What the places and lines depend on; see :class:`~dotnet_viz.diagrams.layered.Layered` for the words."""

    spacing: float
    row_width: float | None
    draw_funnel: bool
    draw_reversed: bool
    shade_step: int
    text_vspacing: float
    text_size: float


@dataclass(frozen=True)
class Block:
    """One layer to be drawn.

    Args:
        node: the call of the layer.
        cuboid: its figure.
        texts: above and below it.
        look: its colours.
        is_known: whether the sizes are the tensor's.
    """

    node: Node
    cuboid: Cuboid
    texts: Texts
    look: Look
    is_known: bool


@dataclass(frozen=True)
class Parts:
    """What a scene is made of."""

    shapes: tuple[Shape, ...]
    connections: tuple[Connection, ...]
    clusters: tuple[Cluster, ...]


def block_parts(graph: Graph, levels: Mapping[str | None, Level], blocks: Mapping[str, Block], style: BlockStyle) -> Parts:
    """Return a model's blocks, connections and frames with their places.

    Args:
        graph: the model.
        levels: what stands where; see :func:`~dotnet_viz.diagrams.levels.levels_of`.
        blocks: by id of their node.
        style: distances and lines.
    """
    return _Builder(graph, levels, blocks, style).parts()


@dataclass(frozen=True)
class _Area:
    """One level with its places, and where its upper left corner is in the picture."""

    level: Level
    numbers: Mapping[str, int]
    placed: Placed
    title_width: float = 0.0

    @property
    def width(self) -> float:
        return max(self.placed.size[0], self.title_width) + 2 * _FRAME_PADDING

    @property
    def height(self) -> float:
        return self.placed.size[1] + 2 * _FRAME_PADDING + _FRAME_TEXT * LINE_HEIGHT

    def port(self, name: str) -> float:
        """Return how far below the frame's middle an entry or exit is."""
        _, y = self.placed.middles[self.numbers[name]]
        return y + _FRAME_PADDING + _FRAME_TEXT * LINE_HEIGHT - self.height / 2


class _Builder:
    def __init__(
        self, graph: Graph, levels: Mapping[str | None, Level], blocks: Mapping[str, Block], style: BlockStyle
    ) -> None:
        self.graph, self.levels, self.blocks, self.style = graph, levels, blocks, style
        self.areas: dict[str | None, _Area] = {}
        self.corners: dict[str | None, Point] = {None: (0.0, 0.0)}
        self.ways: dict[tuple[str | None, Link], tuple[Point, ...]] = {}

    def parts(self) -> Parts:
        """Return everything in its place: inner levels get their size first, outer ones their place first."""
        for owner in reversed(list(self.levels)):
            self.areas[owner] = self._area(self.levels[owner])
        for owner in self.levels:
            if owner is not None:
                self._set_corner(owner)
        for owner, area in self.areas.items():
            for link, path in zip(area.level.links, area.placed.paths, strict=True):
                self.ways[owner, link] = tuple(self._moved(owner, point) for point in path)
        shapes = tuple(self._shape(owner, name) for owner in self.levels for name in self._own_blocks(owner))
        return Parts(
            tuple(reversed(shapes)) if self.style.draw_reversed else shapes,
            tuple(line for owner in self.levels for line in self._connections(owner)),
            tuple(self._cluster(owner) for owner in self.levels if owner is not None),
        )

    # Places

    def _area(self, level: Level) -> _Area:
        names = (*level.entries, *level.members, *level.exits)
        numbers = {name: turn for turn, name in enumerate(names)}
        wires = [self._wire(level, link, numbers) for link in level.links]
        first = [numbers[name] for name in level.entries]
        last = [numbers[name] for name in level.exits]
        space = Space(self.style.spacing, self.style.row_width, TEXT_SPACE * self.style.text_size)
        placed = place_in_rows([self._piece(level, name) for name in names], wires, space, first=first, last=last)
        width = 0.0 if level.owner is None else text_width(self._title(level.owner), _FRAME_TEXT, bold=True)
        return _Area(level, numbers, placed, width)

    def _is_frame(self, level: Level, name: str) -> bool:
        return name in self.levels and name != level.owner

    def _piece(self, level: Level, name: str) -> Piece:
        if self._is_frame(level, name):
            return Piece(Cuboid(self.areas[name].width, self.areas[name].height), apart=True)
        block = self.blocks.get(name)
        if block is None:
            return Piece(_NOTHING, apart=True)
        above, below = (room_of(lines, _TEXT_GAP, self.style.text_vspacing) for lines in (block.texts.above, block.texts.below))
        return Piece(block.cuboid, above, below)

    def _wire(self, level: Level, link: Link, numbers: Mapping[str, int]) -> Wire:
        leave, enter = 0.0, None
        if link.hidden:
            return Wire(numbers[link.source], numbers[link.target], hidden=True)
        if self._is_frame(level, link.source):
            leave = self._port(link.source, "out", link.source_port)
        if self._is_frame(level, link.target):
            enter = self._port(link.target, "in", link.target_port)
        elif link.target in level.exits:
            enter = 0.0
        return Wire(numbers[link.source], numbers[link.target], leave, enter)

    def _port(self, frame: str, side: str, number: int) -> float:
        area = self.areas[frame]
        return area.port(f"{side}:{number}")

    def _set_corner(self, owner: str) -> None:
        parent = self._parent(owner)
        area, outer = self.areas[owner], self.areas[parent]
        x, y = self._moved(parent, outer.placed.middles[outer.numbers[owner]])
        self.corners[owner] = (
            x - area.width / 2 + _FRAME_PADDING,
            y - area.height / 2 + _FRAME_PADDING + _FRAME_TEXT * LINE_HEIGHT,
        )

    def _parent(self, owner: str) -> str | None:
        return self.graph.node(owner).parent

    def _moved(self, owner: str | None, point: Point) -> Point:
        left, top = self.corners[owner]
        return left + point[0], top + point[1]

    # Blocks and frames

    def _own_blocks(self, owner: str | None) -> Iterator[str]:
        level = self.levels[owner]
        yield from (name for name in level.members if not self._is_frame(level, name))

    def _shape(self, owner: str | None, name: str) -> Shape:
        block, area = self.blocks[name], self.areas[owner]
        number = area.numbers[name]
        x, y = self._moved(owner, area.placed.middles[number])
        _, top = self._moved(owner, (0.0, area.placed.text_above[number]))
        _, bottom = self._moved(owner, (0.0, area.placed.text_below[number]))
        cuboid = block.cuboid
        layer = block.node.layer
        return Shape(
            id=name,
            name=layer.name,
            width=cuboid.width,
            height=cuboid.full_height,
            form="polygon",
            x=x,
            y=y,
            fill=block.look.fill,
            stroke=block.look.outline,
            stroke_width=0.8,
            dashed=not block.is_known,
            labels=tuple(self._labels(block, top - y, bottom - y)),
            tooltip=_tooltip(block.node),
            cluster=None if owner is None else cluster_id(owner),
            kind=layer.kind,
            points=cuboid.outline,
            faces=cuboid.faces(block.look.fill, self.style.shade_step),
        )

    def _labels(self, block: Block, top: float, bottom: float) -> Iterator[Label]:
        left, high, right, low = block.cuboid.front
        gap, step = _TEXT_GAP, self.style.text_vspacing
        size = self.style.text_size
        if not block.is_known and right - left >= text_width("?", size) and low - high >= size:
            yield Label("?", (left + right) / 2, (high + low) / 2, size, bold=True)
        height = room_of(block.texts.above, gap, step)[1]
        for line, y in zip(block.texts.above, heights(block.texts.above, step), strict=True):
            yield _at(line, 0.0, top - height + y)
        for line, y in zip(block.texts.below, heights(block.texts.below, step), strict=True):
            yield _at(line, (left + right) / 2, bottom + gap + y)

    def _title(self, owner: str) -> str:
        layer = self.graph.node(owner).layer
        return f"{shorten(one_line(layer.name), _FRAME_TEXT, _FRAME_NAME, bold=True)} · {layer.kind}"

    def _cluster(self, owner: str) -> Cluster:
        area, parent = self.areas[owner], self._parent(owner)
        x, y = self.corners[owner]
        left, top = x - _FRAME_PADDING, y - _FRAME_PADDING - _FRAME_TEXT * LINE_HEIGHT
        middle = _FRAME_PADDING / 2 + _FRAME_TEXT * LINE_HEIGHT / 2
        label = Label(self._title(owner), _FRAME_PADDING - area.width / 2, middle - area.height / 2, _FRAME_TEXT, bold=True)
        node = self.graph.node(owner)
        return Cluster(
            id=cluster_id(owner),
            name=node.layer.name,
            label=_start(label),
            parent=None if parent is None else cluster_id(parent),
            box=(left, top, left + area.width, top + area.height),
            tooltip=layer_tooltip(node.layer),
        )

    # Connections

    def _connections(self, owner: str | None) -> Iterator[Connection]:
        area = self.areas[owner]
        for link, direct in zip(area.level.links, area.placed.direct, strict=True):
            if link.hidden or link.source in area.level.entries or link.target in area.level.exits:
                continue
            between = self.ways[owner, link]
            for source, before in self._leaving(area.level, link.source, link.source_port):
                for target, behind in self._entering(area.level, link.target, link.target_port):
                    whole = _joined(*before, between, *behind)
                    yield self._connection(link, source, target, whole, direct=direct and not before and not behind)

    def _leaving(self, level: Level, name: str, port: int) -> Iterator[tuple[str, tuple[tuple[Point, ...], ...]]]:
        """Yield the blocks whose data leave a member by a port, and their ways to its border."""
        if not self._is_frame(level, name):
            yield name, ()
            return
        inner = self.levels[name]
        for link in inner.links:
            if link.target == f"out:{port}" and link.source not in inner.entries:
                for source, before in self._leaving(inner, link.source, link.source_port):
                    yield source, (*before, self.ways[name, link])

    def _entering(self, level: Level, name: str, port: int) -> Iterator[tuple[str, tuple[tuple[Point, ...], ...]]]:
        """Yield the blocks that data enter by a port of a member, and their ways from its border."""
        if not self._is_frame(level, name):
            yield name, ()
            return
        inner = self.levels[name]
        for link in inner.links:
            if link.source == f"in:{port}" and link.target not in inner.exits:
                for target, behind in self._entering(inner, link.target, link.target_port):
                    yield target, (self.ways[name, link], *behind)

    def _connection(self, link: Link, source: str, target: str, points: tuple[Point, ...], *, direct: bool) -> Connection:
        tooltip = self._connection_tooltip(source, target, link.source_port)
        if not direct:
            return Connection(source, target, points, tooltip=tooltip)
        if not self.style.draw_funnel:
            return Connection(source, target, tooltip=tooltip)
        first, *strands = self._funnel(source, target)
        return Connection(
            source,
            target,
            first,
            stroke=self.blocks[source].look.outline,
            width=0.8,
            arrow=False,
            tooltip=tooltip,
            strands=tuple(strands),
        )

    def _funnel(self, source: str, target: str) -> list[tuple[Point, ...]]:
        (one, at), (other, to) = (self._figure(name) for name in (source, target))
        return [Curve(start).line(end).points for start, end in funnel(one, at, other, to)]

    def _figure(self, name: str) -> tuple[Cuboid, Point]:
        parent = self.graph.node(name).parent if name not in self.levels else name
        area = self.areas[parent]
        return self.blocks[name].cuboid, self._moved(parent, area.placed.middles[area.numbers[name]])

    def _connection_tooltip(self, source: str, target: str, port: int) -> str:
        one, other = self.graph.node(source), self.graph.node(target)
        spec = str(one.outputs[port]) if port < len(one.outputs) else "?"
        return f"{one.layer.name} → {other.layer.name}: {spec}"


def _tooltip(node: Node) -> str:
    shapes = ", ".join(str(spec) for spec in node.outputs)
    return f"{layer_tooltip(node.layer)}\noutput: {shapes or '?'}"


def _at(line: Label, x: float, y: float) -> Label:
    return Label(line.text, round(x, 2), round(y, 2), line.size, line.bold, color=line.color)


def _start(label: Label) -> Label:
    return Label(label.text, label.x, label.y, label.size, label.bold, "start", label.color)


def _joined(*ways: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return curves as one, with straight parts where one ends away from the next one's start."""
    if len(ways) == 1:
        return ways[0]
    curve = Curve(ways[0][0])
    for way in ways:
        curve.line(way[0])
        curve.follow(way)
    return curve.points
