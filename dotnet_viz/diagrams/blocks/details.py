"""What is inside a block, layer by layer: the picture that opens when a reader clicks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dotnet_viz.diagrams.blocks.card_shape import Card
from dotnet_viz.diagrams.blocks.composition import count_text
from dotnet_viz.diagrams.blocks.edges import connections
from dotnet_viz.diagrams.blocks.hierarchy import BlockView
from dotnet_viz.diagrams.blocks.layer_text import tensor_size
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.measures.structure.blocks import Block
from dotnet_viz.measures.structure.signatures import edges_by_parent
from dotnet_viz.scene import Connection, Scene, Shape
from dotnet_viz.translation.translate import translate

_GAP = 20.0


def inside(graph: Graph, view: BlockView, shape: Callable[[BlockView], Shape]) -> Scene:
    """Return the layers of a block's first copy, and dashed cards for what feeds them.

    Args:
        graph: the model.
        view: the block; of a nested model that stands alone, its inside is shown.
        shape: draws one layer.
    """
    nodes, edges = _level(graph, view)
    known = {node.id for node in nodes}
    views = [BlockView(graph, Block(((node,),)), edges) for node in nodes]
    shapes = [_named(shape(layer), view.block, position) for position, layer in enumerate(views)]
    feeding = dict.fromkeys((e.source, e.source_port) for e in edges if e.target in known and e.source not in known)
    sources = {port: _source(graph.node(port[0]), port[1]) for port in feeding}
    lines = [
        Connection(sources[edge.source, edge.source_port].id, edge.target, dashed=True)
        for edge in edges
        if edge.target in known and edge.source not in known
    ]
    title = " ".join(part for part in (one_line(view.name), count_text(view.block)) if part)
    return Scene(
        title=title,
        description=translate("The layers of {title}.", title=title),
        shapes=(*sources.values(), *shapes),
        connections=(*lines, *connections(graph, views)),
        notes=(translate("The first of {count} copies.", count=view.block.count),) if view.block.count > 1 else (),
        gap=_GAP,
    )


def _level(graph: Graph, view: BlockView) -> tuple[Sequence[Node], Sequence[Edge]]:
    nodes = view.block.copies[0]
    if len(nodes) == 1 and graph.is_model(nodes[0]):
        return graph.children(nodes[0].id), edges_by_parent(graph).get(nodes[0].id, ())
    return nodes, view.edges


def _named(shape: Shape, block: Block, position: int) -> Shape:
    """Return a layer's shape whose tooltip lists the names that it has in the other copies."""
    others = [copy[position].layer.name for copy in block.copies[1:] if position < len(copy)]
    return (
        replace(shape, tooltip=f"{shape.tooltip}\n{translate('in the other copies: {names}', names=', '.join(others))}")
        if others
        else shape
    )


def _source(node: Node, port: int) -> Shape:
    card = Card(translate("from {layer}", layer=node.layer.name), facts=(tensor_size(node.output(port)),))
    return replace(card.shape(f"{node.id}-{port}-from", node.layer.name), dashed=True, stroke="muted")
