"""Layers that stand in two models of one file but are one object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np

from dotnet_viz.graph import Array
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import EMPTY, Variable
from dotnet_viz.keras_format.weights.roles import always_has_weights
from dotnet_viz.keras_format.weights.unmatched import variables_of


def with_shared_layers(model: ModelRecord, *, names_all: bool) -> ModelRecord:
    """Return a model in which the records of one layer object have one identity, and its variables.

    Keras writes the variables of an object where it meets it first, and nothing where it meets it again.
    So a layer without a place in the weights file is the one met before that has its name, class and
    configuration.

    Args:
        model: as it was read, with variables.
        names_all: whether the file has a place for layers without variables too.
    """
    return _Sharing(names_all).model(model)


def with_equal_layers(model: ModelRecord) -> ModelRecord:
    """Return a model in which records of one name, configuration and the same trained values have one identity.

    An ``.h5`` file has the variables of a shared layer once for each outermost model that uses it, and says
    nothing of their being one. Values are read only where two layers of one name could be the same.

    Args:
        model: as it was read, with variables.
    """
    return _EqualValues(names_all=False).model(model)


class _Sharing:
    """Walks through the models in the order in which Keras writes them."""

    def __init__(self, names_all: bool) -> None:
        self._names_all = names_all
        self._first: dict[tuple[str, str], LayerRecord] = {}
        self._numbers = count()

    def model(self, model: ModelRecord) -> ModelRecord:
        return replace(model, layers=tuple(self._layer(layer) for layer in model.layers))

    def _layer(self, layer: LayerRecord) -> LayerRecord:
        if layer.category == "operation" or layer.kind == "InputLayer":
            return layer
        before = self._first.get((layer.name, layer.kind))
        if before is not None and before.config == layer.config and (layer.is_repeated or self._is_same(before, layer)):
            return self._shared(before, layer)
        layer = replace(layer, identity=next(self._numbers))
        if layer.model is not None:
            layer = replace(layer, model=self.model(layer.model))
        self._first.setdefault((layer.name, layer.kind), layer)
        return layer

    def _shared(self, before: LayerRecord, layer: LayerRecord) -> LayerRecord:
        shared = replace(layer, variables=before.variables, identity=before.identity)
        return shared if layer.model is None else replace(shared, model=self.model(layer.model))

    def _is_same(self, _before: LayerRecord, layer: LayerRecord) -> bool:
        return self._is_missing(layer)

    def _is_missing(self, layer: LayerRecord) -> bool:
        return layer.variables is EMPTY and (self._names_all or always_has_weights(layer.kind, layer.config))


class _EqualValues(_Sharing):
    """Tells by the values of variables whether two layers are one."""

    def _shared(self, before: LayerRecord, layer: LayerRecord) -> LayerRecord:
        shared = replace(layer, variables=before.variables, identity=before.identity)
        if layer.model is None or before.model is None:
            return shared
        pairs = zip(before.model.layers, layer.model.layers, strict=True)
        inside = tuple(inner if inner.kind == "InputLayer" else self._shared(outer, inner) for outer, inner in pairs)
        return replace(shared, model=replace(layer.model, layers=inside))

    def _is_same(self, before: LayerRecord, layer: LayerRecord) -> bool:
        if _names(before) != _names(layer):
            return False
        one, other = list(_variables(before)), list(_variables(layer))
        if not other:
            return always_has_weights(layer.kind, layer.config) and bool(one)
        if [variable.shape for variable in one] != [variable.shape for variable in other]:
            return False
        arrays = [(_values(first), _values(second)) for first, second in zip(one, other, strict=True)]
        can_differ = any(array.size > 1 and array.min() != array.max() for array, _ in arrays)
        return can_differ and all(np.array_equal(first, second) for first, second in arrays)


def _names(layer: LayerRecord) -> list[str]:
    return [inner.name for inner in layer.model.layers] if layer.model else []


def _variables(layer: LayerRecord) -> Iterator[Variable]:
    yield from variables_of(layer.variables)
    for inner in layer.model.layers if layer.model else ():
        yield from _variables(inner)


def _values(variable: Variable) -> Array:
    return np.empty(0) if variable.source is None else variable.source.read()
