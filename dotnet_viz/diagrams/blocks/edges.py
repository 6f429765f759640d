"""Lines between blocks: one for all tensors that go from one card to another, through the borders of nested models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dotnet_viz.diagrams.blocks.hierarchy import BlockView
from dotnet_viz.diagrams.blocks.layer_text import tensor_size
from dotnet_viz.graph import Edge, Graph, Port
from dotnet_viz.scene import Connection
from dotnet_viz.translation.translate import translate


def connections(graph: Graph, views: Sequence[BlockView]) -> tuple[Connection, ...]:
    """Return the lines between cards.

    Between two single layers every tensor has a line of its own.

    Args:
        graph: the model.
        views: all cards; every node is in one of them, or in a nested model that is, or is a model around some.
    """
    home = {node.id: view for view in views for node in view.block.nodes}
    lines: dict[tuple[str, str], list[str]] = {}
    for edge in graph.edges:
        source, target = _ends(graph, edge, home)
        if source is None or target is None:
            continue
        pair = home[source.node].shape_id, home[target.node].shape_id
        if pair[0] != pair[1]:
            lines.setdefault(pair, []).append(_text(graph, source, target))
    single = {view.shape_id for view in views if view.call_count == 1}
    known = (
        Connection(*pair, tooltip=text)
        for pair, texts in lines.items()
        for text in (texts if single.issuperset(pair) else ["\n".join(dict.fromkeys(texts))])
    )
    return (*known, *_listed(graph, views))


def _listed(graph: Graph, views: Sequence[BlockView]) -> Iterator[Connection]:
    """Yield dashed lines that keep the layers of a model in a column whose data flow is unknown."""
    for before, after in pairwise(views):
        parent = before.block.nodes[0].parent
        if parent is not None and parent == after.block.nodes[0].parent and not graph.node(parent).exits:
            tooltip = translate("listed in the order in which they were made; how data flows is not known")
            yield Connection(before.shape_id, after.shape_id, dashed=True, arrow=False, tooltip=tooltip)


def _ends(graph: Graph, edge: Edge, home: Mapping[str, BlockView]) -> tuple[Port | None, Port | None]:
    source = _descend(graph, Port(edge.source, edge.source_port), home, "exits")
    target = _descend(graph, Port(edge.target, edge.target_port), home, "entries")
    return source, target


def _descend(graph: Graph, port: Port, home: Mapping[str, BlockView], border: str) -> Port | None:
    """Return the port at a card that a port stands for; ``None`` inside cards, and where it is unknown."""
    while port.node not in home:
        inner: tuple[Port, ...] = getattr(graph.node(port.node), border)
        if port.index >= len(inner):
            return None
        port = inner[port.index]
    return port


def _text(graph: Graph, source: Port, target: Port) -> str:
    first, second = graph.node(source.node), graph.node(target.node)
    return f"{first.layer.name} → {second.layer.name}: {tensor_size(first.output(source.index))}"
