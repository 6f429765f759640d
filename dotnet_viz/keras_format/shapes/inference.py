"""What flows through a model: the tensors that go into each call and come out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.config.records import UNKNOWN, Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.shapes.layers import output_dtype, output_specs
from dotnet_viz.keras_format.shapes.partial import demanded_input, output_of_unknown, refined
from dotnet_viz.keras_format.to_record import read_model
from dotnet_viz.traversal import topological_order

Specs = tuple[TensorSpec, ...]
CallKey = tuple[str, int]
MAX_INNER_CALLS = 10_000


class Inference:
    """Finds the tensors of a model and of the models inside it, each model once for each kind of input.

    Args:
        max_calls: how many calls may be looked at: models that call models on ever other shapes can multiply
            without end.
    """

    def __init__(self, max_calls: int) -> None:
        self._max_calls = max_calls
        self._calls = 0
        self._done: dict[tuple[int, Specs | None], Mapping[CallKey, tuple[Specs, Specs]]] = {}

    def tensors(self, model: ModelRecord, inputs: Specs | None = None) -> Mapping[CallKey, tuple[Specs, Specs]]:
        """Return inputs and outputs of every call, by the layer's name and the number of the call.

        Args:
            model: whose calls.
            inputs: what the model is called on; ``None`` for what it was made for.

        Raises:
            UnsafeFileError: there are more calls to look at than allowed.
        """
        key = (id(model), inputs)
        if key not in self._done:
            self._calls += sum(len(layer.calls) for layer in model.layers)
            if self._calls > self._max_calls:
                raise UnsafeFileError(f"finding the shapes of this model takes more than {self._max_calls:,} steps; refused")
            self._done[key] = _ModelInference(model, inputs, self).run()
        return self._done[key]

    def returns(self, model: ModelRecord, inputs: Specs) -> Specs:
        """Return the shapes and dtypes of the outputs of a model that is called on ``inputs``.

        Args:
            model: the model.
            inputs: shapes and dtypes of the tensors that go in.
        """
        made_for = self.tensors(model)
        entry = tuple(_output(made_for, end) for end in model.inputs)
        same = len(entry) != len(inputs) or all(_covers(one, other) for one, other in zip(entry, inputs, strict=True))
        found = made_for if same else self.tensors(model, inputs)
        return tuple(_output(found, end) for end in model.outputs)


def shapes_of_model(entry: Mapping[str, Any], inputs: Sequence[Shape]) -> list[Shape] | None:
    """Return the output shapes of a model that stands in a layer's configuration, ``None`` where they are not known.

    Args:
        entry: the model's class and configuration.
        inputs: the shapes that go in.
    """
    found = Inference(MAX_INNER_CALLS).returns(read_model(entry), tuple(TensorSpec(shape) for shape in inputs))
    known = [spec.shape for spec in found if spec.shape is not None]
    return known if known and len(known) == len(found) else None


def _covers(made_for: TensorSpec, given: TensorSpec) -> bool:
    return given.shape is None or made_for.shape == given.shape


def _output(found: Mapping[CallKey, tuple[Specs, Specs]], end: TensorReference) -> TensorSpec:
    outputs = found.get((end.layer, end.call), ((), ()))[1]
    return outputs[end.tensor] if end.tensor < len(outputs) else UNKNOWN


class _ModelInference:
    """One pass over the calls of one model, each after those that it needs."""

    def __init__(self, model: ModelRecord, inputs: Specs | None, inference: Inference) -> None:
        self.model, self.inference = model, inference
        self.trusts_record = inputs is None  # what is written holds for the inputs that the model was made for
        self.given = (
            {} if inputs is None else {(end.layer, end.call): spec for end, spec in zip(model.inputs, inputs, strict=False)}
        )
        self.calls: dict[CallKey, tuple[LayerRecord, Call]] = {
            (layer.name, index): (layer, call) for layer in model.layers for index, call in enumerate(layer.calls)
        }
        self.stated = _stated(model) if self.trusts_record else {}
        self.demanded = _demanded(model)
        self.found: dict[CallKey, tuple[Specs, Specs]] = {}

    def run(self) -> Mapping[CallKey, tuple[Specs, Specs]]:
        edges = (((ref.layer, ref.call), key) for key, (_, call) in self.calls.items() for ref in call.tensors)
        for key in topological_order(self.calls, edges):
            self._visit(key)
        for key, (_, call) in self.calls.items():
            if key not in self.found:  # calls in a circle, which no real model has
                self.found[key] = ((UNKNOWN,) * len(call.tensors), (UNKNOWN,))
        return self.found

    def _visit(self, key: CallKey) -> None:
        layer, call = self.calls[key]
        given = self.given.get(key)
        inputs = tuple(_output(self.found, reference) for reference in call.tensors)
        if given is not None and layer.kind == "InputLayer":
            outputs: Specs = (given,)
        else:
            outputs = self._outputs(layer, call, inputs if given is None else (given,))
        self.found[key] = (inputs, _merged(outputs, self.stated.get(key, {}), self.demanded.get(key, {})))

    def _outputs(self, layer: LayerRecord, call: Call, inputs: Specs) -> Specs:
        if call.outputs is not None and self.trusts_record:
            return call.outputs
        model = layer.inside(call)
        if model is not None:
            return self.inference.returns(model, inputs) or (UNKNOWN,)
        if not inputs and layer.kind != "InputLayer":
            built_for = layer.input_shape if self.trusts_record else None
            inputs = (TensorSpec(built_for) if built_for else demanded_input(layer),)
        found = output_specs(layer.kind, layer.category, layer.config, inputs, call.constants, shapes_of_model)
        if found is None and layer.category == "layer" and inputs and inputs[0].shape is None:
            partial = output_of_unknown(layer.kind, layer.config, inputs[0])
            return (
                partial
                if partial == UNKNOWN
                else replace(partial, dtype=output_dtype(layer.kind, "layer", layer.config, inputs)),
            )
        return found or (UNKNOWN,)


def _stated(model: ModelRecord) -> dict[CallKey, dict[int, TensorSpec]]:
    """Collect what the record states of outputs: by the tensors of their consumers, by the shapes these were built for."""
    stated: dict[CallKey, dict[int, TensorSpec]] = {}
    for layer in model.layers:
        for call in layer.calls:
            for reference in call.tensors:
                spec = reference.spec
                if spec.shape is None and model.form == "sequential" and len(layer.calls) == 1:
                    spec = TensorSpec(layer.input_shape, spec.dtype)
                _add(stated.setdefault((reference.layer, reference.call), {}), reference.tensor, spec)
    return stated


def _add(outputs: dict[int, TensorSpec], index: int, spec: TensorSpec) -> None:
    before = outputs.get(index, UNKNOWN)
    outputs[index] = TensorSpec(before.shape if before.shape is not None else spec.shape, before.dtype or spec.dtype)


def _demanded(model: ModelRecord) -> dict[CallKey, dict[int, TensorSpec]]:
    """Collect what the kernels and classes of layers state of the first tensor that goes into each call."""
    demanded: dict[CallKey, dict[int, TensorSpec]] = {}
    for layer in model.layers:
        spec = demanded_input(layer)
        for tensor in (call.tensors[0] for call in layer.calls if call.tensors and spec != UNKNOWN):
            outputs = demanded.setdefault((tensor.layer, tensor.call), {})
            outputs[tensor.tensor] = refined(outputs.get(tensor.tensor, UNKNOWN), spec)
    return demanded


def _merged(outputs: Specs, stated: Mapping[int, TensorSpec], demanded: Mapping[int, TensorSpec]) -> Specs:
    """Put what is written before what was inferred, and complete only that by what the next layers demand."""
    count = max([len(outputs), *(index + 1 for index in stated if index < 1000)])
    merged = []
    for index in range(count):
        inferred = outputs[index] if index < len(outputs) else UNKNOWN
        spec = stated.get(index, UNKNOWN)
        if spec.shape is None:
            spec = refined(replace(inferred, dtype=spec.dtype or inferred.dtype), demanded.get(index, UNKNOWN))
        merged.append(replace(spec, dtype=spec.dtype or inferred.dtype))
    return tuple(merged)
