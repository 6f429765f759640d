"""Metrics that were logged during a training: one number per epoch for each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.training.metric_names import base_name, better_direction, is_learning_rate
from dotnet_viz.runtime.cached import cached_property

Numbers = tuple[float, ...]


@dataclass(frozen=True)
class Series:
    """One logged metric.

    Args:
        name: as it was logged, such as ``"val_loss"``.
        values: one number per epoch; NaN where none was logged.
        every: once in how many epochs it was logged; the others are no NaN of the training.
    """

    name: str
    values: Numbers
    every: int = 1


def once_in(places: NDArray[np.int64], epochs: int) -> int:
    """Return once in how many epochs a metric was logged; 1 where those lie irregularly, or there are none.

    Args:
        places: indices of the epochs that have a value, in order.
        epochs: how many there are.

    Example:
        >>> once_in(np.array([1, 3]), 5), once_in(np.array([1, 2]), 5)
        (2, 1)
    """
    every = int(places[0]) + 1 if places.size else 1
    return every if np.array_equal(places, np.arange(every - 1, epochs, every)) else 1


@dataclass(frozen=True)
class Metric:
    """One metric on the training data and, where it was logged, on the validation data.

    Args:
        name: without ``val_``.
        train: one number per epoch on the training data; ``None`` where it was not logged.
        validation: one number per epoch on the validation data; ``None`` where it was not logged.
        better: ``"lower"``, ``"higher"``, or ``None`` where the name does not define which is better.
        best_epoch: the first epoch with the best value, by the validation data where there is any;
            ``None`` where ``better`` is ``None`` or all values are NaN.
        best_value: the value of that epoch.
    """

    name: str
    train: Numbers | None
    validation: Numbers | None
    better: str | None
    best_epoch: int | None
    best_value: float | None


@dataclass(frozen=True)
class History:
    """The logged metrics of a training.

    Args:
        epochs: their numbers, from 1 as Keras prints them.
        series: every logged metric, in the order in which it was logged.
        notes: sentences on what was inferred.

    Example:
        >>> history = History((1, 2, 3), (Series("loss", (0.9, 0.5, 0.4)), Series("val_loss", (1.0, 0.6, 0.7))))
        >>> [(metric.name, metric.better, metric.best_epoch) for metric in history.metrics]
        [('loss', 'lower', 2)]
    """

    epochs: tuple[int, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """Every metric with its training and validation values, without the learning rate."""
        by_name = {series.name: series.values for series in self.series if not is_learning_rate(series.name)}
        names = dict.fromkeys(base_name(name) for name in by_name)
        return tuple(self._metric(name, by_name) for name in names)

    @property
    def learning_rate(self) -> Numbers | None:
        """The learning rate of each epoch, where it was logged."""
        return next((series.values for series in self.series if is_learning_rate(series.name)), None)

    def _metric(self, name: str, by_name: Mapping[str, Numbers]) -> Metric:
        train, validation = by_name.get(name), by_name.get(f"val_{name}")
        better = better_direction(name)
        values = validation if validation is not None else train
        position = _best_position(values or (), better)
        if position is None or values is None:
            return Metric(name, train, validation, better, None, None)
        return Metric(name, train, validation, better, self.epochs[position], values[position])


def _best_position(values: Sequence[float], better: str | None) -> int | None:
    numbers = [(value, position) for position, value in enumerate(values) if not math.isnan(value)]
    if better is None or not numbers:
        return None
    if better == "lower":
        return min(numbers)[1]
    return min(numbers, key=lambda pair: (-pair[0], pair[1]))[1]
