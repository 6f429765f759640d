"""The layers that a weights file shows: one for each group of variables, groups of models opened."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heapreplace
from typing import Any

from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.keras_format.stored_weights import StoredWeights, WeightGroups, WeightPaths
from dotnet_viz.keras_format.variables import VariableTree, tree_of_paths
from dotnet_viz.keras_format.weights.layer_groups import LISTS
from dotnet_viz.keras_format.weights.legacy_h5 import TOP_LEVEL, held_by_model, variables_of_group
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.keras_format.weights_only.classes import class_named, class_of
from dotnet_viz.natural_order import natural_key

_NOT_LAYERS = frozenset({"optimizer", "seed_generator", "metrics"})
_OLDEST = {"W": "kernel", "b": "bias", "U": "recurrent_kernel", "running_mean": "moving_mean", "running_std": "moving_variance"}
_OLDEST_NAME = re.compile(r"(?:.*_)?(?P<role>W|b|U|gamma|beta|running_mean|running_std)(?:_\d+)?", re.DOTALL)


@dataclass(frozen=True)
class StoredLayer:
    """A layer as a weights file shows it.

    Args:
        name: of the layer, with those of the models around it.
        kind: class name; ``"Layer"`` where it is not known.
        variables: of the layer.
        config: those settings that its variables show.
    """

    name: str
    kind: str
    variables: VariableTree
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ListedLayers:
    """The layers of a weights file.

    Args:
        layers: those with weights, in order.
        others: what the file has of layers without weights: their names.
        is_ordered: whether they stand in the order of the model.
        is_stack: whether the model is certainly a Sequential one, in which each layer takes what the one before returns.
        name: of the model, ``None`` where the file has none.
        has_operators: whether operators such as ``x + y`` would be among the names; Keras 3 writes none for them.
    """

    layers: tuple[StoredLayer, ...]
    others: tuple[str, ...] = ()
    is_ordered: bool = True
    is_stack: bool = False
    name: str | None = None
    has_operators: bool = True


def listed_layers(weights: StoredWeights, positions: Mapping[str, int], *, has_empty_groups: bool = True) -> ListedLayers:
    """Return the layers of a weights file.

    Args:
        weights: of the file.
        positions: places of groups in the file by path, as far as they are known. Keras writes layer after layer, and lists
            groups by name.
        has_empty_groups: whether layers without weights have groups in the file too, the inputs of a model among them.
    """
    if isinstance(weights, WeightGroups):
        return _of_groups(weights)
    found = _of_paths(weights, positions)
    return found if has_empty_groups else replace(found, is_stack=False)


def _of_groups(weights: WeightGroups) -> ListedLayers:
    layers: list[StoredLayer] = []
    others = []
    for group, named in weights.groups.items():
        if group == TOP_LEVEL:
            layers += _own(held_by_model(named), "")
            continue
        tree = _with_roles(variables_of_group(group, named))
        if tree.is_empty:
            others.append(group)
        else:
            layers += _opened(group, (group,), tree)
    return ListedLayers(tuple(layers), tuple(others))


def _with_roles(tree: VariableTree) -> VariableTree:
    """Return variables with the roles of today, where Keras 1 named them ``dense_1_W`` and ``dense_1_b``."""
    found = [_OLDEST_NAME.fullmatch(variable.name or "") for variable in tree.own]
    if not found or not all(found):
        return tree
    roles = [_OLDEST.get(match["role"], match["role"]) for match in found if match]
    if len(set(roles)) < len(roles):
        return tree
    return replace(tree, own=tuple(replace(each, name=role) for each, role in zip(tree.own, roles, strict=True)))


def _of_paths(weights: WeightPaths, positions: Mapping[str, int]) -> ListedLayers:
    tree = tree_of_paths(weights.variables, weights.names)
    root = {key: child for key, child in tree.children.items() if key not in _NOT_LAYERS}
    lists = [root[key] for key in LISTS if key in root]
    listed = lists[0].children if lists else {}
    path = next((key for key in LISTS if key in root), "")
    others = tuple(key for key, child in listed.items() if child.is_empty)
    has_attributes = bool(tree.own) or any(not child.is_empty for key, child in root.items() if key not in LISTS)
    layers = tuple(_walk(VariableTree(tree.name, tree.own, root), "", "", positions))
    is_ordered = bool(listed) and all(child.is_empty or f"{path}/{key}" in positions for key, child in listed.items())
    is_input = any(class_named(key) == "InputLayer" for key in others)
    is_stack = bool(listed) and not is_input and not has_attributes
    return ListedLayers(layers, others, is_ordered and not has_attributes, is_stack, tree.name, has_operators=False)


def _walk(tree: VariableTree, prefix: str, path: str, positions: Mapping[str, int]) -> Iterator[StoredLayer]:
    yield from _own(tree, prefix)
    for key, child in tree.children.items():
        below = f"{path}{key}/"
        if key in LISTS:
            for own in _in_order(child, below, positions):
                yield from _member(own, child.children[own], prefix, f"{below}{own}/", positions)
        else:
            yield from _member(key, child, prefix, below, positions)


def _member(
    key: str, child: VariableTree, prefix: str, path: str, positions: Mapping[str, int]
) -> Iterator[StoredLayer]:  # fmt: skip
    name = f"{prefix}{child.name or key}"
    if child.is_empty:
        return
    if child.is_container and not any(own in child.children for own in LISTS):
        yield from _walk(child, f"{prefix}{key}.", path, positions)
    elif any(own in child.children for own in LISTS):
        yield from _walk(child, f"{name}/", path, positions)
    else:
        yield from _opened(name, (key, child.name or key), child)


def _opened(name: str, names: tuple[str, ...], tree: VariableTree) -> Iterator[StoredLayer]:
    """Yield a layer, or what is in it where it is of no known class and has no variables itself: a model, say."""
    kind, config = class_of(names, tree)
    if kind != UNKNOWN_CLASS or tree.own:
        yield StoredLayer(name, kind, tree, config)
        return
    for key, child in tree.children.items():
        if not child.is_empty:
            yield from _opened(f"{name}/{key}", (key, child.name or key), _with_roles(child))


def _own(tree: VariableTree, prefix: str) -> Iterator[StoredLayer]:
    for index, variable in enumerate(tree.own):
        name = variable.name or f"variable_{index}"
        yield StoredLayer(f"{prefix}{name}", "Variable", VariableTree(own=(variable,)))


def _in_order(group: VariableTree, path: str, positions: Mapping[str, int]) -> list[str]:
    """Return the keys of a list of layers in the order of the list, as far as numbers and places in the file show it.

    Those of one class are numbered in order. Of several classes the one comes first that is first in the file, where Keras
    writes one after the other; HDF5 fills gaps that it has left, so that places alone are not always right.
    """
    queues: dict[str, deque[str]] = {}
    for key in sorted(group.children, key=natural_key):
        queues.setdefault(without_number(key), deque()).append(key)

    def place(name: str) -> tuple[int, object, str]:
        return positions.get(f"{path}{queues[name][0]}", 0), natural_key(name), name

    heads = [place(name) for name in queues]
    heapify(heads)
    order = []
    while heads:
        name = heads[0][2]
        order.append(queues[name].popleft())
        if queues[name]:
            heapreplace(heads, place(name))
        else:
            heappop(heads)
    return order
