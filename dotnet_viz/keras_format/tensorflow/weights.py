"""The variables of a SavedModel under the layers that they belong to, as legacy ``.h5`` files have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.keras_format.tensorflow.checkpoint import Checkpoint
from dotnet_viz.keras_format.tensorflow.saved_model import KerasObject
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.legacy_h5 import TOP_LEVEL, Named

_SEED = "seed_generator_state"
_NOT_LAYERS = ("keras_api", "optimizer", "signatures", "metrics")


def outermost_layers(objects: Mapping[str, KerasObject]) -> list[KerasObject]:
    """Return the objects that are in no other but the model itself, in their order.

    Args:
        objects: by their paths.
    """
    found = []
    for path, layer in objects.items():
        names = path.split(".")
        around = (".".join(names[:count]) for count in range(1, len(names)))
        if path and names[0] not in _NOT_LAYERS and not any(outer in objects for outer in around):
            found.append(layer)
    return found


def groups_of_layers(checkpoint: Checkpoint, objects: Mapping[str, KerasObject]) -> dict[str, Named]:
    """Return for each outermost layer its variables by their full names, those of the model itself as a group of their own.

    Args:
        checkpoint: of the folder.
        objects: those of Keras by their paths.

    Raises:
        UnsafeFileError: layers share so many variables that no model has them.
    """
    groups: dict[str, Named] = {}
    used: set[int] = set()
    count = 0
    for layer in outermost_layers(objects):
        index = checkpoint.at(layer.path) if checkpoint.objects else None
        name = layer.description.get("name")
        if index is None or not isinstance(name, str) or name in groups:
            continue
        own = checkpoint.variables_in(index)
        count += len(own)
        if count > active().tensors:
            raise exceeded("tensors", f"the layers have {count:,} variables and more")
        used.update(own)
        groups[name] = named_variables(checkpoint, own)
    rest = [index for index in checkpoint.variables_in(0) if index not in used] if checkpoint.objects else []
    return {**groups, TOP_LEVEL: named_variables(checkpoint, rest)} if rest else groups


def exported_variables(checkpoint: Checkpoint) -> tuple[Named, bool]:
    """Return the variables of a model that Keras 3 exported or that is TensorFlow's alone, and whether they may be in order.

    Args:
        checkpoint: of the folder; one of TensorFlow 1 has no objects, and names of variables as its keys.
    """
    if not checkpoint.objects:
        found = {key: variable for key, variable in checkpoint.variables.items() if key.split("/")[0] not in _NOT_LAYERS}
        return found, False
    listed = checkpoint.variables_in(0)
    named = named_variables(checkpoint, listed or list(_reachable(checkpoint)))
    frozen = checkpoint.listed_in(checkpoint.objects[0].children.get("non_trainable_variables"))
    sources = {
        id(checkpoint.variables[checkpoint.objects[index].key].source) for index in frozen if checkpoint.has_value(index)
    }
    if listed:
        named = {name: replace(each, trainable=id(each.source) not in sources) for name, each in named.items()}
    return named, bool(listed)


def exported_groups(checkpoint: Checkpoint) -> tuple[dict[str, Named], bool]:
    """Return the same variables by the layers that their names show, and whether these may be in order.

    Args:
        checkpoint: of the folder.
    """
    found, is_ordered = exported_variables(checkpoint)
    # The state of a random generator belongs to no layer, and its name has none of the model's around it.
    variables = {name: variable for name, variable in found.items() if name.rpartition("/")[2] != _SEED}
    first = {name.split("/")[0] for name in variables}
    around = f"{first.pop()}/" if len(first) == 1 and all(name.count("/") > 1 for name in variables) else ""
    groups: dict[str, Named] = {}
    for full_name, variable in variables.items():
        name = full_name.removeprefix(around)  # that of the model
        groups.setdefault(name.rpartition("/")[0] or TOP_LEVEL, {})[name] = variable
    return groups, is_ordered


def _reachable(checkpoint: Checkpoint) -> Iterator[int]:
    """Yield the variables that attributes lead to, each once, those of optimizers left out."""
    seen, waiting = {0}, [0]
    for index in waiting:  # grows while it is walked through
        if checkpoint.objects[index].key in checkpoint.variables:
            yield index
        children = [child for name, child in checkpoint.objects[index].children.items() if name not in _NOT_LAYERS]
        new = [child for child in dict.fromkeys(children) if child < len(checkpoint.objects) and child not in seen]
        seen.update(new)
        waiting += new


def named_variables(checkpoint: Checkpoint, indices: list[int]) -> Named:
    """Return variables by their full names; a name that comes again has a number.

    Args:
        checkpoint: that has them.
        indices: numbers of their objects.
    """
    found: dict[str, Variable] = {}
    for index in indices:
        tracked = checkpoint.objects[index]
        wanted = tracked.name or tracked.key.partition("/.ATTRIBUTES")[0]
        name = next(name for name in _numbered(wanted) if name not in found)
        found[name] = checkpoint.variables[tracked.key]
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        number += 1
        yield f"{name}#{number}"
