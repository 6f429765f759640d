"""From the configuration of a model, as a file has it, to a record of its layers and calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.keras_format.config.entries import category, is_model, layer_name
from dotnet_viz.keras_format.config.inbound_nodes import is_legacy, read_call, read_ends, read_shape
from dotnet_viz.keras_format.config.names import snake_case
from dotnet_viz.keras_format.config.node_index import with_calls_from_zero
from dotnet_viz.keras_format.config.normalize import class_name, layer_config, model_config
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.config.repeats import find_repeats
from dotnet_viz.keras_format.variables import EMPTY, VariableTree
from dotnet_viz.keras_format.weights.layer_groups import LISTS, WeightsFile, names_in_file, variables_by_layer
from dotnet_viz.keras_format.weights.numbering import numberings_of
from dotnet_viz.keras_format.weights.roles import may_hold_frozen
from dotnet_viz.keras_format.weights.subclassed import own_variables, parts
from dotnet_viz.keras_format.weights.unmatched import lacks_weights

_ONLY_LIVE = "a live model shows how they are connected and which weights are trained; here all but statistics count as such"


def read_model(
    entry: Mapping[str, Any], variables: VariableTree = EMPTY, what: str = "the file", version: str | None = None
) -> ModelRecord:
    """Return the record of a serialised model.

    Args:
        entry: the serialised model: ``class_name``, ``config`` ...
        variables: the variables of its weights file, arranged by path.
        what: what is read, for messages.
        version: of Keras, which defines how weights are numbered where they have no names.

    Raises:
        UnreadableFileError: the configuration is not that of a model.
    """
    config = entry.get("config")
    if not isinstance(entry.get("class_name"), str) or not isinstance(config, (Mapping, list)):
        raise UnreadableFileError(
            f"{what} has no model in its configuration; it has: {', '.join(list(entry)[:8]) or 'nothing'}"
        )
    _check_layers(entry, what)
    return _read_model(entry, variables, WeightsFile(numberings_of(version), find_repeats(entry)), what)


def _read_model(entry: Mapping[str, Any], variables: VariableTree, file: WeightsFile, what: str) -> ModelRecord:
    kind, config = class_name(entry), entry.get("config")
    if isinstance(config, list):  # the oldest Sequential models are bare lists
        config = {"layers": config}
    config = config if isinstance(config, Mapping) else {}
    record = ModelRecord(
        name=str(config.get("name") or variables.name or snake_case(kind)),
        kind=kind,
        form=_form(kind, config),
        trainable=_flag(config.get("trainable", True)),
        config=model_config(config),
    )
    if record.form == "subclassed":
        models, rest = _models_in_settings(config, variables, file, what)
        if not models and may_hold_frozen(kind, config):
            rest = replace(rest.undecided(), own=rest.own)
        layers = (*own_variables(rest), *models, *parts(rest))
        return replace(record, layers=layers, reason=_ONLY_LIVE)
    return _with_layers(record, config, variables, file, what)


def _models_in_settings(
    config: Mapping[str, Any], variables: VariableTree, file: WeightsFile, what: str
) -> tuple[list[LayerRecord], VariableTree]:
    """Return the models that are settings of a subclass, as the student of a ``Distiller`` is, and the other variables.

    Where not every one of them is found among the variables, which may have it under another name, none is opened.
    """
    members = [value for setting in config.values() for value in (setting if isinstance(setting, list) else [setting])]
    found = [member for member in members if _is_named_model(member)]
    entries = {layer_name(member): member for member in found}
    trees = {name: variables.descendant(name) for name in entries}
    rest = variables.without([tree for tree in trees.values() if tree is not None])
    is_complete = variables.is_empty or all(tree is not None for tree in trees.values())
    others = {record.name for record in (*own_variables(rest), *parts(rest))}
    if not is_complete or any(entries[layer_name(member)] != member for member in found) or others & entries.keys():
        return [], variables
    models = [
        replace(_read_layer(entry, name, trees[name] or EMPTY, file, what), calls=(Call(outputs=()),))
        for name, entry in entries.items()
    ]
    return models, rest


def _is_named_model(value: object) -> bool:
    if not isinstance(value, Mapping) or not isinstance(value.get("class_name"), str):
        return False
    config = value.get("config")
    return isinstance(config, Mapping) and isinstance(config.get("name"), str) and is_model(value)


def _form(kind: str, config: Mapping[str, Any]) -> str:
    layers = config.get("layers")
    if not isinstance(layers, list) or not all(isinstance(item, Mapping) and "class_name" in item for item in layers):
        return "subclassed"
    if "input_layers" in config and "output_layers" in config:
        return "functional"
    return "sequential" if kind == "Sequential" or not any("inbound_nodes" in item for item in layers) else "subclassed"


def _with_layers(
    record: ModelRecord, config: Mapping[str, Any], variables: VariableTree, file: WeightsFile, what: str
) -> ModelRecord:
    entries = config["layers"]
    names = names_in_file(entries, variables)
    _check_names(names, what)
    found = variables_by_layer(
        entries,
        names,
        variables,
        file,
        is_stack=record.form == "sequential",
        has_attributes=record.kind not in {"Functional", "Sequential"},
    )
    layers = [_read_layer(entry, name, tree, file, what) for entry, name, tree in zip(entries, names, found, strict=True)]
    if record.form == "sequential":
        layers[:1] = [_with_input_shape(layer, config.get("build_input_shape")) for layer in layers[:1]]
        stack = chained(replace(record, layers=(*_implied_input(entries, layers), *layers)))
        return _with_others(stack, variables)
    calls = _read_calls(entries, set(names), what)
    inputs, outputs = read_ends(config["input_layers"]), read_ends(config["output_layers"])
    legacy = any(is_legacy(entry.get("inbound_nodes")) for entry in entries)
    calls, inputs, outputs = with_calls_from_zero(layers, calls, inputs, outputs, legacy)
    layers = [replace(layer, calls=own) for layer, own in zip(layers, calls, strict=True)]
    result = replace(record, layers=tuple(layers), inputs=inputs, outputs=outputs)
    _check_references(result, what)
    return _with_others(result, variables)


def _with_others(model: ModelRecord, variables: VariableTree) -> ModelRecord:
    """Return a model with the layers that a subclass keeps beside those of its graph, as attributes of its own."""
    if model.kind in {"Functional", "Sequential"}:
        return model
    if any(lacks_weights(layer) for layer in model.layers if not layer.is_repeated):
        return model  # what an attribute has may be that of a layer in the graph
    names = {layer.name for layer in model.layers}
    attributes = {key: child for key, child in variables.children.items() if key not in LISTS and key not in names}
    others = tuple(parts(VariableTree(children=attributes)))
    return replace(model, layers=(*model.layers, *others), outside=tuple(layer.title or layer.name for layer in others))


def _with_input_shape(layer: LayerRecord, built_for: object) -> LayerRecord:
    """Return the first layer of a stack with what the stack was built for when it was first called."""
    return layer if layer.input_shape is not None else replace(layer, input_shape=read_shape(built_for))


def _implied_input(entries: list[Mapping[str, Any]], layers: list[LayerRecord]) -> Iterator[LayerRecord]:
    """Yield the input of a stack that Keras before 2.4 wrote down in its first layer only, named as Keras does it."""
    first = layers[0] if layers else None
    if first is None or first.kind == "InputLayer" or first.model is not None:
        return
    config: Any = entries[0].get("config")
    while isinstance(config, Mapping):
        shape = read_shape(config.get("batch_input_shape"))
        name = f"{first.name}_input"
        if shape is not None and all(layer.name != name for layer in layers):
            written = {"batch_shape": shape, "dtype": config.get("dtype")}
            yield LayerRecord(name, "InputLayer", config=layer_config("InputLayer", written))
            return
        # A layer in both directions has the input of the layer that it wraps.
        wrapped = config.get("layer") if first.kind == "Bidirectional" else None
        config = wrapped.get("config") if isinstance(wrapped, Mapping) else None


def _check_names(names: list[str], what: str) -> None:
    if len(set(names)) < len(names):
        double = Counter(names).most_common(1)[0][0]
        raise UnreadableFileError(f"{what} has two layers called {double!r} in one model; Keras allows a name once")


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _read_layer(entry: Mapping[str, Any], name: str, variables: VariableTree, file: WeightsFile, what: str) -> LayerRecord:
    kind, config = class_name(entry), entry.get("config")
    model = _read_model(entry, variables, file, what) if is_model(entry) else None
    outer = config if isinstance(config, Mapping) else {}
    build = entry.get("build_config")
    if model is not None and variables is not EMPTY:
        variables = VariableTree(variables.name)  # the variables themselves are with the layers inside
    return LayerRecord(
        name=name,
        kind=kind,
        category=category(entry, is_a_model=model is not None),
        config=model.config if model else layer_config(kind, config),
        trainable=_flag(outer.get("trainable", True)),
        variables=variables,
        model=model,
        input_shape=read_shape(build.get("input_shape")) if isinstance(build, Mapping) else None,
        is_repeated=file.repeats.get(id(entry), False),
    )


def read_layer(entry: Mapping[str, Any], what: str = "the layer") -> LayerRecord:
    """Return the record of one serialised layer or nested model, without variables and with one call of no known shape.

    Args:
        entry: its class and configuration, as Keras writes them.
        what: what is read, for messages.

    Raises:
        UnreadableFileError: the configuration of a nested model is damaged.
    """
    file = WeightsFile(numberings_of(None), find_repeats(entry))
    return replace(_read_layer(entry, layer_name(entry), EMPTY, file, what), calls=(Call(outputs=()),))


def _check_layers(entry: Mapping[str, Any], what: str) -> None:
    """Count the layers of a model and of those inside, before anything is made of them."""
    count, most, pending = 0, active().nodes, [entry]
    while pending:
        config = pending.pop().get("config")
        layers = config.get("layers") if isinstance(config, Mapping) else config
        if isinstance(layers, list):
            count += len(layers)
            pending += [layer for layer in layers if isinstance(layer, Mapping)]
    if count > most:
        raise exceeded("nodes", f"{what} has {count:,} layers")


def _read_calls(entries: list[Mapping[str, Any]], names: set[str], what: str) -> list[tuple[Call, ...]]:
    calls, count = [], 0
    for entry in entries:
        nodes = entry.get("inbound_nodes")
        own: list[Call] = []
        for node in nodes if isinstance(nodes, list) else ():
            own.append(read_call(node, names.__contains__))
            count += len(own[-1].tensors)
            if count > active().connections:
                raise exceeded("connections", f"{what} has more than {active().connections:,} tensors between its layers")
        calls.append(tuple(own) or (Call(),))
    return calls


def _check_references(model: ModelRecord, what: str) -> None:
    counts = {layer.name: len(layer.calls) for layer in model.layers}
    for reference in _references(model):
        if reference.call >= counts.get(reference.layer, 0):
            raise UnreadableFileError(
                f"{what} is damaged: model {model.name!r} uses call {reference.call} of layer {reference.layer!r},"
                " which is not there"
            )


def _references(model: ModelRecord) -> Iterator[TensorReference]:
    for layer in model.layers:
        for call in layer.calls:
            yield from call.tensors
    yield from model.inputs
    yield from model.outputs


def chained(model: ModelRecord) -> ModelRecord:
    """Return a sequential model with each layer called on what the one before returns."""
    if not model.layers:
        return model
    layers = []
    for index, layer in enumerate(model.layers):
        before = (TensorReference(model.layers[index - 1].name, 0, 0),) if index else ()
        call = layer.calls[0] if layer.calls else Call()
        layers.append(replace(layer, calls=(Call(before, (), call.outputs, inside=call.inside),)))
    ends = [(TensorReference(layer.name, 0, 0),) for layer in (layers[0], layers[-1])]
    return replace(model, layers=tuple(layers), inputs=ends[0], outputs=ends[1])
