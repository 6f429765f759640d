"""From the configuration of a model, as a file has it, to a record of its layers and calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.config.inbound_nodes import is_legacy, read_call, read_ends, read_shape
from dotnet_viz.keras_format.config.names import numbered, snake_case
from dotnet_viz.keras_format.config.node_index import with_calls_from_zero
from dotnet_viz.keras_format.config.normalize import OPERATION_MODULES, class_name, layer_config, model_config
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.weights.variables import EMPTY, VariableTree

_OPERATION_KINDS = frozenset({"TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer"})
_DTYPE_OPERATIONS = frozenset({"Cast", "OneHot", "MultiHot", "ZerosLike", "OnesLike", "FullLike", "Prod", "View"})
_LAYER_KEYS = frozenset({"trainable", "batch_shape", "batch_input_shape", "layers"})
_ROOT_GROUPS = ("layers", "_layer_checkpoint_dependencies")


def read_model(entry: Mapping[str, Any], variables: VariableTree = EMPTY, what: str = "the file") -> ModelRecord:
    """Return the record of a serialised model.

    Args:
        entry: the serialised model: ``class_name``, ``config`` ...
        variables: the variables of its weights file, arranged by path.
        what: what is read, for messages.

    Raises:
        UnreadableFileError: the configuration is not that of a model.
    """
    config = entry.get("config")
    if not isinstance(entry.get("class_name"), str) or not isinstance(config, (Mapping, list)):
        raise UnreadableFileError(
            f"{what} has no model in its configuration; it has: {', '.join(list(entry)[:8]) or 'nothing'}"
        )
    return _read_model(entry, variables, what)


def _read_model(entry: Mapping[str, Any], variables: VariableTree, what: str) -> ModelRecord:
    kind, config = class_name(entry), entry.get("config")
    if isinstance(config, list):  # the oldest Sequential models are bare lists
        config = {"layers": config}
    config = config if isinstance(config, Mapping) else {}
    record = ModelRecord(
        name=str(config.get("name") or snake_case(kind)),
        kind=kind,
        form=_form(kind, config),
        trainable=_flag(config.get("trainable", True)),
        config=model_config(config),
    )
    if record.form == "subclassed":
        layers = (*own_variables(variables), *parts(variables))
        return replace(record, layers=layers, reason="a live model shows how they are connected")
    return _with_layers(record, config, variables, what)


def _form(kind: str, config: Mapping[str, Any]) -> str:
    layers = config.get("layers")
    if not isinstance(layers, list) or not all(isinstance(item, Mapping) and "class_name" in item for item in layers):
        return "subclassed"
    if "input_layers" in config and "output_layers" in config:
        return "functional"
    return "sequential" if kind == "Sequential" or not any("inbound_nodes" in item for item in layers) else "subclassed"


def _with_layers(record: ModelRecord, config: Mapping[str, Any], variables: VariableTree, what: str) -> ModelRecord:
    entries = config["layers"]
    names = [_layer_name(entry) for entry in entries]
    _check_names(names, what)
    found = _variables_by_layer(entries, names, variables, skip_inputs=record.form == "sequential")
    layers = [_read_layer(entry, name, tree, what) for entry, name, tree in zip(entries, names, found, strict=True)]
    if record.form == "sequential":
        layers[:1] = [_with_input_shape(layer, config.get("build_input_shape")) for layer in layers[:1]]
        return chained(replace(record, layers=(*_implied_input(entries, layers), *layers)))
    calls = _read_calls(entries, set(names))
    inputs, outputs = read_ends(config["input_layers"]), read_ends(config["output_layers"])
    legacy = any(is_legacy(entry.get("inbound_nodes")) for entry in entries)
    calls, inputs, outputs = with_calls_from_zero(layers, calls, inputs, outputs, legacy)
    layers = [replace(layer, calls=own) for layer, own in zip(layers, calls, strict=True)]
    result = replace(record, layers=tuple(layers), inputs=inputs, outputs=outputs)
    _check_references(result, what)
    return result


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


def _layer_name(entry: Mapping[str, Any]) -> str:
    config = entry.get("config")
    inner = config.get("name") if isinstance(config, Mapping) else None
    return str(entry.get("name") or inner or snake_case(class_name(entry)))


def _check_names(names: list[str], what: str) -> None:
    if len(set(names)) < len(names):
        double = Counter(names).most_common(1)[0][0]
        raise UnreadableFileError(f"{what} has two layers called {double!r} in one model; Keras allows a name once")


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _read_layer(entry: Mapping[str, Any], name: str, variables: VariableTree, what: str) -> LayerRecord:
    kind, config = class_name(entry), entry.get("config")
    model = _read_model(entry, variables, what) if is_model(entry) else None
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
    )


def category(entry: Mapping[str, Any], *, is_a_model: bool = False) -> str:
    """Return whether a serialised object is a layer, an operation or a model."""
    if class_name(entry) in _OPERATION_KINDS or _is_operation(class_name(entry), entry.get("module"), entry.get("config")):
        return "operation"
    return "model" if is_a_model else "layer"


def _is_operation(kind: str, module: object, config: object) -> bool:
    if isinstance(module, str):
        return module.startswith(OPERATION_MODULES)
    # Legacy files do not name modules; there, each layer says whether it is trained, and no operation does.
    if not isinstance(config, Mapping) or "name" not in config or not config.keys().isdisjoint(_LAYER_KEYS):
        return False
    return "dtype" not in config or kind in _DTYPE_OPERATIONS  # a few layers only say in which dtype they compute


def is_model(entry: Mapping[str, Any]) -> bool:
    """Whether a serialised layer is a model: it says what it is compiled with, or has layers of its own."""
    config = entry.get("config")
    inner = config.get("layers") if isinstance(config, Mapping) else None
    has_layers = isinstance(inner, list) and all(isinstance(item, Mapping) and "class_name" in item for item in inner)
    return (
        "compile_config" in entry
        or (has_layers and class_name(entry) in {"Sequential", "Functional"})
        or (has_layers and isinstance(config, Mapping) and "output_layers" in config)
    )


def _read_calls(entries: list[Mapping[str, Any]], names: set[str]) -> list[tuple[Call, ...]]:
    calls = []
    for entry in entries:
        nodes = entry.get("inbound_nodes")
        own = tuple(read_call(node, names.__contains__) for node in nodes) if isinstance(nodes, list) else ()
        calls.append(own or (Call(),))
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
        outputs = layer.calls[0].outputs if layer.calls else None
        layers.append(replace(layer, calls=(Call(before, (), outputs),)))
    ends = [(TensorReference(layer.name, 0, 0),) for layer in (layers[0], layers[-1])]
    return replace(model, layers=tuple(layers), inputs=ends[0], outputs=ends[1])


def _variables_by_layer(
    entries: list[Mapping[str, Any]], names: list[str], variables: VariableTree, *, skip_inputs: bool
) -> list[VariableTree]:
    """Find each layer's variables: by its name where the file has names, else by its class and number."""
    group = next((variables.children[key] for key in _ROOT_GROUPS if key in variables.children), EMPTY)
    by_name = {child.name: child for child in group.children.values() if child.name is not None}
    stored = [_is_stored(entry, skip_inputs) for entry in entries]
    keys = iter(numbered(snake_case(class_name(entry)) for entry, there in zip(entries, stored, strict=True) if there))
    found = []
    for name, there in zip(names, stored, strict=True):
        key = next(keys) if there else ""
        found.append(by_name.get(name) or (group.children.get(key, EMPTY) if not by_name else EMPTY))
    return found


def _is_stored(entry: Mapping[str, Any], skip_inputs: bool) -> bool:
    return category(entry) != "operation" and not (skip_inputs and class_name(entry) == "InputLayer")


def own_variables(variables: VariableTree) -> Iterator[LayerRecord]:
    """Yield the variables that a subclassed model holds itself, each in the place of a layer."""
    for index, variable in enumerate(variables.own):
        name = variable.name or f"variable_{index}"
        outputs = (TensorSpec(variable.shape, variable.dtype),)
        tree = VariableTree(own=(variable,))
        yield LayerRecord(name, "Variable", trainable=None, calls=(Call(outputs=outputs),), variables=tree)


def parts(variables: VariableTree, prefix: str = "") -> Iterator[LayerRecord]:
    """Yield what the weights of a subclassed model tell of its layers."""
    for attribute, child in variables.children.items():
        path = f"{prefix}{attribute}"
        if attribute in {"optimizer", "seed_generator", "metrics"}:
            continue
        if child.is_container:
            yield from parts(child, f"{path}.")
        elif not child.is_empty:
            yield LayerRecord(path, "Layer", trainable=None, calls=(Call(outputs=()),), variables=child)
