"""How long a training will still take, by the epochs that it has had."""

from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.run import TrainingRun

RECENT_EPOCHS = 5


def epochs_done(run: TrainingRun) -> int:
    """Return the number of the last epoch that was logged, 0 before the first.

    Args:
        run: of a training.
    """
    curves = (*run.curves, *run.resources)
    return max((int(curve.positions[-1]) for curve in curves if curve.unit == "epoch" and curve.positions.size), default=0)


def seconds_left(run: TrainingRun) -> float | None:
    """Return for how many seconds a training will go on, counted from the end of its last logged epoch.

    Args:
        run: of a training; the median time of its last five epochs counts.

    Returns:
        Seconds, 0 for a training that has ended; ``None`` where the log lacks the number of epochs or their times.

    Example:
        >>> from dotnet_viz.measures.training.run import Curve
        >>> seconds = Curve("seconds", "epoch", np.array([1, 2]), np.array([3.0, 5.0]))
        >>> seconds_left(TrainingRun("a", "test", resources=(seconds,), planned_epochs=10, status="running"))
        32.0
    """
    if run.status not in ("running", "unknown"):
        return 0.0
    times = next((curve.values for curve in run.resources if curve.name == "seconds"), np.empty(0))
    recent = times[np.isfinite(times)][-RECENT_EPOCHS:]
    if run.planned_epochs is None or not recent.size:
        return None
    return max(0, run.planned_epochs - epochs_done(run)) * float(np.median(recent))
