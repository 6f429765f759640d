"""Named groups of layers, as nested models of a graph: so that every style frames them as it frames nested models.

A group has the layers that lie between its members too, along the data: what is framed is entered and left, and never passed
by data that come back into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.arguments import names_in
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.common.graphs.condensed_graph import layers_in
from dotnet_viz.diagrams.common.graphs.frames import GROUP, is_group
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from dotnet_viz.graph.layer_count import layers_or_others
from dotnet_viz.traversal import connected_groups

_TAKEN = "pairs of a name and its layers, such as [('encoder', ['conv2d', 'conv2d_3'])] or {'encoder': 'conv2d:conv2d_3'}"
_ENDS = 2


@dataclass(frozen=True)
class GroupRequest:
    """A group as it was asked for.

    Args:
        name: its caption.
        calls: ids of the calls that were named.
        is_span: whether these are the first and the last of a row, with everything between them but other branches.
    """

    name: str
    calls: tuple[str, ...]
    is_span: bool


@dataclass(frozen=True)
class _Group:
    name: str
    parent: str | None
    members: frozenset[str]


def read_groups(given: object, names: LayerNames) -> tuple[GroupRequest, ...]:
    """Return the groups that were asked for.

    Args:
        given: a mapping from names of groups, or pairs of a name, with the layers of each: ``"first:last"`` or a list of two
            for a row, any other number of names or regular expressions for these and what lies between them.
        names: of the layers of the model.

    Raises:
        OptionError: it is something else, or no layer has such a name.
    """
    pairs: Iterable[object] = given.items() if isinstance(given, Mapping) else given if isinstance(given, list | tuple) else ()
    found = []
    for pair in pairs:
        if not (isinstance(pair, tuple | list) and len(pair) == _ENDS and isinstance(pair[0], str) and pair[0].strip()):
            raise OptionError(f"groups must be {_TAKEN}, and they hold {pair!r}")
        found.append(_request(pair[0], pair[1], names))
    if not found:
        raise OptionError(f"groups must be {_TAKEN}, not {given!r}")
    return tuple(found)


def _request(name: str, layers: object, names: LayerNames) -> GroupRequest:
    option = f"groups: {name!r}"
    listed = names_in(option, layers, ordered=False)
    if len(listed) == 1 and ":" in listed[0] and not names.calls(listed[0]):
        first, _, last = listed[0].partition(":")
        listed, layers = (first.strip(), last.strip()), ()
    if not listed or not all(listed):
        raise OptionError(f"{option} names no layer; groups are {_TAKEN}")
    calls = tuple(call for one in listed for call in names.matching(one, option))
    is_span = len(listed) == _ENDS and not isinstance(layers, set | frozenset)
    return GroupRequest(name.strip(), calls, is_span)


def grouped(graph: Graph, requests: Sequence[GroupRequest]) -> Graph:
    """Return a graph in which each group is a nested model.

    Args:
        graph: the model, or the part of it that is drawn; groups of which nothing is in it are left out.
        requests: the groups.

    Raises:
        OptionError: two groups overlap.

    Example:
        >>> nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "abcd")
        >>> edges = tuple(Edge(one, 0, other, 0) for one, other in ("ab", "bc", "cd"))
        >>> found = grouped(Graph("m", "Sequential", nodes, edges), [GroupRequest("middle", ("b", "c"), True)])
        >>> [(node.layer.name, node.parent) for node in found.nodes]
        [('a', None), ('middle', None), ('b', 'group0'), ('c', 'group0'), ('d', None)]
    """
    known = {node.id for node in graph.nodes}
    groups = [_resolved(graph, request, calls) for request in requests if (calls := known.intersection(request.calls))]
    groups.sort(key=lambda group: -len(group.members))
    _check_overlaps(graph, groups)
    for number, group in enumerate(groups):
        graph = _wrapped(graph, group, number)
    return graph


def calls_of_groups(graph: Graph, requests: Sequence[GroupRequest]) -> dict[str, frozenset[str]]:
    """Return the ids of all calls in each group, those inside nested models included, by the group's name.

    Args:
        graph: the model.
        requests: the groups.

    Raises:
        OptionError: two groups overlap, or have one name.
    """
    framed = grouped(graph, requests)
    names = [node.layer.name for node in framed.nodes if is_group(node)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise OptionError(f"groups: two of them are called {twice!r}; give each a name of its own")
    known = {node.id for node in graph.nodes}
    found: dict[str, set[str]] = {}
    for node in graph.nodes:
        for name in _path(framed, node.id)[:-1]:
            if name not in known:
                found.setdefault(framed.node(name).layer.name, set()).add(node.id)
    return {name: frozenset(calls) for name, calls in found.items()}


def _resolved(graph: Graph, request: GroupRequest, calls: Iterable[str]) -> _Group:
    """Return a group's members at the innermost level that has all of them, with all that lies between."""
    paths = [_path(graph, call) for call in calls]
    depth = 0
    while all(len(path) > depth + 1 for path in paths) and len({path[depth] for path in paths}) == 1:
        depth += 1
    parent = paths[0][depth - 1] if depth else None
    chosen = {path[depth] for path in paths}
    level = [node.id for node in graph.children(parent)]
    if request.is_span and len(chosen) > 1:
        chosen = _row(graph, level, chosen)
    return _Group(request.name, parent, frozenset(chosen | _between(graph, parent, chosen)))


def _row(graph: Graph, level: Sequence[str], ends: set[str]) -> set[str]:
    """Return what stands from the first to the last of a row, without branches that nothing in the row joins to them."""
    positions = [level.index(name) for name in ends]
    row = level[min(positions) : max(positions) + 1]
    known = set(row)
    pairs = [(edge.source, edge.target) for edge in graph.edges if edge.source in known and edge.target in known]
    joined = next((group for group in connected_groups(row, pairs) if ends <= set(group)), row)
    return set(joined)


def _path(graph: Graph, call: str) -> list[str]:
    """Return the ids of the models around a call, outermost first, and its own."""
    return [call, *(node.id for node in graph.around(call))][::-1]


def _between(graph: Graph, parent: str | None, chosen: set[str]) -> set[str]:
    edges = [edge for edge in graph.edges if graph.node(edge.source).parent == parent]
    behind, before = (_reached(chosen, edges, backwards=backwards) for backwards in (False, True))
    return behind & before


def _reached(starts: Iterable[str], edges: Iterable[Edge], *, backwards: bool) -> set[str]:
    following: dict[str, list[str]] = {}
    for edge in edges:
        one, other = (edge.target, edge.source) if backwards else (edge.source, edge.target)
        following.setdefault(one, []).append(other)
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        for name in following.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _check_overlaps(graph: Graph, groups: Sequence[_Group]) -> None:
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            shared = group.members & other.members
            if shared and not other.members <= group.members:
                names = [graph.node(call).layer.name for call in sorted(shared)][:3]
                raise OptionError(
                    f"groups {group.name!r} and {other.name!r} overlap: both have {', '.join(map(repr, names))};"
                    " a group may be inside another, but not cross it (a group has what lies between its layers, too)"
                )
            if group.members == other.members:
                raise OptionError(f"groups {group.name!r} and {other.name!r} have the same layers; leave one out")


def _wrapped(graph: Graph, group: _Group, number: int) -> Graph:
    # A larger group that was made before may stand between these members and the model around them.
    members = group.members & {node.id for node in graph.nodes}
    parent = graph.node(next(iter(members))).parent
    border = _Border(members, f"group{number}")
    edges = tuple(map(border.edge, graph.edges))
    outputs = tuple(map(border.leaving, graph.outputs)) if parent is None else graph.outputs
    nodes: list[Node] = []
    for node in graph.nodes:
        if node.id == parent:
            entries, exits = tuple(map(border.entering, node.entries)), tuple(map(border.leaving, node.exits))
            nodes.append(replace(node, entries=entries, exits=exits))
        else:
            nodes.append(replace(node, parent=border.own) if node.id in members else node)
    first = next(index for index, node in enumerate(nodes) if node.id in members)
    nodes.insert(first, _frame(graph, group, number, border, parent))
    return replace(graph, nodes=tuple(nodes), edges=edges, outputs=outputs)


def _frame(graph: Graph, group: _Group, number: int, border: _Border, parent: str | None) -> Node:
    inside = [node.id for node in graph.nodes if node.id in border.members]
    # Something must enter and leave, or the data flow inside would count as unknown.
    return Node(
        border.own,
        _layer(graph, group, number),
        outputs=tuple(graph.node(port.node).output(port.index) for port in border.exits),
        parent=parent,
        # Two groups of equal layers are no repetition of a block.
        constants=((GROUP, number),),
        entries=tuple(border.entries) or (Port(inside[0]),),
        exits=tuple(border.exits) or (Port(inside[-1]),),
    )


def _layer(graph: Graph, group: _Group, number: int) -> Layer:
    count = layers_or_others(layers_in(graph, tuple(map(graph.node, group.members))))
    return Layer(f"group {number}: {group.name}", group.name, count, category="model", trainable=None)


class _Border:
    """The ports by which tensors enter and leave a group."""

    def __init__(self, members: frozenset[str], own: str) -> None:
        self.members, self.own = members, own
        self.entries: list[Port] = []
        self.exits: dict[Port, int] = {}

    def entering(self, port: Port) -> Port:
        if port.node not in self.members:
            return port
        self.entries.append(port)
        return Port(self.own, len(self.entries) - 1)

    def leaving(self, port: Port) -> Port:
        if port.node not in self.members:
            return port
        return Port(self.own, self.exits.setdefault(port, len(self.exits)))

    def edge(self, edge: Edge) -> Edge:
        if (edge.source in self.members) == (edge.target in self.members):
            return edge
        source = self.leaving(Port(edge.source, edge.source_port))
        target = self.entering(Port(edge.target, edge.target_port))
        return Edge(source.node, source.index, target.node, target.index)
