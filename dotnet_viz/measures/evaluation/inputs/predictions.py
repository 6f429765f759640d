"""What one output predicted of classes, and what is true: the one form that all measures read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.inputs.targets import Labels
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark

NO_CLASS = -1
"""What a prediction chooses that is NaN or infinite."""

PROBABILITIES, LOGITS, SCORES = mark("probabilities"), mark("logits"), mark("scores")
DECISION, LABELS = mark("decision values"), mark("labels")

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ClassPredictions:
    """What one output predicted, and what is true.

    Args:
        name: of the output; empty where the model has one.
        kind: ``"multi-class"``, ``"binary"`` (one column for two classes) or ``"multi-label"`` (any number of classes).
        score_kind: what the predictions are: ``"probabilities"``, ``"logits"``, ``"scores"`` (from 0 to 1, rows that do not sum
            to 1), ``"decision values"`` or ``"labels"``.
        class_names: in the order of the outputs.
        true: index of the class of each sample, shape (samples,); in multi-label 0 or 1, shape (samples, classes).
        chosen: what was predicted, of the same form; :data:`NO_CLASS` where it is not a number.
        scores: the predictions, shape (samples, columns); ``None`` where they are labels.
        positive: index of the class that curves of two classes are of.
        notes: sentences on what was inferred from the data.
    """

    name: str
    kind: str
    score_kind: str
    class_names: tuple[str, ...]
    true: Labels
    chosen: Labels
    scores: Numbers | None = field(default=None, repr=False)
    positive: int = 1
    notes: tuple[str, ...] = ()

    @property
    def is_multi_label(self) -> bool:
        """Whether each sample has any number of classes."""
        return self.kind == "multi-label"

    @property
    def is_binary(self) -> bool:
        """Whether there are two classes, of which each sample has one."""
        return len(self.class_names) == 2 and not self.is_multi_label

    @property
    def curve_classes(self) -> tuple[int, ...]:
        """Indices of the classes that curves are of: the positive one of two, else all."""
        return (self.positive,) if self.is_binary else tuple(range(len(self.class_names)))

    @cached_property
    def is_usable(self) -> NDArray[np.bool_]:
        """For each sample whether all its predictions are finite; shape (samples,)."""
        if self.scores is None:
            return np.ones(len(self.true), dtype=bool)
        return np.asarray(np.isfinite(self.scores).all(axis=1))

    def is_true(self, index: int) -> NDArray[np.bool_]:
        """Return for each sample whether it is of a class; shape (samples,).

        Args:
            index: of the class.
        """
        found = self.true[:, index] == 1 if self.is_multi_label else self.true == index
        return np.asarray(found)

    def score(self, index: int) -> Numbers:
        """Return what each sample is ranked by for a class: its probability, or its logit where each column stands alone.

        Args:
            index: of the class.

        Raises:
            OptionError: the predictions are labels, which rank nothing.
        """
        scores = self._needed("a curve")
        if scores.shape[1] == 1:
            return scores[:, 0] if index == 1 else self._complement(scores[:, 0])
        return scores[:, index] if self.is_multi_label or self.score_kind != LOGITS else self.probabilities[:, index]

    def _complement(self, score: Numbers) -> Numbers:
        return 1 - score if self.score_kind in (PROBABILITIES, SCORES) else -score

    @cached_property
    def probabilities(self) -> Numbers:
        """The probability of each class, shape (samples, classes): as predicted, or softmax or sigmoid of the logits.

        Raises:
            OptionError: the predictions are labels or decision values, which are no probabilities.
        """
        scores = self._needed("this")
        if self.score_kind == DECISION:
            raise OptionError(
                "this needs probabilities, and the estimator gives decision values alone; wrap it in CalibratedClassifierCV of "
                "scikit-learn"
            )
        if self.score_kind == LOGITS:
            scores = _sigmoid(scores) if self.is_multi_label or scores.shape[1] == 1 else _softmax(scores)
        return np.column_stack([1 - scores[:, 0], scores[:, 0]]) if scores.shape[1] == 1 else scores

    def _needed(self, what: str) -> Numbers:
        if self.scores is None:
            raise OptionError(
                f"{what} needs a score for each class, and the predictions are labels; pass probabilities, logits or scores"
            )
        return self.scores


def _sigmoid(logits: Numbers) -> Numbers:
    bounded = np.clip(logits, -700, 700)
    return np.asarray(1 / (1 + np.exp(-bounded)))


def _softmax(logits: Numbers) -> Numbers:
    # Rows that are not finite stay NaN; whoever asks leaves them out.
    with np.errstate(invalid="ignore"):
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))
