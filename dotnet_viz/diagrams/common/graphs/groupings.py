"""Which layers of a model are one box each: for pictures that have to fit a page.

Repeated blocks are found by structure (:mod:`dotnet_viz.measures.structure.blocks`); each is a contiguous part of a topological
order, so what stands for it never feeds itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.graphs.parallel_branches import Group, ParallelBranches
from dotnet_viz.graph import Graph
from dotnet_viz.measures.structure.blocks import Block, find_blocks

_SHRINK = 0.75
_LEAST = 3


@dataclass(frozen=True)
class ModelEnds:
    """Where data enters a model and leaves it.

    Args:
        inputs: ids of the nodes that nothing feeds.
        outputs: ids of the nodes that feed nothing.
    """

    inputs: frozenset[str]
    outputs: frozenset[str]

    @property
    def are_several(self) -> bool:
        """Whether there are several inputs or several outputs."""
        return len(self.inputs) > 1 or len(self.outputs) > 1


def ends_of(graph: Graph) -> ModelEnds:
    """Return the nodes at the ends of a model; an output that other layers go on with is in its middle.

    Args:
        graph: the model.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Node, Port
        >>> nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "abc")
        >>> edges = (Edge("a", 0, "b", 0), Edge("b", 0, "c", 0))
        >>> ends = ends_of(Graph("m", "Functional", nodes, edges, (Port("a"),), (Port("b"), Port("c"))))
        >>> sorted(ends.inputs), sorted(ends.outputs)
        (['a'], ['c'])
    """
    inputs = {port.node for port in graph.inputs} - {edge.target for edge in graph.edges}
    outputs = {port.node for port in graph.outputs} - {edge.source for edge in graph.edges}
    return ModelEnds(frozenset(inputs), frozenset(outputs - inputs))


def ever_fewer_groups(graph: Graph) -> Iterator[list[Group]]:
    """Yield groups of a model's nodes, most often fewer than before; each is a contiguous part of a topological order.

    Branches that come from different places are in no group together, but where nothing else is small enough: then without what
    joins them, and at last with it. Where a model has several inputs or outputs, none is in a group with other layers: each is
    for itself, and at last those that feed, or are fed by, the same group are one.

    Args:
        graph: the model.
    """
    ends, branches = ends_of(graph), ParallelBranches(graph)
    steps: list[list[Group]] = []
    for groups in _steps(graph, ends, branches):
        steps.append(groups)
        yield branches.apart(_with_ends_apart(groups, ends))
    yield from (branches.before_joins(_with_ends_apart(groups, ends)) for groups in steps)
    yield from (_with_ends_apart(groups, ends) for groups in steps)
    yield from (_with_ends_apart(groups, ends, together=True) for groups in steps if ends.are_several)


def _steps(graph: Graph, ends: ModelEnds, branches: ParallelBranches) -> Iterator[list[Group]]:
    top = graph.children(None)
    yield [(node,) for node in top]
    blocks = find_blocks(graph)
    groups = _opened(blocks, len(top))
    while len(groups) > len(blocks):
        yield groups
        groups = _opened(blocks, max(int(len(groups) * _SHRINK), len(blocks)))
    together = [block.nodes for block in blocks]
    yield together
    whole = branches.apart(_with_ends_apart(together, ends))
    by_branch = [whole, *(_ever_longer_branches(graph, whole, ends) if ends.are_several else ())]
    yield from by_branch
    yield from _ever_shorter(by_branch[-1])
    yield [tuple(top)]


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


def _ever_longer_branches(graph: Graph, groups: list[Group], ends: ModelEnds) -> Iterator[list[Group]]:
    """Yield ever fewer groups, of which those that follow one another in a branch become one."""
    fewer = _branches(graph, groups, ends)
    while len(fewer) < len(groups):
        yield fewer
        groups, fewer = fewer, _branches(graph, fewer, ends)


def _branches(graph: Graph, groups: Sequence[Group], ends: ModelEnds) -> list[Group]:
    """Return a quarter fewer groups, as those that alone follow one another become one, the smallest first.

    Inputs and outputs of the model stay for themselves, so that none is in the box of a branch that it is no part of.
    """
    own = ends.inputs | ends.outputs
    found = list(groups)
    while len(found) > _fewer(groups):
        pairs = [pair for pair in _followers(graph, found) if all(own.isdisjoint(node.id for node in found[i]) for i in pair)]
        if not pairs:
            break
        first, second = min(pairs, key=lambda pair: len(found[pair[0]]) + len(found[pair[1]]))
        found[first] += found[second]
        del found[second]
    return found


def _followers(graph: Graph, groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Yield the positions of two groups of which the first feeds the second alone, and nothing else feeds that."""
    owner = {node.id: index for index, group in enumerate(groups) for node in group}
    edges = [(owner.get(edge.source), owner.get(edge.target)) for edge in graph.edges]
    pairs = {(source, target) for source, target in edges if source is not None and target is not None and source != target}
    feeding, fed = Counter(source for source, _ in pairs), Counter(target for _, target in pairs)
    yield from sorted((source, target) for source, target in pairs if feeding[source] == fed[target] == 1)


def _with_ends_apart(groups: Sequence[Group], ends: ModelEnds, *, together: bool = False) -> list[Group]:
    """Return groups without inputs and outputs of several, which stand before and behind: one by one, or a group's together."""
    if not ends.are_several:
        return list(groups)
    found: list[Group] = []
    for group in groups:
        inputs = tuple(node for node in group if node.id in ends.inputs)
        outputs = tuple(node for node in group if node.id in ends.outputs)
        rest = tuple(node for node in group if node.id not in ends.inputs | ends.outputs)
        parts = (inputs, rest, outputs) if together else (*_each(inputs), rest, *_each(outputs))
        found += [part for part in parts if part]
    return found


def _each(group: Group) -> Iterator[Group]:
    return ((node,) for node in group)


def _ever_shorter(groups: Sequence[Group]) -> Iterator[list[Group]]:
    found = list(groups)
    while len(found) > _LEAST:
        found = _with_one_middle(found, _fewer(found))
        yield found


def _fewer(groups: Sequence[Group]) -> int:
    return max(int(len(groups) * _SHRINK), _LEAST)


def _with_one_middle(groups: Sequence[Group], most: int) -> list[Group]:
    """Return the first and last groups, and one of all between."""
    head, tail = (most - 1) - (most - 1) // 2, (most - 1) // 2
    middle = tuple(node for group in groups[head : len(groups) - tail] for node in group)
    return [*groups[:head], middle, *groups[len(groups) - tail :]]
