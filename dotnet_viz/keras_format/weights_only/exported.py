"""Models of SavedModel folders whose layers no configuration connects: subclassed ones, and those that were exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.stored_weights import WeightGroups
from dotnet_viz.keras_format.tensorflow.checkpoint import Checkpoint
from dotnet_viz.keras_format.tensorflow.saved_model import KerasObject, SavedModel
from dotnet_viz.keras_format.tensorflow.weights import exported_groups, outermost_layers
from dotnet_viz.keras_format.to_record import read_layer, read_model
from dotnet_viz.keras_format.weights.legacy_h5 import Named, with_variables
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.keras_format.weights_only.graph import graph_of_layers
from dotnet_viz.keras_format.weights_only.layers import listed_layers
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import mark

_ADVICE = sentence(
    addressed(
        mark("For the whole model save it itself, model.save('model.keras'), or give its architecture with this as {option}."),
        "weights=",
        "--weights",
        reader=mark("What the layers are and do is in the model's own file alone."),
    )
)
_CHAIN = sentence(
    "The model was exported with its variables and signatures, without what its layers are and how they are connected."
    " Order and shapes of the variables fit layers that follow one another, which are shown so; activations, pooling and all"
    " else that has no weights are not in it. {advice}",
    advice=_ADVICE,
)
_NO_EDGES = sentence(
    "The model was exported with its variables and signatures, without what its layers are and how they are connected."
    " The layers that the names of the variables show are listed without edges. {advice}",
    advice=_ADVICE,
)


def is_described(entry: Mapping[str, Any]) -> bool:
    """Return whether a serialised model says how its layers are connected."""
    return read_model(entry).form != "subclassed"


def subclassed_model(
    entry: Mapping[str, Any], objects: Mapping[str, KerasObject], groups: Mapping[str, Named], what: str
) -> tuple[ModelRecord, list[str]]:
    """Return a subclassed model with the layers that are described one by one, not connected.

    Args:
        entry: the serialised model, which has no layers.
        objects: those of Keras by their paths.
        groups: variables by the names of outermost layers.
        what: what is read, for messages.
    """
    model = read_model(entry, what=what)
    descriptions = [layer.description for layer in outermost_layers(objects)]
    layers = {str(each.get("name")): _layer(each) for each in descriptions if each.get("class_name") != "InputLayer"}
    joined = with_variables(replace(model, form="functional", layers=tuple(layers.values())), groups)
    return replace(joined, form="subclassed", outside=()), []


def _layer(description: Mapping[str, Any]) -> LayerRecord:
    name = str(description.get("name"))
    config = description.get("config")
    named = {**config, "name": name} if isinstance(config, Mapping) else {"name": name}
    entry = {"class_name": str(description.get("class_name") or UNKNOWN_CLASS), "config": named}
    return read_layer(entry, f"the layer {name!r}")


def graph_of_exported(saved: SavedModel, checkpoint: Checkpoint, origin: Origin, name: str) -> Graph:
    """Return the layers that the variables of a model show, and its signatures as notes.

    Args:
        saved: what the folder says of the model.
        checkpoint: its variables.
        origin: source and framework.
        name: of the model.
    """
    groups, is_ordered = exported_groups(checkpoint)
    found = listed_layers(WeightGroups(groups), {}, has_empty_groups=False)
    graph = graph_of_layers(replace(found, is_ordered=is_ordered), origin, name, _CHAIN, _NO_EDGES)
    return replace(
        graph,
        notes=(*graph.notes, *(sentence("Signature {signature}.", signature=signature) for signature in saved.signatures)),
    )
