"""A sweep of made-up trainings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dotnet_viz.measures.training.run_summary import RunSummary, summarise_run
from tests.charts.training.builders import course


def sweep(count: int = 12, prefix: str = "run ") -> list[RunSummary]:
    """Return trainings that differ in optimizer, learning rate and speed, and agree in the backend."""
    random = np.random.default_rng(0)
    found = []
    for index in range(count):
        settings: dict[str, str | float | bool | None] = {
            "optimizer": ("Adam", "SGD", "RMSprop")[index % 3],
            "optimizer.learning_rate": round(10 ** float(random.uniform(-4, -1)), 6),
            "amsgrad": index % 2 == 0,
            "backend": "tensorflow",
        }
        run = course(f"{prefix}{index}", epochs=int(random.integers(8, 40)), speed=float(random.uniform(0.05, 0.5)))
        status = "failed" if index == 1 else "finished"
        found.append(summarise_run(replace(run, settings=settings, status=status, failure="NaN" if index == 1 else None)))
    return found
