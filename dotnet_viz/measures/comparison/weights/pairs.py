"""Which weights of two layers are the same one: by their names, and else where there is no other that it may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.graph.layer_kinds.layers import LAYERS

WeightPair = tuple[Weight | None, Weight | None]
"""A weight of the first layer and that of the second, ``None`` where there is none."""

_Key = Callable[[Weight], object]


def weight_pairs(before: Layer, after: Layer) -> list[WeightPair]:
    """Return the matched weights of two layers in the order of the second, then those that only the first has.

    They are matched by name, else by name without the numbers that Keras counts up in one process, else by their number in
    a part where a file has no names of variables, else by role and shape, else by role. Where several may be it, they are
    matched in their order in a layer of Keras, whose order is that of its class; in another layer they stay alone.

    Args:
        before: the layer of the first model.
        after: the layer of the second model.

    Example:
        >>> import numpy as np
        >>> def layer(*names):
        ...     return Layer("a", "a", "Mine", weights=tuple(Weight.from_array(name, np.ones(2)) for name in names))
        >>> pairs = weight_pairs(layer("query/kernel", "dense/kernel"), layer("dense_3/kernel", "key/kernel"))
        >>> [tuple(weight and weight.name for weight in pair) for pair in pairs]
        [('dense/kernel', 'dense_3/kernel'), ('query/kernel', 'key/kernel')]
    """
    left = list(before.weights)
    partner: dict[int, Weight] = {}
    in_order = before.kind in LAYERS and after.kind in LAYERS
    for first_key, second_key, any_of_several in (
        (_name, _name, True),
        (_name_without_numbers, _name_without_numbers, False),
        (*_places(before, after), False),
        (_role_and_shape, _role_and_shape, in_order),
        (_role, _role, in_order),
    ):
        open_ones = [number for number in range(len(after.weights)) if number not in partner]
        for number in open_ones:
            key = second_key(after.weights[number])
            found = [weight for weight in left if first_key(weight) == key]
            rivals = [other for other in open_ones if second_key(after.weights[other]) == key]
            if found and (any_of_several or len(found) == len(rivals) == 1):
                partner[number] = found[0]
                left.remove(found[0])
    return [
        *((partner.get(number), weight) for number, weight in enumerate(after.weights)),
        *((weight, None) for weight in left),
    ]


def may_be_pair(alone: Weight, one: Weight | None, other: Weight | None) -> bool:
    """Whether a weight without a partner may be another one that has none, which is of the other model.

    Args:
        alone: the weight.
        one: of the first model, in a pair.
        other: of the second model, in that pair.
    """
    left = other if one is None else one if other is None else None
    return left is not None and left is not alone and left.role == alone.role and left.shape == alone.shape


def is_half_known(one: Weight, other: Weight) -> bool:
    """Whether two weights are stored alike, but the values that a layer computes with are known of one side only.

    Args:
        one: of the first model.
        other: of the second model.
    """
    exact, stored = (one, other) if one.stored_dtype else (other, one)
    same = (stored.dtype, stored.shape) == (exact.stored_dtype, exact.stored_shape or exact.shape)
    return same and stored.stored_dtype is None


def _name(weight: Weight) -> object:
    return weight.name


def _name_without_numbers(weight: Weight) -> object:
    return "/".join([*map(without_number, _path(weight).split("/")), weight.role])


def _role_and_shape(weight: Weight) -> object:
    return _role(weight), weight.stored_shape or weight.shape


def _role(weight: Weight) -> object:
    return weight.role.removeprefix("quantized_")


def _path(weight: Weight) -> str:
    return weight.name.rpartition("/")[0]


def _places(before: Layer, after: Layer) -> tuple[_Key, _Key]:
    """Return keys by which a weight whose own name one side does not have is the other's: its number in the same part."""
    weights = (*before.weights, *after.weights)
    unnamed = {_path(weight) for weight in weights if without_number(weight.role) == "variable"}
    if {_path(weight) for weight in before.weights} != {_path(weight) for weight in after.weights}:
        unnamed = set()
    first, second = (_numbers(layer.weights, unnamed) for layer in (before, after))
    return lambda weight: first.get(weight.name, weight.name), lambda weight: second.get(weight.name, weight.name)


def _numbers(weights: Sequence[Weight], parts: Set[str]) -> dict[str, object]:
    counts: Counter[str] = Counter()
    found: dict[str, object] = {}
    for weight in weights:
        path = _path(weight)
        if path in parts:
            found[weight.name] = path, counts[path], weight.shape
            counts[path] += 1
    return found
