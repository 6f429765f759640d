"""Models of SavedModel folders whose layers no configuration connects: subclassed ones, and those that were exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Graph, Layer, Node, Origin
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.tensorflow.checkpoint import Checkpoint
from dotnet_viz.keras_format.tensorflow.saved_model import KerasObject, SavedModel
from dotnet_viz.keras_format.tensorflow.weights import exported_variables, outermost_layers
from dotnet_viz.keras_format.to_record import read_layer, read_model
from dotnet_viz.keras_format.variables import VariableTree
from dotnet_viz.keras_format.weights.layer import weights_of
from dotnet_viz.keras_format.weights.legacy_h5 import Named, with_variables
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS

KIND = "SavedModel"

_EXPORTED = (
    "The model was exported with its variables and signatures; what its layers are and how they are connected is not in the"
    " folder. For that, save the model itself: model.save('model.keras')."
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
    """Return the variables of a model as layers without connections, and its signatures as notes.

    Args:
        saved: what the folder says of the model.
        checkpoint: its variables.
        origin: source and framework.
        name: of the model.
    """
    variables, frozen = exported_variables(checkpoint)
    groups: dict[str, Named] = {}
    for full_name, variable in variables.items():
        group, _, own = full_name.rpartition("/")
        trained = False if full_name in frozen else variable.trainable
        groups.setdefault(group or own, {})[own] = replace(variable, name=own.partition("#")[0], trainable=trained)
    nodes = tuple(
        Node(f"n{index}", _unknown_layer(group, named), (), ()) for index, (group, named) in enumerate(groups.items())
    )
    signatures = [f"Signature {signature}." for signature in saved.signatures]
    return Graph(name, KIND, nodes, (), (), (), origin, (_EXPORTED, *signatures))


def _unknown_layer(name: str, named: Named) -> Layer:
    weights = weights_of(VariableTree(name, tuple(named.values())), UNKNOWN_CLASS, {})
    return Layer(name, name.rpartition("/")[2], UNKNOWN_CLASS, weights=weights, trainable=None, config={"name": name})
