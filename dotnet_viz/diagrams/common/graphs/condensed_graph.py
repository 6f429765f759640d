"""Smaller graphs of a model, in which one node stands for several layers: for pictures that have to fit a page.

Which layers those are, :mod:`~dotnet_viz.diagrams.common.graphs.groupings` says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.diagrams.common.graphs.frames import is_group
from dotnet_viz.diagrams.common.graphs.groupings import ModelEnds, ends_of, ever_fewer_groups
from dotnet_viz.diagrams.common.graphs.parallel_branches import Abreast, Group, ParallelBranches
from dotnet_viz.formatting import format_count, format_items, format_list
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.graph.layer_count import layers_or_others
from dotnet_viz.translation.translate import mark, translate

_MOST_NAMES = 4
_MOST_BRANCHES = 3
_LEAST_SHARING = 4
_SPAN = " … "
_ABREAST = {Abreast.BEGINNING: mark("{layers}, partly side by side"), Abreast.EVERYTHING: mark("{layers}, side by side")}
_INPUTS = mark("Inputs among them: {names}.")
_OUTPUTS = mark("Outputs among them: {names}.")
_SEPARATOR = re.compile(r"[_/.\-]")


def condensed_graphs(graph: Graph) -> Iterator[Graph]:
    """Yield ever smaller graphs of a model, each with a note of what it leaves out.

    First nested models are closed, then repetitions of a block are one node beside the first, then more and more blocks are one
    node each, then in a model with several inputs or outputs blocks that follow one another in a branch, and at last the layers
    in the middle are one. Where there are several, inputs and outputs are in no node with other layers.

    Args:
        graph: the model; of one whose layers nothing is known to join, its list of layers becomes shorter.
    """
    least = len(graph.nodes)
    for groups in ever_fewer_groups(graph):
        if len(groups) < least:
            least = len(groups)
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
    ends, branches = ends_of(graph), ParallelBranches(graph)
    made = [_closed(graph, group[0]) if len(group) == 1 else _together(graph, group, ends, branches) for group in groups]
    nodes = tuple(_with_own_weights(graph, list(zip(made, groups, strict=True))))
    hidden = _hidden_ends(graph, list(zip(nodes, groups, strict=True)), ends)
    owner = {node.id: made.id for made, group in zip(nodes, groups, strict=True) for node in group}
    # A tensor that several layers of a group read enters the group once.
    single = {group[0].id for group in groups if len(group) == 1 and not is_group(group[0])}
    ports = _ports(graph, owner, single)
    edges = dict.fromkeys(
        Edge(owner[edge.source], ports[edge.source, edge.source_port], owner[edge.target], _entry(edge, single))
        for edge in graph.edges
        if edge.source in owner and edge.target in owner and owner[edge.source] != owner[edge.target]
    )
    folded = [group for group in groups if len(layers_in(graph, group)) > 1 and not _are_in(group, ends.inputs)]
    return Graph(
        graph.name,
        graph.kind,
        nodes,
        tuple(_one_between_boxes(edges, single) if ends.are_several else edges),
        tuple(dict.fromkeys(_moved(graph, port, owner, ports) for port in graph.inputs)),
        tuple(dict.fromkeys(_moved(graph, port, owner, ports) for port in graph.outputs)),
        graph.origin,
        (*graph.notes, *_notes(graph, folded), *hidden),
        whole_layer_count=graph.layer_count,
    )


def layers_in(graph: Graph, group: Group) -> list[Layer]:
    """Return the layers of nodes and of everything in them, each once; a nested model is what is in it.

    Args:
        graph: the model.
        group: some of its nodes.
    """
    return list({node.layer.id: node.layer for node in _calls(graph, group) if not graph.is_model(node)}.values())


def _closed(graph: Graph, node: Node) -> Node:
    """Return a node with nothing inside, whose layer has the weights of what is in it."""
    layers = layers_in(graph, (node,))
    if len(layers) <= 1 and not graph.children(node.id):
        return node
    weights = tuple(weight for layer in layers for weight in layer.weights)
    kept = replace(node.layer, weights=weights, category="layer", lacks_weights=any(one.lacks_weights for one in layers))
    return replace(node, layer=kept, entries=(), exits=(), inside=None, **_standing_for(graph, (node,)))


def _together(graph: Graph, group: Group, ends: ModelEnds, branches: ParallelBranches) -> Node:
    """Return one node for several."""
    first, last, layers = group[0], group[-1], layers_in(graph, group)
    layer = Layer(
        f"{first.layer.id} … {last.layer.id}",
        _name(group, ends, branches),
        _content(group, layers, ends, branches),
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


def _content(group: Group, layers: Sequence[Layer], ends: ModelEnds, branches: ParallelBranches) -> str:
    """Return how many layers a group has, and whether they stand side by side."""
    noun = _noun(group, ends)
    if noun != "layer":
        return format_count(len(layers), noun)
    text, abreast = layers_or_others(layers), branches.abreast(group)
    return text if abreast is Abreast.NOTHING else translate(_ABREAST[abreast], layers=text)


def _noun(group: Group, ends: ModelEnds) -> str:
    if _are_in(group, ends.inputs):
        return "input"
    return "output" if _are_in(group, ends.outputs) else "layer"


def _are_in(group: Group, names: Collection[str]) -> bool:
    return all(node.id in names for node in group)


def _with_own_weights(graph: Graph, made: Sequence[tuple[Node, Group]]) -> Iterator[Node]:
    """Yield nodes made of groups; weights of a layer that is called in an earlier one too are said to be shared with it."""
    places: dict[str, str] = {}
    for node, group in made:
        weights: list[Weight] = []
        for layer in layers_in(graph, group):
            for weight in layer.weights:
                variable = weight.shared_with or f"{layer.id}/{weight.name}"
                own = f"{node.layer.id}/{weight.name}"
                place = places.get(variable)
                is_first = place is None or (place == own and weight.shared_with is None)
                places.setdefault(variable, own)
                weights.append(replace(weight, shared_with=None if is_first else place))
        yield node if tuple(weights) == node.layer.weights else replace(node, layer=replace(node.layer, weights=tuple(weights)))


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


def _name(group: Group, ends: ModelEnds, branches: ParallelBranches) -> str:
    """Return the names that a group spans: beginnings that several of its layers share, else those of its first and last.

    Few inputs, outputs or branches side by side are all named.
    """
    names = [node.layer.name for node in group]
    if len(names) <= _MOST_NAMES and _noun(group, ends) != "layer":
        return format_items(names)
    pieces = branches.pieces(group)
    return format_list([_span(piece) for piece in pieces]) if 1 < len(pieces) <= _MOST_BRANCHES else _span(group)


def _span(group: Group) -> str:
    names = [node.layer.name for node in group]
    first, last = _head(names[0], names), _head(names[-1], names)
    return first if first == last and all(name.startswith(first) for name in names) else f"{first}{_SPAN}{last}"


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


def _one_between_boxes(edges: Iterable[Edge], single: set[str]) -> Iterator[Edge]:
    """Yield one of the edges that join the same two groups of layers: dozens of inputs may be one box and feed one box."""
    seen: set[tuple[str, str]] = set()
    for edge in edges:
        ends = edge.source, edge.target
        if ends not in seen or not single.isdisjoint(ends):
            yield edge
        seen.add(ends)


def _entry(edge: Edge, single: set[str]) -> int:
    return edge.target_port if edge.target in single else 0


def _moved(graph: Graph, port: Port, owner: dict[str, str], ports: dict[tuple[str, int], int]) -> Port:
    # Inputs and outputs of the model may be inside a group of layers.
    names = (port.node, *(node.id for node in graph.around(port.node)))
    return Port(next(owner[name] for name in names if name in owner), ports.get((port.node, port.index), 0))


def _notes(graph: Graph, folded: Sequence[Group]) -> Iterator[str]:
    if folded:
        inside = {layer.id: layer for group in folded for layer in layers_in(graph, group)}
        yield translate(
            "So that it fits, one of the boxes stands for {layers}.",
            "So that it fits, {count} of the boxes stand for {layers}.",
            count=len(folded),
            layers=layers_or_others(inside.values()),
        )


def _hidden_ends(graph: Graph, made: Sequence[tuple[Node, Group]], ends: ModelEnds) -> Iterator[str]:
    """Yield notes that name the inputs and outputs of several that are in boxes with other layers and not named there."""
    hidden = {
        call.id: call.layer.name
        for node, group in made
        if _noun(group, ends) == "layer" and node.stands_for
        for call in _calls(graph, group)
        if call.layer.name not in node.layer.name.split(_SPAN)
    }
    for text, ports in ((_INPUTS, graph.inputs), (_OUTPUTS, graph.outputs)):
        names = list(dict.fromkeys(hidden[port.node] for port in ports if port.node in hidden))
        if names and len(ports) > 1:
            left_out = len(names) - _MOST_NAMES
            more = [translate("+{left_out} more", left_out=left_out)] if left_out > 0 else []
            yield translate(text, names=format_items([*names[:_MOST_NAMES], *more]))
