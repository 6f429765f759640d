"""The blocks that a model is built of: found by structure, each layer in exactly one, repeats counted.

The nodes stand in the order of :mod:`dotnet_viz.measures.structure.topological_order`; every block is a stretch of it, so lines
between blocks never run in a circle. A block ends where few tensors are alive ("cuts"), one at first:

1. Repeats (:mod:`dotnet_viz.measures.structure.repeats`) whose copies end at cuts, those that cover most first.
2. What is left is taken apart at its cuts: a stretch without a cut inside is a block with branches (a residual
   block, an Inception module); gates (squeeze and excitation) count as steps of the chain they stand in.
3. A stretch without a cut that is a large part of the whole model (a U-Net, NASNet's body) is taken apart
   likewise, with one more tensor alive; so is a stretch of one input's layers, before the layer that joins those
   of another.

Beside the search for repeats (see there) it takes O((V + E) · D) time, D being the most tensors alive in a
stretch of kind 3.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.measures.structure.chain import Segment, chain_segments, is_heavy, joined, joins_input
from dotnet_viz.measures.structure.repeats import Stretch, alike, stretches, texts
from dotnet_viz.measures.structure.signatures import edges_by_parent, signatures
from dotnet_viz.measures.structure.tensor_size import TensorSize, tensor_sizes
from dotnet_viz.measures.structure.topological_order import LiveOrder, live_order
from dotnet_viz.runtime.cached import cached_property

LEAST_REPEATED = 8
MOST_IN_BLOCK = 150
LARGE_PART = 1 / 3
MOST_IN_GATE = 16


@dataclass(frozen=True)
class Block:
    """Nodes that are one step of the order, and its repetitions.

    Args:
        copies: the nodes of each copy, position by position alike; one copy where nothing repeats.
        parallel: whether the copies stand side by side instead of one after another.
        tensor_size: of the tensor that leaves it at its end.
        branches: where tensors of other branches join those of a copy: the id of the node that one comes
            from, and of the node that joins it. A skip around layers is none.
    """

    copies: tuple[tuple[Node, ...], ...]
    parallel: bool = False
    tensor_size: TensorSize = field(default=TensorSize(None, None), compare=False)
    branches: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)

    @property
    def count(self) -> int:
        """How many copies there are."""
        return len(self.copies)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes of all copies, in order."""
        return tuple(node for copy in self.copies for node in copy)


def find_blocks(
    graph: Graph, parent: str | None = None, *, fold: bool = True, ignore_channels: bool = False
) -> tuple[Block, ...]:
    """Return the blocks of a model, or of a nested one, in order; every node is in exactly one.

    Args:
        graph: a model.
        parent: id of a nested model's node, whose inside is taken apart; ``None`` for the top.
        fold: whether repeats become one block with copies; else each copy is a block.
        ignore_channels: whether blocks that differ only in numbers of filters and units are repeats.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Node, Port
        >>> nodes = tuple(Node(f"n{i}", Layer(f"d{i}", f"d{i}", "Dense")) for i in range(9))
        >>> edges = tuple(Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(8))
        >>> graph = Graph("m", "Sequential", nodes, edges, outputs=(Port("n8"),))
        >>> [(block.count, len(block.nodes)) for block in find_blocks(graph)]
        [(1, 1), (8, 8)]
    """
    nodes = graph.children(parent)
    outputs = graph.outputs if parent is None else graph.node(parent).exits
    order = live_order(nodes, edges_by_parent(graph).get(parent, ()), [port.node for port in outputs])
    known = signatures(graph, ignore_channels=ignore_channels)
    cutter = _Cutter(graph, order, tuple(known[node.id] for node in order.nodes))
    blocks = [cutter.block(segment) for segment in cutter.segments(0, len(nodes), 1)]
    if fold:
        return tuple(blocks)
    return tuple(
        Block((copy,), tensor_size=block.tensor_size, branches=block.branches) for block in blocks for copy in block.copies
    )


@dataclass(frozen=True, eq=False)
class _Cutter:
    graph: Graph
    order: LiveOrder
    kinds: Sequence[str]

    @cached_property
    def tensor_sizes(self) -> tuple[TensorSize, ...]:
        return tensor_sizes(self.order, nodes_with_channels_first(self.graph))

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        return tuple(stretches(texts(self.order, self.kinds, self.tensor_sizes)))

    @cached_property
    def most_alive(self) -> int:
        return int(self.order.widths.max(initial=0))

    def block(self, segment: Segment) -> Block:
        starts = range(segment.start, segment.end, segment.period)
        copies = tuple(self.order.nodes[start : start + segment.period] for start in starts)
        is_parallel = segment.count > 1 and self._is_parallel(segment)
        return Block(copies, is_parallel, self.tensor_sizes[segment.end - 1], frozenset(self._branches_into(segment)))

    def _branches_into(self, segment: Segment) -> Iterator[tuple[str, str]]:
        for index in range(segment.start, segment.end):
            start = index - (index - segment.start) % segment.period
            sources = {edge.source for edge in self.order.inputs[index]}
            for source in (source for source in sources if source < start):
                others = [other for other in sources if other > source]
                if not any(self.order.leads_to(source, other) for other in others) and len(sources) > 1:
                    yield self.order.nodes[source].id, self.order.nodes[index].id

    def _is_parallel(self, segment: Segment) -> bool:
        if not any(self.order.inputs):
            return False
        second = range(segment.start + segment.period, segment.start + 2 * segment.period)
        return not any(segment.start <= edge.source < second.start for index in second for edge in self.order.inputs[index])

    def segments(self, start: int, end: int, alive: int) -> list[Segment]:
        """Take a stretch apart at the places where at most ``alive`` tensors are alive."""
        found: list[Segment] = []
        for run in self._runs(start, end, alive):
            found += self._between(start, run.start, alive)
            found.append(run)
            start = run.end
        return found + self._between(start, end, alive)

    def _runs(self, start: int, end: int, alive: int) -> list[Segment]:
        """Return the repeats in a stretch; of those that overlap, the one that covers most."""
        waiting = [_entry(item) for item in _inside(self.stretches, start, end)]
        heapq.heapify(waiting)
        free = [(start, end)]
        chosen: list[Segment] = []
        while waiting:
            stretch = heapq.heappop(waiting)[-1]
            parts = [part for low, high in free for part in _inside((stretch,), low, high)]
            if parts != [stretch]:
                for part in parts:
                    heapq.heappush(waiting, _entry(part))
                continue
            for run in self._whole_copies(stretch, alive):
                chosen.append(run)
                free = [part for low, high in free for part in _without(low, high, run)]
        return sorted(chosen, key=lambda run: run.start)

    def _whole_copies(self, stretch: Stretch, alive: int) -> Iterator[Segment]:
        starts = range(stretch.start, min(stretch.start + stretch.period, stretch.end - 2 * stretch.period + 1))
        allowed = [start for start in starts if self._ends_at_cuts(start, stretch, alive)]
        if not allowed:
            return
        best = min(allowed, key=lambda start: self._misfit(start, stretch))
        for start, count in alike(self.order, best, stretch.period, (stretch.end - best) // stretch.period):
            if self._matters(start, stretch.period, count):
                yield Segment(start, stretch.period, count)

    def _ends_at_cuts(self, start: int, stretch: Stretch, alive: int) -> bool:
        """Whether few tensors are alive between copies; copies side by side may each add one for later."""
        widths = self.order.widths[start : stretch.end + 1 : stretch.period]
        growth = int(widths[1] - widths[0])
        if growth == 1:
            return bool(widths[0] <= alive and (widths[1:-1] - widths[:-2] == 1).all())
        return bool(widths.max() <= alive)

    def _misfit(self, start: int, stretch: Stretch) -> tuple[int, int, int, bool, int]:
        """Return what is least for the best place to begin a copy: at a tensor that many take, before a heavy layer."""
        uses = len(self.order.consumers[start - 1]) if start else 0
        copies = (stretch.end - start) // stretch.period
        earliest = start if uses > 1 else -start
        return -copies, int(self.order.widths[start]), -uses, not is_heavy(self.order.nodes[start]), earliest

    def _matters(self, start: int, period: int, count: int) -> bool:
        nodes = self.order.nodes[start : start + period]
        return period * count >= LEAST_REPEATED or any(self.graph.is_model(node) for node in nodes)

    def _between(self, start: int, end: int, alive: int) -> list[Segment]:
        """Take a stretch apart that holds no repeat between its cuts."""
        found: list[Segment] = []
        for index in range(start, end):
            if self._is_alone(index):
                found += [*self._cut_apart(start, index, alive), Segment(index, 1, alone=True)]
                start = index + 1
        return joined(self.order, found + self._cut_apart(start, end, alive))

    def _is_alone(self, index: int) -> bool:
        # A box of several layers, as a nested model has, is no single layer that a block could count.
        node = self.order.nodes[index]
        return node.layer.kind == "InputLayer" or self.graph.is_model(node) or bool(node.stands_for)

    def _cut_apart(self, start: int, end: int, alive: int) -> list[Segment]:
        inner = (index for index in range(start + 1, end) if self.order.widths[index] <= alive)
        cuts = dict.fromkeys((start, *inner, end))
        found: list[Segment] = []
        chain: list[Segment] = []
        for low, high in pairwise(cuts):
            if high - low == 1 or self._is_gate(low, high):
                chain.append(Segment(low, high - low))
            else:
                found += [*chain_segments(self.order, self.tensor_sizes, chain), *self._branches(low, high, alive)]
                chain = []
        return found + chain_segments(self.order, self.tensor_sizes, chain)

    def _branches(self, start: int, end: int, alive: int) -> list[Segment]:
        if self._is_large(end - start) and alive < self.most_alive:
            return self.segments(start, end, alive + 1)
        joining = (index for index in range(start + 1, end) if joins_input(self.order, start, index))
        middle = next(joining, None)
        if middle is None:
            return [Segment(start, end - start, branched=True)]
        before = int(self.order.widths[start + 1 : middle].min(initial=self.most_alive))
        return self.segments(start, middle, max(alive, before)) + self._cut_apart(middle, end, alive)

    def _is_large(self, count: int) -> bool:
        return count > min(MOST_IN_BLOCK, LARGE_PART * len(self.order.nodes))

    def _is_gate(self, start: int, end: int) -> bool:
        return end - start <= MOST_IN_GATE and self.order.nodes[end - 1].layer.kind == "Multiply"


def _entry(stretch: Stretch) -> tuple[int, int, int, Stretch]:
    return -stretch.covered, stretch.period, stretch.start, stretch


def _inside(found: Iterable[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """Yield the parts of stretches that lie between two places and hold two copies."""
    for item in found:
        low, high = max(item.start, start), min(item.end, end)
        if high - low >= 2 * item.period:
            yield Stretch(low, high, item.period)


def _without(start: int, end: int, run: Segment) -> list[tuple[int, int]]:
    if run.end <= start or run.start >= end:
        return [(start, end)]
    return [(low, high) for low, high in ((start, run.start), (run.end, end)) if high > low]
