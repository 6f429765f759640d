"""Both models as one graph of calls: the second one, with what only the first has in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dotnet_viz.diagrams.common.graphs.flat_graph import edge_tooltip
from dotnet_viz.graph import Graph, Node
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.entries import Entry, entries_of


@dataclass(frozen=True)
class UnionNode:
    """One call of a layer.

    Args:
        id: of the call in the picture.
        node: the call, in the second model if it is there.
        entry: what is known of its layer.
        parent: id of the frame around it; ``None`` at the top.
        is_frame: whether it is a nested model with calls inside, at which no tensor ends.
    """

    id: str
    node: Node
    entry: Entry
    parent: str | None
    is_frame: bool


@dataclass(frozen=True)
class UnionLine:
    """One tensor between two calls; ``state`` is ``"same"``, ``"added"`` or ``"removed"``."""

    source: str
    target: str
    state: str
    words: str = ""


@dataclass(frozen=True)
class Union:
    """The graph of both models.

    Args:
        nodes: calls by id, frames before what is inside.
        lines: tensors between innermost calls.
    """

    nodes: Mapping[str, UnionNode]
    lines: tuple[UnionLine, ...] = ()
    entries: tuple[Entry, ...] = field(default=(), repr=False)


def union_of(comparison: Comparison) -> Union:
    """Return both models as one graph.

    Args:
        comparison: of the two.
    """
    entries = entries_of(comparison)
    before = {entry.before.id: entry for entry in entries if entry.before is not None}
    after = {entry.after.id: entry for entry in entries if entry.after is not None}
    nodes = {item.id: item for item in _after_nodes(comparison.after, after)}
    places = _places(comparison, before, after)
    for item in _removed_nodes(comparison.before, before, places):
        nodes[item.id] = item
    lines = tuple(_lines(comparison, nodes, places))
    # Where the data flow inside a model is unknown, in one of the two at least, tensors end at the model itself.
    ends = {end for line in lines for end in (line.source, line.target)}
    boxes = {item.id: replace(item, is_frame=item.is_frame and item.id not in ends) for item in nodes.values()}
    return Union(boxes, lines, entries)


def _after_nodes(graph: Graph, entries: Mapping[str, Entry]) -> Iterator[UnionNode]:
    for node in graph.nodes:
        entry = entries.get(node.layer.id) or Entry("same", node.layer, node.layer)
        parent = None if node.parent is None else f"a-{node.parent}"
        yield UnionNode(f"a-{node.id}", node, entry, parent, graph.is_model(node))


def _removed_nodes(graph: Graph, entries: Mapping[str, Entry], places: Mapping[str, str]) -> Iterator[UnionNode]:
    for node in graph.nodes:
        entry = entries.get(node.layer.id)
        if entry is not None and entry.sort == "removed":
            parent = None if node.parent is None else places[node.parent]
            yield UnionNode(f"b-{node.id}", node, entry, parent, graph.is_model(node))


def _places(comparison: Comparison, before: Mapping[str, Entry], after: Mapping[str, Entry]) -> dict[str, str]:
    """Return for each call of the first model the call of the picture: the same call of the same layer, or itself."""
    found: dict[str, str] = {}
    for layer in comparison.before.layers:
        entry = before.get(layer.id)
        others = comparison.after.calls(entry.after.id) if entry is not None and entry.after is not None else ()
        for number, node in enumerate(comparison.before.calls(layer.id)):
            found[node.id] = f"a-{others[min(number, len(others) - 1)].id}" if others else f"b-{node.id}"
    return found


def _lines(comparison: Comparison, nodes: Mapping[str, UnionNode], places: Mapping[str, str]) -> Iterator[UnionLine]:
    old = [(places[e.source], places[e.target]) for e in comparison.before.leaf_edges()]
    old = [(source, target) for source, target in old if source in nodes and target in nodes]
    left = list(old)
    for edge in comparison.after.leaf_edges():
        ends = (f"a-{edge.source}", f"a-{edge.target}")
        known = ends in left
        if known:
            left.remove(ends)
        yield UnionLine(*ends, "same" if known else "added", edge_tooltip(comparison.after, edge))
    yield from (UnionLine(*ends, "removed") for ends in left if ends[0] != ends[1])
