"""What MLflow keeps of a run, however it keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dotnet_viz.measures.training.logs.points import Points, count_epochs
from dotnet_viz.measures.training.logs.settings import setting_in
from dotnet_viz.measures.training.run import TrainingRun

TOOL = "MLflow"

_STATUSES = {"RUNNING": "running", "FINISHED": "finished", "FAILED": "failed", "KILLED": "interrupted"}
# ``meta.yaml`` has the number of the status, a database its name.
_NUMBERS = {"1": "RUNNING", "3": "FINISHED", "4": "FAILED", "5": "KILLED"}
_SYSTEM = "system/"


@dataclass(frozen=True)
class StoredRun:
    """A run as MLflow stores it.

    Args:
        id: a long number that MLflow gave it.
        name: of the run.
        metrics: by their name, the step and the value of each number, in the order of the log.
        parameters: their texts by their name.
        status: its name or number.
    """

    id: str
    name: str
    metrics: Mapping[str, Sequence[tuple[int, float]]]
    parameters: Mapping[str, str]
    status: str


def training_of(stored: StoredRun) -> TrainingRun:
    """Return the training that a stored run is of; what MLflow measures of the machine is left out."""
    points = [
        Points(name, np.array([value for _, value in rows]), np.array([step for step, _ in rows], dtype=np.int64))
        for name, rows in stored.metrics.items()
        if rows and not name.startswith(_SYSTEM)
    ]
    counted = count_epochs(points)
    epochs = setting_in(stored.parameters.get("epochs", ""))
    return TrainingRun(
        name=stored.name,
        tool=TOOL,
        curves=counted.curves,
        settings={
            "run_id": stored.id,
            **{name: setting_in(text) for name, text in stored.parameters.items()},
            **counted.single_values,
        },
        planned_epochs=int(epochs) if isinstance(epochs, float) and 0 < epochs < 1e9 else None,
        status=_STATUSES.get(_NUMBERS.get(stored.status, stored.status), "unknown"),
        notes=counted.notes,
    )
