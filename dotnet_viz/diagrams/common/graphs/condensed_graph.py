"""Smaller graphs of a model, in which one node stands for several layers: for pictures that have to fit a page.

Repeated blocks are found by structure (:mod:`dotnet_viz.measures.structure.blocks`); each is a contiguous part of a topological
order, so what stands for it never feeds itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.diagrams.common.graphs.frames import is_group
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from dotnet_viz.measures.structure.blocks import Block, find_blocks
from dotnet_viz.translation.translate import translate

Group = tuple[Node, ...]

_SHRINK = 0.75
_LEAST = 3
_LEAST_SHARING = 4
_SEPARATOR = re.compile(r"[_/.\-]")


def condensed_graphs(graph: Graph) -> Iterator[Graph]:
    """Yield ever smaller graphs of a model, each with a note of what it leaves out.

    First nested models are closed, then repetitions of a block are one node beside the first, then more and more blocks are one
    node each, then in a model with several inputs blocks that follow one another in a branch, and at last the layers in the
    middle are one.

    Args:
        graph: the model; of one whose layers nothing is known to join, its list of layers becomes shorter.
    """
    top = graph.children(None)
    last = dict.fromkeys((False, True), len(graph.nodes))
    for groups, are_ends_apart in _attempts(graph, top):
        if len(groups) < last[are_ends_apart]:
            last[are_ends_apart] = len(groups)
            yield condensed(graph, groups)


def closed(graph: Graph) -> Graph:
    """Return the graph with each nested model as one layer.

    Args:
        graph: the model.
    """
    found = condensed(graph, [(node,) for node in graph.children(None)])
    return replace(found, notes=graph.notes)


def condensed(graph: Graph, groups: Sequence[Group]) -> Graph:
    """Return the graph in which each of some groups of a model's nodes is one node.

    Args:
        graph: the model.
        groups: of all of its nodes that are in no nested model, each a contiguous part of a topological order. What stands for
            several layers is named after the first and the last.
    """
    nodes = tuple(_node(graph, group) for group in groups)
    owner = {node.id: made.id for made, group in zip(nodes, groups, strict=True) for node in group}
    # A tensor that several layers of a group read enters the group once.
    single = {group[0].id for group in groups if len(group) == 1 and not is_group(group[0])}
    ports = _ports(graph, owner, single)
    edges = dict.fromkeys(
        Edge(owner[edge.source], ports[edge.source, edge.source_port], owner[edge.target], _entry(edge, single))
        for edge in graph.edges
        if edge.source in owner and edge.target in owner and owner[edge.source] != owner[edge.target]
    )
    folded = [group for group in groups if len(layers_in(graph, group)) > 1]
    return Graph(
        graph.name,
        graph.kind,
        nodes,
        tuple(edges),
        tuple(dict.fromkeys(_moved(graph, port, owner, ports) for port in graph.inputs)),
        tuple(dict.fromkeys(_moved(graph, port, owner, ports) for port in graph.outputs)),
        graph.origin,
        (*graph.notes, *_notes(graph, folded)),
    )


def _attempts(graph: Graph, top: Sequence[Node]) -> Iterator[tuple[list[Group], bool]]:
    """Yield groups, and whether each input and output is for itself in them, although some layers in the middle are one."""
    yield [(node,) for node in top], False
    blocks = find_blocks(graph)
    groups = _opened(blocks, len(top))
    while len(groups) > len(blocks):
        yield groups, False
        groups = _opened(blocks, max(int(len(groups) * _SHRINK), len(blocks)))
    groups = [block.nodes for block in blocks]
    yield groups, False
    has_branches = len(graph.inputs) > 1
    while has_branches and len(fewer := _branches(graph, groups, max(int(len(groups) * _SHRINK), _LEAST))) < len(groups):
        groups = fewer
        yield groups, False
    shorter = list(_ever_shorter(groups))
    if has_branches:
        yield from ((_with_ends_apart(graph, groups), True) for groups in shorter)
    yield from ((groups, False) for groups in shorter)
    yield [tuple(node for group in groups for node in group)], False


def _opened(blocks: Sequence[Block], most: int) -> list[Group]:
    """Return the first blocks layer by layer, as many as make no more groups than a number, and the others as a group each."""
    groups: list[Group] = []
    for index, block in enumerate(blocks):
        inside = list(_first_and_rest(block))
        rest = len(blocks) - index - 1
        groups += inside if len(groups) + len(inside) + rest <= most else [block.nodes]
    return groups


def _first_and_rest(block: Block) -> Iterator[Group]:
    """Yield each layer of the first copy, and one group for all others."""
    yield from ((node,) for node in block.copies[0])
    if block.count > 1:
        yield tuple(node for copy in block.copies[1:] for node in copy)


def _branches(graph: Graph, groups: Sequence[Group], most: int) -> list[Group]:
    """Return groups of which those that alone follow one another are one, the smallest first, down to a number.

    Inputs and outputs of the model stay for themselves, so that none is in the box of a branch that it is no part of.
    """
    ends = {port.node for port in (*graph.inputs, *graph.outputs)}
    found = list(groups)
    while len(found) > most:
        pairs = [pair for pair in _followers(graph, found) if all(ends.isdisjoint(node.id for node in found[i]) for i in pair)]
        if not pairs:
            break
        first, second = min(pairs, key=lambda pair: len(found[pair[0]]) + len(found[pair[1]]))
        found[first] += found[second]
        del found[second]
    return found


def _followers(graph: Graph, groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Yield the positions of two groups of which the first feeds the second alone, and nothing else feeds that."""
    owner = {node.id: index for index, group in enumerate(groups) for node in group}
    ends = [(owner.get(edge.source), owner.get(edge.target)) for edge in graph.edges]
    pairs = {(source, target) for source, target in ends if source is not None and target is not None and source != target}
    feeding, fed = Counter(source for source, _ in pairs), Counter(target for _, target in pairs)
    yield from sorted((source, target) for source, target in pairs if feeding[source] == fed[target] == 1)


def _ever_shorter(groups: Sequence[Group]) -> Iterator[list[Group]]:
    found = list(groups)
    while len(found) > _LEAST:
        found = _ends(found, max(int(len(found) * _SHRINK), _LEAST))
        yield found


def _with_ends_apart(graph: Graph, groups: Sequence[Group]) -> list[Group]:
    """Return groups with each input and output of the model for itself, before and behind the group that it was in."""
    inputs = {port.node for port in graph.inputs}
    outputs = {port.node for port in graph.outputs} - {edge.source for edge in graph.edges}
    found: list[Group] = []
    for group in groups:
        rest = tuple(node for node in group if node.id not in inputs | outputs)
        found += [(node,) for node in group if node.id in inputs]
        found += [rest] if rest else []
        found += [(node,) for node in group if node.id in outputs - inputs]
    return found


def _ends(groups: Sequence[Group], most: int) -> list[Group]:
    """Return the first and last groups, and one of all between."""
    head, tail = (most - 1) - (most - 1) // 2, (most - 1) // 2
    middle = tuple(node for group in groups[head : len(groups) - tail] for node in group)
    return [*groups[:head], middle, *groups[len(groups) - tail :]]


def layers_in(graph: Graph, group: Group) -> list[Layer]:
    """Return the layers of nodes and of everything in them, each once; a nested model is what is in it.

    Args:
        graph: the model.
        group: some of its nodes.
    """
    return list({node.layer.id: node.layer for node in _calls(graph, group) if not graph.is_model(node)}.values())


def _node(graph: Graph, group: Group) -> Node:
    first, last = group[0], group[-1]
    if len(group) == 1:
        layers = layers_in(graph, group)
        if len(layers) <= 1 and not graph.children(first.id):
            return first
        weights = tuple(weight for layer in layers for weight in layer.weights)
        kept = replace(first.layer, weights=weights, category="layer", lacks_weights=any(one.lacks_weights for one in layers))
        return replace(first, layer=kept, entries=(), exits=(), inside=None, **_standing_for(graph, group))
    layers = layers_in(graph, group)
    layer = Layer(
        f"{first.layer.id} … {last.layer.id}",
        _name(group),
        format_count(len(layers), "layer"),
        weights=tuple(weight for one in layers for weight in one.weights),
        trainable=None if all(one.trainable is None for one in layers) else any(one.trainable for one in layers),
        lacks_weights=any(one.lacks_weights for one in layers),
    )
    own = {node.id for node in group}
    entering = [edge for edge in graph.edges if edge.target in own and edge.source not in own]
    inputs = dict.fromkeys((edge.source, edge.source_port) for edge in entering)
    return Node(
        first.id,
        layer,
        tuple(graph.node(name).output(port) for name, port in inputs),
        tuple(graph.node(name).output(port) for name, port in _leaving(graph, own)) or last.outputs,
        **_standing_for(graph, group),
    )


def _standing_for(graph: Graph, group: Group) -> dict[str, Any]:
    """Return what says of a node which calls it stands for, and what is written beside them."""
    calls = list(_calls(graph, group))
    return {
        "stands_for": tuple(node.id for node in calls),
        "remarks": tuple(remark for node in calls for remark in node.remarks),
    }


def _calls(graph: Graph, group: Group) -> Iterator[Node]:
    """Yield nodes and everything in them."""
    waiting = list(reversed(group))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(graph.children(node.id))


def _name(group: Group) -> str:
    """Return the names that a group spans: beginnings that several of its layers share, else those of its first and last."""
    names = [node.layer.name for node in group]
    first, last = _head(names[0], names), _head(names[-1], names)
    return first if first == last and all(name.startswith(first) for name in names) else f"{first} … {last}"


def _head(name: str, names: Sequence[str]) -> str:
    """Return the longest beginning of a name that several share, unless only automatic numbers follow it."""
    for found in reversed(list(_SEPARATOR.finditer(name))):
        head = name[: found.start()]
        rests = [other[len(head) :] for other in names if other.startswith(name[: found.end()])]
        if head and sum(not rest.strip("_/.-").isdigit() for rest in rests) >= _LEAST_SHARING:
            return head
    return name


def _leaving(graph: Graph, own: set[str]) -> dict[tuple[str, int], None]:
    """Return the ports of a group whose tensors are used outside of it."""
    leaving = [
        (edge.source, edge.source_port) for edge in graph.edges if edge.source in own and edge.target not in own
    ]  # fmt: skip
    return dict.fromkeys([*leaving, *((port.node, port.index) for port in graph.outputs if port.node in own)])


def _ports(graph: Graph, owner: dict[str, str], single: set[str]) -> dict[tuple[str, int], int]:
    """Return the port of the condensed graph for each port of the model that something uses."""
    members: dict[str, set[str]] = {}
    for name, own in owner.items():
        members.setdefault(own, set()).add(name)
    ports: dict[tuple[str, int], int] = {}
    for group in members.values():
        for number, port in enumerate(_leaving(graph, group)):
            ports[port] = port[1] if port[0] in single else number
    return ports


def _entry(edge: Edge, single: set[str]) -> int:
    return edge.target_port if edge.target in single else 0


def _moved(graph: Graph, port: Port, owner: dict[str, str], ports: dict[tuple[str, int], int]) -> Port:
    node = graph.node(port.node)
    while node.id not in owner and node.parent is not None:  # inputs and outputs of the model may be inside a group of layers
        node = graph.node(node.parent)
    return Port(owner[node.id], ports.get((port.node, port.index), 0))


def _notes(graph: Graph, folded: Sequence[Group]) -> Iterator[str]:
    if folded:
        inside = sum(len(layers_in(graph, group)) for group in folded)
        yield translate(
            "So that it fits, one of the boxes stands for {layers}.",
            "So that it fits, {count} of the boxes stand for {layers}.",
            count=len(folded),
            layers=format_count(inside, "layer"),
        )
