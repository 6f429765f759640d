"""Layers that stand in two models of one file but are one object."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from dotnet_viz.keras_format.matching import ALWAYS_WEIGHTED
from dotnet_viz.keras_format.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import EMPTY


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
        before = self._first.get((layer.name, layer.kind)) if self._is_missing(layer) else None
        if before is not None and before.config == layer.config:
            layer = replace(layer, variables=before.variables, identity=before.identity)
        else:
            layer = replace(layer, identity=next(self._numbers))
            self._first.setdefault((layer.name, layer.kind), layer)
        return layer if layer.model is None else replace(layer, model=self.model(layer.model))

    def _is_missing(self, layer: LayerRecord) -> bool:
        return layer.variables is EMPTY and (self._names_all or layer.kind in ALWAYS_WEIGHTED)
