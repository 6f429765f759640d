"""The tensors of a model that is called on a batch of one: sizes that a graph leaves open follow from those of its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dotnet_viz.graph import Graph, Node, Port, Shape, TensorSpec
from dotnet_viz.keras_format.shapes.inference import shapes_of_model
from dotnet_viz.keras_format.shapes.layers import output_specs
from dotnet_viz.keras_format.shapes.partial import refined
from dotnet_viz.traversal import topological_order

Specs = tuple[TensorSpec, ...]


def on_one_sample(graph: Graph, input_shapes: Mapping[Port, Shape] | None = None) -> Graph:
    """Return a graph whose tensors have the shapes of a batch of one, as far as they can be inferred.

    What the graph itself states is taken where a shape cannot be inferred, such as that of a layer of one's own, with its
    first axis as the batch.

    Args:
        graph: any model.
        input_shapes: for ports of :attr:`~dotnet_viz.graph.Graph.inputs` the shapes of one sample, without the batch axis.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer
        >>> first = Node("a", Layer("a", "a", "InputLayer"), (), (TensorSpec((None, None, 3)),))
        >>> flat = Node("b", Layer("b", "b", "Flatten"), first.outputs, (TensorSpec((None, None)),))
        >>> model = Graph("m", "Functional", (first, flat), (Edge("a", 0, "b", 0),), inputs=(Port("a"),))
        >>> [str(node.output()) for node in on_one_sample(model).nodes]
        ['(1, None, 3)', '(1, None)']
        >>> [str(node.output()) for node in on_one_sample(model, {Port("a"): (4, 3)}).nodes]
        ['(1, 4, 3)', '(1, 12)']
    """
    return _OneSample(graph, input_shapes or {}).run()


class _OneSample:
    """One pass over the innermost calls of a graph, each after those that it needs."""

    def __init__(self, graph: Graph, input_shapes: Mapping[Port, Shape]) -> None:
        self._graph = graph
        self._given = input_shapes
        self._batch = _fixed_batch(graph)
        self._sources: dict[str, dict[int, Port]] = {}
        for edge in graph.leaf_edges():
            self._sources.setdefault(edge.target, {})[edge.target_port] = Port(edge.source, edge.source_port)
        self._tensors: dict[str, tuple[Specs, Specs]] = {}

    def run(self) -> Graph:
        leaves = [node.id for node in self._graph.nodes if not self._graph.is_model(node)]
        known = frozenset(leaves)
        edges = ((port.node, target) for target, ports in self._sources.items() for port in ports.values())
        inner = ((source, target) for source, target in edges if source in known and target in known)
        for node_id in topological_order(leaves, inner, break_cycles=True):
            self._tensors[node_id] = self._visit(self._graph.node(node_id))
        for node in reversed(self._graph.nodes):
            if self._graph.is_model(node):
                self._tensors[node.id] = self._borders(node)
        nodes = (
            replace(node, inputs=pair[0], outputs=pair[1]) for node in self._graph.nodes for pair in [self._tensors[node.id]]
        )
        return replace(self._graph, nodes=tuple(nodes))

    def _visit(self, node: Node) -> tuple[Specs, Specs]:
        sources = self._sources.get(node.id, {})
        count = max(len(node.inputs), len(sources))
        inputs = tuple(self._input(node, sources, index) for index in range(count))
        stated = tuple(self._alone(spec) for spec in node.outputs)
        if node.layer.kind == "InputLayer" and stated:
            return inputs, (self._input(node, sources, 0, stated),)
        layer = node.layer
        found = (
            output_specs(layer.kind, layer.category, layer.config, inputs, node.constants, shapes_of_model) if inputs else None
        )
        if found is None or len(found) != len(stated):
            return inputs, stated
        return inputs, tuple(refined(one, other) for one, other in zip(found, stated, strict=True))

    def _input(self, node: Node, sources: Mapping[int, Port], index: int, stated: Specs = ()) -> TensorSpec:
        """Return the tensor that goes into a call: from the call before, as it was given, or else as the graph states it."""
        known = stated or node.inputs
        spec = self._alone(known[index]) if index < len(known) else TensorSpec(None)
        if index in sources and sources[index].node in self._tensors:
            outputs = self._tensors[sources[index].node][1]
            return refined(outputs[sources[index].index], spec) if sources[index].index < len(outputs) else spec
        shape = self._given.get(Port(node.id, index))
        return spec if shape is None else replace(spec, shape=(1, *shape))

    def _borders(self, node: Node) -> tuple[Specs, Specs]:
        outputs = [self._graph.leaf_exit(Port(node.id, index)) for index in range(len(node.outputs))]
        found = tuple(
            self._tensors[port.node][1][port.index]
            if port.node in self._tensors and port.index < len(self._tensors[port.node][1])
            else self._alone(spec)
            for port, spec in zip(outputs, node.outputs, strict=True)
        )
        return tuple(self._alone(spec) for spec in node.inputs), found

    def _alone(self, spec: TensorSpec) -> TensorSpec:
        """Return what a graph states of a tensor, with a batch of one."""
        if not spec.shape or spec.shape[0] not in (None, self._batch):
            return spec
        return replace(spec, shape=(1, *spec.shape[1:]))


def _fixed_batch(graph: Graph) -> int | None:
    """Return the size of the batch that all inputs of a model were made for; ``None`` where it varies."""
    specs = (node.output(port.index) for port in graph.inputs for node in [graph.node(port.node)])
    sizes = {spec.shape[0] if spec.shape else None for spec in specs}
    return sizes.pop() if len(sizes) == 1 else None
