"""From a group of a weights file to the variables of each layer of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dotnet_viz.graph import Shape
from dotnet_viz.keras_format.config.entries import category, layer_name, stated_name
from dotnet_viz.keras_format.config.inbound_nodes import read_shape
from dotnet_viz.keras_format.config.names import numbered, snake_case
from dotnet_viz.keras_format.config.normalize import class_name, layer_config
from dotnet_viz.keras_format.config.repeats import Repeats
from dotnet_viz.keras_format.variables import EMPTY, VariableTree
from dotnet_viz.keras_format.weights.expected_shapes import expected_shapes, is_shape
from dotnet_viz.keras_format.weights.layer import weights_of
from dotnet_viz.keras_format.weights.numbering import ListedLayer, Numbering, groups_of_class, matched_groups
from dotnet_viz.keras_format.weights.roles import always_has_weights

LISTS = ("_layer_checkpoint_dependencies", "layers")
"""What the group of a model's list of layers is called, up to Keras 2.14 and since."""


@dataclass(frozen=True)
class WeightsFile:
    """How a weights file is written.

    Args:
        numberings: how its groups may be numbered, where they have no names.
        repeats: which serialised layers are objects that the configuration has before.
    """

    numberings: tuple[Numbering, ...]
    repeats: Repeats


def names_in_file(entries: Sequence[Mapping[str, Any]], variables: VariableTree) -> list[str]:
    """Return the names of serialised layers; one that has none in its configuration has that of its variables.

    Args:
        entries: the serialised layers of a model.
        variables: of the model.
    """
    group = next((variables.children[key] for key in LISTS if key in variables.children), EMPTY)
    keys = numbered(snake_case(str(entry["class_name"]).rsplit(">", 1)[-1]) for entry in entries)
    return [
        stated_name(entry) or group.children.get(key, EMPTY).name or layer_name(entry)
        for entry, key in zip(entries, keys, strict=True)
    ]


def variables_by_layer(
    entries: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    variables: VariableTree,
    file: WeightsFile,
    *,
    is_stack: bool,
    has_attributes: bool,
) -> list[VariableTree]:
    """Find each layer's variables: by its name where the file has names, else by its class and number.

    Args:
        entries: the serialised layers of a model.
        names: of these layers.
        variables: of the model.
        file: how they are written.
        is_stack: whether the model is a Sequential one, whose list of layers leaves out inputs.
        has_attributes: whether its author may have given it attributes of its own, which hold layers too.

    Returns:
        For each layer its variables, empty where it has none or where they are ambiguous.
    """
    group = next((variables.children[key] for key in LISTS if key in variables.children), EMPTY)
    by_name = {child.name: child for child in group.children.values() if child.name is not None}
    if by_name or not group.children:
        return [by_name.get(name, EMPTY) for name in names]
    found = [EMPTY] * len(entries)
    classes = _classes(entries, skip_inputs=is_stack)
    free = has_attributes and any(not child.is_empty for key, child in variables.children.items() if key not in LISTS)
    for name, indices in classes.items():
        listed = [_listed(entries[index], file) for index in indices]
        groups = groups_of_class(group, name, classes.keys())
        trees = matched_groups(listed, groups, file.numberings, is_incomplete=free)
        for index, tree in zip(indices, trees, strict=True):
            found[index] = tree
    return found


def _classes(entries: Sequence[Mapping[str, Any]], *, skip_inputs: bool) -> dict[str, list[int]]:
    """Return the places of the layers of each class, by the name that Keras writes in paths."""
    found: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        if category(entry) != "operation" and not (skip_inputs and class_name(entry) == "InputLayer"):
            found.setdefault(snake_case(str(entry["class_name"]).rsplit(">", 1)[-1]), []).append(index)
    return found


def _listed(entry: Mapping[str, Any], file: WeightsFile) -> ListedLayer:
    kind = class_name(entry)
    config = layer_config(kind, entry.get("config"))
    build = entry.get("build_config")
    given = read_shape(build.get("input_shape")) if isinstance(build, Mapping) else None
    has_weights = always_has_weights(kind, config)
    repeats = file.repeats.get(id(entry), False)
    return ListedLayer(repeats, has_weights, lambda group: _fits(group, kind, config, given))


def _fits(group: VariableTree, kind: str, config: Mapping[str, Any], given: Shape | None) -> bool:
    """Whether the variables of a group have the shapes that a layer asks for, as far as they are known."""
    if group.is_empty:
        return not always_has_weights(kind, config)
    expected = dict(expected_shapes(kind, config))
    if kind == "Dense" and given and "kernel" in expected:
        expected["kernel"] = (given[-1], expected["kernel"][-1])
    shapes = {weight.name: weight.shape for weight in weights_of(group, kind, config)}
    return all(name in shapes and is_shape(shapes[name], shape) for name, shape in expected.items() if name != "bias")
