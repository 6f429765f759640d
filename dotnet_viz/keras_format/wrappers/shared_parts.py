"""Layers inside wrappers and custom layers that stand elsewhere in the model too: their variables are the same ones.

``TimeDistributed(dense)(x)`` and ``TimeDistributed(dense)(y)`` are two layers with one kernel. A ``.keras`` file has it where
Keras met it first and nothing where it met it again; an ``.h5`` file has its values twice. The configuration has the layer
in both wrappers, with the same name and settings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Array
from dotnet_viz.keras_format.config.entries import is_model
from dotnet_viz.keras_format.config.normalize import class_name, layer_config
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.to_record import read_model
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.layer import inner_entries
from dotnet_viz.keras_format.weights.roles import always_has_weights
from dotnet_viz.keras_format.weights.unmatched import layers_of, variables_of


def with_shared_parts(model: ModelRecord, *, written_once: bool) -> ModelRecord:
    """Return a model in which layers inside layers have the variables of the layer that they are.

    Args:
        model: as it was read, with variables.
        written_once: whether the file has the variables of an object once, as ``.keras`` files do; else they are one where
            all values are equal.
    """
    return _SharedParts(written_once).model(model)


def with_shared_variables(groups: Mapping[str, Mapping[str, Variable]]) -> dict[str, dict[str, Variable]]:
    """Return the variables of an ``.h5`` file, with one object for those that have the same full names and values.

    Args:
        groups: for each outermost layer, its variables by the names that Keras gave them.
    """
    first: dict[str, Variable] = {}
    found = {}
    for group, named in groups.items():
        again = {name: first[name] for name in named if name in first}
        is_same = bool(again) and have_equal_values(list(again.values()), [named[name] for name in again])
        found[group] = {**named, **again} if is_same else dict(named)
        first = {**found[group], **first}
    return found


class _SharedParts:
    """Walks through the layers in the order in which Keras writes them, and keeps the variables of each."""

    def __init__(self, written_once: bool) -> None:
        self._written_once = written_once
        self._first: dict[str, VariableTree] = {}
        self._wrapped: dict[str, ModelRecord] = {}

    def model(self, model: ModelRecord) -> ModelRecord:
        return replace(model, layers=tuple(self._layer(layer) for layer in model.layers))

    def _layer(self, layer: LayerRecord) -> LayerRecord:
        if layer.model is not None:
            return replace(layer, model=self._as_wrapped(self.model(layer.model)))
        if layer.category != "layer" or layer.kind == "InputLayer":
            return layer
        tree = self._tree(layer.variables, layer.title or layer.name, layer.kind, layer.config)
        return layer if tree is layer.variables else replace(layer, variables=tree)

    def _as_wrapped(self, model: ModelRecord) -> ModelRecord:
        """Return a model of which nothing is written here with the variables of the same one in a wrapper before."""
        first = self._wrapped.get(model.name)
        if first is None or any(True for layer in layers_of(model) for _ in variables_of(layer.variables)):
            return model
        if [_facts(layer) for layer in layers_of(model)] != [_facts(layer) for layer in layers_of(first)]:
            return model
        pairs = zip(model.layers, first.layers, strict=True)
        return replace(model, layers=tuple(replace(own, variables=other.variables, model=other.model) for own, other in pairs))

    def _tree(self, tree: VariableTree, name: str, kind: str, config: Mapping[str, Any]) -> VariableTree:
        """Return the variables of a layer, those that stand before in the place of what is missing or equal."""
        key = json.dumps([name, kind, config], sort_keys=True, default=str)
        before = self._first.get(key)
        if before is not None and self._is_same(before, tree, kind, config):
            return before if tree.is_empty else _replaced(tree, list(variables_of(before)))
        for attribute, entry in _entries(kind, config):
            tree = self._with_part(tree, attribute, entry)
        if not tree.is_empty:
            self._first.setdefault(key, tree)
        return tree

    def _with_part(self, tree: VariableTree, attribute: str, entry: Mapping[str, Any]) -> VariableTree:
        kind, config, name = class_name(entry), entry["config"], str(entry["config"].get("name"))
        found = [key for key, child in tree.children.items() if key.lstrip("_") == attribute or child.name == name]
        old = tree.children[found[0]] if found else VariableTree()
        if not found and not self._written_once and not tree.own:
            return self._with_part_of_longer_name(tree, name, kind, config)
        if not found and tree.own and kind != "InputLayer":  # an .h5 file leaves out the name of what is wrapped
            whole = self._tree(VariableTree(own=tree.own), name, kind, layer_config(kind, config))
            return replace(tree, own=whole.own)
        if self._written_once and is_model(entry) and not old.is_empty:
            with suppress(VizError):  # what is wrapped is not opened where it is damaged
                self._wrapped.setdefault(name, read_model(entry, old))
        new = self._tree(old, name, kind, layer_config(kind, config))
        if new is old:
            return tree
        return replace(tree, children={**tree.children, (found[0] if found else attribute): replace(new, name=name)})

    def _with_part_of_longer_name(self, tree: VariableTree, name: str, kind: str, config: Mapping[str, Any]) -> VariableTree:
        """Find a part that an ``.h5`` file names after the layer that had it first, as in ``second/first/dense``."""
        around = tree
        while not around.own and len(around.children) == 1 and name not in around.children:
            around = next(iter(around.children.values()))
        if name not in around.children or len(around.children) != 1:
            return tree
        part = self._tree(around.children[name], name, kind, layer_config(kind, config))
        return tree if part is around.children[name] else replace(tree, children={name: replace(part, name=name)})

    def _is_same(self, before: VariableTree, tree: VariableTree, kind: str, config: Mapping[str, Any]) -> bool:
        if tree.is_empty:
            return self._written_once and (always_has_weights(kind, config) or not before.is_empty)
        if self._written_once:
            return False
        return have_equal_values(list(variables_of(before)), list(variables_of(tree)))


def _facts(layer: LayerRecord) -> tuple[str, str, Mapping[str, Any]]:
    return layer.name, layer.kind, layer.config


def _entries(kind: str, config: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the layers in a configuration by the attributes that hold them; those of custom layers are called alike."""
    known = list(inner_entries(kind, config))
    names = {attribute for attribute, _ in known}
    others = [] if kind == "Bidirectional" else [(key, value) for key, value in config.items() if key not in names]
    for attribute, entry in (*known, *others):
        inner = entry.get("config") if isinstance(entry, Mapping) and "class_name" in entry else None
        if isinstance(inner, Mapping) and isinstance(inner.get("name"), str):
            yield attribute, entry


def have_equal_values(one: list[Variable], other: list[Variable]) -> bool:
    """Whether variables have the same shapes and values, and not merely those of an initialiser such as all zeros.

    Args:
        one: variables in their order.
        other: variables in their order.
    """
    if [variable.shape for variable in one] != [variable.shape for variable in other]:
        return False
    arrays = [(_values(first), _values(second)) for first, second in zip(one, other, strict=True)]
    are_distinctive = any(first.size > 1 and first.min() != first.max() for first, _ in arrays)
    return are_distinctive and all(np.array_equal(first, second) for first, second in arrays)


def _values(variable: Variable) -> Array:
    return np.empty(0) if variable.source is None else variable.source.read()


def _replaced(tree: VariableTree, variables: list[Variable]) -> VariableTree:
    """Return a tree with other variables in the place of its own, taken from the front of a list."""
    own = tuple(variables.pop(0) for _ in tree.own)
    return replace(tree, own=own, children={key: _replaced(child, variables) for key, child in tree.children.items()})
