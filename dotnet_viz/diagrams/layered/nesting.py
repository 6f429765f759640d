"""A graph level by level: what stands in the model itself and in each nested one, and how data cross the borders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.graph import Graph, Node


@dataclass(frozen=True)
class Link:
    """One tensor between two members of a level, or, hidden, only their order."""

    source: str
    target: str
    source_port: int = 0
    target_port: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class Level:
    """One model.

    Args:
        owner: id of the nested model's node; ``None`` at the top.
        members: ids of its nodes; a model whose data flow is unknown has its own id among them.
        entries: for each input of a nested model a name that links start at.
        exits: for each output of a nested model a name that links end at.
        links: between members, entries and exits.
    """

    owner: str | None
    members: tuple[str, ...]
    entries: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def nesting_levels(graph: Graph, *, ignored: Collection[str] = (), expand: bool = True) -> Mapping[str | None, Level]:
    """Return the level of the model itself, by ``None``, and of each nested one, by its node's id.

    Where nodes are ignored, links go on from what is before them to what is behind them. A nested model of which
    nothing is left is ignored itself.

    Args:
        graph: the model.
        ignored: ids of nodes to be left out.
        expand: whether nested models have levels of their own.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Node
        >>> nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "abc")
        >>> graph = Graph("m", "Sequential", nodes, (Edge("a", 0, "b", 0), Edge("b", 0, "c", 0)))
        >>> [(link.source, link.target) for link in nesting_levels(graph, ignored=["b"])[None].links]
        [('a', 'c')]
    """
    left_out = set(ignored)
    owners = [node for node in graph.nodes if expand and graph.is_model(node)]
    for node in reversed(owners):
        if all(child.id in left_out for child in graph.children(node.id)):
            left_out.add(node.id)
    kept: dict[str | None, Level] = {None: _top(graph, left_out)}
    for node in owners:
        if node.id not in left_out and (node.parent is None or node.parent in kept):
            kept[node.id] = _inner(graph, node, left_out)
    return kept


def _top(graph: Graph, ignored: set[str]) -> Level:
    nodes = graph.children(None)
    links = list(_edges(graph, None))
    if not links and len(nodes) > 1:
        links = list(_chain(node.id for node in nodes))
    return Level(None, _members(nodes, ignored), links=tuple(bridged(links, ignored)))


def _inner(graph: Graph, node: Node, ignored: set[str]) -> Level:
    if not (node.entries and node.exits):
        return _tree(graph, node, ignored)
    entries, exits = _ports(graph, node)
    links = [
        *(Link(name, port.node, 0, port.index) for name, port in zip(entries, node.entries, strict=False)),
        *_edges(graph, node.id),
        *(Link(port.node, name, port.index, 0) for name, port in zip(exits, node.exits, strict=False)),
    ]
    members = _members(graph.children(node.id), ignored)
    return Level(node.id, members, entries, exits, tuple(bridged(links, ignored)))


def _tree(graph: Graph, node: Node, ignored: set[str]) -> Level:
    """Return the level of a model whose data flow is unknown: its own box takes the data, its layers stand behind it."""
    entries, exits = _ports(graph, node)
    members = (node.id, *_members(graph.children(node.id), ignored))
    links = (
        *(Link(name, node.id, 0, index) for index, name in enumerate(entries)),
        *_chain(members),
        *(Link(node.id, name, index, 0) for index, name in enumerate(exits)),
    )
    return Level(node.id, members, entries, exits, links)


def _ports(graph: Graph, node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names for the inputs and outputs of a nested model, at least as many as are used."""
    into = [edge.target_port for edge in graph.edges if edge.target == node.id]
    out = [edge.source_port for edge in graph.edges if edge.source == node.id]
    if node.parent is not None:
        outer = graph.node(node.parent)
        into += [port.index for port in outer.entries if port.node == node.id]
        out += [port.index for port in outer.exits if port.node == node.id]
    used_in, used_out = max([len(node.entries) - 1, *into]), max([len(node.exits) - 1, *out])
    return tuple(f"in:{index}" for index in range(used_in + 1)), tuple(f"out:{index}" for index in range(used_out + 1))


def _members(nodes: Iterable[Node], ignored: set[str]) -> tuple[str, ...]:
    return tuple(node.id for node in nodes if node.id not in ignored)


def _edges(graph: Graph, parent: str | None) -> Iterator[Link]:
    for edge in graph.edges:
        if graph.node(edge.source).parent == parent:
            yield Link(edge.source, edge.target, edge.source_port, edge.target_port)


def _chain(members: Iterable[str]) -> Iterator[Link]:
    for one, other in pairwise(members):
        yield Link(one, other, hidden=True)


def bridged(links: Iterable[Link], ignored: Collection[str]) -> Iterable[Link]:
    """Return the links without the ignored members, led past them.

    Args:
        links: between members.
        ignored: names of members.
    """
    remaining = list(links)
    for member in sorted({end for link in remaining for end in (link.source, link.target)} & set(ignored)):
        into = [link for link in remaining if link.target == member]
        out = [link for link in remaining if link.source == member]
        remaining = [link for link in remaining if member not in (link.source, link.target)]
        remaining += [
            Link(one.source, other.target, one.source_port, other.target_port, one.hidden or other.hidden)
            for one in into
            for other in out
        ]
    return dict.fromkeys(remaining)
