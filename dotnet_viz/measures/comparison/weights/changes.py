"""Differences of the weights of matched layers, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dotnet_viz.measures.comparison.layer_changes import LayerMatch


@dataclass(frozen=True)
class WeightChange:
    """One weight of both models; measures are ``None`` where values cannot be compared.

    Args:
        before_name: path below its layer in the first model; ``None`` if only the second has it.
        after_name: the same in the second model; ``None`` if only the first has it.
        role: ``"kernel"``, ``"bias"``, ``"moving_mean"`` ...
        before_shape: sizes of the axes; ``None`` where there is no such weight.
        after_shape: the same in the second model.
        size: number of values of each of both, 0 if the shapes differ.
        same: whether all values are equal bit by bit, or both NaN.
        relative_change: L2 norm of the difference divided by the L2 norm of the first.
        cosine: cosine similarity of the two as flat vectors, from -1 to 1.
        largest_change: largest absolute difference of any value.
        changed_share: share of values that differ, from 0 to 1.
        sign_flips: share of values with the opposite sign among those that are zero in neither, from 0 to 1.
        before_norm: L2 norm of the first.
        after_norm: L2 norm of the second.
        left_out: why values were not compared; ``None`` where they were.
        rounding_step: the largest distance of neighbouring values, where all values differ by half of it at most since Keras
            rounded a sum with LoRA when it saved the model; such a weight counts as unchanged. Else ``None``.
    """

    before_name: str | None
    after_name: str | None
    role: str
    before_shape: tuple[int, ...] | None
    after_shape: tuple[int, ...] | None
    size: int = 0
    same: bool = False
    relative_change: float | None = None
    cosine: float | None = None
    largest_change: float | None = None
    changed_share: float | None = None
    sign_flips: float | None = None
    before_norm: float | None = None
    after_norm: float | None = None
    left_out: str | None = None
    rounding_step: float | None = None


@dataclass(frozen=True)
class LayerWeightChange:
    """All weights of one matched layer.

    Args:
        match: the two layers.
        weights: in the order of the second model, then those that only the first has.
        relative_change: of all compared values together; ``None`` where none could be compared.
        cosine: of all compared values together.
        trainable: whether the layer was to be trained in the second model.
    """

    match: LayerMatch
    weights: tuple[WeightChange, ...]
    relative_change: float | None = None
    cosine: float | None = None
    trainable: bool = True

    @property
    def compared(self) -> tuple[WeightChange, ...]:
        """The weights whose values were compared; the measures of the layer are of these only."""
        return tuple(weight for weight in self.weights if weight.left_out is None)

    @property
    def is_partial(self) -> bool:
        """Whether some weights could not be compared, so that the measures are not of the whole layer."""
        return 0 < len(self.compared) < len(self.weights)


@dataclass(frozen=True)
class WeightDifferences:
    """Differences of weights, layers in the order of the second model.

    Args:
        compared: whether values were compared; not if weights are ignored or a model has no values.
        changed: layers with a changed value.
        unchanged: layers with weights without any changed value, but for rounding: frozen, or not trained.
        left_out: layers none of whose values could be compared, since their shapes differ.
        note: why nothing was compared, or some layers were not, or which differ by rounding only; ``None`` where there is
            nothing to say.
    """

    compared: bool = False
    changed: tuple[LayerWeightChange, ...] = ()
    unchanged: tuple[LayerWeightChange, ...] = ()
    left_out: tuple[LayerWeightChange, ...] = ()
    note: str | None = None

    @property
    def strongest(self) -> list[LayerWeightChange]:
        """The layers with a changed value, by their relative change; first those that were zero before."""
        return sorted(self.changed, key=lambda layer: -math.inf if layer.relative_change is None else -layer.relative_change)
