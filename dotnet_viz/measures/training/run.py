"""One training as it was logged: what every reader of training logs returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.history import History, Series, once_in
from dotnet_viz.runtime.cached import cached_property

Doubles = NDArray[np.float64]
Integers = NDArray[np.int64]
Arrays = Mapping[str, NDArray[np.generic]]

UNITS = ("epoch", "step")
"""What a curve is drawn over: epochs, or training steps (batches); both are numbered from 1."""
QUANTITIES = ("weights", "updates", "gradients", "activations")
"""What statistics and histograms are of. An update is a weight's change since the epoch before."""
STATUSES = ("running", "finished", "interrupted", "failed", "unknown")
"""How a training stands. ``"interrupted"``: stopped from outside; ``"failed"``: an exception or NaN ended it."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One logged number over epochs or steps.

    Args:
        name: of a metric on the training data as it is (``"loss"``), on the validation data with ``val_`` before it.
        unit: ``"epoch"`` or ``"step"``.
        positions: the epochs or steps, ascending, from 1; shape (points,).
        values: the number at each of them; NaN where it was not a number; shape (points,).
    """

    name: str
    unit: str
    positions: Integers = field(repr=False)
    values: Doubles = field(repr=False)


@dataclass(frozen=True, eq=False)
class TensorStatistics:
    """Numbers on one weight, its updates or gradients, or on a layer's activations, over the epochs.

    Args:
        tensor: ``"layer/weight"``, or for activations the layer's id.
        quantity: one of :data:`QUANTITIES`.
        epochs: numbers from 1, ascending; shape (epochs,).
        values: by the name of the statistic (``"mean"``, ``"standard_deviation"``, ``"l2_norm"`` ...), the value in
            each epoch; NaN where there is none; each of shape (epochs,).
    """

    tensor: str
    quantity: str
    epochs: Integers = field(repr=False)
    values: Mapping[str, Doubles] = field(repr=False)


@dataclass(frozen=True, eq=False)
class TensorHistograms:
    """Histograms of one weight, its updates or gradients, or of a layer's activations, one an epoch.

    Args:
        tensor: ``"layer/weight"``, or for activations the layer's id.
        quantity: one of :data:`QUANTITIES`.
        epochs: numbers from 1, ascending; shape (epochs,).
        edges: borders of the bins of each epoch; shape (epochs, bins + 1).
        counts: values in each bin; shape (epochs, bins).
    """

    tensor: str
    quantity: str
    epochs: Integers = field(repr=False)
    edges: Doubles = field(repr=False)
    counts: Doubles = field(repr=False)


def no_graph() -> Graph | None:
    """Return nothing: the log has nothing of the model."""
    return None


def no_snapshot(epoch: int) -> Arrays:
    """Raise: the log holds no weights.

    Raises:
        OptionError: always.
    """
    raise OptionError(f"the log has no weights of epoch {epoch}; it has weights of no epoch")


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """One training as it was logged.

    Args:
        name: of the run, which is its folder's or file's.
        tool: what wrote the log, such as ``"dotnet_viz"`` or ``"TensorBoard"``.
        curves: metrics and learning rate, by epoch and by step, in the order of the log.
        resources: seconds an epoch (``"seconds"``), ``"samples_per_second"`` and ``"memory_bytes"``, where logged.
        statistics: of weights, updates, gradients and activations.
        histograms: of the same.
        settings: of the training, such as the optimizer's name, the batch size and hyperparameters.
        planned_epochs: how many the training was to have; ``None`` where the log does not say.
        status: one of :data:`STATUSES`.
        failure: what ended a training that failed, in one line.
        snapshot_epochs: epochs whose weights :attr:`load_snapshot` has.
        load_graph: returns the model, without values; ``None`` where the log does not have it.
        load_snapshot: returns the weights at the end of an epoch, by ``"layer/weight"``.
        notes: what had to be concluded or was left out, in sentences.

    Example:
        >>> run = TrainingRun("a", "test", (Curve("loss", "epoch", np.array([1, 2]), np.array([0.5, 0.25])),))
        >>> run.history.epochs
        (1, 2)
    """

    name: str
    tool: str
    curves: tuple[Curve, ...] = ()
    resources: tuple[Curve, ...] = ()
    statistics: tuple[TensorStatistics, ...] = ()
    histograms: tuple[TensorHistograms, ...] = ()
    settings: Mapping[str, str | float | bool | None] = field(default_factory=dict)
    planned_epochs: int | None = None
    status: str = "unknown"
    failure: str | None = None
    snapshot_epochs: tuple[int, ...] = ()
    load_graph: Callable[[], Graph | None] = field(default=no_graph, repr=False)
    load_snapshot: Callable[[int], Arrays] = field(default=no_snapshot, repr=False)
    notes: tuple[str, ...] = ()

    @cached_property
    def history(self) -> History | None:
        """The metrics by epoch; ``None`` where nothing was logged by epoch."""
        curves = [curve for curve in self.curves if curve.unit == "epoch" and curve.positions.size]
        if not curves:
            return None
        epochs = np.unique(np.concatenate([curve.positions for curve in curves]))
        return History(tuple(map(int, epochs)), tuple(_aligned(curve, epochs) for curve in curves), self.notes)


def curves_of_history(history: History) -> tuple[Curve, ...]:
    """Return the metrics and the learning rate of a history as curves over its epochs.

    Example:
        >>> [curve.name for curve in curves_of_history(History((1, 2), (Series("loss", (0.5, 0.25)),)))]
        ['loss']
    """
    epochs = np.array(history.epochs, dtype=np.int64)
    logged = ((series, slice(series.every - 1, None, series.every)) for series in history.series)
    return tuple(
        Curve(series.name, "epoch", epochs[those], np.array(series.values[those], dtype=np.float64)) for series, those in logged
    )


def _aligned(curve: Curve, epochs: Integers) -> Series:
    values, places = np.full(epochs.size, np.nan), np.searchsorted(epochs, curve.positions)
    values[places] = curve.values
    return Series(curve.name, tuple(values.tolist()), once_in(places, epochs.size))
