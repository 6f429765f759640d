"""Comparison of the weights of matched layers: each value is read once, in pieces, of both models at the same time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.formatting import format_clauses
from dotnet_viz.graph import Weight
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange, WeightChange, WeightDifferences
from dotnet_viz.measures.comparison.weights.difference import WeightDifference
from dotnet_viz.measures.comparison.weights.pairs import WeightPair, is_half_known, may_be_pair, weight_pairs
from dotnet_viz.measures.comparison.weights.rounding import factors_note, rounding_note, rounding_step, side_by_side
from dotnet_viz.progress import Progress, silent
from dotnet_viz.translation.translate import mark, translate

NO_VALUES = mark("values of weights were not compared: a model was read without them")
NO_PAIRS = mark("no two layers with weights belong together")


def weight_differences(matches: Sequence[LayerMatch], progress: Progress = silent) -> WeightDifferences:
    """Return the differences of the values.

    Args:
        matches: pairs of layers.
        progress: is called with the name of each layer.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.graph import Layer
        >>> weights = (Weight.from_array("kernel", np.array(values)) for values in ([3.0, 4.0], [3.0, -4.0]))
        >>> before, after = (Layer("a", "a", "Dense", weights=(weight,)) for weight in weights)
        >>> [changed] = weight_differences([LayerMatch(before, after, "given")]).changed
        >>> changed.relative_change, changed.weights[0].sign_flips
        (1.6, 0.5)
    """
    lacking = [match.after.id for match in matches if _lacks(match)]
    weighted = [match for match in matches if (match.before.weights or match.after.weights) and not _lacks(match)]
    note = translate("weights of {layers} were not compared: a model lacks them", layers=listed(lacking)) if lacking else None
    if not weighted:
        return WeightDifferences(note=note or translate(NO_PAIRS))
    sides = zip(*((match.before, match.after) for match in weighted), strict=True)
    weights = [[weight for layer in side for weight in layer.weights] for side in sides]
    if any(side and not any(weight.has_values for weight in side) for side in weights):
        return WeightDifferences(note=translate(NO_VALUES))
    layers = []
    for number, match in enumerate(weighted, 1):
        progress(f"comparing weights of layer {number} of {len(weighted)}")
        layers.append(_layer(match))
    return WeightDifferences(
        compared=True,
        note=format_clauses(text for text in (note, factors_note(weighted), rounding_note(layers)) if text) or None,
        changed=tuple(layer for layer in layers if any(_differs(weight) for weight in layer.weights)),
        unchanged=tuple(layer for layer in layers if layer.weights and all(map(_is_unchanged, layer.weights))),
        left_out=tuple(layer for layer in layers if not any(weight.left_out is None for weight in layer.weights)),
    )


def _lacks(match: LayerMatch) -> bool:
    return match.before.lacks_weights or match.after.lacks_weights


def _differs(weight: WeightChange) -> bool:
    return weight.left_out is None and not weight.same and weight.rounding_step is None


def _is_unchanged(weight: WeightChange) -> bool:
    return weight.left_out is None and not _differs(weight)


def _layer(match: LayerMatch) -> LayerWeightChange:
    total = WeightDifference()
    pairs = weight_pairs(match.before, match.after)
    # What is merged into another weight is compared with that.
    own = [pair for pair in pairs if not any(weight is not None and weight.merged_into for weight in pair)]
    changes = [_weight(one, other, total, own) for one, other in own]
    compared = any(change.left_out is None for change in changes)
    return LayerWeightChange(
        match=match,
        weights=tuple(changes),
        relative_change=total.relative_change if compared else None,
        cosine=total.cosine if compared else None,
        trainable=match.after.trainable is not False,
    )


def _weight(one: Weight | None, other: Weight | None, total: WeightDifference, pairs: Sequence[WeightPair]) -> WeightChange:
    reason = _not_comparable(one, other, pairs)
    if one is None or other is None or reason:
        return _left_out(one, other, reason or "")
    difference = WeightDifference()
    for left, right in side_by_side(one, other):
        difference.add(left, right)
    total.merge(difference)
    return WeightChange(
        before_name=one.name,
        after_name=other.name,
        role=other.role,
        before_shape=one.shape,
        after_shape=other.shape,
        size=one.size,
        same=difference.changed == 0,
        relative_change=difference.relative_change,
        cosine=difference.cosine,
        largest_change=difference.largest_change,
        changed_share=difference.changed / one.size if one.size else 0.0,
        sign_flips=difference.flips / one.size if one.size else 0.0,
        before_norm=_finite(math.sqrt(difference.before_squares)),
        after_norm=_finite(math.sqrt(difference.after_squares)),
        rounding_step=rounding_step(one, other) if difference.changed else None,
    )


def _left_out(one: Weight | None, other: Weight | None, reason: str) -> WeightChange:
    return WeightChange(
        before_name=one.name if one else None,
        after_name=other.name if other else None,
        role=next(weight.role for weight in (other, one) if weight),
        before_shape=one.shape if one else None,
        after_shape=other.shape if other else None,
        left_out=reason,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _not_comparable(one: Weight | None, other: Weight | None, pairs: Sequence[WeightPair]) -> str | None:
    alone = one or other if one is None or other is None else None
    if alone is not None and any(may_be_pair(alone, *pair) for pair in pairs):
        return translate("which weight of the other model it is cannot be known")
    if one is None:
        return translate("only the second model has it")
    if other is None:
        return translate("only the first model has it")
    return _unlike(one, other)


def _unlike(one: Weight, other: Weight) -> str | None:
    if is_half_known(one, other):
        return translate("how one of them was quantised is not known")
    if one.shape != other.shape:
        return translate("its shape changed from {before} to {after}", before=one.shape, after=other.shape)
    if not (one.has_values and other.has_values):
        return translate("its values are not known")
    return None
