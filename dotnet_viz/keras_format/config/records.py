"""A model as its author wrote it: layers, their calls and what goes into each; the step before a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.variables import EMPTY, VariableTree

UNKNOWN = TensorSpec(None)


@dataclass(frozen=True)
class TensorReference:
    """A tensor by the layer that makes it, the number of the call and the number of the output.

    Args:
        layer: name of the layer in the same model.
        call: which call of it, counted from 0.
        tensor: which of the call's outputs.
        spec: what the reference itself states of the tensor.
    """

    layer: str
    call: int
    tensor: int
    spec: TensorSpec = UNKNOWN


@dataclass(frozen=True)
class Call:
    """One call of a layer: the tensors that go in, in order, and the other arguments.

    Args:
        tensors: what goes in.
        constants: arguments that are no tensors.
        outputs: what comes out, where the source knows.
        model: what this call runs inside, where the calls of one model differ.
        inside: the layers inside a custom layer as this call uses them, where its code was followed; the layer stays closed.
    """

    tensors: tuple[TensorReference, ...] = ()
    constants: tuple[tuple[str, Any], ...] = ()
    outputs: tuple[TensorSpec, ...] | None = None
    model: ModelRecord | None = None
    inside: ModelRecord | None = None


@dataclass(frozen=True)
class LayerRecord:
    """A layer as it is written, its class, configuration, calls and variables.

    Args:
        name: unique in its model.
        kind: class name.
        category: ``"layer"``, ``"operation"`` or ``"model"``.
        config: in plain form.
        trainable: ``None`` where the source does not state it.
        calls: in order.
        variables: its own and those of its parts.
        model: what is inside, for a nested model.
        input_shape: what it was built for, where that is a single shape.
        identity: the same for two records of one object, where the source states it.
        title: the name to show, where two layers of one model have it.
        is_repeated: whether the configuration has the same object before; ``None`` where it may.
        is_built: whether it is known to have all of its variables, as a live layer that was built.
    """

    name: str
    kind: str
    category: str = "layer"
    config: Mapping[str, Any] = field(default_factory=dict)
    trainable: bool | None = True
    calls: tuple[Call, ...] = ()
    variables: VariableTree = EMPTY
    model: ModelRecord | None = None
    input_shape: Shape | None = None
    identity: int | None = None
    title: str | None = None
    is_repeated: bool | None = False
    is_built: bool = False

    def inside(self, call: Call) -> ModelRecord | None:
        """Return the model that a call runs, for a nested model."""
        return call.model or self.model


@dataclass(frozen=True)
class ModelRecord:
    """A model and its layers.

    Args:
        name: the model's name.
        kind: class name.
        form: ``"sequential"``, ``"functional"`` or ``"subclassed"`` (no connections are known).
        layers: in the order of the configuration.
        inputs: the tensors where data enters.
        outputs: the tensors that it returns.
        trainable: whether the model as a whole is to be trained.
        config: what the author chose beside the layers.
        reason: why the connections of a subclassed model are not known, where there is more to say than that
            it is one.
        outside: names of layers that the model has beside those of its graph, as a subclass may.
    """

    name: str
    kind: str
    form: str
    layers: tuple[LayerRecord, ...] = ()
    inputs: tuple[TensorReference, ...] = ()
    outputs: tuple[TensorReference, ...] = ()
    trainable: bool | None = True
    config: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    outside: tuple[str, ...] = ()
