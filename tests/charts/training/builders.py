"""Trainings for tests of charts, made of numbers."""

from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.run import Curve, Doubles, TensorHistograms, TensorStatistics, TrainingRun


def curve(name: str, values: object, unit: str = "epoch") -> Curve:
    """Return a curve with these values from position 1 on."""
    numbers = np.asarray(values, dtype=np.float64)
    return Curve(name, unit, np.arange(1, numbers.size + 1), numbers)


def course(name: str = "7", epochs: int = 12, speed: float = 0.3) -> TrainingRun:
    """Return a run with training and validation of two metrics, and a learning rate that falls."""
    loss = 2.0 * np.exp(-speed * np.arange(epochs))
    validation = loss + 0.02 * np.arange(epochs)
    return TrainingRun(
        name,
        "test",
        (
            curve("accuracy", 1 - loss / 3),
            curve("val_accuracy", 1 - validation / 3),
            curve("learning_rate", np.where(np.arange(epochs) < epochs / 2, 1e-2, 1e-4)),
            curve("loss", loss),
            curve("val_loss", validation),
        ),
        settings={"optimizer": "Adam", "batch_size": 32},
        status="finished",
    )


def watched(layers: int = 3, epochs: int = 6, prefix: str = "dense") -> TrainingRun:
    """Return a run with statistics and histograms of some layers, the first of which has dead units."""
    numbers, as_floats = np.arange(1, epochs + 1), np.arange(1.0, epochs + 1)
    names = [f"{prefix}_{index}" for index in range(layers)]
    statistics, histograms = [], []
    for index, name in enumerate(names):
        gradients: dict[str, Doubles] = {
            "l2_norm": 10.0 ** -(index + 1) / as_floats,
            "mean_absolute": 10.0 ** -(index + 2) / as_floats,
        }
        ratio: Doubles = -2.0 - 0.1 * as_floats - index
        statistics += [
            TensorStatistics(f"{name}/kernel", "gradients", numbers, gradients),
            TensorStatistics(f"{name}/kernel", "updates", numbers, {"log10_ratio": ratio}),
            TensorStatistics(name, "activations", numbers, {"dead_share": np.full(epochs, 0.6 if index == 0 else 0.0)}),
        ]
        for quantity in ("weights", "gradients"):
            edges = np.linspace(-1.0 - 0.1 * numbers, 1.0 + 0.1 * numbers, 21, axis=1)
            counts = np.exp(-(((edges[:, 1:] + edges[:, :-1]) / 2 - 0.05 * numbers[:, None]) ** 2) * 8).round(3) * 100
            histograms.append(TensorHistograms(f"{name}/kernel", quantity, numbers, edges, counts))
    return TrainingRun(
        "watched", "test", course(epochs=epochs).curves, (), tuple(statistics), tuple(histograms), status="finished"
    )
