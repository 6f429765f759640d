"""The variables, identities and shapes of live layers, put into the record of a model that describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord
from dotnet_viz.keras_format.to_record import chained, read_layer
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.legacy_h5 import arranged_below
from dotnet_viz.keras_format.weights.linked import LinkedValues, values_of
from dotnet_viz.readers.keras.keras_2.objects import (
    calls_in,
    dtype_name,
    form,
    held_by,
    inner_layers,
    is_model,
    named_variables,
    specs_of,
)
from dotnet_viz.readers.keras.keras_2.serialized import Descriptions


class Variables:
    """Puts what live layers have into records, each variable once.

    Args:
        networks: traced networks by the ids of their subclassed models.
        descriptions: of layers that no network calls.
        copied: whether values are copied; else they are read from the model whenever they are asked for.
    """

    def __init__(self, networks: Mapping[int, Any], descriptions: Descriptions, *, copied: bool) -> None:
        self._networks = networks
        self._descriptions = descriptions
        self._copied = copied
        self._read: dict[int, Variable] = {}

    def model(self, record: ModelRecord, model: Any) -> ModelRecord:
        """Return the record of a model with the variables of its layers.

        Args:
            record: of the model.
            model: the model itself.
        """
        if record.form == "subclassed":
            return self._listed(record, model)
        network = self._networks.get(id(model), model)
        live = {str(layer.name): layer for layer in inner_layers(network)}
        layers = [self._layer(layer, live[layer.name], network) if layer.name in live else layer for layer in record.layers]
        found = replace(record, layers=tuple(layers))
        if form(model) == "sequential":
            return chained(found)
        return found if network is model else self._with_others(found, model, network)

    def _listed(self, record: ModelRecord, model: Any) -> ModelRecord:
        """Return a model whose connections are not known, with its layers one by one."""
        layers = [self._described(layer) for layer in inner_layers(model)]
        own = self._own_variables(model, inner_layers(model))
        reason = self._descriptions.reasons.get(id(model), record.reason)
        return replace(record, layers=(*own, *(layer for layer in layers if layer.kind != "InputLayer")), reason=reason)

    def _described(self, layer: Any) -> LayerRecord:
        return self._layer(read_layer(self._descriptions.entry(layer)), layer, None)

    def _with_others(self, record: ModelRecord, model: Any, network: Any) -> ModelRecord:
        """Return a traced model with its own variables and, beside its graph, layers that are not called."""
        own = {variable.name: variable for variable in self._own_variables(model, inner_layers(network))}
        layers = tuple(own.pop(layer.name, layer) for layer in record.layers)
        called = {id(variable) for variable in network.weights}
        unused = [
            each for each in inner_layers(model) if each.weights and not any(id(weight) in called for weight in each.weights)
        ]
        names = {layer.name for layer in layers}
        others = (layer for layer in (*own.values(), *map(self._described, unused)) if layer.name not in names)
        new = tuple(others)
        return replace(record, layers=(*layers, *new), outside=tuple(layer.name for layer in new))

    def _own_variables(self, model: Any, layers: list[Any]) -> list[LayerRecord]:
        return [
            LayerRecord(
                name,
                "Variable",
                trainable=bool(variable.trainable),
                calls=(Call(outputs=specs_of([variable])),),
                variables=VariableTree(own=(replace(self._of(variable), name=name),)),
                identity=id(variable),
            )
            for name, variable in named_variables(held_by(model), layers).items()
        ]

    def _layer(self, record: LayerRecord, layer: Any, network: Any) -> LayerRecord:
        calls = self._calls(record, layer, network)
        identity = None if record.kind == "InputLayer" else id(layer)
        inside = record.model
        if inside is None and is_model(layer):  # one whose connections could not be followed
            inside = ModelRecord(record.name, record.kind, "subclassed", trainable=record.trainable, config=record.config)
        if inside is not None:
            model = self.model(inside, layer)
            return replace(record, category="model", model=model, calls=calls, identity=identity)
        tree = arranged_below(str(layer.name), self._named(layer.weights))
        return replace(record, variables=tree, calls=calls, identity=identity, is_built=bool(layer.built))

    def _calls(self, record: LayerRecord, layer: Any, network: Any) -> tuple[Call, ...]:
        """Return the calls with the shapes that the live layer knows of them."""
        is_input = record.kind == "InputLayer"
        nodes = [node for node in calls_in(network, layer) if is_input or not node.is_input] if network is not None else []
        if len(nodes) != len(record.calls) or record.model is not None:
            return record.calls
        return tuple(replace(call, outputs=specs_of(node.outputs)) for call, node in zip(record.calls, nodes, strict=True))

    def _named(self, variables: list[Any]) -> dict[str, Variable]:
        """Return variables by their full names; one that comes again has a number."""
        found: dict[str, Variable] = {}
        for variable in variables:
            wanted = str(variable.name).rpartition(":")[0] or str(variable.name)
            name, number = wanted, 1
            while name in found:
                number += 1
                name = f"{wanted}_{number}"
            found[name] = self._of(variable)
        return found

    def _of(self, variable: Any) -> Variable:
        if id(variable) not in self._read:
            shape = tuple(int(size) for size in variable.shape)
            source = InMemory(values_of(variable)) if self._copied else LinkedValues(variable)
            self._read[id(variable)] = Variable(shape, dtype_name(variable), source, None, bool(variable.trainable))
        return self._read[id(variable)]


def optimizer_variables(model: Any) -> dict[str, Variable]:
    """Return the variables of a model's optimizer by their names, with the values of those alone that are one number.

    Args:
        model: compiled or not.
    """
    found: dict[str, Variable] = {}
    try:
        variables = getattr(model.optimizer, "variables", ())
        for item in variables() if callable(variables) and not isinstance(variables, list) else variables:
            shape = tuple(int(size) for size in item.shape)
            name = str(item.name).rpartition(":")[0] or str(item.name)
            name = name if name not in found else f"{name}#{len(found)}"
            found[name] = Variable(shape, dtype_name(item), None if shape else InMemory(values_of(item)))
    except Exception:  # an optimizer of one's own may have none, and the graph does not need them
        return {}
    return found
