"""Trainings for tests of animations: a perceptron in NumPy that learns to tell two rings of points apart."""

from __future__ import annotations

from functools import cache

import numpy as np

from dotnet_viz import readers
from dotnet_viz.animation.animation import Animation
from dotnet_viz.animation.build import AnimationOptions, animate_run
from dotnet_viz.diagrams import style_of
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.run import Arrays, Curve, TrainingRun

EPOCHS = 8
HIDDEN = 6


def rings(count: int = 120) -> tuple[np.ndarray, np.ndarray]:
    """Return points of an inner and an outer ring, and which ring each is of."""
    random = np.random.default_rng(3)
    labels = np.arange(count) % 2
    angles, radii = random.uniform(0, 2 * np.pi, count), 0.5 + labels + random.normal(0, 0.05, count)
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1), labels


@cache
def learnt() -> tuple[tuple[Arrays, ...], tuple[float, ...]]:
    """Return the weights before the training and after each epoch, and the loss of each epoch."""
    random = np.random.default_rng(1)
    points, labels = rings()
    arrays = {
        "hidden/kernel": random.normal(0, 1.0, (2, HIDDEN)),
        "hidden/bias": np.zeros(HIDDEN),
        "ring/kernel": random.normal(0, 0.5, (HIDDEN, 1)),
        "ring/bias": np.zeros(1),
    }
    states, losses = [{name: values.copy() for name, values in arrays.items()}], []
    for _ in range(EPOCHS):
        for _ in range(40):
            hidden = np.maximum(points @ arrays["hidden/kernel"] + arrays["hidden/bias"], 0)
            out = 1 / (1 + np.exp(-(hidden @ arrays["ring/kernel"] + arrays["ring/bias"])[:, 0]))
            slope = ((out - labels) / len(labels))[:, np.newaxis]
            back = slope @ arrays["ring/kernel"].T * (hidden > 0)
            steps = (points.T @ back, back.sum(axis=0), hidden.T @ slope, slope.sum(axis=0))
            for name, step in zip(arrays, steps, strict=True):
                arrays[name] -= 1.0 * step
        losses.append(float(-np.log(np.where(labels == 1, out, 1 - out)).mean()))
        states.append({name: values.copy() for name, values in arrays.items()})
    return tuple(states), tuple(losses)


def graph() -> Graph:
    """Return the perceptron as it is before the training."""
    return readers.read(dict(learnt()[0][0]))


def run(**changes: object) -> TrainingRun:
    """Return the training as a run."""
    states, losses = learnt()
    curve = Curve("loss", "epoch", np.arange(1, EPOCHS + 1), np.array(losses))
    facts = {
        "name": "rings",
        "tool": "test",
        "curves": (curve,),
        "planned_epochs": EPOCHS,
        "snapshot_epochs": tuple(range(EPOCHS + 1)),
        "load_snapshot": lambda epoch: states[epoch],
        "status": "finished",
    }
    return TrainingRun(**{**facts, **changes})  # type: ignore[arg-type]


def animation(style: str = "weight-graph", options: AnimationOptions | None = None, **fields: object) -> Animation:
    """Return the animation of the training."""
    return animate_run(run(), style_of(style, fields), options or AnimationOptions())
