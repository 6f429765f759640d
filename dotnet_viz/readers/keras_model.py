"""Live Keras 3 models on any backend: what Keras would save, without saving it.

Keras is imported only once there is a model of it. Weights are copied at once, so that training goes on
without changing a graph that was read before.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph, Origin, TensorSpec
from dotnet_viz.keras_format.calls import read_call
from dotnet_viz.keras_format.config import class_name, layer_config, model_config, plain
from dotnet_viz.keras_format.live_variables import is_instance, is_layer, live_tree
from dotnet_viz.keras_format.model_config import category, chained
from dotnet_viz.keras_format.names import listed
from dotnet_viz.keras_format.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.structure import graph_of
from dotnet_viz.keras_format.variables import EMPTY

_KERAS_2 = ("tf_keras.", "keras.engine.", "keras.src.engine.", "tensorflow.python.keras.")


def can_read(source: object) -> bool:
    """Whether this is a Keras model, told by the modules of its classes; Keras is not imported for that."""
    return _is_model(source) or _is_old_model(source)


def _is_model(source: object) -> bool:
    return is_instance(source, "Model", "keras.src.models.")


def _is_old_model(source: object) -> bool:
    return any(kind.__name__ == "Model" and kind.__module__.startswith(_KERAS_2) for kind in type(source).__mro__)


def read(source: Any) -> Graph:
    """Return the graph of a live model, equal to that of the file that it would be saved to.

    Args:
        source: a ``keras.Model``: Sequential, Functional or subclassed.

    Raises:
        UnsupportedInputError: it is no model of Keras 3.
    """
    return _graph(source, values=True)


def outline(source: Any) -> Graph:
    """Return the graph of a live model without the values of its weights, which takes far less time.

    Args:
        source: see :func:`read`.

    Raises:
        UnsupportedInputError: it is no model of Keras 3.
    """
    return _graph(source, values=False)


def _graph(source: Any, *, values: bool) -> Graph:
    if not _is_model(source):
        raise UnsupportedInputError(_refusal(source))
    live = _LiveModels(values=values)
    model = live.model(source)
    return graph_of(model, _origin(source), live.notes())


def _refusal(source: object) -> str:
    if _is_old_model(source):
        return (
            f"a live model of Keras 2 ({type(source).__module__.split('.')[0]}) cannot be read;"
            " save it with model.save('model.keras') or model.save('model.h5') and give the file's path"
        )
    return f"a {type(source).__name__} is no Keras model; give a keras.Model or the path of a .keras or .h5 file"


def _origin(source: Any) -> Origin:
    import keras

    training = plain(_compile_config(source))
    kept = training if isinstance(training, dict) and training else None
    return Origin("keras-model", framework_version=str(keras.__version__), training=kept)


def _compile_config(source: Any) -> Any:
    try:
        return source.get_compile_config() if source.compiled else None
    except Exception:  # a custom loss may refuse to be written down, and the graph does not need it
        return None


class _LiveModels:
    """Makes records of models, and keeps what could not be told."""

    def __init__(self, *, values: bool) -> None:
        self._values = values
        self._silent: list[str] = []

    def notes(self) -> list[str]:
        """Return what the records lack, in words for their reader."""
        if not self._silent:
            return []
        return [f"{listed(self._silent)} cannot write down a configuration (no usable get_config), so it is not shown."]

    def model(self, model: Any) -> ModelRecord:
        """Return the record of a model and of all models inside."""
        form = _form(model)
        record = ModelRecord(str(model.name), type(model).__name__, form, trainable=bool(model.trainable))
        if form == "subclassed":
            layers = tuple(self._layer(layer, (Call(outputs=()),)) for layer in model.layers)
            config = self._entry(model).get("config")
            return replace(record, layers=layers, config=model_config(config))
        calls = _Calls(model if form == "functional" else _functional_inside(model))
        if form == "sequential":
            return chained(replace(record, layers=tuple(self._layer(layer, calls.of(layer)) for layer in _stacked(model))))
        layers = tuple(self._layer(operation, calls.of(operation)) for operation in model.operations)
        return replace(record, layers=layers, inputs=calls.ends(model.inputs), outputs=calls.ends(model.outputs))

    def _layer(self, layer: Any, calls: tuple[Call, ...]) -> LayerRecord:
        model = self.model(layer) if _is_model(layer) else None
        entry = {"class_name": type(layer).__name__, "config": {}} if model else self._entry(layer)
        kind, config = class_name(entry), entry.get("config")
        trainable = config.get("trainable", True) if isinstance(config, Mapping) else True
        return LayerRecord(
            name=str(layer.name),
            kind=kind,
            category=category(entry, is_a_model=model is not None),
            config=model.config if model else layer_config(kind, config),
            trainable=model.trainable if model else bool(trainable),
            calls=calls,
            variables=live_tree(layer, values=self._values) if model is None and is_layer(layer) else EMPTY,
            model=model,
            identity=id(layer) if is_layer(layer) and kind != "InputLayer" else None,
        )

    def _entry(self, layer: Any) -> dict[str, Any]:
        entry = _serialized(layer)
        if entry is None:
            self._silent.append(str(layer.name))
            entry = {"class_name": type(layer).__name__, "config": {"trainable": getattr(layer, "trainable", True)}}
        return entry


def _form(model: Any) -> str:
    if is_instance(model, "Sequential", "keras.src.models."):
        return "sequential"
    return "functional" if is_instance(model, "Functional", "keras.src.models.") else "subclassed"


def _functional_inside(sequential: Any) -> Any:
    return sequential._functional  # noqa: SLF001 - ``None`` while it is not built, which no public attribute tells


def _stacked(sequential: Any) -> list[Any]:
    return list(sequential._layers)  # noqa: SLF001 - ``layers`` leaves out the InputLayer


def _history(tensor: Any) -> tuple[Any, int, int]:
    operation, index, number = tensor._keras_history  # noqa: SLF001 - where a tensor comes from has no public name
    return operation, int(index), int(number)


def _nodes(operation: Any) -> list[Any]:
    return list(operation._inbound_nodes)  # noqa: SLF001 - the calls of a layer have no public name


def _serialized(value: Any) -> dict[str, Any] | None:
    import keras

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras warns of lambdas when it writes them down
            entry = keras.saving.serialize_keras_object(value)
    except Exception:  # whatever a custom get_config raises
        return None
    return entry if isinstance(entry, dict) else None


class _Calls:
    """The calls of a functional model's layers, numbered from 0 for each layer."""

    def __init__(self, functional: Any) -> None:
        self._used: dict[int, list[int]] = {}
        if functional is not None:
            self._collect(functional)

    def _collect(self, functional: Any) -> None:
        """Walk from the outputs back to the inputs: a layer may have calls that belong to other models."""
        ends = {id(tensor) for tensor in functional.inputs}
        waiting, seen = list(functional.outputs), set()
        used: dict[int, set[int]] = {}
        while waiting:
            tensor = waiting.pop()
            operation, index, _ = _history(tensor)
            if (id(operation), index) in seen:
                continue
            seen.add((id(operation), index))
            used.setdefault(id(operation), set()).add(index)
            if id(tensor) not in ends:
                waiting.extend(_nodes(operation)[index].input_tensors)
        for tensor in functional.inputs:
            operation, index, _ = _history(tensor)
            used.setdefault(id(operation), set()).add(index)
        self._used = {key: sorted(indices) for key, indices in used.items()}

    def of(self, operation: Any) -> tuple[Call, ...]:
        """Return the calls of a layer or an operation."""
        nodes = _nodes(operation)
        return tuple(self._call(nodes[index]) for index in self._used.get(id(operation), ())) or (Call(),)

    def _call(self, node: Any) -> Call:
        outputs = tuple(TensorSpec(_shape(tensor), str(tensor.dtype)) for tensor in node.outputs)
        if not node.input_tensors:
            return Call(outputs=outputs)
        written = {"args": self._written(node.arguments.args), "kwargs": self._written(node.arguments.kwargs)}
        call = read_call(written, lambda _name: False)
        return Call(call.tensors, call.constants, outputs)

    def _written(self, value: Any) -> Any:
        if is_instance(value, "KerasTensor"):
            return self._reference(value)
        if isinstance(value, (list, tuple)):
            return [self._written(item) for item in value]
        if isinstance(value, dict):
            return {key: self._written(item) for key, item in value.items()}
        return value if value is None or isinstance(value, (bool, int, float, str)) else _constant(value)

    def _reference(self, tensor: Any) -> TensorReference:
        operation, index, number = _history(tensor)
        spec = TensorSpec(_shape(tensor), str(tensor.dtype))
        return TensorReference(str(operation.name), self._used[id(operation)].index(index), number, spec)

    def ends(self, tensors: Any) -> tuple[TensorReference, ...]:
        """Return the tensors where data enters or leaves."""
        return tuple(self._reference(tensor) for tensor in tensors)


def _shape(tensor: Any) -> tuple[int | None, ...] | None:
    shape = tensor.shape
    return None if shape is None else tuple(None if size is None else int(size) for size in shape)


def _constant(value: Any) -> Any:
    import keras

    try:
        return keras.saving.serialize_keras_object(value)
    except Exception:  # an argument of a class that Keras does not know
        return {"class_name": type(value).__name__}
