"""A model as columns of units and what joins them: kernels, and tensors that pass unit by unit.

A layer whose weights lie between units (neurons, channels, tokens, attention heads) has a column of its own. Layers
that treat every unit by itself belong to the column before them. Anything else is a column where its units are known
from the layers that it feeds, and a box where they are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dotnet_viz.diagrams.units.kernels import UnitKernel
from dotnet_viz.diagrams.units.layers import LayerUnits, layer_units
from dotnet_viz.diagrams.units.merges import pass_links, with_merged_units
from dotnet_viz.diagrams.units.model import KernelLink, Stage, UnitGraph
from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.channel_axis import CHANNELS_FIRST, nodes_with_channels_first
from dotnet_viz.graph.distinct_names import distinct_names
from dotnet_viz.graph.layer_kinds import core, keeps_units
from dotnet_viz.graph.mask_nodes import mask_nodes
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.traversal import depth_first_order


@dataclass
class _Source:
    """Where a tensor comes from: its stage, and whether a ``Flatten`` lies between."""

    stage: str
    is_flat: bool = False
    is_channel_major: bool = False


@dataclass
class _Builder:
    """What is found while going through the model once."""

    channels_first: frozenset[str]
    names: Mapping[str, str]
    stages: dict[str, Stage] = field(default_factory=dict)
    kernels: list[KernelLink] = field(default_factory=list)
    passes: list[tuple[str, str, bool]] = field(default_factory=list)
    sources: dict[str, _Source] = field(default_factory=dict)

    def add(self, graph: Graph, node: Node, before: Sequence[str]) -> None:
        names = [name for name in before if name in self.sources]
        feeding = [self.sources[name] for name in names]
        units = layer_units(node.layer)
        if units is not None:
            self._add_layer(node, units, feeding)
        elif len(feeding) == 1 and _is_passing(node):
            self._pass(node, feeding[0], channels_first=names[0] in self.channels_first)
        else:
            self._add_other(node, feeding)

    def _pass(self, node: Node, source: _Source, *, channels_first: bool) -> None:
        stage = self.stages[source.stage]
        self.stages[stage.id] = replace(stage, after=(*stage.after, node))
        flattens = _is_flatten(node)
        # A Flatten with ``data_format="channels_first"`` puts them last before it makes one row.
        major = flattens and channels_first and core(node.layer).config.get("data_format") != CHANNELS_FIRST
        self.sources[node.id] = _Source(stage.id, source.is_flat or flattens, source.is_channel_major or major)

    def _add_other(self, node: Node, feeding: Sequence[_Source]) -> None:
        role = "other" if feeding else "input"
        self.stages[node.id] = Stage(node.id, node, self.names[node.layer.id], role)
        self.passes += [(source.stage, node.id, source.is_flat) for source in feeding]
        self.sources[node.id] = _Source(node.id)

    def _add_layer(self, node: Node, units: LayerUnits, feeding: Sequence[_Source]) -> None:
        stage = Stage(node.id, node, self.names[node.layer.id], "layer", units.units, units.bias)
        heads = replace(stage, id=f"{node.id}-heads", role="heads", units=units.kernel.units, bias=None)
        target = heads if units.heads else stage
        for index, (kernel, source) in enumerate(_inputs(units, feeding)):
            self._join(node, kernel, source, target, units.source, index)
        if units.state is not None:
            state = replace(stage, id=f"{node.id}-state", role="state", bias=None)
            self.stages[state.id] = state
            # What else feeds a recurrent layer is the state that it starts from, as in an encoder with a decoder.
            self.passes += [(name, state.id, False) for name in dict.fromkeys(source.stage for source in feeding[1:])]
            self.kernels.append(
                KernelLink(sentence("{name} (recurrent)", name=self.names[node.layer.id]), node, state.id, node.id, units.state)
            )
        if units.heads is not None:
            self.stages[heads.id] = heads
            self.kernels.append(
                KernelLink(sentence("{name} (output)", name=self.names[node.layer.id]), node, heads.id, node.id, units.heads)
            )
        self.stages[node.id] = stage
        self.sources[node.id] = _Source(node.id)

    def _join(
        self, node: Node, kernel: UnitKernel, source: _Source | None, target: Stage, own: str, index: int
    ) -> None:  # fmt: skip
        name, fitting = (None, kernel) if own else self._fitting(kernel, source)
        if name is None:
            name = f"{node.id}-from{index or ''}"
            role = own or ("other" if source else "input")
            self.stages[name] = Stage(
                name, None, sentence("input of {name}", name=self.names[node.layer.id]), role, kernel.inputs
            )
            if source is not None and self._is_worth_showing(source, own):
                self.passes.append((source.stage, name, True))
        self.kernels.append(KernelLink(self.names[node.layer.id], node, name, target.id, fitting))

    def _is_worth_showing(self, source: _Source, own: str) -> bool:
        """Whether an arrow from what feeds units of their own has a meaning: not that token numbers come in."""
        stage = self.stages[source.stage]
        return not (own and stage.role == "input" and stage.units is None)

    def _fitting(self, kernel: UnitKernel, source: _Source | None) -> tuple[str | None, UnitKernel]:
        """Return the stage whose units a kernel starts from, and the kernel folded over positions where it must be."""
        if source is None:
            return None, kernel
        stage = self.stages[source.stage]
        if stage.units is None:
            self.stages[stage.id] = stage = replace(stage, units=kernel.inputs)
        if stage.units == kernel.inputs:
            return stage.id, kernel
        if source.is_flat and stage.units:
            folded = kernel.over_positions(stage.units, channel_major=source.is_channel_major)
            if folded is not None:
                return stage.id, folded
        return None, kernel


def unit_graph(graph: Graph) -> UnitGraph:
    """Return the columns of a model and what joins them; no weight is read.

    Args:
        graph: any model.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> import numpy as np
        >>> units = unit_graph(read([np.ones((3, 2)), np.ones((2, 1))]))
        >>> [stage.units for stage in units.stages], [link.name for link in units.kernels]
        ([3, 2, 1], ['dense_1', 'dense_2'])
    """
    builder = _Builder(nodes_with_channels_first(graph), distinct_names(graph))
    before: dict[str, list[str]] = {}
    masks = mask_nodes(graph)
    for edge in sorted(graph.leaf_edges(), key=lambda edge: edge.target_port):
        before.setdefault(edge.target, []).append(edge.source)
    for name in depth_first_order((node.id for node in graph.nodes), lambda name: before.get(name, [])):
        if name not in masks and not graph.is_model(graph.node(name)):
            builder.add(graph, graph.node(name), before.get(name, ()))
    stages = with_merged_units(builder.stages, builder.passes)
    used = {link.source for link in builder.kernels} | {source for source, _, _ in builder.passes}
    kept = {name: stage for name, stage in stages.items() if stage.role != "input" or name in used or not builder.kernels}
    order = _stage_order(kept, builder)
    return UnitGraph(tuple(kept[name] for name in order), tuple(builder.kernels), tuple(pass_links(kept, builder.passes)))


def _is_passing(node: Node) -> bool:
    return keeps_units(node) or _is_flatten(node)


def _is_flatten(node: Node) -> bool:
    return core(node.layer).kind == "Flatten"


def _inputs(units: LayerUnits, feeding: Sequence[_Source]) -> Iterator[tuple[UnitKernel, _Source | None]]:
    """Yield each kernel from the layers before, with what feeds it: two where attention looks at another sequence."""
    names = list(dict.fromkeys(source.stage for source in feeding))
    first = feeding[0] if feeding else None
    if len(names) < 2 or units.query is None or units.context is None:
        yield units.kernel, first
        return
    yield units.query, first
    yield units.context, next(source for source in feeding if source.stage == names[1])


def _stage_order(stages: dict[str, Stage], builder: _Builder) -> list[str]:
    """Return the ids of the stages, columns of their own before those that they feed."""
    position = {name: index for index, name in enumerate(builder.stages)}
    return sorted(stages, key=position.__getitem__)
