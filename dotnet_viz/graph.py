"""What a model means: layers, their calls, the tensors between them, and their weights.

There is no colour and no position here. A :class:`Layer` is defined once; a :class:`Node` is one call
of it, so that shared layers, a layer applied to its own output and ``Add()([b, b])`` all come out as
they are. Node ids follow the order of traversal, so the same model always gives the same graph.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import GraphError

Shape = tuple[int | None, ...]
Array = NDArray[Any]

JSON_VERSION = 1
CHUNK_VALUES = 1 << 20


class WeightSource(Protocol):
    """Where a weight's values are: in memory or in a file."""

    def read(self) -> Array:
        """Return all values; the array is not writeable."""

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the values in order, flat, at most ``max_values`` at a time."""


@dataclass(frozen=True)
class TensorSpec:
    """The shape and dtype of one tensor.

    Args:
        shape: sizes with the batch axis first; ``None`` in place of a size that varies, and ``None``
            as a whole where nobody can know the shape.
        dtype: name of the dtype such as ``"float32"``; ``None`` where it is not known.

    Example:
        >>> str(TensorSpec((None, 28, 28, 1), "float32"))
        '(None, 28, 28, 1)'
        >>> str(TensorSpec(None))
        '?'
    """

    shape: Shape | None
    dtype: str | None = None

    def __str__(self) -> str:
        return "?" if self.shape is None else str(self.shape)


@dataclass(frozen=True)
class Weight:
    """One variable of a layer.

    Args:
        name: the path below its layer, as Keras writes it: ``"kernel"``, or
            ``"forward_lstm/lstm_cell/kernel"`` in a wrapper.
        role: the last part of that path: ``"kernel"``, ``"bias"``, ``"gamma"``, ``"moving_mean"`` ...
        shape: sizes of the axes.
        dtype: name of the dtype as stored, such as ``"float32"``.
        trainable: whether training changes it.
        source: where the values are; ``None`` in a graph that came from JSON.

    Example:
        >>> import numpy as np
        >>> weight = Weight.from_array("kernel", np.ones((2, 3), "float32"))
        >>> weight.size, weight.array.flags.writeable
        (6, False)
    """

    name: str
    role: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool = True
    source: WeightSource | None = field(default=None, repr=False, compare=False)

    @classmethod
    def from_array(cls, name: str, array: Array, *, trainable: bool = True, dtype: str | None = None) -> Weight:
        """Copy an array into a weight, so that later training does not change it.

        Args:
            name: path below the layer; its last part becomes the role.
            array: the values.
            trainable: whether training changes it.
            dtype: the name to report where NumPy has no such type (``"bfloat16"``).
        """
        kept = np.array(array, copy=True)
        kept.setflags(write=False)
        role = name.rsplit("/", 1)[-1]
        return cls(name, role, tuple(kept.shape), dtype or kept.dtype.name, trainable, InMemory(kept))

    @property
    def size(self) -> int:
        """Number of values."""
        return math.prod(self.shape)

    @property
    def has_values(self) -> bool:
        """Whether the values can be read, not only the shape."""
        return self.source is not None

    @property
    def array(self) -> Array:
        """All values, not writeable; read from the file when asked for.

        Raises:
            GraphError: the graph was made without values.
        """
        return self._source().read()

    def chunks(self, max_values: int = CHUNK_VALUES) -> Iterator[Array]:
        """Yield the values in order, flat, in pieces of at most ``max_values``.

        Raises:
            GraphError: the graph was made without values.
        """
        return self._source().chunks(max_values)

    def _source(self) -> WeightSource:
        if self.source is None:
            raise GraphError(f"weight {self.name!r} has no values: its graph was read without them; read the model itself")
        return self.source


@dataclass(frozen=True, eq=False)
class InMemory:
    """Values of a weight that are held as an array."""

    array: Array

    def read(self) -> Array:
        """Return the array, which is not writeable."""
        return self.array

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield flat views of at most ``max_values`` values."""
        flat = self.array.reshape(-1)
        for start in range(0, flat.size, max_values):
            yield flat[start : start + max_values]


@dataclass(frozen=True)
class Layer:
    """A layer, an operation or a nested model, defined once however often it is called.

    Args:
        id: unique in the graph: names of the models around it and its own, joined by ``/``.
        name: the name its author sees.
        kind: class name, such as ``"Dense"``.
        category: ``"layer"``, ``"operation"`` (``x + y``) or ``"model"`` (has nodes inside).
        activation: name of the activation function, ``None`` where the layer has none.
        weights: its own variables, those of wrapped layers and cells included; a model has none of
            its own, since its layers have them.
        trainable: whether it is to be trained; ``None`` where the source does not say.
        config: what the author chose: plain JSON values.

    Example:
        >>> Layer("d", "d", "Dense", activation="relu").category
        'layer'
    """

    id: str
    name: str
    kind: str
    category: str = "layer"
    activation: str | None = None
    weights: tuple[Weight, ...] = ()
    trainable: bool | None = True
    config: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parameter_count(self) -> int:
        """Number of values in its own weights."""
        return sum(weight.size for weight in self.weights)

    @property
    def trainable_count(self) -> int:
        """Number of values that training changes."""
        return sum(weight.size for weight in self.weights if weight.trainable)

    def weight(self, role: str) -> Weight | None:
        """Return the first weight of a role, ``None`` if there is none."""
        return next((weight for weight in self.weights if weight.role == role), None)


@dataclass(frozen=True)
class Port:
    """One tensor that leaves (or enters) a node, by the node's id and the tensor's number there."""

    node: str
    index: int = 0


@dataclass(frozen=True)
class Node:
    """One call of a layer.

    Args:
        id: ``"n0"``, ``"n1"`` ... in the order of traversal.
        layer: the layer that is called.
        inputs: the tensors that go in, in order.
        outputs: the tensors that come out, in order.
        parent: id of the nested model's node that this call belongs to; ``None`` at the top.
        constants: arguments of the call that are no tensors, such as ``("args[1]", 2.0)``.
        entries: in a nested model, the inner ports that its inputs arrive at, in order.
        exits: in a nested model, the inner ports that its outputs come from, in order.
    """

    id: str
    layer: Layer
    inputs: tuple[TensorSpec, ...] = ()
    outputs: tuple[TensorSpec, ...] = ()
    parent: str | None = None
    constants: tuple[tuple[str, Any], ...] = ()
    entries: tuple[Port, ...] = ()
    exits: tuple[Port, ...] = ()


@dataclass(frozen=True)
class Edge:
    """One tensor on its way; parallel edges differ in their ports.

    An edge joins nodes of the same parent; :meth:`Graph.leaf_edges` follows it into nested models.
    """

    source: str
    source_port: int
    target: str
    target_port: int


@dataclass(frozen=True)
class Origin:
    """Where a graph came from.

    Args:
        format: ``"keras"``, ``"h5"``, ``"keras-model"``, ``"arrays"``, ``"npz"``, ``"sklearn"`` ...
        path: the file's name as it was given; ``None`` for an object in memory.
        framework_version: the version that wrote it, such as ``"3.15.1"``.
        sha256: digest of the file.
        file_size: bytes.
        training: what the author compiled with (optimizer, loss, metrics), where it is stored.
    """

    format: str
    path: str | None = None
    framework_version: str | None = None
    sha256: str | None = None
    file_size: int | None = None
    training: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Graph:
    """A whole model.

    Args:
        name: the model's name.
        kind: class of the model: ``"Sequential"``, ``"Functional"``, ``"MLPClassifier"`` ...
        nodes: every call, nested ones after the node of the model they belong to.
        edges: every tensor between two nodes of the same parent.
        inputs: the ports where data enters, in order.
        outputs: the ports where results leave, in order.
        origin: where it came from.
        notes: what the source did not say, in words made for the reader.

    Raises:
        GraphError: ids repeat, or an edge, parent or port names a node that is not there.

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

    def __post_init__(self) -> None:
        _check_nodes(self)
        _check_edges(self)

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
            GraphError: there is no such node.
        """
        try:
            return self._by_id[node_id]
        except KeyError:
            raise GraphError(f"no node {node_id!r} in graph {self.name!r}") from None

    def layer(self, name: str) -> Layer:
        """Return the layer of a name or id, the outermost first.

        Raises:
            GraphError: there is no such layer.
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

    def leaf_edges(self) -> tuple[Edge, ...]:
        """Return the edges between the innermost nodes, through the borders of nested models."""
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
    def parameter_count(self) -> int:
        """Number of values in all weights, each layer counted once."""
        return sum(layer.parameter_count for layer in self.layers)

    @property
    def trainable_count(self) -> int:
        """Number of values that training changes."""
        return sum(layer.trainable_count for layer in self.layers)

    def to_dict(self) -> dict[str, Any]:
        """Return the graph as plain JSON values, without the weights' values."""
        from dotnet_viz.graph_json import graph_to_dict

        return graph_to_dict(self)

    def to_json(self) -> str:
        """Return the graph as JSON text, without the weights' values."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=True)

    @classmethod
    def from_json(cls, text: str) -> Graph:
        """Read what :meth:`to_json` wrote.

        Raises:
            GraphError: the text is not such a graph.
        """
        from dotnet_viz.graph_json import graph_from_json

        return graph_from_json(text)


def _check_nodes(graph: Graph) -> None:
    seen: set[str] = set()
    for node in graph.nodes:
        if node.id in seen:
            raise GraphError(f"two nodes have the id {node.id!r}; ids must be unique")
        if node.parent is not None and node.parent not in seen:
            raise GraphError(f"node {node.id!r} names parent {node.parent!r}, which does not come before it")
        seen.add(node.id)
    for node in graph.nodes:
        for port in (*node.entries, *node.exits):
            _check_port(port, seen, f"node {node.id!r}")
    for port in (*graph.inputs, *graph.outputs):
        _check_port(port, seen, f"graph {graph.name!r}")


def _check_port(port: Port, known: set[str], owner: str) -> None:
    if port.node not in known:
        raise GraphError(f"{owner} names node {port.node!r}, which is not in the graph")


def _check_edges(graph: Graph) -> None:
    parents = {node.id: node.parent for node in graph.nodes}
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in parents:
                raise GraphError(f"edge {edge.source!r} -> {edge.target!r} names node {end!r}, which is not in the graph")
        if parents[edge.source] != parents[edge.target]:
            raise GraphError(f"edge {edge.source!r} -> {edge.target!r} crosses the border of a nested model")
        if min(edge.source_port, edge.target_port) < 0:
            raise GraphError(f"edge {edge.source!r} -> {edge.target!r} has a negative port")
        _check_borders(graph, edge)


def _check_borders(graph: Graph, edge: Edge) -> None:
    """A nested model whose inside is known takes no tensor at a port that leads nowhere."""
    exits, entries = graph.node(edge.source).exits, graph.node(edge.target).entries
    if (exits and edge.source_port >= len(exits)) or (entries and edge.target_port >= len(entries)):
        raise GraphError(f"edge {edge.source!r} -> {edge.target!r} uses a port that the nested model does not have")
