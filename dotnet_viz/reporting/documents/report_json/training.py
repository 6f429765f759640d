"""The training in ``report.json``: every metric by epoch, and what was logged beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dotnet_viz.translation.translate import retold

if TYPE_CHECKING:
    from dotnet_viz.measures.training.run import TrainingRun


def training_part(run: TrainingRun | None) -> dict[str, Any] | None:
    """Return the course of a training; ``None`` without one.

    Args:
        run: the training.

    Example:
        >>> from dotnet_viz.measures.training.sources import run_of
        >>> found = training_part(run_of({"loss": [0.9, 0.5], "val_loss": [1.0, 0.7]}))
        >>> found["epochs"], found["metrics"][0].validation
        ((1, 2), (1.0, 0.7))
    """
    if run is None:
        return None
    history = run.history
    return {
        "name": run.name,
        "tool": run.tool,
        "status": run.status,
        "failure": run.failure,
        "planned_epochs": run.planned_epochs,
        "epochs": [] if history is None else history.epochs,
        "metrics": [] if history is None else history.metrics,
        "learning_rate": None if history is None else history.learning_rate,
        "resources": {curve.name: curve.values for curve in run.resources},
        "settings": run.settings,
        "notes": tuple(map(retold, run.notes)),
    }
