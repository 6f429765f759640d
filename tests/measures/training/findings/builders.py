"""Runs with and without a fault, made of numbers."""

from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.run import Curve, TensorStatistics, TrainingRun

EPOCHS = 20


def run_of(statistics: tuple[TensorStatistics, ...] = (), status: str = "finished", **metrics: object) -> TrainingRun:
    curves = tuple(_curve(name, values) for name, values in metrics.items())
    steps = Curve("loss", "step", np.array([100 * EPOCHS]), np.ones(1))
    return TrainingRun("run", "test", (*curves, steps), statistics=statistics, status=status)


def _curve(name: str, values: object) -> Curve:
    numbers = np.asarray(values, np.float64)
    return Curve(name, "epoch", np.arange(1, numbers.size + 1), numbers)


def falling(start: float = 2.0, end: float = 0.2, epochs: int = EPOCHS) -> np.ndarray:
    """A loss that falls quickly at first and slowly later."""
    return end + (start - end) * np.exp(-np.arange(epochs) / 2.5)


def statistic(tensor: str, quantity: str, name: str, values: object) -> TensorStatistics:
    numbers = np.broadcast_to(np.asarray(values, np.float64), (EPOCHS,))
    return TensorStatistics(tensor, quantity, np.arange(1, EPOCHS + 1), {name: numbers})
