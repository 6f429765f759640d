"""Places of blocks, frames and routes over all levels of a model, inner levels first, as each is an item of its outer one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dotnet_viz.diagrams.common.graphs.frames import CAPTION_SIZE, frame_caption
from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.labels import BlockAppearance, Texts, room_of
from dotnet_viz.diagrams.layered.nesting import Level, Link
from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.rows import Placed, RowEdge, RowItem, Space, place_in_rows
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.graph import Graph, Node
from dotnet_viz.scene import Point

# Between two texts of a row, as a part of the font size.
TEXT_SPACE = 0.6
# Between a block and its text, in pixels.
TEXT_GAP = 3.0
FRAME_PADDING = 14.0
FRAME_TEXT = CAPTION_SIZE

_FRAME_HEAD = FRAME_PADDING + FRAME_TEXT * LINE_HEIGHT
_NOTHING = Cuboid(0.0, 0.0)


@dataclass(frozen=True)
class LayerBlock:
    """One layer to be drawn.

    Args:
        node: the call of the layer.
        cuboid: its figure.
        texts: above and below it.
        appearance: its colours.
        is_known: whether the sizes are the tensor's.
    """

    node: Node
    cuboid: Cuboid
    texts: Texts
    appearance: BlockAppearance
    is_known: bool


@dataclass(frozen=True)
class Area:
    """One level with its places, seen from its own upper left corner.

    Args:
        level: what stands there.
        numbers: of the items, by the names of members and ports.
        placed: their places.
        title: of the frame around it.
    """

    level: Level
    numbers: Mapping[str, int]
    placed: Placed
    title: str = ""

    @property
    def width(self) -> float:
        """Width of the frame."""
        return max(self.placed.size[0], text_width(self.title, FRAME_TEXT, bold=True)) + 2 * FRAME_PADDING

    @property
    def height(self) -> float:
        """Height of the frame."""
        return self.placed.size[1] + FRAME_PADDING + _FRAME_HEAD

    def port(self, name: str) -> float:
        """Return how far below the frame's middle an entry or exit is."""
        _, y = self.placed.middles[self.numbers[name]]
        return y + _FRAME_HEAD - self.height / 2


class Areas:
    """All levels of a model in their places.

    Args:
        graph: the model.
        levels: what stands where; see :func:`~dotnet_viz.diagrams.layered.nesting.nesting_levels`.
        blocks: by id of their node.
        options: distances.
    """

    def __init__(
        self, graph: Graph, levels: Mapping[str | None, Level], blocks: Mapping[str, LayerBlock], options: LayeredOptions
    ) -> None:
        self._graph, self._levels, self._blocks, self._options = graph, levels, blocks, options
        self._areas: dict[str | None, Area] = {}
        for owner in reversed(list(levels)):
            self._areas[owner] = self._area(levels[owner])
        self._corners: dict[str | None, Point] = {None: (0.0, 0.0)}
        for owner in levels:
            if owner is not None:
                self._corners[owner] = self._corner(owner)
        self._routes = {
            (owner, link): tuple(self._moved(owner, point) for point in path)
            for owner, area in self._areas.items()
            for link, path in zip(area.level.links, area.placed.paths, strict=True)
        }

    def is_frame(self, level: Level, name: str) -> bool:
        """Whether a member of a level is a nested model with a level of its own.

        Args:
            level: the model that the member is in.
            name: id of the member.
        """
        return name in self._levels and name != level.owner

    def place(self, owner: str | None, name: str) -> tuple[Point, float, float]:
        """Return a member's middle, the lower edge of the text above it and the upper edge of that below it.

        Args:
            owner: id of the nested model's node; ``None`` for the model itself.
            name: id of the member.

        Returns:
            The middle (x, y), the lower edge of the text above and the upper edge of the text below, in CSS pixels.
        """
        area = self._areas[owner]
        number = area.numbers[name]
        _, top = self._moved(owner, (0.0, area.placed.text_above[number]))
        _, bottom = self._moved(owner, (0.0, area.placed.text_below[number]))
        return self._moved(owner, area.placed.middles[number]), top, bottom

    def route(self, owner: str | None, link: Link) -> tuple[Point, ...]:
        """Return the route of a link.

        Args:
            owner: id of the nested model's node; ``None`` for the model itself.
            link: one of the links of that model.

        Returns:
            Points of cubic Bézier curves in CSS pixels; empty for a hidden link.
        """
        return self._routes[owner, link]

    def links(self, owner: str | None) -> Iterator[tuple[Link, bool]]:
        """Yield the links of a level that join members, and whether nothing stands or bends between the two."""
        area = self._areas[owner]
        for link, direct in zip(area.level.links, area.placed.direct, strict=True):
            if not (link.hidden or link.source in area.level.entries or link.target in area.level.exits):
                yield link, direct

    def frame(self, owner: str) -> tuple[str, Box]:
        """Return the title of a nested model's frame, and its box."""
        area = self._areas[owner]
        x, y = self._corners[owner]
        left, top = x - FRAME_PADDING, y - _FRAME_HEAD
        return area.title, Box(left, top, left + area.width, top + area.height)

    def _area(self, level: Level) -> Area:
        names = (*level.entries, *level.members, *level.exits)
        numbers = {name: index for index, name in enumerate(names)}
        placed = place_in_rows(
            [self._item(level, name) for name in names],
            [self._edge(level, link, numbers) for link in level.links],
            Space(
                self._options.gap, self._options.row_width, TEXT_SPACE * self._options.text_pixels, self._options.track_gap,
                self._options.clear_sides,
            ),
            first=[numbers[name] for name in level.entries],
            last=[numbers[name] for name in level.exits],
        )  # fmt: skip
        return Area(level, numbers, placed, "" if level.owner is None else frame_caption(self._graph.node(level.owner)))

    def _item(self, level: Level, name: str) -> RowItem:
        if self.is_frame(level, name):
            return RowItem(Cuboid(self._areas[name].width, self._areas[name].height), apart=True)
        block = self._blocks.get(name)
        if block is None:
            return RowItem(_NOTHING, apart=True)
        gap = self._options.text_vspacing
        return RowItem(block.cuboid, room_of(block.texts.above, TEXT_GAP, gap), room_of(block.texts.below, TEXT_GAP, gap))

    def _edge(self, level: Level, link: Link, numbers: Mapping[str, int]) -> RowEdge:
        source, target = numbers[link.source], numbers[link.target]
        if link.hidden:
            return RowEdge(source, target, hidden=True)
        leave, enter = 0.0, 0.0 if link.target in level.exits else None
        if self.is_frame(level, link.source):
            leave = self._areas[link.source].port(f"out:{link.source_port}")
        if self.is_frame(level, link.target):
            enter = self._areas[link.target].port(f"in:{link.target_port}")
        return RowEdge(source, target, leave, enter)

    def _corner(self, owner: str) -> Point:
        """Return where the content of a frame starts."""
        parent, area = self._graph.node(owner).parent, self._areas[owner]
        outer = self._areas[parent]
        x, y = self._moved(parent, outer.placed.middles[outer.numbers[owner]])
        return x - area.width / 2 + FRAME_PADDING, y - area.height / 2 + _FRAME_HEAD

    def _moved(self, owner: str | None, point: Point) -> Point:
        left, top = self._corners[owner]
        return left + point[0], top + point[1]
