"""A serialised model and the weights of a file become one record: the one place where layers get their variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dotnet_viz.errors import ShapeError, UnreadableFileError
from dotnet_viz.graph import Graph, Shape
from dotnet_viz.keras_format.architecture import Architecture
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.stored_weights import StoredWeights, WeightGroups, WeightPaths, read_weights
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.to_record import read_model
from dotnet_viz.keras_format.variables import EMPTY, Variable, tree_of_paths
from dotnet_viz.keras_format.weights.expected_shapes import expected_shapes, is_shape
from dotnet_viz.keras_format.weights.legacy_h5 import TOP_LEVEL, Named, with_layer_names, with_variables
from dotnet_viz.keras_format.weights.roles import always_has_weights
from dotnet_viz.keras_format.weights.shared_layers import with_equal_layers, with_shared_layers
from dotnet_viz.keras_format.weights.unmatched import file_notes, layers_of, unmatched_notes, unweighted_notes
from dotnet_viz.keras_format.wrappers.shared_parts import with_shared_parts, with_shared_variables
from dotnet_viz.translation.sentences import sentence


def joined(entry: Mapping[str, Any], weights: StoredWeights, what: str) -> tuple[ModelRecord, list[str]]:
    """Return the record of a model with its variables, and notes on what did not find its place.

    Args:
        entry: the serialised model: ``class_name``, ``config`` ...
        weights: of the same model.
        what: what is read, for messages.

    Raises:
        UnreadableFileError: the configuration is not that of a model.
    """
    return _with_groups(entry, weights, what) if isinstance(weights, WeightGroups) else _with_paths(entry, weights, what)


def _with_groups(entry: Mapping[str, Any], weights: WeightGroups, what: str) -> tuple[ModelRecord, list[str]]:
    groups = with_shared_variables(weights.groups)
    model = with_variables(read_model(with_layer_names(entry, groups), what=what), groups)
    shared = with_shared_parts(with_equal_layers(model), written_once=False)
    stored = WeightGroups(groups).stored
    # Of what the file has is said before layers became one, of what lacks only after that.
    return shared, [*unmatched_notes(model, stored), *unweighted_notes(shared, stored)]


def _with_paths(entry: Mapping[str, Any], weights: WeightPaths, what: str) -> tuple[ModelRecord, list[str]]:
    tree = tree_of_paths(weights.variables, weights.names)
    model = read_model(entry, tree, what, weights.version)
    if tree is not EMPTY:
        model = with_shared_layers(model, names_all=tree.name is not None)
        model = with_shared_parts(model, written_once=True)
    return model, file_notes(model, weights.stored)


def joined_with_file(entry: Mapping[str, Any], weights: StoredWeights, what: str) -> tuple[ModelRecord, list[str]]:
    """Return the same of weights that were saved on their own, whose layers may have the names of another process.

    Where the names are not those of the layers, Keras goes by the order, and so does this.

    Args:
        entry: the serialised model.
        weights: of a file that was given for it.
        what: what is read, for messages.

    Raises:
        UnreadableFileError: the configuration is not that of a model.
    """
    if isinstance(weights, WeightPaths):
        by_name = joined(entry, weights, what)
        names = {layer.name for layer in layers_of(by_name[0])}
        is_named = all(name is None or name in names for path, name in weights.names.items() if path.startswith("layers/"))
        if not by_name[1] or is_named:
            return by_name
        by_number = joined(entry, WeightPaths(weights.variables, {}, weights.version or "3"), what)
        return by_number if len(by_number[1]) < len(by_name[1]) else by_name
    renamed = _by_order(read_model(entry, what=what), weights.groups)
    if renamed is None:
        return joined(entry, weights, what)
    model, notes = joined(entry, WeightGroups(renamed), what)
    by_order = sentence("The weights' layers have other names than the model's: they were matched by their order.")
    return model, [by_order, *notes]


def graph_with_weights(found: Architecture, path: Path) -> Graph:
    """Return the graph of an architecture with the weights of a file.

    Args:
        found: what the layers are.
        path: the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: one of both is damaged, or no weight of the file belongs to a layer.
        ShapeError: the weights have other shapes than the layers ask for.
        UnsafeFileError: one of both asks for what reading a model never needs.
    """
    weights = read_weights(path)
    model, notes = joined_with_file(found.entry, weights, found.origin.path or "the text")
    described = replace(model, layers=tuple(layer for layer in model.layers if layer.name not in model.outside))
    if all(layer.variables.is_empty for layer in layers_of(described)):
        raise UnreadableFileError(
            f"no weight of {str(path)!r} belongs to a layer of the model: it has {listed(list(weights.stored))}, and the layers"
            f" are {listed([layer.name for layer in described.layers])}"
        )
    graph = graph_of(model, found.origin, notes)
    _check_shapes(graph, path)
    return graph


def _check_shapes(graph: Graph, path: Path) -> None:
    for layer in graph.layers:
        expected = expected_shapes(layer.kind, layer.config)
        for weight in layer.weights:
            if weight.name in expected and not is_shape(weight.shape, expected[weight.name]):
                raise ShapeError(
                    f"the weights in {str(path)!r} are not those of this model: {layer.id}/{weight.name} has the shape"
                    f" {weight.shape} there, and the layer asks for {_in_words(expected[weight.name])}"
                )


def _in_words(shape: Shape) -> str:
    return "(" + ", ".join("any" if size is None else str(size) for size in shape) + ")"


def named_groups(entry: Mapping[str, Any], variables: Mapping[str, Variable], what: str) -> dict[str, Named]:
    """Return variables under the outermost layers that they belong to, by the names of layers in their own.

    Args:
        entry: the serialised model.
        variables: by their full names, such as ``"dense/kernel"`` or ``"model/encoder/dense/kernel"``.
        what: what is read, for messages.

    Returns:
        Groups as legacy ``.h5`` files have them; what names no layer has a group of its first name.
    """
    layers = read_model(entry, what=what).layers
    outermost = {layer.name for layer in layers}
    inside = {inner.name: layer.name for layer in reversed(layers) if layer.model for inner in layers_of(layer.model)}
    groups: dict[str, Named] = {layer.name: {} for layer in layers}
    for name, variable in variables.items():
        parts = name.split("/")[:-1]
        owner = next((part for part in parts if part in outermost), None)
        owner = owner or next((inside[part] for part in parts if part in inside), name.split("/")[0])
        groups.setdefault(owner, {})[name] = variable
    return {name: named for name, named in groups.items() if named}


def _by_order(model: ModelRecord, groups: Mapping[str, Named]) -> dict[str, Named] | None:
    """Return groups under the names of the layers that have their place; ``None`` where names or shapes say otherwise."""
    filled = {name: named for name, named in groups.items() if named and name != TOP_LEVEL}
    layers = [layer for layer in model.layers if _has_weights(layer)]
    if filled.keys() <= {layer.name for layer in model.layers} or len(filled) != len(layers):
        return None
    pairs = list(zip(layers, filled.items(), strict=True))
    if not all(_fits(layer, named) for layer, (_, named) in pairs):
        return None
    renamed = {
        layer.name: {_renamed(key, group, layer.name): variable for key, variable in named.items()}
        for layer, (group, named) in pairs
    }
    return {**renamed, **{name: named for name, named in groups.items() if name == TOP_LEVEL}}


def _has_weights(layer: LayerRecord) -> bool:
    if layer.model is not None:
        return any(always_has_weights(inner.kind, inner.config) for inner in layers_of(layer.model))
    return always_has_weights(layer.kind, layer.config)


def _fits(layer: LayerRecord, named: Named) -> bool:
    expected = expected_shapes(layer.kind, layer.config)
    last = {key.rpartition("/")[2]: variable.shape for key, variable in named.items()}
    return all(is_shape(last[name], shape) for name, shape in expected.items() if name in last)


def _renamed(key: str, old: str, new: str) -> str:
    return f"{new}/{key[len(old) + 1 :]}" if key.startswith(f"{old}/") else key
