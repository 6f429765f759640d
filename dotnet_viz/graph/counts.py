"""Counts that may be unknown: a sum with an unknown term is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dotnet_viz.graph.parts import Layer
from dotnet_viz.graph.weights import Weight


def total(counts: Iterable[int | None]) -> int | None:
    """Return the sum of counts, ``None`` where one of them is not known.

    Example:
        >>> total([3, 4]), total([3, None]), total([])
        (7, None, 0)
    """
    result = 0
    for count in counts:
        if count is None:
            return None
        result += count
    return result


def count_parameters(layers: Iterable[Layer], *, only_trainable: bool = False) -> int | None:
    """Return the number of values in the weights of some layers, each variable once, as Keras counts those of a model.

    Args:
        layers: each once.
        only_trainable: whether values that training does not change are left out.

    Returns:
        ``None`` where the source lacks the weights of a layer, or, of trainable ones, whether a weight is one.

    Example:
        >>> one = Weight("kernel", "kernel", (2, 3), "float32")
        >>> other = Weight("d/kernel", "kernel", (2, 3), "float32", shared_with="d/kernel")
        >>> count_parameters([Layer("d", "d", "Dense", weights=(one,)), Layer("t", "t", "Mine", weights=(other,))])
        6
    """
    kept = list(layers)
    if any(layer.lacks_weights for layer in kept):
        return None
    weights = list(distinct_weights(kept))
    if only_trainable and any(weight.trainable is None for weight in weights):
        return None
    return sum(weight.parameter_count for weight in weights if weight.trainable or not only_trainable)


def all_frozen(layers: Iterable[Layer]) -> bool:
    """Return whether some layers have weights, and none of them is trained.

    Args:
        layers: of which those without weights do not count.

    Example:
        >>> kernel = Weight("kernel", "kernel", (2, 3), "float32")
        >>> all_frozen([Layer("d", "d", "Dense", trainable=False, weights=(kernel,)), Layer("r", "r", "ReLU")])
        True
    """
    weighted = [layer for layer in layers if layer.weights]
    return bool(weighted) and all(layer.trainable is False for layer in weighted)


def distinct_weights(layers: Iterable[Layer]) -> Iterator[Weight]:
    """Yield the weights of some layers, each variable once.

    Args:
        layers: each once.
    """
    seen: set[str] = set()
    for layer in layers:
        for weight in layer.weights:
            if weight.shared_with not in seen:
                yield weight
            seen.add(weight.shared_with or f"{layer.id}/{weight.name}")
