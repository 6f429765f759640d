"""The facts of a model and of each of its layers, as plain data: tables and pages are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.graph import OptimizerVariable
from dotnet_viz.measures.cost.cost import Cost
from dotnet_viz.measures.cost.memory import ActivationMemory
from dotnet_viz.measures.weights.statistics import WeightStatistics


@dataclass(frozen=True)
class LayerSummary:
    """One layer; several calls count once.

    Args:
        id: unique in the model.
        name: of the layer, without those of the models around it.
        kind: class name.
        category: ``"layer"``, ``"operation"`` or ``"model"``.
        depth: number of nested models around it.
        calls: number of calls.
        output_shapes: as text, of all outputs of all calls, each shape once.
        parameters: number of values in its weights; in a nested model those of all layers inside; ``None`` where the
            source lacks some.
        trainable_parameters: the number of trainable ones among them.
        trainable: whether it is to be trained; ``None`` where the source does not state it.
        dtype: of its weights, or of its output where it has none; ``None`` where the source does not state it.
        activation: name of its activation function.
        connected_to: names of the layers that its inputs come from.
        cost: multiply-accumulates and floating-point operations of all its calls on one sample, of a nested model with
            those of all layers inside; ``None`` where they were not counted.
        activation_bytes: size of what all its calls return for one sample, of a nested model with that of all layers
            inside; ``None`` where a shape or dtype is not known.
    """

    id: str
    name: str
    kind: str
    category: str
    depth: int
    calls: int
    output_shapes: tuple[str, ...]
    parameters: int | None
    trainable_parameters: int | None
    trainable: bool | None
    dtype: str | None
    activation: str | None
    connected_to: tuple[str, ...]
    cost: Cost | None = None
    activation_bytes: int | None = None


@dataclass(frozen=True)
class TensorSummary:
    """One input or output of the model: the layer it belongs to, its shape as text, its dtype."""

    name: str
    shape: str
    dtype: str | None


@dataclass(frozen=True)
class DtypeSummary:
    """How many parameters are of a dtype, and their size in bytes; ``None`` for an unknown dtype."""

    dtype: str
    parameters: int
    weight_bytes: int | None


@dataclass(frozen=True)
class CompileSummary:
    """How a model was compiled.

    Args:
        optimizer: name of its class; empty where it is not stored, as the others.
        learning_rate: a number, or a schedule as Keras stores it (``class_name`` and ``config``); ``None`` where it is not
            stored.
        optimizer_settings: the other settings of the optimizer that do anything.
        loss: its name, or those of the outputs' losses.
        metrics: their names.
        weighted_metrics: their names.
    """

    optimizer: str
    learning_rate: float | Mapping[str, Any] | None
    optimizer_settings: Mapping[str, Any]
    loss: str
    metrics: tuple[str, ...]
    weighted_metrics: tuple[str, ...]


@dataclass(frozen=True)
class OptimizerSummary:
    """What the optimizer keeps beside the weights, which is in the file too.

    Args:
        variables: with names, shapes and dtypes, in Keras' order.
        variable_bytes: size of all of them; ``None`` where a dtype is not known.
        iterations: number of steps that it has made; ``None`` where that is not known.
        learning_rate: of the next step, where it is a variable.
    """

    variables: tuple[OptimizerVariable, ...]
    variable_bytes: int | None
    iterations: int | None
    learning_rate: float | None


@dataclass(frozen=True)
class ModelSummary:
    """A model in numbers.

    Args:
        name: of the model.
        kind: class of the model.
        layers: in the order of their first calls.
        layer_count: number of layers, as :mod:`dotnet_viz.graph.layer_count` counts them.
        parameter_count: number of values in all weights, those of a shared layer once; ``None``, as the next three, where
            the source lacks some.
        trainable_count: the number of trainable ones among them.
        non_trainable_count: the others.
        weight_bytes: size of all weights; ``None`` where a dtype is not known.
        inputs: of the model.
        outputs: of the model.
        dtypes: of the weights, the most frequent first.
        format: of the source, such as ``"keras"``.
        file_size: of the file in bytes; ``None`` for an object in memory.
        framework: that made the model, such as ``"Keras"``; ``None`` where the source does not state it.
        framework_version: of the framework that wrote the file, or of a live model.
        notes: sentences on what the source lacks.
        cost: multiply-accumulates and floating-point operations on one sample.
        activation_memory: of what all layers return for one sample.
        date_saved: when the file was written (ISO 8601); ``None`` where it does not say so.
        compiled: how the model was compiled; ``None`` where that is not stored.
        optimizer: what the optimizer keeps; ``None`` where that is not stored.
        statistics: of the values of each weight, without histograms; ``None`` where they were not asked for.
    """

    name: str
    kind: str
    layers: tuple[LayerSummary, ...]
    layer_count: int
    parameter_count: int | None
    trainable_count: int | None
    non_trainable_count: int | None
    weight_bytes: int | None
    inputs: tuple[TensorSummary, ...]
    outputs: tuple[TensorSummary, ...]
    dtypes: tuple[DtypeSummary, ...]
    format: str
    file_size: int | None = None
    framework: str | None = None
    framework_version: str | None = None
    notes: tuple[str, ...] = ()
    cost: Cost = field(default_factory=Cost)
    activation_memory: ActivationMemory = field(default_factory=ActivationMemory)
    date_saved: str | None = None
    compiled: CompileSummary | None = None
    optimizer: OptimizerSummary | None = None
    statistics: tuple[WeightStatistics, ...] | None = None
