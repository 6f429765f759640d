"""A whole model: its nodes and edges, with queries on both."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.errors import GraphError
from dotnet_viz.formatting import format_count
from dotnet_viz.graph.checks import check_edges, check_nodes
from dotnet_viz.graph.counts import count_parameters
from dotnet_viz.graph.layer_count import count_layers
from dotnet_viz.graph.parts import Edge, Layer, Node, Origin, Port
from dotnet_viz.runtime.cached import cached_property

WEIGHTS_ONLY = "Weights"
"""The kind of a model of which only the weights are known."""
UNNAMED = "weights"
"""The name of such a model whose file has none; not that of the file, by which two copies would be two models."""


@dataclass(frozen=True)
class Graph:
    """A whole model.

    Args:
        name: the model's name.
        kind: class of the model: ``"Sequential"``, ``"Functional"``, ``"MLPClassifier"`` ...
        nodes: every call, nested ones after the node of the model they belong to.
        edges: every tensor between two nodes of the same parent.
        inputs: the ports of the model's inputs, in order.
        outputs: the ports of the model's outputs, in order.
        origin: source and framework.
        notes: sentences on what the source lacks.
        whole_layer_count: of a shortened graph, how many layers its nodes stand for; ``None`` for a whole model.

    Raises:
        GraphError: ids repeat, or an edge, parent or port names an unknown node.

    Example:
        >>> dense = Layer("a", "a", "Dense")
        >>> graph = Graph("m", "Sequential", (Node("n0", dense), Node("n1", dense)), (Edge("n0", 0, "n1", 0),))
        >>> [layer.name for layer in graph.layers], len(graph.nodes)
        (['a'], 2)
        >>> Graph.from_json(graph.to_json()) == graph
        True
    """

    name: str
    kind: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = ()
    origin: Origin = field(default=Origin("memory"), compare=False)
    notes: tuple[str, ...] = ()
    whole_layer_count: int | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_nodes(self.nodes, (*self.inputs, *self.outputs), self.name)
        check_edges(self.nodes, self.edges)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """Every layer once, in the order of its first call."""
        return tuple({node.layer.id: node.layer for node in self.nodes}.values())

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Node, ...]]:
        groups: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            groups.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in groups.items()}

    def node(self, node_id: str) -> Node:
        """Return the node of an id.

        Raises:
            GraphError: an unknown id.
        """
        try:
            return self._by_id[node_id]
        except KeyError:
            raise GraphError(f"no node {node_id!r} in graph {self.name!r}") from None

    def layer(self, name: str) -> Layer:
        """Return the layer of a name or id, the outermost first.

        Raises:
            GraphError: an unknown layer.
        """
        for layer in self.layers:
            if layer.id == name:
                return layer
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise GraphError(f"no layer {name!r} in graph {self.name!r}; it has: {', '.join(la.id for la in self.layers[:20])}")

    @cached_property
    def _calls(self) -> dict[str, tuple[Node, ...]]:
        groups: dict[str, list[Node]] = {}
        for node in self.nodes:
            groups.setdefault(node.layer.id, []).append(node)
        return {layer_id: tuple(nodes) for layer_id, nodes in groups.items()}

    def calls(self, layer_id: str) -> tuple[Node, ...]:
        """Return the nodes that call a layer, in order."""
        return self._calls.get(layer_id, ())

    def children(self, node_id: str | None) -> tuple[Node, ...]:
        """Return the nodes inside a nested model's node, or the top ones for ``None``."""
        return self._children.get(node_id, ())

    def is_model(self, node: Node) -> bool:
        """Whether a node has nodes inside."""
        return node.id in self._children

    def around(self, node_id: str) -> Iterator[Node]:
        """Yield the nodes that a node is inside, the innermost first."""
        parent = self.node(node_id).parent
        while parent is not None:
            node = self._by_id[parent]
            yield node
            parent = node.parent

    def with_insides(self, node_ids: Iterable[str]) -> set[str]:
        """Return the ids of some nodes and of all nodes inside them, at any depth."""
        found = set(node_ids)
        for node in self.nodes:  # a node stands behind the one that it is inside
            if node.parent in found:
                found.add(node.id)
        return found

    def leaf_edges(self) -> tuple[Edge, ...]:
        """Return the edges between the innermost nodes, through the borders of nested models."""
        return self._leaf_edges

    @cached_property
    def _leaf_edges(self) -> tuple[Edge, ...]:
        if len(self._children) == 1:  # no model is inside another
            return self.edges
        edges: list[Edge] = []
        for edge in self.edges:
            source = self.leaf_exit(Port(edge.source, edge.source_port))
            target = self._descend(Port(edge.target, edge.target_port), "entries")
            edges.append(Edge(source.node, source.index, target.node, target.index))
        return tuple(edges)

    def leaf_exit(self, port: Port) -> Port:
        """Return the innermost port that a tensor leaves from, through the borders of nested models."""
        return self._descend(port, "exits")

    def _descend(self, port: Port, border: str) -> Port:
        while self.is_model(self._by_id[port.node]):
            inner: tuple[Port, ...] = getattr(self._by_id[port.node], border)
            if port.index >= len(inner):
                return port
            port = inner[port.index]
        return port

    @property
    def has_architecture(self) -> bool:
        """Whether the source says what the layers are and do, and has not weights alone."""
        return self.kind != WEIGHTS_ONLY

    @property
    def layer_count(self) -> int:
        """Number of layers, each once; see :mod:`dotnet_viz.graph.layer_count` for what is none."""
        return count_layers(self.layers)

    @property
    def parameter_count(self) -> int | None:
        """Number of values in all weights, each variable counted once; ``None`` where the source lacks those of a layer."""
        return count_parameters(self.layers)

    @property
    def trainable_count(self) -> int | None:
        """Number of trainable values; ``None`` where the source lacks those of a layer."""
        return count_parameters(self.layers, only_trainable=True)

    def to_dict(self) -> dict[str, Any]:
        """Return the graph as plain JSON values, without the weights' values."""
        from dotnet_viz.graph.as_json import graph_to_dict

        return graph_to_dict(self)

    @property
    def _counts(self) -> str:
        layers = format_count(self.layer_count, "layer")
        return f"{self.kind}, {layers}, {format_count(self.parameter_count, 'parameter')}"

    def __repr__(self) -> str:
        return f"<Graph {self.name!r}: {self._counts}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        from dotnet_viz.display.notebook import mime_bundle
        from dotnet_viz.graph.notebook import nodes_html

        page = nodes_html(f"{self.name}: {self._counts}", self.nodes, self.notes)
        return mime_bundle({"text/html": page, "text/plain": repr(self)}, include, exclude)

    def to_json(self) -> str:
        """Return the graph as JSON text, without the weights' values."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=True)

    @classmethod
    def from_json(cls, text: str) -> Graph:
        """Read what :meth:`to_json` wrote.

        Raises:
            GraphError: the text is not such a graph.
        """
        from dotnet_viz.graph.as_json import graph_from_json

        return graph_from_json(text, cls)

    @classmethod
    def from_dict(cls, data: Any) -> Graph:
        """Read what :meth:`to_dict` returned.

        Args:
            data: plain JSON values.

        Raises:
            GraphError: they are not such a graph.
        """
        from dotnet_viz.graph.as_json import graph_from_dict

        return graph_from_dict(data, cls)
