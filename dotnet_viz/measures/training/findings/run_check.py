"""What a check of a training is, and what it asks of the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.run import Curve, Doubles, TensorStatistics, TrainingRun

RECENT = 3
"""A layer is judged by the median of so many of its last recorded epochs, so that one odd batch is no finding."""


def _nothing(_run: TrainingRun) -> str:
    return ""


@dataclass(frozen=True)
class RunCheck:
    """One check of a training.

    Args:
        id: its name for users, and that of its threshold where it has one.
        about: what it looks for, in one line.
        find: yields what it finds in a run that lacks nothing, given the limit that counts.
        needs: the quantity whose statistics it looks at, or ``"metrics"``.
        threshold: its usual limit; ``None`` where it has none.
        lacks: says what a run that has the quantity lacks beside it; empty where it has enough.
    """

    id: str
    about: str
    find: Callable[[TrainingRun, float], Iterator[Finding]]
    needs: str
    threshold: float | None = None
    lacks: Callable[[TrainingRun], str] = _nothing


def metric(run: TrainingRun, name: str) -> Curve | None:
    """Return the values of a metric by epoch, ``None`` where the log does not have it.

    Args:
        run: of a training.
        name: as it was logged, such as ``"val_loss"``.
    """
    return next((curve for curve in run.curves if curve.unit == "epoch" and curve.name == name and curve.positions.size), None)


def has_converged(run: TrainingRun) -> bool:
    """Return whether the training loss has come below a hundredth of where it began: small gradients are no fault then.

    Args:
        run: of a training.
    """
    loss = metric(run, "loss")
    if loss is None or loss.values.size < 2:
        return False
    return bool(0 <= loss.values[-1] < 0.01 * loss.values[0])


def statistics_of(run: TrainingRun, quantity: str, name: str) -> Iterator[tuple[TensorStatistics, Doubles]]:
    """Yield the tensors that have a statistic, each with its values in the epochs, in the order of the model.

    Args:
        run: of a training.
        quantity: such as ``"gradients"``.
        name: of the statistic; tensors of which it is NaN in every epoch are left out.
    """
    for one in run.statistics:
        values = one.values.get(name)
        if one.quantity == quantity and values is not None and np.isfinite(values).any():
            yield one, values


def recent(values: Doubles) -> float:
    """Return the median of the last finite values.

    Example:
        >>> recent(np.array([9.0, 1.0, np.nan, 2.0, 3.0]))
        2.0
    """
    return float(np.median(values[np.isfinite(values)][-RECENT:]))


def beyond(
    run: TrainingRun, quantity: str, name: str, is_beyond: Callable[[Any, float], Any], limit: float
) -> Iterator[tuple[str, float, int]]:
    """Yield the tensors whose recent statistic is beyond a limit, in the order of the model.

    Args:
        run: of a training.
        quantity: such as ``"gradients"``.
        name: of the statistic.
        is_beyond: ``operator.lt`` where values below the limit are bad, ``operator.gt`` where those above it are.
        limit: in the unit of the statistic.

    Yields:
        The name of the tensor, its recent value, and the epoch since which it is beyond the limit.
    """
    for one, values in statistics_of(run, quantity, name):
        value = recent(values)
        if is_beyond(value, limit):
            yield one.tensor, value, first_epoch(one.epochs, is_beyond(values, limit))


def first_epoch(epochs: NDArray[np.int64], is_bad: NDArray[np.bool_]) -> int:
    """Return the first epoch of the last unbroken stretch of bad ones.

    Args:
        epochs: their numbers.
        is_bad: for each of them; at least one is.

    Example:
        >>> first_epoch(np.array([1, 2, 3, 4]), np.array([True, False, True, True]))
        3
    """
    last = int(np.flatnonzero(is_bad)[-1])
    good = np.flatnonzero(~is_bad[:last])
    return int(epochs[good[-1] + 1 if good.size else 0])


def layer_and_weight(tensor: str) -> tuple[str, str]:
    """Return the parts of the name of a weight's tensor.

    Example:
        >>> layer_and_weight("backbone/dense/kernel")
        ('backbone/dense', 'kernel')
    """
    layer, _, weight = tensor.rpartition("/")
    return layer, weight


def is_kernel_name(tensor: str) -> bool:
    """Return whether a tensor's name is that of weights which multiply inputs: biases and scales begin near 0 or 1.

    Example:
        >>> is_kernel_name("dense/kernel"), is_kernel_name("lstm/lstm_cell/recurrent_kernel"), is_kernel_name("dense/bias")
        (True, True, False)
    """
    weight = tensor.rsplit("/", 1)[-1]
    return weight.endswith("kernel") or weight.startswith("embeddings")
