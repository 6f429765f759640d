"""Measures of sequences: classes or amounts for each of their steps, without the padding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.evaluation.classifiers.classification import Classification, measure_classes
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from dotnet_viz.measures.evaluation.inputs.left_out import Kept
from dotnet_viz.measures.evaluation.intervals.wilson import wilson_interval
from dotnet_viz.measures.evaluation.regression import Regression, regress, usable_rows
from dotnet_viz.measures.evaluation.worst import is_wrong
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]

_STEPS = addressed(
    mark("y of shape {shape} is taken as {sequences} of {steps}; {option} takes each of its values as a target."),
    'task="regression"',
    "--task regression",
    reader=mark("The answers, of shape {shape}, are taken as {sequences} of {steps}, not each value as a target of its own."),
)


@dataclass(frozen=True, eq=False)
class Positions:
    """Which step of which sequence each prediction is of.

    Args:
        sequence: index of the sequence, shape (positions,).
        step: index of the step from 0, shape (positions,).
        sequences: number of sequences.
        steps: number of steps of the longest.
    """

    sequence: Indices
    step: Indices
    sequences: int
    steps: int

    @property
    def lengths(self) -> Indices:
        """Number of positions that count in each sequence; shape (sequences,)."""
        return np.bincount(self.sequence, minlength=self.sequences)

    def mean_by_step(self, values: NDArray[Any]) -> Numbers:
        """Return the mean of values of positions at each step; NaN where no sequence has it.

        Args:
            values: one for each position.
        """
        counts = self.count_by_step
        sums = np.bincount(self.step, values, minlength=self.steps)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)

    @property
    def count_by_step(self) -> Indices:
        """Number of sequences that have each step; shape (steps,)."""
        return np.bincount(self.step, minlength=self.steps)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what is left out."""
        found, total = [], self.sequences * self.steps
        if len(self.step) < total:
            missing, positions = format_count(total - len(self.step)), format_count(total, "position")
            found.append(translate("{missing} of {positions} are left out.", missing=missing, positions=positions))
        empty = int((self.lengths == 0).sum())
        if empty:
            sequences = format_count(self.sequences, "sequence")
            found.append(
                translate(
                    "{empty} of {sequences} have no position that counts.", empty=format_count(empty), sequences=sequences
                )
            )
        return tuple(found)


@dataclass(frozen=True, eq=False)
class TokenClassification(Classification):
    """Classes of the steps of sequences: the measures of all positions, which know where they are.

    Args:
        positions: of the predictions.
    """

    positions: Positions = field(kw_only=True)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what was inferred from the data, or left out."""
        return (*super().notes, *self.positions.notes)

    @property
    def right_sequences(self) -> NDArray[np.bool_]:
        """For each sequence with a position that counts whether all of them are right."""
        wrong = np.bincount(self.positions.sequence, is_wrong(self.predictions), minlength=self.positions.sequences)
        return np.asarray(wrong[self.positions.lengths > 0] == 0)

    @property
    def sequence_accuracy(self) -> float:
        """Share of sequences in which every step is right."""
        return float(self.right_sequences.mean())


@dataclass(frozen=True, eq=False)
class SequenceRegression(Regression):
    """Amounts at the steps of sequences: the errors of all positions, which know where they are.

    Args:
        positions: of the predictions.
    """

    positions: Positions = field(kw_only=True)


@dataclass(frozen=True)
class StepShare:
    """How many predictions are right at one step.

    Args:
        step: from 0.
        count: number of sequences that have it.
        accuracy: share of right predictions; NaN of none.
        low: lower end of its 95 % interval (Wilson).
        high: upper end.
    """

    step: int
    count: int
    accuracy: float
    low: float
    high: float


def measure_tokens(
    name: str,
    predicted: NDArray[Any],
    true: NDArray[Any],
    kept: Kept | None = None,
    *,
    class_names: Sequence[Any] | None = None,
) -> TokenClassification:
    """Measure classes of the steps of sequences.

    Args:
        name: of the output.
        predicted: probabilities or logits, shape (sequences, steps, classes), or labels, shape (sequences, steps).
        true: labels, shape (sequences, steps), or one-hot, shape (sequences, steps, classes).
        kept: which positions count, shape (sequences, steps); ``None`` for all.
        class_names: names in the order of the classes.

    Raises:
        ShapeError: the shapes do not fit, or a label has no output.
        OptionError: a wrong number of class names.

    Example:
        >>> true, predicted = np.array([[0, 1], [1, 1]]), np.array([[0, 1], [1, 0]])
        >>> found = measure_tokens("", predicted, true, np.array([[True, True], [True, False]]))
        >>> found.accuracy, found.sequence_accuracy
        (1.0, 1.0)
    """
    kept = _checked(predicted, true, kept)
    answers = true.reshape(true.shape[:2]) if true.ndim == 3 and true.shape[2] == 1 else true
    flat = measure_classes(class_predictions(name, predicted[kept], answers[kept], class_names=class_names))
    return TokenClassification(**{one.name: getattr(flat, one.name) for one in fields(flat)}, positions=_positions(kept))


def regress_sequences(
    name: str, predicted: NDArray[Any], true: NDArray[Any], kept: Kept | None = None
) -> SequenceRegression:  # fmt: skip
    """Measure amounts at the steps of sequences.

    Args:
        name: of the output.
        predicted: shape (sequences, steps) or (sequences, steps, amounts).
        true: of the same number of elements.
        kept: which positions count, shape (sequences, steps); ``None`` for all.

    Raises:
        ShapeError: the shapes do not fit, or the answers are not numbers.

    Example:
        >>> found = regress_sequences("", np.array([[1.0, 2.0], [3.0, 9.0]]), np.array([[1.0, 3.0], [3.0, 0.0]]))
        >>> found.positions.mean_by_step(np.abs(found.residuals[:, 0])).tolist()
        [0.0, 5.0]
    """
    kept = _checked(predicted, true, kept)
    for part in (predicted, true):
        if part.dtype.kind not in "biuf":
            raise ShapeError(f"amounts of sequences must be numbers, not {part.flat[0]!r}")
    if predicted.size != true.size:
        raise ShapeError(f"y of shape {true.shape} does not fit predictions of shape {predicted.shape}")
    values, answers = (part.reshape(*kept.shape, -1)[kept].astype(np.float64) for part in (predicted, true))
    usable = usable_rows(values, answers)
    kept[kept] = usable
    flat = regress(name, values[usable], answers[usable])
    found = SequenceRegression(**{one.name: getattr(flat, one.name) for one in fields(flat)}, positions=_positions(kept))
    missing = int((~usable).sum())
    not_finite = translate(
        "{positions} with a value that is not finite are left out.", positions=format_count(missing, "position")
    )
    return replace(found, notes=(*([not_finite] if missing else []), *found.positions.notes))


def accuracy_by_step(result: TokenClassification) -> tuple[StepShare, ...]:
    """Return the share of right predictions at each step, with its interval.

    Args:
        result: of sequences.
    """
    counts = result.positions.count_by_step
    wrong = np.bincount(result.positions.step, is_wrong(result.predictions), minlength=result.positions.steps)
    return tuple(
        StepShare(
            index, int(count), float(count - bad) / count if count else np.nan, *wilson_interval(int(count - bad), int(count))
        )
        for index, (count, bad) in enumerate(zip(counts.tolist(), wrong.tolist(), strict=True))
    )


def steps_note(true: NDArray[Any]) -> str:
    """Return a sentence on what is taken as a step.

    Args:
        true: the answers, shape (sequences, steps, ...).
    """
    return translate(
        _STEPS,
        shape=true.shape,
        sequences=format_count(len(true), "sequence"),
        steps=format_count(true.shape[1], "step"),
    )


def _checked(predicted: NDArray[Any], true: NDArray[Any], kept: Kept | None) -> Kept:
    """Return which positions count, in an array that may be changed."""
    if predicted.ndim not in (2, 3) or true.ndim not in (2, 3):
        raise ShapeError(f"sequences have the shape (sequences, steps, ...); here are {predicted.shape} and y {true.shape}")
    if predicted.shape[:2] != true.shape[:2]:
        raise ShapeError(
            f"y has {true.shape[0]:,} sequences of {true.shape[1]:,} steps, and the predictions have {predicted.shape[0]:,} of "
            f"{predicted.shape[1]:,}; pad or cut them to one length"
        )
    if kept is not None and kept.shape != true.shape[:2]:
        raise ShapeError(f"mask has the shape {kept.shape}; sequences of shape {true.shape[:2]} need one value for each step")
    if not true.size:
        raise ShapeError(f"y of shape {true.shape} has no steps; evaluation needs at least one")
    return np.ones(true.shape[:2], dtype=bool) if kept is None else kept.copy()


def _positions(kept: Kept) -> Positions:
    sequence, step = kept.nonzero()
    return Positions(sequence, step, len(kept), kept.shape[1])
