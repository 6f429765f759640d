"""The parts of a graph: layers, their calls, the tensors between them, and its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotnet_viz.graph.optimizer import OptimizerState
from dotnet_viz.graph.weights import Weight

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class TensorSpec:
    """The shape and dtype of one tensor.

    Args:
        shape: sizes with the batch axis first; ``None`` in place of a size that varies, and ``None``
            as a whole where the shape cannot be known.
        dtype: name of the dtype such as ``"float32"``; ``None`` where it is not known.
        last_size: size of the last axis, where no more than that is known of the shape.

    Example:
        >>> str(TensorSpec((None, 28, 28, 1), "float32"))
        '(None, 28, 28, 1)'
        >>> str(TensorSpec(None)), str(TensorSpec(None, last_size=10))
        ('?', '(…, 10)')
    """

    shape: Shape | None
    dtype: str | None = None
    last_size: int | None = None

    def __str__(self) -> str:
        if self.shape is None:
            return "?" if self.last_size is None else f"(…, {self.last_size})"
        return str(self.shape)


@dataclass(frozen=True)
class Layer:
    """A layer, an operation or a nested model, defined once for all its calls.

    Args:
        id: unique in the graph: names of the models around it and its own, joined by ``/``.
        name: of the layer, without those of the models around it.
        kind: class name, such as ``"Dense"``.
        category: ``"layer"``, ``"operation"`` (``x + y``) or ``"model"`` (has nodes inside).
        activation: name of the activation function, ``None`` where the layer has none.
        weights: its own variables, those of wrapped layers and cells included; a model has none of
            its own, since its layers have them.
        trainable: whether it is to be trained; ``None`` where the source does not state it.
        config: its configuration as plain JSON values.
        lacks_weights: whether it has, or will have, weights that are not in the source.

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
    lacks_weights: bool = False

    @property
    def parameter_count(self) -> int | None:
        """Number of values in its own weights, shared ones included; ``None`` where the source lacks them."""
        return None if self.lacks_weights else sum(weight.parameter_count for weight in self.weights)

    @property
    def trainable_count(self) -> int | None:
        """Number of trainable values; ``None`` where the source lacks them, or does not tell of one whether it is trainable."""
        if self.lacks_weights or any(weight.trainable is None for weight in self.weights):
            return None
        return sum(weight.parameter_count for weight in self.weights if weight.trainable)

    def weight(self, role: str) -> Weight | None:
        """Return the first weight of a role, ``None`` if there is none."""
        return next((weight for weight in self.weights if weight.role == role), None)


@dataclass(frozen=True)
class Port:
    """One tensor that leaves (or enters) a node, by the node's id and the tensor's number there."""

    node: str
    index: int = 0


@dataclass(frozen=True)
class Remark:
    """A line that pictures write beside a call, such as a number that was measured for its layer.

    Args:
        text: the line as a person reads it.
        label: what a number is, such as ``"latency"``; empty for words.
        value: the number; ``None`` for words.
        unit: of the number.
        form: how it is written: ``"number"``, ``"count"``, ``"magnitude"`` or ``"share"``.
        adds_up: whether the numbers of several calls are added where one box stands for all of them.
        is_labelled: whether pictures always write the label too, as no colour bar says what the number is.
        is_mark: whether it says what this call is in the model, so that a box of several calls names the layer.
        is_shared: whether it says which of several calls of its layer this is.

    Example:
        >>> Remark("3.2 ms", "latency", 3.2, "ms").label
        'latency'
    """

    text: str
    label: str = ""
    value: float | None = None
    unit: str = ""
    form: str = "number"
    adds_up: bool = False
    is_labelled: bool = False
    is_mark: bool = False
    is_shared: bool = False


@dataclass(frozen=True)
class Node:
    """One call of a layer.

    Args:
        id: ``"n0"``, ``"n1"`` ... in the order of traversal.
        layer: the layer that is called.
        inputs: the input tensors, in order.
        outputs: the output tensors, in order.
        parent: id of the nested model's node that this call belongs to; ``None`` at the top.
        constants: arguments of the call that are no tensors, such as ``("args[1]", 2.0)``.
        entries: in a nested model, the inner ports that its inputs arrive at, in order.
        exits: in a nested model, the inner ports that its outputs come from, in order.
        inside: what a custom layer does in this call, where it is known; :func:`~dotnet_viz.expand_wrappers` opens it.
        remarks: what a picture writes beside it; no part of the model.
        stands_for: ids of the calls that a node of a shortened graph stands for; empty for one that stands for itself.
    """

    id: str
    layer: Layer
    inputs: tuple[TensorSpec, ...] = ()
    outputs: tuple[TensorSpec, ...] = ()
    parent: str | None = None
    constants: tuple[tuple[str, Any], ...] = ()
    entries: tuple[Port, ...] = ()
    exits: tuple[Port, ...] = ()
    inside: Subgraph | None = field(default=None, repr=False, compare=False)
    remarks: tuple[Remark, ...] = field(default=(), repr=False, compare=False)
    stands_for: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def output(self, index: int = 0) -> TensorSpec:
        """Return the tensor that comes out at a port; of unknown shape where the source does not state it.

        Example:
            >>> node = Node("n0", Layer("d", "d", "Dense"), outputs=(TensorSpec((None, 3)),))
            >>> str(node.output()), str(node.output(1))
            ('(None, 3)', '?')
        """
        return self.outputs[index] if index < len(self.outputs) else TensorSpec(None)


@dataclass(frozen=True)
class Subgraph:
    """The layers inside a layer, which stands closed in its graph: a model of their own, with ids that count from ``"n0"``.

    Args:
        nodes: every call, as in a graph; ids of layers are relative to the layer around them. A weight that the layer
            around them lists too names it in ``shared_with``, and is the same variable.
        edges: every tensor between two nodes of the same parent.
        inputs: the ports where the tensors of the call arrive, in order.
        outputs: the ports where its results leave; empty, as ``inputs``, where the calls are not known.
        reason: why the calls are not known.
        notes: sentences on what else is not known.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = ()
    reason: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """One tensor between two nodes; parallel edges differ in their ports.

    An edge joins nodes of the same parent; :meth:`Graph.leaf_edges` follows it into nested models.
    """

    source: str
    source_port: int
    target: str
    target_port: int


@dataclass(frozen=True)
class Origin:
    """The origin of a graph.

    Args:
        format: ``"keras"``, ``"h5"``, ``"keras-model"``, ``"arrays"``, ``"npz"``, ``"sklearn"`` ...
        path: of the file as given; ``None`` for an object in memory.
        framework_version: of the framework that wrote it, such as ``"3.15.1"``.
        sha256: digest of the file.
        file_size: bytes.
        training: settings of ``compile`` (optimizer, loss, metrics), where they are stored.
        framework: that made it, as users write it: ``"Keras"``, ``"scikit-learn"``, ``"NumPy"`` ...; ``None`` where the
            reader does not know.
        date_saved: when the file was written, such as ``"2026-11-28T21:33:09"``, as far as it says so.
        optimizer: what the optimizer keeps, where that is stored.
        file: the file that was read here; never what a JSON text names, since that file may be any other.
    """

    format: str
    path: str | None = None
    framework_version: str | None = None
    sha256: str | None = None
    file_size: int | None = None
    training: Mapping[str, Any] | None = None
    framework: str | None = None
    date_saved: str | None = None
    optimizer: OptimizerState | None = None
    file: Path | None = field(default=None, repr=False, compare=False)

    @property
    def made_with(self) -> str:
        """The framework and its version, as far as they are known; empty where neither is.

        Example:
            >>> Origin("keras", framework="Keras", framework_version="3.15.1").made_with, Origin("graph").made_with
            ('Keras 3.15.1', '')
        """
        return made_with(self.framework, self.framework_version)


def made_with(framework: str | None, version: str | None) -> str:
    """Return a framework and its version in words, as far as they are known; empty where neither is.

    Args:
        framework: such as ``"Keras"``; ``None`` where it is unknown.
        version: of the framework; ``None`` where it is unknown.
    """
    if framework is None:
        return f"version {version}" if version else ""
    return f"{framework} {version}" if version else framework
