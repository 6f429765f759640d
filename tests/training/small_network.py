"""A small network, its training with a callback, and what was recorded of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.run import TrainingRun

X = np.random.default_rng(0).standard_normal((40, 6)).astype(np.float32)
Y = (X.sum(axis=1) > 0).astype(np.float32)
ALWAYS: dict[str, Any] = {"weights": "always", "gradients": "always", "activations": "always", "report": False}


def network(keras: Any, **compile_options: Any) -> Any:
    """Return a small compiled network."""
    layers = [keras.layers.Dense(4, activation="relu", name="hidden"), keras.layers.Dense(1, activation="sigmoid", name="out")]
    model = keras.Sequential([keras.Input((6,)), *layers], name="small")
    model.compile(**{"optimizer": "adam", "loss": "binary_crossentropy", "metrics": ["accuracy"], **compile_options})
    return model


def fit(model: Any, callback: Any, x: Any = X, y: Any = Y, **options: Any) -> TrainingRun:
    """Train and return what was recorded."""
    model.fit(x, y, **{"epochs": 2, "batch_size": 8, "verbose": 0, "callbacks": [callback], **options})
    return read_run(callback.folder)


def tensors(run: TrainingRun, quantity: str) -> dict[str, list[int]]:
    """Return the epochs in which each tensor was measured."""
    return {one.tensor: one.epochs.tolist() for one in run.statistics if one.quantity == quantity}


def without_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let recording have no time of its own."""
    monkeypatch.setattr("dotnet_viz.training.callback.SHARE", 0.0)
