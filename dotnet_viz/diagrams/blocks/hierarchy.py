"""The blocks of a model and of the models nested in it, each as what its card shows, and the frames around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from dotnet_viz.diagrams.blocks.composition import block_name
from dotnet_viz.diagrams.blocks.entering import entering_edges
from dotnet_viz.diagrams.blocks.layer_text import stage_caption, tensor_size
from dotnet_viz.diagrams.blocks.options import EVERYTHING, BlocksOptions
from dotnet_viz.diagrams.common.graphs.frames import cluster_id, frame_words, is_tree
from dotnet_viz.errors import unknown_choice
from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec
from dotnet_viz.graph.counts import all_frozen, count_parameters
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.measures.structure.blocks import Block, find_blocks
from dotnet_viz.measures.structure.chain import is_heavy
from dotnet_viz.measures.structure.signatures import edges_by_parent
from dotnet_viz.runtime.cached import cached_property

DEFAULTS = BlocksOptions()
_MOST_SIZES = 2
_LONGEST_REST = 4


@dataclass(frozen=True)
class BlockFrame:
    """A frame around cards: a stage, a nested model, or a block that is shown layer by layer."""

    id: str
    caption: str
    parent: str | None = None
    is_model: bool = False
    is_stage: bool = False
    tooltip: str = ""


@dataclass(frozen=True, eq=False)
class BlockView:
    """A block with what its card shows.

    Args:
        graph: the model.
        block: the nodes.
        edges: the edges at the level of the block.
        frame: id of the frame it stands in.
        is_opened: whether the layers inside its nodes have cards of their own.
        entering: the edges from outside of the model around it.
    """

    graph: Graph
    block: Block
    edges: Sequence[Edge]
    frame: str | None = None
    is_opened: bool = False
    entering: Sequence[Edge] = ()

    @property
    def shape_id(self) -> str:
        """Id of its shape: that of its first node."""
        return self.block.copies[0][0].id

    @cached_property
    def name(self) -> str:
        """The range of names of its layers."""
        return block_name(self.block)

    @cached_property
    def everything(self) -> tuple[Node, ...]:
        """All nodes in it, those of nested models instead of the models' own."""
        return self.block.nodes if self.is_opened else self._innermost(self.block.nodes)

    def _innermost(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        found: list[Node] = []
        waiting = list(reversed(nodes))
        while waiting:
            node = waiting.pop()
            children = self.graph.children(node.id)
            waiting += reversed(children)
            if not children:
                found.append(node)
        return tuple(found)

    @property
    def call_ids(self) -> tuple[str, ...]:
        """Ids of all calls in it, those of nested models and of what is inside them."""
        return tuple(dict.fromkeys(node.id for node in (*self.block.nodes, *self.everything)))

    @property
    def call_count(self) -> int:
        """How many calls of layers are in it."""
        return len(self.everything)

    @cached_property
    def layers(self) -> Mapping[str, Layer]:
        """The layers in it by id, each once, those that hold nested models included."""
        return {name: layer for copy in self.copies for name, layer in copy.items()}

    @cached_property
    def copies(self) -> tuple[Mapping[str, Layer], ...]:
        """The layers in each copy of the block, likewise."""
        return tuple(
            {node.layer.id: node.layer for node in (*(nodes if self.is_opened else self._innermost(nodes)), *nodes)}
            for nodes in self.block.copies
        )

    @property
    def parameter_count(self) -> int | None:
        """Number of parameters of its layers, each counted once; ``None`` where the source lacks some."""
        return count_parameters(self.layers.values())

    @property
    def is_frozen(self) -> bool:
        """Whether it has weights, and none of them is trained."""
        return all_frozen(self.layers.values())

    @property
    def is_shared(self) -> bool:
        """Whether a layer in it that has weights is called several times, in it or outside."""
        return any(layer.weights and len(self.graph.calls(name)) > 1 for name, layer in self.layers.items())

    @cached_property
    def family(self) -> str:
        """The family of the layers that have most of its parameters."""
        sizes: Counter[str] = Counter()
        for layer in self.layers.values():
            sizes[family_of(layer)] += layer.parameter_count or 0
        return sizes.most_common(1)[0][0] if sizes else "other"

    @property
    def is_mixed(self) -> bool:
        """Whether layers of several families have matrices of weights, so that its family is not seen from its text."""
        weighted = [node.layer for node in self.everything if is_heavy(node) and node.layer.weights]
        return len({family_of(layer) for layer in weighted}) > 1

    @property
    def sizes(self) -> str:
        """Sizes of the tensors that go in and come out."""
        inputs, outputs = self._entering(), self._leaving()
        return f"{_listed(inputs)} → {_listed(outputs)}" if inputs or len(self.everything) > 1 else _listed(outputs)

    def _entering(self) -> list[TensorSpec]:
        inside = {node.id for node in self.block.nodes}
        first = {node.id for node in self.block.copies[0]}
        ports = dict.fromkeys(
            (edge.source, edge.source_port) for edge in self.edges if edge.target in first and edge.source not in inside
        )
        if ports:
            return [self.graph.node(node).output(port) for node, port in ports]
        inputs = [node for node in self.block.copies[0] if node.layer.kind == "InputLayer"]
        if inputs:
            return [node.output() for node in inputs] if len(self.block.nodes) > 1 else []
        return self._entering_with_the_model()

    def _entering_with_the_model(self) -> list[TensorSpec]:
        """Return the tensors that enter the model around the block and reach it at once."""
        parent = self.block.nodes[0].parent
        if parent is None:
            return self._entering_from_nowhere()
        first = {node.id for node in self.block.copies[0]}
        entries = self.graph.node(parent).entries
        outer = {edge.target_port: (edge.source, edge.source_port) for edge in self.graph.edges if edge.target == parent}
        found: dict[object, TensorSpec] = {}
        for number, port in enumerate(entries):
            specs = self.graph.node(port.node).inputs
            if port.node in first and port.index < len(specs):
                found.setdefault(outer.get(number, number), specs[port.index])
        return list(found.values())

    def _entering_from_nowhere(self) -> list[TensorSpec]:
        """Return the tensors of layers that nothing in the graph feeds, as where only a part of a model is drawn."""
        fed = {edge.target for edge in self.edges}
        return [spec for node in self.block.copies[0] if node.id not in fed for spec in node.inputs]

    def _leaving(self) -> list[TensorSpec]:
        last = {node.id for node in self.block.copies[-1]}
        ports = dict.fromkeys(
            (edge.source, edge.source_port) for edge in self.edges if edge.source in last and edge.target not in last
        )
        parent = self.block.nodes[0].parent
        results = self.graph.outputs if parent is None else self.graph.node(parent).exits
        ports |= dict.fromkeys((port.node, port.index) for port in results if port.node in last)
        return [self.graph.node(node).output(port) for node, port in ports] or [self.block.nodes[-1].output()]


def _listed(specs: Sequence[TensorSpec]) -> str:
    sizes = [tensor_size(spec) for spec in specs] or ["?"]
    is_short = len(", ".join(sizes[_MOST_SIZES:])) <= _LONGEST_REST
    return ", ".join(sizes if is_short else [*sizes[:_MOST_SIZES], f"+{len(sizes) - _MOST_SIZES}"])


def block_views(graph: Graph, options: BlocksOptions = DEFAULTS) -> tuple[tuple[BlockView, ...], tuple[BlockFrame, ...]]:
    """Return the cards of a model in order, and the frames around them, outer ones first.

    Args:
        graph: a model.
        options: which repeats are one card, and which models and blocks are shown from inside.

    Raises:
        OptionError: a name to unfold is neither a block's nor a layer's.
    """
    nesting = _Nesting(graph, options)
    views = tuple(nesting.level(None, None))
    nesting.check_names()
    return views, tuple(nesting.frames)


def without_stages(
    views: Sequence[BlockView], frames: Sequence[BlockFrame]
) -> tuple[tuple[BlockView, ...], tuple[BlockFrame, ...]]:
    """Return cards and frames without the frames of stages.

    Args:
        views: cards of the blocks.
        frames: frames around the cards; frames of nested models are kept.
    """
    around = {frame.id: frame.parent for frame in frames if frame.is_stage}
    return (
        tuple(replace(view, frame=around.get(view.frame or "", view.frame)) for view in views),
        tuple(
            replace(frame, parent=around.get(frame.parent or "", frame.parent)) for frame in frames if frame.id not in around
        ),
    )


@dataclass(eq=False)
class _Nesting:
    graph: Graph
    options: BlocksOptions
    frames: list[BlockFrame] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @cached_property
    def edges(self) -> Mapping[str | None, tuple[Edge, ...]]:
        return edges_by_parent(self.graph)

    def level(self, parent: str | None, frame: str | None) -> Iterator[BlockView]:
        """Yield the cards of what is inside a nested model, or at the top."""
        edges, entering = self.edges.get(parent, ()), entering_edges(self.graph, parent)
        blocks = find_blocks(self.graph, parent, fold=self.options.fold, ignore_channels=self.options.ignore_channels)
        for stage, group in self._stages(blocks, frame):
            for block in group:
                yield from self._views(BlockView(self.graph, block, edges, stage, entering=entering))

    def _stages(self, blocks: Sequence[Block], frame: str | None) -> Iterator[tuple[str | None, Sequence[Block]]]:
        groups = [tuple(group) for _, group in groupby(blocks, key=lambda block: block.tensor_size.stage)]
        framed = [len(group) > 1 and bool(group[0].tensor_size.spatial) for group in groups]
        if sum(framed) < 2:
            yield frame, blocks
            return
        for group, is_framed in zip(groups, framed, strict=True):
            if not is_framed:
                yield frame, group
                continue
            stage = BlockFrame(f"{group[0].nodes[0].id}-stage", stage_caption(group[0].tensor_size), frame, is_stage=True)
            self.frames.append(stage)
            yield stage.id, group

    def _views(self, view: BlockView) -> Iterator[BlockView]:
        node = view.block.nodes[0]
        self.names[view.name] = None
        if len(view.block.nodes) == 1 and self.graph.is_model(node) and self.options.expand_nested:
            frame = self._framed(view, " · ".join(frame_words(node)), is_model=True)
            if is_tree(self.graph, node) and any(node.id in (edge.source, edge.target) for edge in view.edges):
                yield replace(view, frame=frame, is_opened=True)  # no layer inside is known to be the one that tensors reach
            yield from self.level(node.id, frame)
        elif len(view.block.nodes) > 1 and self._is_unfolded(view):
            frame = self._framed(view, f"{view.name} × {view.block.count}" if view.block.count > 1 else view.name)
            for inner in view.block.nodes:
                yield BlockView(self.graph, Block(((inner,),)), view.edges, frame)
        else:
            yield view

    def _framed(self, view: BlockView, caption: str, *, is_model: bool = False) -> str:
        frame = BlockFrame(cluster_id(view.shape_id), caption, view.frame, is_model, tooltip=view.sizes)
        self.frames.append(frame)
        return frame.id

    def _is_unfolded(self, view: BlockView) -> bool:
        names = {view.name, EVERYTHING, *(node.layer.name for node in view.block.nodes)}
        asked = [name for name in self.options.unfold or () if name in names]
        self.used.update(asked)
        return bool(asked)

    def check_names(self) -> None:
        for name in self.options.unfold or ():
            if name not in self.used and name != EVERYTHING:
                raise unknown_choice("block to unfold:", name, [*self.names, EVERYTHING])
