"""Blocks, frames and connections of a model's levels as parts of a scene, all in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.flat_graph import edge_tooltip
from dotnet_viz.diagrams.common.graphs.frames import cluster_id
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.layered.cuboid import funnel
from dotnet_viz.diagrams.layered.labels import heights, room_of
from dotnet_viz.diagrams.layered.nesting import Level
from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.placement import FRAME_PADDING, FRAME_TEXT, TEXT_GAP, Areas, LayerBlock
from dotnet_viz.diagrams.layered.rows.curves import CurvePen
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.scene import Cluster, Connection, Label, Point, Shape
from dotnet_viz.translation.translate import translate

_OUTLINE_WIDTH = 0.8

Route = tuple[Point, ...]


@dataclass(frozen=True)
class SceneParts:
    """What a scene is made of."""

    shapes: tuple[Shape, ...]
    connections: tuple[Connection, ...]
    clusters: tuple[Cluster, ...]


def block_parts(
    graph: Graph, levels: Mapping[str | None, Level], blocks: Mapping[str, LayerBlock], options: LayeredOptions
) -> SceneParts:
    """Return a model's blocks, connections and frames with their places.

    Args:
        graph: the model.
        levels: what stands where; see :func:`~dotnet_viz.diagrams.layered.nesting.nesting_levels`.
        blocks: by id of their node.
        options: distances and lines.
    """
    return _Builder(graph, levels, blocks, options).parts()


class _Builder:
    def __init__(
        self, graph: Graph, levels: Mapping[str | None, Level], blocks: Mapping[str, LayerBlock], options: LayeredOptions
    ) -> None:
        self.graph, self.levels, self.blocks, self.options = graph, levels, blocks, options
        self.areas = Areas(graph, levels, blocks, options)
        self.owners = {
            name: level.owner for level in levels.values() for name in level.members if not self.areas.is_frame(level, name)
        }

    def parts(self) -> SceneParts:
        """Return everything in its place; a block is drawn over those that it may hide part of."""
        shapes = [self._shape(name) for name in self.owners]
        return SceneParts(
            tuple(reversed(shapes) if self.options.draw_reversed else shapes),
            tuple(line for owner in self.levels for line in self._connections(owner)),
            tuple(self._cluster(owner) for owner in self.levels if owner is not None),
        )

    # Blocks and frames

    def _shape(self, name: str) -> Shape:
        owner = self.owners[name]
        middle, top, bottom = self.areas.place(owner, name)
        shape = cuboid_shape(self.blocks[name], middle, top, bottom, self.options)
        return shape if owner is None else replace(shape, cluster=cluster_id(owner))

    def _cluster(self, owner: str) -> Cluster:
        node = self.graph.node(owner)
        title, box = self.areas.frame(owner)
        y = -box.height / 2 + FRAME_PADDING / 2 + FRAME_TEXT * LINE_HEIGHT / 2
        return Cluster(
            id=cluster_id(owner),
            name=node.layer.name,
            label=Label(title, FRAME_PADDING - box.width / 2, y, FRAME_TEXT, bold=True, anchor="start"),
            parent=None if node.parent is None else cluster_id(node.parent),
            box=box,
            tooltip=layer_tooltip(node.layer),
        )

    # Connections

    def _connections(self, owner: str | None) -> Iterator[Connection]:
        level = self.levels[owner]
        for link, direct in self.areas.links(owner):
            between = self.areas.route(owner, link)
            for source, before in self._leaving(level, link.source, link.source_port):
                for target, behind in self._entering(level, link.target, link.target_port):
                    neighbours = direct and not before and not behind
                    edge = Edge(source, link.source_port, target, link.target_port)
                    line = Connection(source, target, tooltip=edge_tooltip(self.graph, edge))
                    yield self._between(line) if neighbours else replace(line, points=_joined(*before, between, *behind))

    def _leaving(self, level: Level, name: str, port: int) -> Iterator[tuple[str, tuple[Route, ...]]]:
        """Yield the blocks whose data leave a member by a port, and their routes to its border."""
        if not self.areas.is_frame(level, name):
            yield name, ()
            return
        inner = self.levels[name]
        for link in inner.links:
            if link.target == f"out:{port}" and link.source not in inner.entries:
                for source, before in self._leaving(inner, link.source, link.source_port):
                    yield source, (*before, self.areas.route(name, link))

    def _entering(self, level: Level, name: str, port: int) -> Iterator[tuple[str, tuple[Route, ...]]]:
        """Yield the blocks that data enter by a port of a member, and their routes from its border."""
        if not self.areas.is_frame(level, name):
            yield name, ()
            return
        inner = self.levels[name]
        for link in inner.links:
            if link.source == f"in:{port}" and link.target not in inner.exits:
                for target, behind in self._entering(inner, link.target, link.target_port):
                    yield target, (self.areas.route(name, link), *behind)

    def _between(self, line: Connection) -> Connection:
        """Return the connection of two neighbours: a funnel, or nothing that is drawn."""
        if not self.options.draw_funnel:
            return line
        (start, _, _), (end, _, _) = (self.areas.place(self.owners[name], name) for name in (line.source, line.target))
        return with_funnel(line, self.blocks, start, end)


def cuboid_shape(block: LayerBlock, middle: Point, top: float, bottom: float, options: LayeredOptions) -> Shape:
    """Return a block with the texts above and below it.

    Args:
        block: what is drawn.
        middle: where, in CSS pixels.
        top: lower edge of the text above it.
        bottom: upper edge of the text below it.
        options: sizes of texts and shades.
    """
    return Shape(
        id=block.node.id,
        name=block.node.layer.name,
        width=block.cuboid.width,
        height=block.cuboid.full_height,
        form="polygon",
        x=middle[0],
        y=middle[1],
        fill=block.appearance.fill,
        stroke=block.appearance.outline,
        stroke_width=_OUTLINE_WIDTH,
        dashed=not block.is_known,
        labels=tuple(_labels(block, top - middle[1], bottom - middle[1], options)),
        tooltip=_tooltip(block.node),
        kind=block.node.layer.kind,
        points=block.cuboid.outline,
        faces=block.cuboid.faces(block.appearance.fill, options.shade_step),
    )


def with_funnel(line: Connection, blocks: Mapping[str, LayerBlock], start: Point, end: Point) -> Connection:
    """Return the connection of two neighbours as lines from the corners of one to those of the other.

    Args:
        line: the connection.
        blocks: by id of their node.
        start: middle of the block that it leaves.
        end: middle of the block that it enters.
    """
    one, other = blocks[line.source].cuboid, blocks[line.target].cuboid
    first, *strands = (CurvePen(corner).line(to).points for corner, to in funnel(one, start, other, end))
    return replace(line, points=first, strands=tuple(strands), width=_OUTLINE_WIDTH, arrow=False)


def _labels(block: LayerBlock, top: float, bottom: float, options: LayeredOptions) -> Iterator[Label]:
    left, high, right, low = block.cuboid.front
    size, step = options.text_pixels, options.text_vspacing
    if not block.is_known and right - left >= text_width("?", size, bold=True) and low - high >= size:
        yield Label("?", (left + right) / 2, (high + low) / 2, size, bold=True)
    above = top - room_of(block.texts.above, TEXT_GAP, step)[1]
    for line, y in zip(block.texts.above, heights(block.texts.above, step), strict=True):
        yield replace(line, x=0.0, y=round(above + y, 2))
    for line, y in zip(block.texts.below, heights(block.texts.below, step), strict=True):
        yield replace(line, x=round((left + right) / 2, 2), y=round(bottom + TEXT_GAP + y, 2))


def _tooltip(node: Node) -> str:
    shapes = ", ".join(str(spec) for spec in node.outputs)
    return f"{layer_tooltip(node.layer)}\n{translate('output: {shapes}', shapes=shapes or '?')}"


def _joined(*routes: Route) -> Route:
    """Return routes as one, with straight parts where one ends away from the next one's start."""
    curve = CurvePen(routes[0][0])
    for route in routes:
        curve.line(route[0]).follow(route)
    return curve.points
