"""Whether a log has enough of its metrics for a check, and what it lacks where it has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.training.findings.run_check import metric
from dotnet_viz.measures.training.run import Doubles, Integers, TrainingRun
from dotnet_viz.translation.translate import translate

FEWEST_EPOCHS = 5
"""Fewer epochs than these say nothing of a trend."""
ACCURACIES = ("accuracy", "acc", "categorical_accuracy", "sparse_categorical_accuracy", "binary_accuracy")


def finite_values(run: TrainingRun, name: str) -> Doubles | None:
    """Return the finite values of a metric by epoch; ``None`` where there is none.

    Args:
        run: of a training.
        name: as it was logged.
    """
    curve = metric(run, name)
    values = None if curve is None else curve.values[np.isfinite(curve.values)]
    return values if values is not None and values.size else None


@dataclass(frozen=True, eq=False)
class BothLosses:
    """The losses of a training and of its validation data, in the epochs in which both are finite.

    Args:
        epochs: their numbers.
        training: the loss of the training in each.
        validation: that of the validation data.
    """

    epochs: Integers
    training: Doubles
    validation: Doubles


def both_losses(run: TrainingRun) -> BothLosses | None:
    """Return the losses of a training beside those of its validation data; ``None`` without any of these.

    Args:
        run: of a training.
    """
    loss, validation = metric(run, "loss"), metric(run, "val_loss")
    if loss is None or validation is None or not np.isfinite(validation.values).any():
        return None
    epochs, ours, theirs = np.intersect1d(loss.positions, validation.positions, return_indices=True)
    values = loss.values[ours], validation.values[theirs]
    known = np.isfinite(values).all(axis=0)
    return BothLosses(epochs[known], values[0][known], values[1][known])


def no_loss(run: TrainingRun) -> str:
    """Return what a log without a loss lacks; empty for others.

    Args:
        run: of a training.
    """
    return translate("the log has no loss by epoch") if metric(run, "loss") is None else ""


def few_epochs(run: TrainingRun) -> str:
    """Return what a loss of too few epochs lacks; empty where there are enough.

    Args:
        run: of a training.
    """
    return no_loss(run) or _fewer_than(FEWEST_EPOCHS, finite_values(run, "loss"))


def few_for_a_trend(run: TrainingRun) -> str:
    """Return what a loss lacks whose last epochs are compared with those before; empty where it has enough of both.

    Args:
        run: of a training.
    """
    return no_loss(run) or _fewer_than(2 * FEWEST_EPOCHS, finite_values(run, "loss"))


def few_changes(run: TrainingRun) -> str:
    """Return what the accuracy lacks, or the loss of a log without one, to have changed often enough; empty for nothing.

    Args:
        run: of a training.
    """
    values = next((found for name in (*ACCURACIES, "loss") if (found := finite_values(run, name)) is not None), None)
    if values is None:
        return translate("the log has no loss by epoch")
    return _fewer_than(FEWEST_EPOCHS + 1, values)


def no_validation(run: TrainingRun) -> str:
    """Return what is missing to compare the loss of a training with that of validation data; empty for nothing.

    Args:
        run: of a training.
    """
    both = both_losses(run)
    if both is None:
        return translate("the log has no loss of validation data beside that of the training")
    return _fewer_than(FEWEST_EPOCHS, both.epochs)


def not_ended(run: TrainingRun) -> str:
    """Return why it cannot be said of a training that it ended too early; empty where it can.

    Args:
        run: of a training.
    """
    return translate("the training has not ended") if run.status == "running" else few_for_a_trend(run)


def _fewer_than(fewest: int, values: NDArray[Any] | None) -> str:
    known = 0 if values is None else values.size
    return "" if known >= fewest else translate("it takes {epochs} or more", epochs=format_count(fewest, "epoch"))
