"""Where a chain of layers falls into steps, and which small segments belong to their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dotnet_viz.graph import Node
from dotnet_viz.graph.layer_kinds import kind_of
from dotnet_viz.measures.structure.tensor_size import TensorSize
from dotnet_viz.measures.structure.topological_order import LiveOrder

NARROW = 1.5


@dataclass(frozen=True)
class Segment:
    """A stretch of an order: ``count`` times ``period`` nodes from ``start`` on.

    Args:
        start: position of its first node.
        period: number of nodes of a copy.
        count: number of copies.
        branched: whether it has branches inside.
        alone: whether it is always a box of its own, such as an input.
    """

    start: int
    period: int
    count: int = 1
    branched: bool = False
    alone: bool = False

    @property
    def end(self) -> int:
        """Position behind its last node."""
        return self.start + self.period * self.count

    @property
    def can_grow(self) -> bool:
        """Whether a neighbour may be joined to it."""
        return self.count == 1 and not self.alone


def is_heavy(node: Node) -> bool:
    """Whether a layer is a step of its own: it has a matrix of weights, or it pools."""
    return kind_of(node.layer).family == "pooling" or any(len(weight.shape) > 1 for weight in node.layer.weights)


def chain_segments(order: LiveOrder, sizes: Sequence[TensorSize], steps: Sequence[Segment]) -> list[Segment]:
    """Return the segments that a chain of steps falls into.

    It falls apart where a step does not take what the one before it gives, or others behind it do, too; where
    a step joins another branch to the chain; where
    tensors turn from space to vector or back; behind a pooling layer; and where the tensor between two wide parts
    is narrowest, by a factor of :data:`NARROW`.

    Args:
        order: the nodes.
        sizes: the tensor size of each.
        steps: neighbouring stretches, each a layer or a gate.
    """
    groups: list[list[Segment]] = []
    for step in steps:
        if groups and _goes_on(order, sizes, groups[-1], step):
            groups[-1].append(step)
        else:
            groups.append([step])
    return [
        Segment(part[0].start, part[-1].end - part[0].start)
        for group in groups
        for part in _cut_where_narrow(group, [sizes[step.end - 1].volume for step in group])
    ]


def _goes_on(order: LiveOrder, sizes: Sequence[TensorSize], group: Sequence[Segment], after: Segment) -> bool:
    before = group[-1]
    last = before.end - 1
    return (
        hands_over(order, before, after)
        and not joins_branch(order, group[0].start, after)
        and _rank(sizes[last]) == _rank(sizes[after.end - 1])
        and not (len(group) > 1 and _pools(order.nodes[last]))
    )


def _pools(node: Node) -> bool:
    kind = kind_of(node.layer)
    return kind.family == "pooling" and not kind.reduces


def follows(order: LiveOrder, before_end: int, start: int) -> bool:
    """Return whether a segment directly follows another one and uses the output of its last node.

    Args:
        order: the nodes of the model.
        before_end: index behind the last node of the segment before.
        start: index of the first node of the segment.
    """
    return before_end == start and any(edge.source == start - 1 for edge in order.inputs[start])


def hands_over(order: LiveOrder, before: Segment, after: Segment) -> bool:
    """Return whether the output of a segment goes to the next segment and to no later one.

    Args:
        order: the nodes of the model.
        before: a segment.
        after: the segment that may follow it.
    """
    return follows(order, before.end, after.start) and int(order.last_use[before.end - 1]) < after.end


def joins_branch(order: LiveOrder, start: int, step: Segment) -> bool:
    """Return whether a step joins a tensor from before a chain that has no part in the chain; a skip has one.

    Args:
        order: the nodes of the model.
        start: index of the first node of the chain.
        step: what may follow the chain.
    """
    older = {edge.source for index in range(step.start, step.end) for edge in order.inputs[index] if edge.source < start}
    return any(not order.leads_to(source, step.start - 1) for source in older)


def joins_input(order: LiveOrder, start: int, index: int) -> bool:
    """Return whether a node joins a tensor from before a block with others that no input of the model leads to both of.

    Args:
        order: the nodes of the model.
        start: index of the first node of the block.
        index: of the node in it.
    """
    older = newer = 0
    for edge in order.inputs[index]:
        if edge.source < start:
            older |= order.roots[edge.source]
        else:
            newer |= order.roots[edge.source]
    return bool(older and newer and not older & newer)


def _rank(tensor_size: TensorSize) -> int | None:
    return None if tensor_size.spatial is None else len(tensor_size.spatial)


def _cut_where_narrow(steps: Sequence[Segment], volumes: Sequence[float]) -> list[Sequence[Segment]]:
    """Cut a chain behind each local minimum of volume that is deep enough on both sides."""
    cuts = [0]
    highest = lowest = volumes[0]
    narrowest = 0
    for index, volume in enumerate(volumes):
        if volume >= NARROW * lowest and highest >= NARROW * lowest:
            cuts.append(narrowest + 1)
            highest = lowest = volume
        elif volume > highest:
            highest = lowest = volume
        if volume <= lowest:
            lowest, narrowest = volume, index
    return [steps[low:high] for low, high in pairwise([*cuts, len(steps)])]


def joined(order: LiveOrder, segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments, the small ones joined to the neighbour that they belong to.

    A segment without a heavy layer that follows branches ends their block (the activation behind an addition), unless
    it begins with batch normalization, as pre-activated blocks do; any other opens the segment behind it, or failing
    that closes the one before, unless it joins tensors. A small segment that starts at an
    older tensor, or is not taken up at once, is a side branch of the branches behind it, if no later ones take it.

    Args:
        order: the nodes.
        segments: neighbouring stretches.
    """
    kept = list(segments)
    kept = _merge(kept, lambda left, right: left.branched and _closes(order, left, right))
    kept = _merge(kept, lambda left, right: _opens(order, left, right) or _is_side(order, left, right), backwards=True)
    return _merge(kept, lambda left, right: _trails(order, left, right))


def _merge(
    segments: Sequence[Segment], belongs: Callable[[Segment, Segment], bool], *, backwards: bool = False
) -> list[Segment]:
    done: list[Segment] = []
    for segment in reversed(segments) if backwards else segments:
        left, right = (segment, done[-1] if done else segment) if backwards else (done[-1] if done else segment, segment)
        if done and left.can_grow and right.can_grow and left.end == right.start and belongs(left, right):
            done[-1] = replace(left, period=right.end - left.start, branched=left.branched or right.branched)
        else:
            done.append(segment)
    return done[::-1] if backwards else done


def _is_light(order: LiveOrder, segment: Segment) -> bool:
    return not segment.branched and not any(is_heavy(node) for node in order.nodes[segment.start : segment.end])


def _closes(order: LiveOrder, left: Segment, right: Segment) -> bool:
    first = order.nodes[right.start].layer.kind
    return first != "BatchNormalization" and _trails(order, left, right)


def _trails(order: LiveOrder, left: Segment, right: Segment) -> bool:
    joins = len({edge.source for edge in order.inputs[right.start]}) > 1
    return not joins and _is_light(order, right) and hands_over(order, left, right)


def _opens(order: LiveOrder, left: Segment, right: Segment) -> bool:
    return _is_light(order, left) and hands_over(order, left, right) and not joins_branch(order, left.start, right)


def _is_side(order: LiveOrder, left: Segment, right: Segment) -> bool:
    """Whether a segment, small beside the branches behind it, starts at an older tensor or is not taken up at once.

    What later segments take too, such as the encoding that all blocks of a decoder look at, is no part of the first of them.
    """
    if int(order.last_use[left.end - 1]) >= right.end:
        return False
    older = bool(order.inputs[left.start]) and not follows(order, left.start, left.start)
    return right.branched and 2 * left.period <= right.period and (older or not follows(order, left.end, right.start))
