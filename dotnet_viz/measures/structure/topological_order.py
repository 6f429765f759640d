"""An order of a graph's nodes in which what belongs together stands together.

The order is topological and depends on the structure alone, never on names. It is made backwards from the
outputs: of all nodes whose consumers stand already, the one comes next that adds the fewest tensors to those
that are waited for; of equals, the one that became possible last. So a side branch stands right before the
node that needs it, and few tensors are alive between two blocks of a model. This is a greedy form of the
orders that keep few values in registers (Sethi and Ullman, 1970, https://doi.org/10.1145/321607.321620).

For V nodes and E edges it takes O((V + E) log V) time.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Edge, Node
from dotnet_viz.runtime.cached import cached_property


@dataclass(frozen=True)
class InputEdge:
    """One edge into a node of the order.

    Args:
        source: position of the node that it comes from.
        source_port: number of the tensor there.
        target_port: number of the argument here.
    """

    source: int
    source_port: int
    target_port: int


@dataclass(frozen=True, eq=False)
class LiveOrder:
    """Nodes in an order in which every edge leads forward.

    Args:
        nodes: in that order.
        inputs: for each node the edges into it, by argument.
        kept: positions of nodes whose tensors are used outside, such as the outputs of the model.
    """

    nodes: tuple[Node, ...]
    inputs: tuple[tuple[InputEdge, ...], ...]
    kept: frozenset[int] = frozenset()

    @cached_property
    def consumers(self) -> tuple[tuple[int, ...], ...]:
        """For each node the positions of the nodes that take its tensors, one for each edge, rising."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for position, edges in enumerate(self.inputs):
            for edge in edges:
                found[edge.source].append(position)
        return tuple(tuple(positions) for positions in found)

    @cached_property
    def last_use(self) -> NDArray[np.int64]:
        """For each node the position of the last node that takes a tensor of it; its own if none does."""
        return np.array([uses[-1] if uses else own for own, uses in enumerate(self.consumers)], dtype=np.int64)

    @cached_property
    def widths(self) -> NDArray[np.int64]:
        """For each gap from 0 (before the first node) to n how many nodes before it are needed behind it."""
        steps = np.zeros(len(self.nodes) + 2, dtype=np.int64)
        np.add.at(steps, np.arange(1, len(self.nodes) + 1), 1)
        np.add.at(steps, self.last_use + 1, -1)
        return np.cumsum(steps)[: len(self.nodes) + 1]

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """For each node those without inputs that lead to it, as bits of one number."""
        found: list[int] = []
        count = 0
        for edges in self.inputs:
            bits = 0 if edges else 1 << (count := count + 1)
            for edge in edges:
                bits |= found[edge.source] if edge.source < len(found) else 0  # a cycle leads back
            found.append(bits)
        return tuple(found)

    def leads_to(self, older: int, younger: int) -> bool:
        """Return whether a node's tensor has a part in that of a later node.

        Args:
            older: position of the node.
            younger: position of the later one.
        """
        waiting, seen = [younger], {younger}
        while waiting:
            sources = {edge.source for edge in self.inputs[waiting.pop()] if edge.source >= older} - seen
            if older in sources:
                return True
            seen |= sources
            waiting += sources
        return older == younger


def live_order(nodes: Sequence[Node], edges: Sequence[Edge], outputs: Collection[str] = ()) -> LiveOrder:
    """Put nodes into an order in which few tensors are alive between what belongs together.

    Args:
        nodes: nodes of the same parent.
        edges: the edges between them, without a cycle.
        outputs: ids of nodes whose tensors are used outside.

    Returns:
        The order; a node on a cycle, which no model should have, stands at the front in its old place.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> first, second = (Node(name, Layer(name, name, "Dense")) for name in "ab")
        >>> [node.id for node in live_order([second, first], [Edge("a", 0, "b", 0)]).nodes]
        ['a', 'b']
    """
    index = {node.id: number for number, node in enumerate(nodes)}
    sources: list[list[InputEdge]] = [[] for _ in nodes]
    for edge in edges:
        sources[index[edge.target]].append(InputEdge(index[edge.source], edge.source_port, edge.target_port))
    for inputs in sources:
        inputs.sort(key=lambda edge: edge.target_port)
    sequence = _backwards([tuple(dict.fromkeys(edge.source for edge in inputs)) for inputs in sources])[::-1]
    new_index = {number: position for position, number in enumerate(sequence)}
    return LiveOrder(
        tuple(nodes[number] for number in sequence),
        tuple(
            tuple(InputEdge(new_index[w.source], w.source_port, w.target_port) for w in sources[number]) for number in sequence
        ),
        frozenset(new_index[index[name]] for name in outputs if name in index),
    )


def _backwards(sources: Sequence[tuple[int, ...]]) -> list[int]:
    """Return the numbers of the nodes, consumers first; nodes on a cycle at the end."""
    schedule = _Schedule(sources)
    done = list(schedule)
    return done + sorted(set(range(len(sources))) - set(done), reverse=True)


class _Schedule:
    """Emits nodes from the outputs on: of those that are possible the one that adds fewest live tensors.

    An entry of the heap is out of date where the node's number of missing inputs has fallen since; the newer
    entry comes first then, and the older one finds its node done.
    """

    def __init__(self, sources: Sequence[tuple[int, ...]]) -> None:
        self.sources = sources
        self.consumers: list[list[int]] = [[] for _ in sources]
        for number, own in enumerate(sources):
            for source in own:
                self.consumers[source].append(number)
        self.waiting = [len(uses) for uses in self.consumers]
        self.missing = [len(own) for own in sources]
        self.alive = [False] * len(sources)
        self.positions: dict[int, int] = {}
        self.heap: list[tuple[int, int, int]] = []
        for number in [number for number, count in enumerate(self.waiting) if count == 0]:
            self._allow(number)

    def __iter__(self) -> Iterator[int]:
        done = [False] * len(self.sources)
        while self.heap:
            number = heapq.heappop(self.heap)[-1]
            if done[number]:
                continue
            done[number] = True
            yield number
            for source in self.sources[number]:
                self._need(source)

    def _allow(self, number: int) -> None:
        self.positions[number] = -len(self.positions)
        self._push(number)

    def _push(self, number: int) -> None:
        heapq.heappush(self.heap, (self.missing[number], self.positions[number], number))

    def _need(self, source: int) -> None:
        """Count one consumer of a node as done; its tensor is alive from now on."""
        self.waiting[source] -= 1
        if self.waiting[source] == 0:
            self._allow(source)
        if self.alive[source]:
            return
        self.alive[source] = True
        for consumer in self.consumers[source]:
            self.missing[consumer] -= 1
            if consumer in self.positions:
                self._push(consumer)
