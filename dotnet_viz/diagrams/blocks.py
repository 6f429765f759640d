"""The reading view of big models: repeated blocks are one card with ``× N``, chains are one card, stages are frames.

Blocks are found by structure (:mod:`dotnet_viz.measures.blocks`), never by names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.block_levels import BlockView, Frame, block_views, without_stages
from dotnet_viz.diagrams.block_lines import connections
from dotnet_viz.diagrams.cards import Card
from dotnet_viz.diagrams.composition import DETAILS, composition, count_text
from dotnet_viz.diagrams.families import FAMILY_COLORS
from dotnet_viz.diagrams.layer_text import describe
from dotnet_viz.diagrams.plot_model import opened
from dotnet_viz.errors import unknown_choice
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Cluster, Label, Scene, Shape

DIRECTIONS = ("TB", "BT", "LR", "RL")
PAGE_HEIGHT = 1_200.0
MAX_TOOLTIP_LAYERS = 40

_GAP = 20.0
_NARROW_GAP = 14.0
_CAPTION_SIZE = 11.0
_TITLE_HEIGHT = 74.0
_FRAME_HEIGHT = 46.0
_TRIES = (("full", True), ("short", True), ("short", False), ("counts", True), ("counts", False))


@dataclass(frozen=True)
class Blocks:
    """What the reading view shows.

    Args:
        fold: show blocks that repeat once, with their number; else each copy has a card of its own.
        ignore_channels: fold blocks that differ only in their numbers of filters and units, too.
        unfold: names of blocks, or of layers in them, that are shown layer by layer; "all" for every block.
        expand_nested: take nested models apart, in a frame, instead of one card each.
        expand_wrappers: take layers that wrap others (``TimeDistributed``, ``Bidirectional``, ``RNN`` ...) apart, too.
        detail: "full" tells every layer of a block, "short" those with weight matrices, pooling and joins, "counts"
            how many there are of each kind; "auto" tells as much as fits on a page.
        show_stages: put blocks whose tensors have the same size in space into a frame, if the page has room.
        show_parameters: the number of parameters of each block.
        rankdir: where the data flows: "TB", "BT", "LR" or "RL".

    Raises:
        OptionError: an unknown ``rankdir`` or ``detail``; on building, a block to unfold that is not there.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Node, Port
        >>> nodes = tuple(Node(f"n{i}", Layer(f"d{i}", f"d{i}", "Dense")) for i in range(9))
        >>> edges = tuple(Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(8))
        >>> graph = Graph("m", "Sequential", nodes, edges, outputs=(Port("n8"),))
        >>> [label.text for label in Blocks().build(graph).shapes[1].labels]
        ['d1 … d8', '× 8', 'Dense', '? → ? · 8 layers']
    """

    fold: bool = True
    ignore_channels: bool = False
    unfold: Sequence[str] | None = None
    expand_nested: bool = True
    expand_wrappers: bool = False
    detail: str = "auto"
    show_stages: bool = True
    show_parameters: bool = True
    rankdir: str = "TB"

    def __post_init__(self) -> None:
        if self.rankdir not in DIRECTIONS:
            raise unknown_choice("rankdir", self.rankdir, DIRECTIONS)
        if self.detail not in ("auto", *DETAILS):
            raise unknown_choice("detail", self.detail, ("auto", *DETAILS))

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, without positions.

        Raises:
            OptionError: a block to unfold is not there.
        """
        graph = opened(graph) if self.expand_wrappers else graph
        views, frames = block_views(
            graph,
            fold=self.fold,
            ignore_channels=self.ignore_channels,
            expand_nested=self.expand_nested,
            unfold=(self.unfold,) if isinstance(self.unfold, str) else tuple(self.unfold or ()),
        )
        for detail, stages in self._tries():
            if not stages:
                views, frames = without_stages(views, frames)
            gap = _GAP if stages else _NARROW_GAP
            shapes = tuple(self._shape(view, detail) for view in views)
            if _height(shapes, frames, gap) <= PAGE_HEIGHT:
                break
        return Scene(
            title=one_line(graph.name) or graph.kind,
            description=_description(graph, views),
            shapes=shapes,
            connections=connections(graph, views),
            clusters=tuple(_cluster(frame) for frame in frames),
            notes=graph.notes,
            direction=self.rankdir,
            gap=gap,
        )

    def _tries(self) -> list[tuple[str, bool]]:
        """Return what to try, from what tells most to what takes least room: the detail, and whether stages have frames."""
        if self.detail != "auto":
            return [(self.detail, True), (self.detail, False)] if self.show_stages else [(self.detail, False)]
        return list(_TRIES) if self.show_stages else [(detail, False) for detail in DETAILS]

    def _shape(self, view: BlockView, detail: str) -> Shape:
        card = Card(view.name, count_text(view.block), self._lines(view, detail), (self._facts(view),))
        return replace(
            card.shape(view.shape_id, view.name),
            stroke=FAMILY_COLORS[view.family],
            stroke_width=2.4 if view.block.count > 1 else 1.6,
            dashed=view.is_frozen,
            tooltip=_tooltip(view),
            cluster=view.frame,
            kind="block" if view.layer_count > 1 else view.block.nodes[0].layer.kind,
        )

    def _lines(self, view: BlockView, detail: str) -> tuple[str, ...]:
        is_input = view.block.nodes[0].layer.kind == "InputLayer" and view.layer_count == 1
        return () if is_input else tuple(composition(view.block, view.edges, detail))

    def _facts(self, view: BlockView) -> str:
        facts = [view.sizes]
        if self.show_parameters and view.parameter_count:
            facts.append(f"{view.parameter_count:,} parameters")
        if view.layer_count > 1:
            facts.append(f"{view.layer_count:,} layers")
        return " · ".join([*facts, *(["frozen"] if view.is_frozen else []), *(["shared"] if view.is_shared else [])])


def _height(shapes: Sequence[Shape], frames: Sequence[Frame], gap: float) -> float:
    """Return how high the picture is where no two cards stand side by side."""
    return _TITLE_HEIGHT + sum(shape.height + gap for shape in shapes) + len(frames) * _FRAME_HEIGHT


def _cluster(frame: Frame) -> Cluster:
    caption = shorten(one_line(frame.caption), _CAPTION_SIZE, 300, bold=frame.is_model)
    return Cluster(
        frame.id,
        frame.caption,
        Label(caption, size=_CAPTION_SIZE, bold=frame.is_model, color="ink" if frame.is_model else "muted"),
        parent=frame.parent,
        tooltip=frame.tooltip,
    )


def _tooltip(view: BlockView) -> str:
    return "\n".join(_tooltip_lines(view))


def _tooltip_lines(view: BlockView) -> Iterator[str]:
    block = view.block
    yield " ".join(part for part in (view.name, count_text(block)) if part)
    copy = block.copies[0]
    for place, node in enumerate(copy[:MAX_TOOLTIP_LAYERS]):
        twins = [twin[place] for twin in block.copies[1:]]
        names = f"{node.layer.name} … {twins[-1].layer.name}" if twins else node.layer.name
        yield f"{names}: {describe(node, twins)}"
    if len(copy) > MAX_TOOLTIP_LAYERS:
        yield f"… and {len(copy) - MAX_TOOLTIP_LAYERS} more"


def _description(graph: Graph, views: Sequence[BlockView]) -> str:
    return (
        f"Blocks of the {graph.kind} model {one_line(graph.name)}: {sum(view.layer_count for view in views)} layers in "
        f"{len(views)} boxes, {graph.parameter_count:,} parameters."
    )
