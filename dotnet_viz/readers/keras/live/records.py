"""From live models to records of them, as a file of them would be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.config.entries import category
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.config.normalize import class_name, layer_config, model_config
from dotnet_viz.keras_format.config.records import UNKNOWN, Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.to_record import chained
from dotnet_viz.keras_format.variables import EMPTY, VariableTree
from dotnet_viz.keras_format.weights.live import LiveVariables, Values, is_instance, is_layer, live_tree
from dotnet_viz.readers.keras.live.arguments import Arguments, arguments_of, built_arguments, built_batch
from dotnet_viz.readers.keras.live.calls import Calls, TracedCalls, free_name, kind_of
from dotnet_viz.readers.keras.live.objects import (
    form,
    functional_inside,
    inner_layers,
    is_custom,
    is_function,
    is_model,
    is_subclassed,
    nodes,
    own_variables,
    serialized,
    short_entry,
    stacked,
)
from dotnet_viz.readers.keras.live.tracing import TracedPass, Tracer
from dotnet_viz.translation.sentences import sentence

_DTYPES = (None, "int32")  # of inputs of unknown dtype: None stands for float32, which fits most
_UNKNOWN_SHAPES = "the shapes of its inputs are not known; call it once, or build it"


class LiveModels:
    """Makes records of models, and keeps notes of what could not be found out.

    Args:
        tracer: follows the forward passes of subclassed models.
        values: what is taken of the values of weights.
        details: whether configurations are read, the names of weights inside wrappers, and what custom layers call.
    """

    def __init__(self, tracer: Tracer, *, values: Values, details: bool = True) -> None:
        self._tracer = tracer
        self._read = LiveVariables(values)
        self._details = details
        self._batch: int | None = None
        self._silent: list[str] = []
        self._unused: list[str] = []
        self._variables: dict[int, VariableTree] = {}
        self._open: list[int] = []  # custom layers around the one that is read, since one may call itself

    def notes(self) -> list[str]:
        """Return what the records lack, in words for their reader."""
        notes: list[str] = []
        if self._silent:
            notes.append(
                sentence(
                    "{names} cannot write down a configuration (no usable get_config), so it is not shown.",
                    names=listed(self._silent),
                )
            )
        if self._unused:
            notes.append(sentence("The forward pass does not use {names}.", names=listed(list(dict.fromkeys(self._unused)))))
        return notes

    def model(self, model: Any) -> ModelRecord:
        """Return the record of a model and of all models inside."""
        record = _bare_record(model)
        if record.form == "subclassed":
            return self._subclassed(model, self._outermost_frame(model))
        if record.form == "sequential":
            calls = Calls(functional_inside(model), self._batch)
            return chained(replace(record, layers=tuple(self._layer(layer, calls) for layer in stacked(model))))
        calls = Calls(model, self._batch)
        layers = tuple(self._layer(operation, calls) for operation in model.operations)
        record = replace(record, layers=layers, inputs=calls.ends(model.inputs), outputs=calls.ends(model.outputs))
        return record if record.kind == "Functional" or is_function(model) else self._with_others(record, model)

    def _with_others(self, record: ModelRecord, model: Any) -> ModelRecord:
        """Return a model with the layers that a subclass has beside those of its graph."""
        inside = {id(part) for layer in model.operations if is_layer(layer) for part in (layer, *inner_layers(layer))}
        others = [layer for layer in inner_layers(model, recursive=False) if layer.weights and id(layer) not in inside]
        layers = _named_once([*record.layers, *(self._layer(layer, None) for layer in others)])
        return replace(record, layers=layers, outside=tuple(str(layer.name) for layer in others))

    def _outermost_frame(self, model: Any) -> TracedPass | None:
        for free_batch, dtype in product((True, False), _DTYPES):
            arguments = built_arguments(model, dtype, free_batch=free_batch)
            frame = None if arguments is None else self._tracer.follow(model, arguments, (id(model), -1))
            if frame is not None:
                if is_model(model):
                    self._batch = built_batch(model) if free_batch else None
                return replace(frame, guessed=True)
        return None

    def _subclassed(self, model: Any, frame: TracedPass | None) -> ModelRecord:
        config = model_config(self._entry(model).get("config"))
        found, unused = self._followed(replace(_bare_record(model), config=config), model, frame)
        self._unused += [layer.name for layer in unused]
        return found

    def _custom(self, layer: Any, calls: Calls | None) -> Iterator[ModelRecord]:
        """Yield what is inside a custom layer, for each call; what is noted of that is shown only where it is opened."""
        silent, unused_before = len(self._silent), len(self._unused)
        record = ModelRecord(str(layer.name), type(layer).__name__, "subclassed", trainable=bool(layer.trainable))
        indices = [] if calls is None else calls.indices(layer)
        frames = [self._frame_of(layer, index) for index in indices] or [self._outermost_frame(layer)]
        self._open.append(id(layer))
        calls_inside = [self._followed(record, layer, frame) for frame in frames]
        self._open.pop()
        never = set.intersection(*({inner.identity for inner in unused} for _, unused in calls_inside))
        for found, unused in calls_inside:
            used_by_others = {inner.identity for inner in unused} - never
            # A layer that has no weights although the one around it is built is never called, and lacks none.
            layers = (replace(inner, is_built=inner.is_built or bool(layer.built)) for inner in found.layers)
            yield replace(
                found,
                layers=tuple(inner for inner in layers if inner.identity is None or inner.identity not in used_by_others),
                outside=tuple(inner.name for inner in unused if inner.identity in never),
            )
        del self._silent[silent:], self._unused[unused_before:]

    def _each_step(self, wrapper: Any) -> ModelRecord:
        """Return a model of the custom layer alone that a wrapper calls for each time step."""
        layer = self._layer(wrapper.layer, None)
        inside = layer.calls[0].inside
        ends = (inside.inputs, inside.outputs) if inside is not None else ((), ())
        given, returned = (tuple(end.spec for end in some) or (UNKNOWN,) for some in ends)
        names = [f"input#{number}" for number in range(1, len(given) + 1)]  # with a sign that Keras has in no name of its own
        inputs = [
            LayerRecord(name, "InputLayer", trainable=None, calls=(Call(outputs=(spec,)),), title="input")
            for name, spec in zip(names, given, strict=True)
        ]
        entering = tuple(TensorReference(name, 0, 0) for name in names)
        layer = replace(layer, calls=(replace(layer.calls[0], tensors=entering, outputs=returned),))
        leaving = tuple(TensorReference(layer.name, 0, number) for number in range(len(returned)))
        return ModelRecord(str(wrapper.name), type(wrapper).__name__, "functional", (*inputs, layer), entering, leaving)

    def _followed(self, record: ModelRecord, layer: Any, frame: TracedPass | None) -> tuple[ModelRecord, list[LayerRecord]]:
        """Return what is inside a subclassed model or custom layer, and of that the layers that its code does not use.

        Args:
            record: of it, without layers.
            layer: the model or layer.
            frame: a pass through it; ``None`` where it could not be followed.
        """
        variables = own_variables(layer)
        if frame is None:
            layers = [self._layer(inner, None) for inner in inner_layers(layer, recursive=False)]
            reason = self._tracer.reasons.get(id(layer), _UNKNOWN_SHAPES)
            everything = _named_once([*self._variable_records(variables, None), *layers])
            return replace(record, layers=everything, reason=reason), []
        calls = TracedCalls(frame, variables, self._tracer.tracked, frame.batch, frame.guessed)
        called = [self._layer(operation, calls) for operation in calls.operations]
        unused = [self._layer(inner, None) for inner in self._left_out(layer, calls)]
        index = len(frame.inputs)
        owned = self._variable_records(variables, calls)
        found = replace(
            record,
            form="functional",
            layers=_named_once([*called[:index], *owned, *called[index:], *unused]),
            inputs=calls.ends(frame.inputs),
            outputs=calls.ends(frame.outputs),
        )
        return found, unused

    def _variable_records(self, variables: list[Any], calls: TracedCalls | None) -> Iterator[LayerRecord]:
        for variable in variables:
            tree = self._variables.setdefault(id(variable), VariableTree(own=(self._read.of(variable),)))
            shape = tuple(int(size) for size in variable.shape)
            yield LayerRecord(
                name=str(variable.name) if calls is None else calls.names.of(variable),
                kind="Variable",
                trainable=bool(variable.trainable),
                calls=(Call(outputs=(TensorSpec(shape, str(variable.dtype)),)),),
                variables=tree,
                identity=id(variable),
            )

    def _left_out(self, layer: Any, calls: Calls) -> Iterator[Any]:
        """Yield the outermost layers with weights that no call uses, themselves or by a layer inside."""
        for inner in inner_layers(layer, recursive=False):
            if calls.uses(inner) or not inner.weights:
                continue
            if any(calls.uses(part) for part in inner_layers(inner)):
                yield from self._left_out(inner, calls)
            else:
                yield inner

    def _layer(self, layer: Any, calls: Calls | None) -> LayerRecord:
        models = self._models(layer, calls) if is_model(layer) else []
        model = models[0] if models else None
        entry = {"class_name": type(layer).__name__, "config": {}} if model else self._entry(layer)
        kind, config = class_name(entry), entry.get("config")
        trainable = config.get("trainable", True) if isinstance(config, Mapping) else True
        own = (Call(outputs=()),) if calls is None else calls.of(layer)
        if len(models) > 1:
            own = tuple(replace(call, model=inside) for call, inside in zip(own, models, strict=True))
        if self._details:
            own = self._with_insides(layer, own, calls)
        names = calls.names if isinstance(calls, TracedCalls) else None
        return LayerRecord(
            name=names.of(layer) if names else str(layer.name),
            title=names.title(layer) if names else None,
            kind=kind_of(layer) if names and not is_layer(layer) else kind,
            category="operation" if names and not is_layer(layer) else category(entry, is_a_model=model is not None),
            config=model.config if model else layer_config(kind, config),
            trainable=model.trainable if model else bool(trainable),
            calls=own,
            variables=self._tree(layer) if model is None and is_layer(layer) else EMPTY,
            model=model,
            identity=id(layer) if is_layer(layer) and kind != "InputLayer" else None,
            is_built=bool(getattr(layer, "built", False)),
        )

    def _with_insides(self, layer: Any, own: tuple[Call, ...], calls: Calls | None) -> tuple[Call, ...]:
        """Return the calls of a layer with what a custom one does in each, also where a wrapper holds it."""
        if is_custom(layer) and id(layer) not in self._open:
            return tuple(replace(call, inside=inside) for call, inside in zip(own, self._custom(layer, calls), strict=True))
        if is_instance(layer, "TimeDistributed") and is_custom(layer.layer):
            return tuple(replace(call, inside=self._each_step(layer)) for call in own)
        return own

    def _tree(self, layer: Any) -> VariableTree:
        if id(layer) not in self._variables:
            self._variables[id(layer)] = live_tree(layer, self._read) if self._details else self._flat_tree(layer)
        return self._variables[id(layer)]

    def _flat_tree(self, layer: Any) -> VariableTree:
        return VariableTree(str(layer.name), tuple(map(self._read.of, layer.weights)))

    def _models(self, model: Any, calls: Calls | None) -> list[ModelRecord]:
        """Return what is inside a model; for a subclassed one, once for each call, where the calls differ."""
        if not is_subclassed(model) or calls is None or not calls.uses(model):
            return [self.model(model)]
        found = [self._subclassed(model, self._frame_of(model, index)) for index in calls.indices(model)]
        return found[:1] if all(other == found[0] for other in found) else found

    def _frame_of(self, model: Any, index: int) -> TracedPass | None:
        key = id(model), index
        if key in self._tracer.frames:
            return self._tracer.frames[key]
        node = nodes(model)[index]
        arguments: Arguments = arguments_of(model, node.arguments.args, node.arguments.kwargs)
        return self._tracer.follow(model, arguments, key)

    def _entry(self, layer: Any) -> dict[str, Any]:
        if not self._details:
            return short_entry(layer)
        entry = serialized(layer)
        if entry is None:
            if not is_model(layer):  # of a model, its layers have all that can be known
                self._silent.append(str(layer.name))
            entry = {"class_name": type(layer).__name__, "config": {"trainable": getattr(layer, "trainable", True)}}
        return entry


def _bare_record(model: Any) -> ModelRecord:
    return ModelRecord(str(model.name), type(model).__name__, form(model), trainable=bool(getattr(model, "trainable", True)))


def _named_once(layers: list[LayerRecord]) -> tuple[LayerRecord, ...]:
    kept: dict[str, LayerRecord] = {}
    for layer in layers:
        name = free_name(layer.name, kept)
        kept[name] = layer if name == layer.name else replace(layer, name=name, title=layer.name)
    return tuple(kept.values())
