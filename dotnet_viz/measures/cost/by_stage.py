"""What the stages of a model cost: parameters, arithmetic and activations of each, for one sample.

A stage is what stands between two changes of the tensors' height and width. Models whose tensors have no such sizes are taken
apart into their blocks. Both come from :mod:`dotnet_viz.measures.structure.blocks`, so names of layers play no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.graph.counts import count_parameters
from dotnet_viz.measures.cost.cost import Cost
from dotnet_viz.measures.cost.measure import ModelCost
from dotnet_viz.measures.structure.blocks import Block, find_blocks
from dotnet_viz.measures.structure.signatures import edges_by_parent
from dotnet_viz.measures.structure.tensor_size import TensorSize, tensor_sizes
from dotnet_viz.measures.structure.topological_order import LiveOrder

MOST_STAGES = 14

_FEW = 4


@dataclass(frozen=True)
class StageCost:
    """A part of a model and what it costs.

    Args:
        nodes: the calls in it, in the order of the model; those of nested models instead of the models' own.
        size: of the tensors in it; ``None`` where they differ.
        parameters: number of values in its weights, each weight counted in the first stage that has it; ``None`` where the
            source lacks some.
        cost: the arithmetic of its calls.
        activation_bytes: size of what its calls return; ``None`` where a shape or dtype is not known.
    """

    nodes: tuple[Node, ...]
    size: TensorSize | None
    parameters: int | None
    cost: Cost
    activation_bytes: int | None

    @property
    def layer_count(self) -> int:
        """How many layers and operations are in it."""
        return len({node.layer.id for node in self.nodes})


def cost_by_stage(graph: Graph, cost: ModelCost, most: int = MOST_STAGES) -> tuple[StageCost, ...]:
    """Return the stages of a model in order; together they are the whole model.

    Args:
        graph: the model.
        cost: of its calls.
        most: how many stages at most; of more blocks, neighbours that cost little are joined.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.cost.measure import measure_cost
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> graph = read([(np.ones((4, 3)), np.zeros(3), "relu"), np.ones((3, 2))])
        >>> [(stage.parameters, stage.cost.macs) for stage in cost_by_stage(graph, measure_cost(graph))]
        [(0, 0), (15, 12), (6, 6)]
    """
    blocks = list(_blocks(graph, None, nodes_with_channels_first(graph)))
    counted: set[str] = set()
    stages = [_stage(graph, part, cost, counted) for part in _parts(blocks, most)]
    return tuple(stages if len(stages) <= most else _joined(stages, most))


def _parts(blocks: Sequence[Block], most: int) -> list[list[Block]]:
    """Return single calls where they are few, else stages, else blocks, or calls again where there is hardly a block."""
    calls = [[Block(((node,),), tensor_size=block.tensor_size)] for block in blocks for node in block.nodes]
    if len(calls) <= most:
        return calls
    groups = [list(group) for _, group in groupby(blocks, key=lambda block: block.tensor_size.stage)]
    spatial = [group for group in groups if group[0].tensor_size.spatial and sum(len(block.nodes) for block in group) > 1]
    if len(spatial) > 1:
        return list(_without_single_calls(groups))
    return [[block] for block in blocks] if len(blocks) >= _FEW else calls


def _without_single_calls(groups: Sequence[list[Block]]) -> Iterator[list[Block]]:
    """Yield stages, of which one of a single call, such as a padding, is the start of the next."""
    waiting: list[Block] = []
    for number, group in enumerate(groups, start=1):
        waiting += group
        if number == len(groups) or sum(len(block.nodes) for block in group) > 1:
            yield waiting
            waiting = []


def _blocks(graph: Graph, parent: str | None, channels_first: Container[str]) -> Iterator[Block]:
    """Yield the blocks of a model, those inside of nested models in the place of the models, chains cut where sizes change."""
    blocks = find_blocks(graph, parent, fold=False)
    block_of = {node.id: index for index, block in enumerate(blocks) for node in block.nodes}
    edges = edges_by_parent(graph).get(parent, ())
    joins = Counter(block_of[edge.source] for edge in edges if block_of[edge.source] == block_of[edge.target])
    for index, block in enumerate(blocks):
        node = block.nodes[0]
        if len(block.nodes) == 1 and graph.is_model(node) and graph.children(node.id):
            yield from _blocks(graph, node.id, channels_first)
        elif joins[index] == len(block.nodes) - 1:
            yield from _chain(block, channels_first)
        else:
            yield block


def _chain(block: Block, channels_first: Container[str]) -> Iterator[Block]:
    sizes = [tensor_sizes(LiveOrder((node,), ((),)), channels_first)[0] for node in block.nodes]
    pairs = zip(block.nodes, sizes, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[1].spatial):
        run = list(group)
        known = run[-1][1] if run[-1][1].is_known else block.tensor_size
        yield Block((tuple(node for node, _ in run),), tensor_size=known)


def _stage(graph: Graph, blocks: Sequence[Block], cost: ModelCost, counted: set[str]) -> StageCost:
    own = [node for block in blocks for node in block.nodes]
    nodes = tuple(_leaves(graph, own))
    layers = {node.layer.id: node.layer for node in (*own, *nodes) if node.layer.id not in counted}
    counted.update(layers)
    sizes = [cost.activation_bytes[node.id] for node in own]
    known = [size for size in sizes if size is not None]
    return StageCost(
        nodes,
        blocks[-1].tensor_size,
        count_parameters(layers.values()),
        sum((cost.calls[node.id] for node in own), Cost()),
        sum(known) if len(known) == len(sizes) else None,
    )


def _leaves(graph: Graph, nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        children = graph.children(node.id)
        if children:
            yield from _leaves(graph, children)
        else:
            yield node


def _joined(stages: Sequence[StageCost], most: int) -> list[StageCost]:
    """Join neighbours so that each part has about an equal share of parameters, arithmetic and activations."""
    numbers = [(stage.parameters or 0, stage.cost.flops, stage.activation_bytes or 0) for stage in stages]
    totals = [sum(column) or 1 for column in zip(*numbers, strict=True)]
    shares = [sum(value / total for value, total in zip(row, totals, strict=True)) / len(totals) for row in numbers]
    whole = sum(shares) or 1.0
    before, places = 0.0, []
    for share in shares:
        places.append(min(most - 1, int(most * (before + share / 2) / whole)))
        before += share
    pairs = zip(places, stages, strict=True)
    return [_join([stage for _, stage in group]) for _, group in groupby(pairs, key=lambda pair: pair[0])]


def _join(stages: Sequence[StageCost]) -> StageCost:
    if len(stages) == 1:
        return stages[0]
    parameters = [stage.parameters for stage in stages if stage.parameters is not None]
    sizes = [stage.activation_bytes for stage in stages if stage.activation_bytes is not None]
    return StageCost(
        tuple(node for stage in stages for node in stage.nodes),
        stages[0].size if len({stage.size for stage in stages}) == 1 else None,
        sum(parameters) if len(parameters) == len(stages) else None,
        sum((stage.cost for stage in stages), Cost()),
        sum(sizes) if len(sizes) == len(stages) else None,
    )
