"""The cards of a model as rows of text, for terminals: what each says, the frames around it, and where its lines go."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.diagrams.blocks.cards import card_facts, card_lines
from dotnet_viz.diagrams.blocks.composition import count_text
from dotnet_viz.diagrams.blocks.edges import connections
from dotnet_viz.diagrams.blocks.hierarchy import BlockFrame, BlockView, block_views
from dotnet_viz.diagrams.blocks.options import EVERYTHING, BlocksOptions
from dotnet_viz.graph import Graph


@dataclass(frozen=True)
class ListedBlock:
    """A card as a row of text.

    Args:
        id: of its first node.
        name: of the layer, or the range of names of its layers.
        count: how often it stands there, such as ``"× 8"``; empty for once.
        contents: what is inside, a line for each path.
        facts: sizes of its tensors, parameters and layers.
        family: of the layers that have most of its parameters.
        frames: captions of the frames around it, outer ones first.
        targets: ids of the rows that its tensors go to.
    """

    id: str
    name: str
    count: str
    contents: tuple[str, ...]
    facts: str
    family: str
    frames: tuple[str, ...]
    targets: tuple[str, ...]


def listed_blocks(graph: Graph, *, fold: bool = True) -> tuple[ListedBlock, ...]:
    """Return the rows of a model in the order of its data flow.

    Args:
        graph: the model.
        fold: whether repeated blocks are one row and chains are one row; else every layer has its own.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Node
        >>> nodes = Node("n0", Layer("a", "a", "Dense")), Node("n1", Layer("b", "b", "Dense"))
        >>> graph = Graph("m", "Sequential", nodes, (Edge("n0", 0, "n1", 0),))
        >>> [(row.name, row.targets) for row in listed_blocks(graph, fold=False)]
        [('a', ('n1',)), ('b', ())]
    """
    options = BlocksOptions() if fold else BlocksOptions(fold=False, unfold=(EVERYTHING,))
    views, frames = block_views(graph, options)
    around = {frame.id: frame for frame in frames}
    targets: dict[str, list[str]] = {}
    for line in connections(graph, views):
        targets.setdefault(line.source, []).append(line.target)
    return tuple(_row(view, around, tuple(targets.get(view.shape_id, ())), fold=fold) for view in views)


def _row(view: BlockView, around: dict[str, BlockFrame], targets: tuple[str, ...], *, fold: bool) -> ListedBlock:
    captions: list[str] = []
    frame = around.get(view.frame or "")
    while frame is not None:
        if fold or frame.is_model or frame.is_stage:  # frames of opened chains have the names of their rows
            captions.append(frame.caption)
        frame = around.get(frame.parent or "")
    return ListedBlock(
        id=view.shape_id,
        name=view.name,
        count=count_text(view.block),
        contents=card_lines(view, "full"),
        facts=card_facts(view),
        family=view.family,
        frames=tuple(reversed(captions)),
        targets=targets,
    )
