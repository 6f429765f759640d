"""What of a weights file found its layer, and what did not, in words for the reader of a graph."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.roles import always_has_weights
from dotnet_viz.translation.sentences import sentence


def layers_of(model: ModelRecord) -> Iterator[LayerRecord]:
    """Yield every layer of a model and of the models inside."""
    for layer in model.layers:
        yield layer
        if layer.model is not None:
            yield from layers_of(layer.model)


def variables_of(tree: VariableTree) -> Iterator[Variable]:
    """Yield every variable of a tree."""
    yield from tree.own
    for child in tree.children.values():
        yield from variables_of(child)


def unmatched(model: ModelRecord, stored: dict[str, Variable]) -> list[str]:
    """Return the paths of stored variables that belong to no layer of the model, sorted.

    Args:
        model: with the variables that its layers were given.
        stored: every variable that the file has for the model, by path.
    """
    given = {id(variable.source) for layer in layers_of(model) for variable in variables_of(layer.variables)}
    return sorted(path for path, variable in stored.items() if id(variable.source) not in given)


def is_unbuilt(model: ModelRecord) -> bool:
    """Whether a model was never built with the shape of its input, so that it has neither shapes nor weights."""
    first = model.layers[0] if model.form == "sequential" and model.layers else None
    if first is None or first.kind == "InputLayer" or first.input_shape is not None:
        return False
    return all(layer.variables.is_empty for layer in layers_of(model))


def lacks_weights(layer: LayerRecord) -> bool:
    """Whether a layer has weights, by its class or since some of the file may be its own, and none were found."""
    if layer.is_built or layer.model is not None or not layer.variables.is_empty:
        return False
    return not layer.variables.is_known or always_has_weights(layer.kind, layer.config)


def unweighted(model: ModelRecord) -> Iterator[LayerRecord]:
    """Yield the layers that have weights but were given none, those of models that were never built left out."""
    if is_unbuilt(model):
        return
    for layer in model.layers:
        if lacks_weights(layer):
            yield layer
        if layer.model is not None:
            yield from unweighted(layer.model)


def file_notes(model: ModelRecord, stored: dict[str, Variable]) -> list[str]:
    """Return notes on variables without a layer and on layers without variables.

    Args:
        model: what the configuration states, with the variables that were found.
        stored: every variable of the file by its path.
    """
    return [*unmatched_notes(model, stored), *unweighted_notes(model, stored)]


def unmatched_notes(model: ModelRecord, stored: dict[str, Variable]) -> list[str]:
    """Return a note on variables that belong to no layer, if there are any.

    Args:
        model: what the configuration states, with the variables that were found.
        stored: every variable of the file by its path.
    """
    left = unmatched(model, stored)
    if not left:
        return []
    return [
        sentence(
            "{count} stored variable belongs to no layer of the configuration: {names}.",
            "{count} stored variables belong to no layer of the configuration: {names}.",
            count=len(left),
            names=listed(left),
        )
    ]


def unweighted_notes(model: ModelRecord, stored: dict[str, Variable]) -> list[str]:
    """Return a note on layers that should have variables and have none, if there are any.

    Args:
        model: what the configuration states, with the variables that were found.
        stored: every variable of the file by its path.
    """
    empty = list(unweighted(model))
    if empty and not stored:
        return [sentence("The file has no weights.")]
    lost = [layer.name for layer in empty if layer.variables.is_known]
    unknown = [layer.name for layer in empty if not layer.variables.is_known]
    notes: list[str] = [sentence("The file has no weights for {names}.", names=listed(lost))] if lost else []
    if unknown:
        notes.append(
            sentence(
                "Which weights of the file are those of {names} is not known: it does not name their layers.",
                names=listed(unknown),
            )
        )
    return notes
