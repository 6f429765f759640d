"""The reading view of big models: repeated blocks are one card with ``× N``, chains are one card, stages are frames.

Blocks are found by structure (:mod:`dotnet_viz.measures.structure.blocks`), never by names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from dotnet_viz.diagrams.blocks.card_shape import MAX_WIDTH
from dotnet_viz.diagrams.blocks.cards import (
    DrawnBlock,
    block_arcs,
    block_frame,
    block_shape,
    drawn_block,
    outline_key,
    unlisted_kinds,
)
from dotnet_viz.diagrams.blocks.details import inside
from dotnet_viz.diagrams.blocks.edges import connections
from dotnet_viz.diagrams.blocks.hierarchy import BlockFrame, BlockView, block_views, without_stages
from dotnet_viz.diagrams.blocks.options import DETAILS, BlocksOptions
from dotnet_viz.diagrams.common.graphs.frames import opened
from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN, scenes_of_layers
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.fonts import kept_distinct, one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph
from dotnet_viz.scene import MARGIN, Connection, Scene
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, retold, translate

PAGE_HEIGHT = 1_200.0

_Draw = Callable[[BlockView, str], DrawnBlock]

_GAP = 20.0
_NARROW_GAP = 14.0
_NARROW_CARDS = (220.0, 150.0, 120.0)
# Three side by side have room in a column.
_NARROWEST_CARD = 95.0
# On a paper that is smaller than a column.
_BRIEF_CARDS = (250.0, 110.0)
_TITLE_HEIGHT = 74.0
_FRAME_HEIGHT = 52.0
_ABOUT = 1.05


@dataclass(frozen=True)
class Blocks(BlocksOptions):
    """Large models: repeated blocks of layers are drawn once.

    Args:
        fold: draw repeated blocks once, with the number of copies; else every copy is drawn.
        ignore_channels: also fold blocks that differ only in their numbers of filters and units.
        unfold: names of blocks, or of layers in them, that are drawn layer by layer; ``"all"`` for every block.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.
        detail: ``"full"`` lists every layer of a block, ``"short"`` those with weight matrices, pooling and joins,
            ``"counts"`` how many there are of each kind; ``"auto"`` lists as much as fits on a page.
        show_stages: draw a frame around blocks whose tensors have the same height and width, if the page has room.
        show_parameters: write the numbers of parameters.
        rankdir: direction of the data flow: ``"TB"`` from top to bottom, ``"LR"`` from left to right, ``"BT"`` or ``"RL"``.

    Raises:
        OptionError: an unknown ``rankdir`` or ``detail``; on building, an unknown block in ``unfold``.

    Command:
        dotnet-viz draw model.keras -o model.svg --style blocks
        dotnet-viz draw model.keras -o model.svg --style blocks --detail counts

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Node, Port
        >>> nodes = tuple(Node(f"n{i}", Layer(f"d{i}", f"d{i}", "Dense")) for i in range(9))
        >>> edges = tuple(Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(8))
        >>> graph = Graph("m", "Sequential", nodes, edges, outputs=(Port("n8"),))
        >>> [label.text for label in Blocks().build(graph).shapes[1].labels]
        ['d1 … d8', '× 8', 'Dense', '? → ? · each 1 layer']
    """

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        details = [replace(self, detail=detail) for detail in DETAILS] if self.detail == "auto" else []
        plain = replace(self, detail=DETAILS[-1] if details else self.detail, show_stages=False)
        narrow = [partial(plain.scene, card_width=width) for width in _NARROW_CARDS]
        whole = partial(self.scene, card_width=_NARROW_CARDS[0])
        builds: list[Callable[[Graph], Scene]] = [self.build, whole, *(one.build for one in (*details, plain)), *narrow]
        small = [partial(plain.scene, card_width=width, is_brief=True) for width in _BRIEF_CARDS]
        scenes = scenes_of_layers(builds, graph, small)
        yield from islice(scenes, len(builds))
        yield plain.scene(graph, card_width=_NARROWEST_CARD)
        yield from scenes

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, without positions.

        Raises:
            OptionError: an unknown block in ``unfold``.
        """
        return self.scene(graph)

    def scene(self, graph: Graph, card_width: float = MAX_WIDTH, *, is_brief: bool = False) -> Scene:
        """Return the picture of a graph, without positions.

        Args:
            graph: the model.
            card_width: the most that the texts on a card take, in pixels.
            is_brief: whether cards say no more than what they are, and the sizes of their tensors.
        """
        described = model_text(graph)
        graph = opened(graph) if self.expand_wrappers else graph
        views, frames = block_views(graph, self)
        with kept_distinct(one_line(name) for name in (*(view.name for view in views), *(frame.caption for frame in frames))):
            draw = partial(
                drawn_block, show_parameters=self.show_parameters, most_width=card_width, is_brief=is_brief
            )  # fmt: skip
            return self._scene(graph, described, _best(self._attempts(views, frames, draw)), is_brief=is_brief)

    def _scene(self, graph: Graph, described: str, best: _Attempt, *, is_brief: bool) -> Scene:
        views = best.views
        return Scene(
            title=one_line(graph.name) or graph.kind,
            description=translate(
                "Blocks of {model}, in {boxes}.", model=described, boxes=format_count(len(views), "box", "boxes")
            ),
            shapes=tuple(drawn.shape for drawn in best.blocks),
            connections=(*connections(graph, views), *self._arcs(best)),
            clusters=tuple(block_frame(frame) for frame in best.frames),
            legends=outline_key(views, is_brief=is_brief),
            notes=(*map(retold, graph.notes), *_left_out(best)),
            direction=self.rankdir,
            gap=best.gap,
            margin=SMALL_MARGIN if is_brief else MARGIN,
            members={view.shape_id: view.call_ids for view in views if view.call_count > 1},
        )

    def details(self, graph: Graph) -> Mapping[str, Scene]:
        """Return a picture of the layers in each card of several layers, by the id of the card's shape.

        Args:
            graph: the same as for :meth:`build`.
        """
        graph = opened(graph) if self.expand_wrappers else graph
        views, _ = block_views(graph, self)
        draw = partial(block_shape, show_parameters=self.show_parameters)
        return {view.shape_id: inside(graph, view, draw) for view in views if view.call_count > 1}

    def _arcs(self, best: _Attempt) -> Iterator[Connection]:
        for drawn in best.blocks:
            yield from block_arcs(drawn, best.detail, self.rankdir)

    def _attempts(self, views: tuple[BlockView, ...], frames: tuple[BlockFrame, ...], draw: _Draw) -> Iterator[_Attempt]:
        """Yield what could be drawn, from the most detailed to the smallest."""
        details = DETAILS if self.detail == "auto" else (self.detail,)
        bare = without_stages(views, frames)
        for detail in details:
            if self.show_stages:
                yield _attempt(views, frames, detail, _GAP, draw)
            if detail != "full" or len(details) == 1 or not self.show_stages:
                yield _attempt(*bare, detail, _NARROW_GAP, draw)


class _Attempt(NamedTuple):
    views: tuple[BlockView, ...]
    frames: tuple[BlockFrame, ...]
    blocks: tuple[DrawnBlock, ...]
    gap: float
    detail: str

    @property
    def height(self) -> float:
        """How high the picture is where no two cards stand side by side."""
        return _TITLE_HEIGHT + sum(drawn.shape.height + self.gap for drawn in self.blocks) + len(self.frames) * _FRAME_HEIGHT


def _attempt(
    views: tuple[BlockView, ...], frames: tuple[BlockFrame, ...], detail: str, gap: float, draw: _Draw
) -> _Attempt:  # fmt: skip
    return _Attempt(views, frames, tuple(draw(view, detail) for view in views), gap, detail)


_NOT_LISTED = addressed(
    mark("Not listed on the cards: {kinds} ({option} lists them)."),
    "detail='full'",
    "--detail full",
    reader=mark("Not listed on the cards: {kinds}."),
)


_LISTED_ON_SOME = addressed(
    mark("Listed on some cards only: {kinds} ({option} lists them on all)."),
    "detail='full'",
    "--detail full",
    reader=mark("Listed on some cards only: {kinds}."),
)


def _left_out(best: _Attempt) -> tuple[str, ...]:
    texts = zip((_NOT_LISTED, _LISTED_ON_SOME), unlisted_kinds(best.blocks, best.detail), strict=True)
    return tuple(translate(text, kinds=", ".join(kinds)) for text, kinds in texts if kinds)


def _best(attempts: Iterator[_Attempt]) -> _Attempt:
    """Return the first attempt that fits a page; if none does, the first that is about as low as the lowest."""
    made: list[_Attempt] = []
    for attempt in attempts:
        if attempt.height <= PAGE_HEIGHT:
            return attempt
        made.append(attempt)
    lowest = min(attempt.height for attempt in made)
    return next(attempt for attempt in made if attempt.height <= _ABOUT * lowest)
