"""From the variables of a layer to its weights: named, ordered and marked as trained or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.graph import Shape, Weight
from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.keras_format.config.names import numbered, snake_case
from dotnet_viz.keras_format.config.normalize import class_name
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.lora import with_lora
from dotnet_viz.keras_format.weights.quantised.roles import is_constant, quantised_role_names
from dotnet_viz.keras_format.weights.quantised.schemes import dequantised, is_quantised, with_scales_merged, with_zero_points
from dotnet_viz.keras_format.weights.roles import (
    current_name,
    is_repeated,
    is_trained,
    may_hold_frozen,
    part_kind,
    part_name,
    part_order,
    role_names,
)
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.natural_order import natural_key


@dataclass(frozen=True)
class _Inner:
    """A layer inside a layer, as the outer one's configuration states it."""

    attribute: str
    name: str
    kind: str
    config: Mapping[str, Any]
    rank: int


SharedWith = Callable[[Variable, str], str | None]
_Part = tuple[tuple[int, int], str, str, VariableTree, _Inner | None]
"""A part of a layer: its rank, its name, the attribute that holds it, its variables and what the configuration states."""


def _is_alone(_variable: Variable, _name: str) -> None:
    return None


def weights_of(
    tree: VariableTree,
    kind: str,
    config: Mapping[str, Any],
    trainable: bool | None = True,
    shared_with: SharedWith = _is_alone,
    input_shape: Shape | None = None,
) -> tuple[Weight, ...]:
    """Return the weights of a layer, those of the layers and cells that it wraps included.

    A weight's name is the path below the layer as Keras writes it. Numbers that Keras counts up in one
    process and that no configuration states (``lstm_cell_3``) are left out, so that a model and its
    file agree. The states of random generators are no weights.

    Args:
        tree: the layer's variables.
        kind: class name of the layer.
        config: its configuration in plain form.
        trainable: whether the layer is to be trained.
        shared_with: returns, for a variable and its name below the layer, the earlier weight that is the same variable.
        input_shape: of the layer's first call; ``None`` where it is not known.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.graph import InMemory
        >>> kernel = Variable((2, 3), "float32", InMemory(np.zeros((2, 3), "float32")))
        >>> [weight.name for weight in weights_of(VariableTree(own=(kernel,)), "Dense", {"use_bias": False})]
        ['kernel']
    """
    return tuple(_walk(tree, kind, config, "", trainable is not False, shared_with, input_shape))


def _walk(
    tree: VariableTree,
    kind: str,
    config: Mapping[str, Any],
    prefix: str,
    trainable: bool,
    shared_with: SharedWith,
    input_shape: Shape | None = None,
) -> Iterator[Weight]:
    inner = _inner_layers(kind, config)
    own = tree.own
    if len(inner) == 1 and kind == "TimeDistributed" and _names_after_wrapper(tree, inner[0]):
        tree, own = VariableTree(children={inner[0].attribute: VariableTree(inner[0].name, own, tree.children)}), ()
    weights = _own_weights(own, kind, config, prefix, shared_with, input_shape)
    weights = with_lora(weights, kind, config, tree.lora_scaling)
    yield from (replace(weight, trainable=trainable and weight.trainable) for weight in weights)
    for name, child, found in _parts(tree, kind, inner):
        part, part_config = (found.kind, found.config) if found else (part_kind(name), config)
        if not part and child.kind:
            part, part_config = child.kind, child.settings
        frozen = found is not None and found.config.get("trainable") is False
        inside = child.undecided() if found is None and may_hold_frozen(kind, config) else child
        yield from _walk(inside, part, part_config, f"{prefix}{name}/", trainable and not frozen, shared_with)


def _names_after_wrapper(tree: VariableTree, inner: _Inner) -> bool:
    """Whether an ``.h5`` file leaves out the name of what is wrapped."""
    if not tree.children:
        return True
    inside = {item.name for item in _inner_layers(inner.kind, inner.config)}
    return tree.children.keys() <= inside and inner.name not in tree.children


def _own_weights(
    own: tuple[Variable, ...],
    kind: str,
    config: Mapping[str, Any],
    prefix: str,
    shared_with: SharedWith,
    input_shape: Shape | None,
) -> list[Weight]:
    is_tied = config.get("tie_weights") is not False
    known = quantised_role_names(kind, [variable.dtype for variable in own], is_tied=is_tied)
    names = known or role_names(kind, config, len(own))
    roles = [current_name(kind, _given_name(variable) or name) for variable, name in zip(own, names, strict=True)]
    is_unsure = known is None and (_may_be_scales(own) or (kind in ("", UNKNOWN_CLASS) and _may_be_statistics(own)))
    weights = []
    for variable, role in zip(own, roles, strict=True):
        if role == "seed_generator_state" or is_repeated(kind, role):
            continue
        trained = variable.trainable
        if trained is None:
            trained = False if is_constant(role, roles) else is_trained(kind, role, variable.dtype, variable.shape)
            trained = None if trained and (variable.is_undecided or is_unsure) else trained
        name = f"{prefix}{role}"
        shared = shared_with(variable, name)
        weight = Weight(name, role, variable.shape, variable.dtype, trained, variable.source, shared_with=shared)
        if is_quantised(role, variable.dtype):
            weight = dequantised(weight, dict(zip(roles, own, strict=True)), kind, config, input_shape)
        weights.append(weight)
    weights = with_scales_merged(weights)
    if known:  # Keras lists the variables of a layer that it quantised anew, trained ones first
        weights = with_zero_points(weights, kind)
        weights.sort(key=lambda weight: not weight.trainable)
    return weights


def _may_be_scales(own: tuple[Variable, ...]) -> bool:
    """Whether there are whole numbers without a name: beside such stand scales, which may be any of the others."""
    return any(variable.name is None and variable.dtype in ("int8", "uint8") for variable in own)


def _may_be_statistics(own: tuple[Variable, ...]) -> bool:
    """Whether variables without names may be those of a normalization, which follows means and variances itself."""
    shapes = {variable.shape for variable in own}
    return len(own) > 2 and len(shapes) == 1 and len(next(iter(shapes))) == 1 and all(each.name is None for each in own)


def _given_name(variable: Variable) -> str | None:
    """Return the name that its author gave a variable; ``variable_7`` is a number that Keras counts up in one process."""
    return None if variable.name is None or without_number(variable.name) == "variable" else variable.name


def _parts(tree: VariableTree, kind: str, inner: list[_Inner]) -> list[tuple[str, VariableTree, _Inner | None]]:
    known = set(part_order(kind))
    order = {name: rank for rank, name in enumerate(part_order(kind))}
    found: list[_Part] = []
    for index, (attribute, child) in enumerate(_spliced(tree, {item.attribute for item in inner})):
        match = _match(inner, attribute, child)
        name = match.name if match else part_name(kind, attribute) or _free_name(attribute, child)
        rank = match.rank if match else order.get(name, len(known))
        found.append(((rank, index), name, attribute, child, match))
    found.sort(key=lambda item: item[0])
    names = [item[1] for item in found]
    clashing = {name for name in names if names.count(name) > 1}
    renamed = {name: _numbered_by_object([item for item in found if item[1] == name]) for name in clashing}
    return [
        (renamed[name].get(attribute, attribute.lstrip("_")) if name in clashing else name, child, match)
        for _, name, attribute, child, match in found
    ]


def _numbered_by_object(parts: list[_Part]) -> dict[str, str]:
    """Return names for parts of one name, by attribute: numbered anew in the order in which Keras numbered the objects.

    The names of the objects are what every source has; an ``.h5`` file does not know the attributes.
    """
    objects = {child.name: attribute for _, _, attribute, child, match in parts if match is None and child.name is not None}
    if len(objects) < len(parts):
        return {}
    in_order = sorted(objects, key=natural_key)
    return dict(zip((objects[name] for name in in_order), numbered([parts[0][1]] * len(parts)), strict=True))


def _spliced(tree: VariableTree, wrapped: Set[str]) -> Iterator[tuple[str, VariableTree]]:
    """Yield the parts of a layer, lists of parts opened; Keras 3.3 names a list as it does a wrapped layer."""
    for attribute, child in tree.children.items():
        if child.is_empty or _is_generator(attribute, child):
            continue
        if child.is_container and attribute.lstrip("_") not in wrapped:
            yield from _spliced(child, wrapped)
        else:
            yield attribute, child


def _is_generator(attribute: str, child: VariableTree) -> bool:
    return "seed_generator" in (child.name or attribute) or (attribute.endswith("generator") and not child.children)


def _free_name(attribute: str, child: VariableTree) -> str:
    return without_number(child.name) if child.name else attribute.lstrip("_")


def _match(inner: list[_Inner], attribute: str, child: VariableTree) -> _Inner | None:
    for item in inner:
        if child.name is not None and item.name == child.name:
            return item
    return next((item for item in inner if item.attribute == attribute.lstrip("_")), None)


def _inner_layers(kind: str, config: Mapping[str, Any]) -> list[_Inner]:
    return [
        _Inner(attribute, str(entry["config"].get("name") or attribute), class_name(entry), entry["config"], rank)
        for rank, (attribute, entry) in enumerate(inner_entries(kind, config))
        if isinstance(entry, Mapping) and isinstance(entry.get("config"), Mapping)
    ]


def inner_entries(kind: str, config: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what may be the layers and cells that Keras's own wrappers hold, by their attributes.

    Args:
        kind: class name of the wrapper.
        config: its configuration in plain form.
    """
    layer = config.get("layer")
    if kind == "Bidirectional":
        yield "forward_layer", layer
        yield "backward_layer", config.get("backward_layer") or _mirrored(layer)
        return
    for attribute in ("layer", "cell"):
        yield attribute, config.get(attribute)
    for group in ("layers", "cells"):
        listed = config.get(group)
        members = [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
        yield from zip(numbered(snake_case(class_name(entry)) for entry in members), members, strict=True)


def _mirrored(layer: object) -> object:
    """Return the backward layer that Keras makes where none is given."""
    if not isinstance(layer, Mapping) or not isinstance(layer.get("config"), Mapping):
        return None
    name = str(layer["config"].get("name", "")).removeprefix("forward_")
    return {**layer, "config": {**layer["config"], "name": f"backward_{name}"}}
