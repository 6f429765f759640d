"""Weights of legacy ``.h5`` files: by the name of the outermost layer, then by their own names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.keras_format.config.entries import layer_name, stated_name
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import EMPTY, MAX_DEPTH, Variable, VariableTree
from dotnet_viz.keras_format.weights.subclassed import own_variables, parts, unknown_layer

Named = dict[str, Variable]

TOP_LEVEL = "top_level_model_weights"
"""The group of the variables that a model holds itself."""


def with_layer_names(entry: Mapping[str, Any], groups: Iterable[str]) -> Mapping[str, Any]:
    """Return a serialised model whose layers have names, those without one that of their group of the weights.

    Args:
        entry: the model; layers of classes of its author's own may state no name.
        groups: the names of the outermost layers, in order.
    """
    config = entry.get("config")
    layers = config.get("layers") if isinstance(config, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(layers, list):
        return entry
    unnamed = [
        item
        for item in layers
        if isinstance(item, Mapping) and isinstance(item.get("class_name"), str) and stated_name(item) is None
    ]
    stated = {stated_name(item) for item in layers if isinstance(item, Mapping)}
    names: dict[int, str] = {}
    for default in {layer_name(item) for item in unnamed}:
        same = [item for item in unnamed if layer_name(item) == default]
        free = [name for name in groups if name not in stated and without_number(name) == default]
        if len(same) == len(free):
            names |= {id(item): name for item, name in zip(same, free, strict=True)}
    named = [{**item, "name": names[id(item)]} if id(item) in names else item for item in layers]
    return {**entry, "config": {**config, "layers": named}} if names else entry


def with_variables(model: ModelRecord, groups: Mapping[str, Named]) -> ModelRecord:
    """Return a model whose layers have their variables.

    Args:
        model: the record without variables.
        groups: for each outermost layer, its variables by the names that Keras gave them, in order, such as
            ``"dense/kernel"``; those of a nested model's layers are in the group of the model.

    Returns:
        The model; what no connection names, as all layers of a subclassed model, and those that a subclass of
        ``Functional`` has outside of its graph, stands behind the layers of the configuration.
    """
    known = [layer for layer in model.layers if model.form != "subclassed" or layer.name in groups or not groups]
    layers = tuple(_with_variables(layer, dict(groups.get(layer.name, {})), ()) for layer in known)
    names = {layer.name for layer in layers}
    others = [_layer(name, named) for name, named in groups.items() if named and name not in {*names, TOP_LEVEL}]
    own = [record for record in own_variables(held_by_model(groups.get(TOP_LEVEL, {}))) if record.name not in names]
    outside = () if model.form == "subclassed" else tuple(record.name for record in (*own, *others))
    return replace(model, layers=(*layers, *own, *others), outside=outside)


def held_by_model(named: Named) -> VariableTree:
    """Return the variables of a model itself, which are called after it: ``"model/scale"``."""
    return VariableTree(own=tuple(replace(variable, name=key.rpartition("/")[2]) for key, variable in named.items()))


def _layer(name: str, named: Named) -> LayerRecord:
    return unknown_layer(name, variables_of_group(name, named))


def variables_of_group(name: str, named: Named) -> VariableTree:
    """Return the variables of an outermost layer, arranged by their names below it.

    Args:
        name: of the layer.
        named: its variables by the names that Keras gave them.
    """
    return replace(_arranged(_below(name, named)), name=name)


def _with_variables(layer: LayerRecord, named: Named, around: tuple[str, ...]) -> LayerRecord:
    if layer.model is None:
        return replace(layer, variables=_arranged(_claim(layer.name, named, around)))
    inside = (*around, layer.name)
    if layer.model.form == "subclassed":
        own = _arranged(_claim(layer.name, named, around)) if around else _arranged(_below(layer.name, named))
        return replace(layer, model=replace(layer.model, layers=tuple(parts(own))))
    found = tuple(_with_variables(inner, named, inside) for inner in layer.model.layers)
    return replace(layer, model=replace(layer.model, layers=found))


def _claim(name: str, named: Named, around: tuple[str, ...]) -> Named:
    """Take the variables of one layer out of those of its group, under their names below the layer."""
    if not around:
        return _below(name, named)
    ends = {key: _end_of(name, key) for key in named}
    prefixes = {key[:end] for key, end in ends.items() if end}
    if not prefixes:
        return {}
    prefix = min(prefixes, key=lambda text: (f"/{around[-1]}/" not in f"/{text}", len(text), text))
    return {key[len(prefix) :]: named.pop(key) for key in list(named) if key.startswith(prefix)}


def _below(name: str, named: Named) -> Named:
    return {key[_end_of(name, key) :]: variable for key, variable in named.items()}


def arranged_below(name: str, named: Named) -> VariableTree:
    """Return the variables of a layer, arranged by their names below it.

    Args:
        name: of the layer.
        named: its variables by the names that Keras gave them.
    """
    return _arranged(_below(name, named))


def _end_of(name: str, key: str) -> int:
    """Return where the part of a variable's name after the layer's name starts, 0 where that name is not in it."""
    start = f"/{key}".find(f"/{name}/")
    return 0 if start < 0 else start + len(name) + 1


def _arranged(named: Named) -> VariableTree:
    root: dict[str, Any] = {}
    for key, variable in named.items():
        *outer, name = key.split("/")[-MAX_DEPTH:]
        group = root
        for part in outer:
            group = group.setdefault(f"{part}/", {})
        group[name] = replace(variable, name=name)
    return _frozen(None, root) if root else EMPTY


def _frozen(name: str | None, group: Mapping[str, Any]) -> VariableTree:
    own = tuple(value for value in group.values() if isinstance(value, Variable))
    children = {key[:-1]: _frozen(key[:-1], value) for key, value in group.items() if not isinstance(value, Variable)}
    return VariableTree(name, own, children)
