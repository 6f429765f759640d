"""Runs with and without a fault, made of numbers."""

from __future__ import annotations

import numpy as np

from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.run import Curve, TensorStatistics, TrainingRun

EPOCHS = 20
LATE = np.where(np.arange(EPOCHS) < 6, 0.0, 1.0)
"""0 in the first six epochs, 1 later."""


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


def gradients(first: object, last: object, name: str = "l2_norm") -> tuple[TensorStatistics, ...]:
    return statistic("a/kernel", "gradients", name, first), statistic("b/kernel", "gradients", name, last)


def found(statistics: tuple[TensorStatistics, ...], loss: object = None) -> list[Finding]:
    """What is found in a training with these statistics and a sound loss."""
    return list(check_run(run_of(statistics, loss=falling() if loss is None else loss)).findings)


def assert_finds(check: str, faulty: tuple[TensorStatistics, ...], sound: tuple[TensorStatistics, ...]) -> None:
    """Hold a check to its fault, and to be silent without it."""
    [finding] = found(faulty)
    assert finding.check == check
    assert finding.epoch is not None
    assert finding.fix
    assert found(sound) == []
