"""Differences that are no more than rounding: a file has a sum of kernel and LoRA in what its layer stores.

A live layer with LoRA computes with the sum of its kernel and a product. Keras rounds this sum to the layer's whole numbers, or
to numbers of 16 bits, when it saves; so the same model differs from its own file by up to half of the distance between two
neighbouring values that can be stored. Two files, or two live models, are compared exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dotnet_viz.formatting import format_number
from dotnet_viz.graph import Array, Layer, Weight, WeightSource
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange
from dotnet_viz.measures.weights.statistics import PIECE_VALUES
from dotnet_viz.translation.translate import translate

_RELATIVE_STEP = 2.0**-23
"""Distance of neighbouring numbers of 32 bits, as share of them."""
_SUM_ERROR = 2e-6
"""Share of the largest value by which sums of float32 numbers differ that were added up in another order."""


def rounding_step(before: Weight, after: Weight) -> float | None:
    """Return the largest distance of neighbouring values where two weights differ by no more than half of it.

    Args:
        before: of the first model.
        after: of the second model, of the same shape.

    Returns:
        ``None`` where values differ by more, or where not exactly one of the two is a sum that was never stored.

    Example:
        >>> from dataclasses import replace
        >>> from dotnet_viz.graph import InMemory
        >>> total = replace(Weight.from_array("kernel", np.array([0.1001, 0.2], np.float32)), is_sum=True)
        >>> tenths = InMemory(np.array([0.1, 0.1]))
        >>> near, far = (replace(Weight.from_array("kernel", np.array([x, 0.2])), steps=tenths) for x in (0.1, 0.3))
        >>> rounding_step(total, near), rounding_step(total, far), rounding_step(near, far)
        (0.1, None, None)
    """
    if before.is_sum == after.is_sum:
        return None
    total, stored = (before, after) if before.is_sum else (after, before)
    largest = 0.0
    sources = (total, stored) if stored.steps is None else (total, stored, stored.steps)
    for exact, rounded, *steps in side_by_side(*sources):
        one, other = exact.astype(np.float64), rounded.astype(np.float64)
        distance = steps[0].astype(np.float64) if steps else np.abs(other) * _RELATIVE_STEP
        error = _SUM_ERROR * max(float(np.abs(one).max()), float(np.abs(other).max()))
        if not np.all(np.abs(one - other) <= distance / 2 + error):
            return None
        largest = max(largest, float(distance.max()))
    return largest


def rounding_note(layers: Sequence[LayerWeightChange]) -> str | None:
    """Return what is to be said of weights that differ by rounding only; ``None`` where there are none.

    Args:
        layers: those whose weights were compared.
    """
    rounded = [(layer, weight) for layer in layers for weight in layer.weights if weight.rounding_step is not None]
    if not rounded:
        return None
    names = listed([f"{layer.match.after.id}/{weight.after_name}" for layer, weight in rounded])
    largest = max(weight.largest_change or 0.0 for _, weight in rounded)
    step = max(weight.rounding_step or 0.0 for _, weight in rounded)
    return translate(
        "sums with LoRA are rounded when Keras saves them: {names} differ by half a step of what is stored at most (the"
        " largest difference is {largest}, a step up to {step}), which counts as no difference",
        names=names,
        largest=format_number(largest),
        step=format_number(step),
    )


def factors_note(matches: Sequence[LayerMatch]) -> str | None:
    """Return what is to be said of layers that have LoRA's factors on one side only; ``None`` where there are none.

    Args:
        matches: pairs of layers.
    """
    names = [match.after.id for match in matches if _has_factors(match.before) != _has_factors(match.after)]
    if not names:
        return None
    return translate(
        "only one of the models has LoRA's factors in {names}; inside of other layers Keras saves the sum of kernel"
        " and factors alone, and what is loaded from that has no LoRA",
        names=listed(names),
    )


def _has_factors(layer: Layer) -> bool:
    return any(weight.merged_into and weight.role.startswith("lora_") for weight in layer.weights)


def side_by_side(*sources: WeightSource | Weight) -> Iterator[tuple[Array, ...]]:
    """Yield the values of sources of one size side by side, flat, in pieces that fit a cache.

    Args:
        sources: weights, or where values are.
    """
    rest: list[Array] = [np.empty(0)] * len(sources)
    pieces = [source.chunks(PIECE_VALUES) for source in sources]
    while True:
        for side, values in enumerate(pieces):
            if not rest[side].size:
                rest[side] = next((piece for piece in values if piece.size), rest[side][:0])
        size = min(side.size for side in rest)
        if not size:
            return
        yield tuple(side[:size] for side in rest)
        rest = [side[size:] for side in rest]
