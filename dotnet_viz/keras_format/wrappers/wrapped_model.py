"""What is inside a layer that wraps others, as a small model of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Node, Shape, TensorSpec
from dotnet_viz.keras_format.config.entries import category, is_model
from dotnet_viz.keras_format.config.names import numbered, snake_case
from dotnet_viz.keras_format.config.normalize import class_name, layer_config
from dotnet_viz.keras_format.config.records import UNKNOWN, Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.to_record import read_model

_MERGES = {"concat": "Concatenate", "sum": "Add", "mul": "Multiply", "ave": "Average"}


def inner_model(node: Node) -> ModelRecord | None:
    """Return a model of the layers inside a wrapper, ``None`` where the layer wraps none.

    Args:
        node: one call of the wrapper; its tensors have the shapes inside.

    Raises:
        LookupError, TypeError, ValueError, AttributeError, VizError: the configuration is not that of a wrapper.
    """
    config = node.layer.config
    if node.layer.kind == "Bidirectional":
        return _bidirectional(node, config)
    if _is_entry(config.get("cell")):
        return _chain(node, [config["cell"]], ["cell"], _steps(node))
    if node.layer.kind == "StackedRNNCells":
        cells = list(config["cells"])
        return _chain(node, cells, list(numbered(snake_case(class_name(cell)) for cell in cells)), node.inputs)
    if _is_entry(config.get("layer")):
        each_step = node.layer.kind == "TimeDistributed"
        return _chain(node, [config["layer"]], ["layer"], _steps(node) if each_step else node.inputs)
    return None


def _is_entry(value: object) -> bool:
    return isinstance(value, Mapping) and "class_name" in value and isinstance(value.get("config"), Mapping)


def _steps(node: Node) -> tuple[TensorSpec, ...]:
    """Return the tensors of one time step: of the sequence, and states and masks as they are."""
    return tuple(replace(spec, shape=_step(spec.shape)) if not index else spec for index, spec in enumerate(node.inputs))


def _step(shape: Shape | None) -> Shape | None:
    return None if shape is None else (shape[0], *shape[2:])


def _chain(node: Node, entries: Sequence[Mapping[str, Any]], keys: list[str], inputs: Sequence[TensorSpec]) -> ModelRecord:
    """Return a model of layers one behind the other; the last one gives what the wrapper gives."""
    if is_model(entries[0]):  # which has as many inputs as it has; a mask is none of them
        inputs = inputs[:1]
    before = tuple(_input(number, spec) for number, spec in enumerate(inputs, 1))
    tensors = tuple(TensorReference(record.name, 0, 0) for record in before)
    layers = []
    for index, (name, entry) in enumerate(zip(_names(entries, keys), entries, strict=True)):
        outputs = _outputs(node, entry, last=index == len(entries) - 1)
        record = _record(entry, name, Call(tensors, (), outputs))
        layers.append(record)
        tensors = (TensorReference(name, 0, 0),)
    last = layers[-1].name
    ends = tuple(TensorReference(last, 0, number) for number in range(max(1, len(node.outputs))))
    return _model(node, (*before, *layers), [record.name for record in before], ends)


def _outputs(node: Node, entry: Mapping[str, Any], *, last: bool) -> tuple[TensorSpec, ...] | None:
    """Return what a layer inside gives, ``None`` where its own configuration states that better."""
    if is_model(entry):
        return None
    kind, config = node.layer.kind, node.layer.config
    if kind == "TimeDistributed":
        return tuple(replace(spec, shape=_step(spec.shape)) for spec in node.outputs)
    if kind == "StackedRNNCells" and not last:
        units = entry["config"].get("units")
        first = node.inputs[0].shape if node.inputs else None
        return (replace(node.inputs[0], shape=(*first[:-1], units)),) if first and isinstance(units, int) else (UNKNOWN,)
    if _is_entry(config.get("cell")) and config.get("return_sequences") and node.outputs:
        first_output = node.outputs[0]
        return (replace(first_output, shape=_step(first_output.shape)), *node.outputs[1:])
    return node.outputs or (UNKNOWN,)


def _bidirectional(node: Node, config: Mapping[str, Any]) -> ModelRecord:
    forward, backward = config["layer"], config.get("backward_layer") or _mirrored(config["layer"])
    inputs = tuple(_input(number, spec) for number, spec in enumerate(node.inputs or (UNKNOWN,), 1))
    sequence, *others = (TensorReference(record.name, 0, 0) for record in inputs)
    masks = [tensor for tensor, spec in zip(others, node.inputs[1:], strict=True) if spec.dtype == "bool"]
    states = [tensor for tensor in others if tensor not in masks]
    half = len(states) // 2
    names = _names([forward, backward], ["forward_layer", "backward_layer"])
    directions = (
        _record(forward, names[0], Call((sequence, *states[:half], *masks))),
        _record(backward, names[1], Call((sequence, *states[half:], *masks))),
    )
    merged = [TensorReference(name, 0, 0) for name in names]
    layers, ends = (*inputs, *directions), list(merged)
    if config.get("merge_mode", "concat") is not None and "merge_mode" in config:
        joined = _merge(config["merge_mode"], merged, node.outputs[:1])
        layers, ends = (*layers, joined), [TensorReference(joined.name, 0, 0)]
    given = len(node.outputs) - len(ends)
    ends += [TensorReference(name, 0, 1 + number) for name in names for number in range(max(0, given) // 2)]
    return _model(node, layers, [record.name for record in inputs], tuple(ends))


def _merge(mode: str, merged: Sequence[TensorReference], outputs: tuple[TensorSpec, ...]) -> LayerRecord:
    call = Call(tuple(merged), (), outputs or (UNKNOWN,))
    return LayerRecord(mode, _MERGES[mode], "operation", trainable=None, calls=(call,))


def _mirrored(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the backward layer that Keras makes where none is given."""
    config = entry["config"]
    name = str(config.get("name", "")).removeprefix("forward_")
    return {**entry, "config": {**config, "name": f"backward_{name}", "go_backwards": not config.get("go_backwards")}}


def _names(entries: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> list[str]:
    """Return the names under which the weights of layers inside stand: the attributes, where two are called the same."""
    names = [str(entry["config"].get("name") or key) for entry, key in zip(entries, keys, strict=True)]
    return [name if names.count(name) == 1 else key for name, key in zip(names, keys, strict=True)]


def _input(number: int, spec: TensorSpec) -> LayerRecord:
    name = f"input#{number}"  # with a sign that Keras has in no name of its own
    return LayerRecord(name, "InputLayer", trainable=None, calls=(Call(outputs=(spec,)),), title="input")


def _record(entry: Mapping[str, Any], name: str, call: Call) -> LayerRecord:
    kind, config = class_name(entry), entry["config"]
    model = read_model(entry) if is_model(entry) else None
    trainable = config.get("trainable", True)
    return LayerRecord(
        name=name,
        title=str(config.get("name") or name),
        kind=kind,
        category=category(entry, is_a_model=model is not None),
        config=model.config if model else layer_config(kind, config),
        trainable=trainable if isinstance(trainable, bool) else None,
        calls=(call,),
        model=model,
    )


def _model(
    node: Node, layers: tuple[LayerRecord, ...], inputs: Sequence[str], outputs: tuple[TensorReference, ...]
) -> ModelRecord:
    ends = tuple(TensorReference(name, 0, 0) for name in inputs)
    return ModelRecord(node.layer.name, node.layer.kind, "functional", layers, ends, outputs)
