"""A training in the middle, made without training anything."""

from __future__ import annotations

import numpy as np

from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import Source
from dotnet_viz.measures.training.run import TensorHistograms, TensorStatistics, TrainingRun
from tests.charts.training.builders import curve

EPOCHS = np.arange(1, 13)
HOSTILE = "</script><img src=x onerror=alert(1)> {{ 7*7 }} & run"


def training(name: str = "7", status: str = "running", failure: str | None = None) -> TrainingRun:
    loss = 2.0 * np.exp(-EPOCHS / 4)
    tensors = (f"{name}/kernel", "dense/bias")
    edges, counts = np.tile(np.linspace(-1, 1, 5), (12, 1)), np.tile([1.0, 4.0, 3.0, 0.0], (12, 1))
    return TrainingRun(
        name,
        "test",
        (
            curve("loss", loss),
            curve("val_loss", loss + 0.02 * EPOCHS),
            curve("accuracy", 1 - loss / 3),
            curve("loss", np.linspace(2, 0.1, 2000), "step"),
        ),
        (curve("seconds", np.full(12, 4.0)), curve("samples_per_second", np.full(12, 1500.0))),
        tuple(
            TensorStatistics(tensor, "gradients", EPOCHS, {"l2_norm": loss * 10.0**-row}) for row, tensor in enumerate(tensors)
        ),
        tuple(TensorHistograms(tensor, "weights", EPOCHS, edges, counts) for tensor in tensors),
        planned_epochs=20,
        status=status,
        failure=failure,
        notes=(f"A note on {name}.",),
    )


def finding(place: str = "dense") -> Finding:
    source = Source("A paper", "https://example.org")
    return Finding(
        "dead-relu", "warning", place, None, "83 % of its units are dead", 0.83, 0.5, source, "lower the learning rate"
    )
