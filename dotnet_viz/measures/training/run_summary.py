"""A training in a few numbers, so that a thousand of them fit a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.history import Metric
from dotnet_viz.measures.training.metric_names import base_name, is_learning_rate
from dotnet_viz.measures.training.run import Curve, TrainingRun
from dotnet_viz.measures.training.smoothing import visible_points
from dotnet_viz.measures.training.time_left import epochs_done

Points = tuple[tuple[int, float], ...]

_COLUMNS = 12


@dataclass(frozen=True)
class RunSummary:
    """One training in a table of trainings.

    Args:
        name: of the run.
        tool: what wrote the log.
        status: see :data:`dotnet_viz.measures.training.run.STATUSES`.
        epochs: number of the last one; 0 where nothing was logged by epoch.
        planned_epochs: how many it was to have; ``None`` where the log does not say.
        seconds: in all epochs; ``None`` where they were not logged.
        best: by metric, its best value, or its last one where nobody knows which is best, by the validation data where
            there is any.
        settings: of the training.
        metric: whose curve is kept; empty where there is none.
        train: positions and values of its curve on the training data, by epoch, or by step where there are no epochs:
            those that a small picture needs.
        validation: likewise on the validation data.
        errors: findings that are errors.
        warnings: findings that are warnings.
        hints: findings that are hints.
        findings: ids of the checks that found these.
        failure: what ended a training that failed.
        log: path of the log; ``None`` for a run that is an object.
    """

    name: str
    tool: str
    status: str
    epochs: int
    planned_epochs: int | None
    seconds: float | None
    best: Mapping[str, float]
    settings: Mapping[str, str | float | bool | None]
    metric: str = ""
    train: Points = field(default=(), repr=False)
    validation: Points = field(default=(), repr=False)
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    findings: tuple[str, ...] = ()
    failure: str | None = None
    log: Path | None = None


def summarise_run(run: TrainingRun, log: Path | None = None, metric: str | None = None) -> RunSummary:
    """Return a training in a few numbers.

    Args:
        run: of a training.
        log: path of its log.
        metric: whose curve is kept; ``None`` takes the loss, or else the first one.

    Example:
        >>> from dotnet_viz.measures.training.sources import run_of
        >>> found = summarise_run(run_of({"loss": [0.9, 0.5], "val_loss": [1.0, 0.6]}, "7"))
        >>> found.epochs, dict(found.best), found.validation
        (2, {'loss': 0.6}, ((1, 1.0), (2, 0.6)))
    """
    checked = check_run(run)
    counts = checked.counts()
    curves = {curve.name: curve for curve in _curves(run)}
    kept = _kept_metric(list(dict.fromkeys(map(base_name, curves))), metric)
    return RunSummary(
        name=run.name,
        tool=run.tool,
        status=run.status,
        epochs=epochs_done(run),
        planned_epochs=run.planned_epochs,
        seconds=_seconds(run),
        best=_best(run),
        settings=dict(run.settings),
        metric=kept,
        train=_points(curves.get(kept)),
        validation=_points(curves.get(f"val_{kept}")),
        errors=counts["error"],
        warnings=counts["warning"],
        hints=counts["hint"],
        findings=tuple(dict.fromkeys(finding.check for finding in checked.findings)),
        failure=run.failure,
        log=log,
    )


def _curves(run: TrainingRun) -> list[Curve]:
    """Return the curves by epoch, and those by step of metrics that have none by epoch."""
    known = [curve for curve in run.curves if curve.positions.size and not is_learning_rate(base_name(curve.name))]
    by_epoch = {curve.name: curve for curve in known if curve.unit == "epoch"}
    return [*by_epoch.values(), *(curve for curve in known if curve.unit == "step" and curve.name not in by_epoch)]


def _kept_metric(names: Sequence[str], metric: str | None) -> str:
    if metric is not None:
        return metric if metric in names else ""
    return next((name for name in names if name.lower() == "loss"), names[0] if names else "")


def _points(curve: Curve | None) -> Points:
    if curve is None:
        return ()
    chosen = visible_points(curve.positions, curve.values, _COLUMNS)
    chosen = chosen[np.isfinite(curve.values[chosen])]
    return tuple(zip(curve.positions[chosen].tolist(), curve.values[chosen].tolist(), strict=True))


def _seconds(run: TrainingRun) -> float | None:
    seconds = next((curve.values for curve in run.resources if curve.name == "seconds"), np.empty(0))
    return _sum(seconds[np.isfinite(seconds)])


def _sum(values: NDArray[np.float64]) -> float | None:
    return float(values.sum()) if values.size else None


def _best(run: TrainingRun) -> dict[str, float]:
    metrics = () if run.history is None else run.history.metrics
    best = {metric.name: value for metric in metrics if (value := _shown_value(metric)) is not None}
    for curve in _curves(run):
        if curve.unit == "step" and base_name(curve.name) not in best:
            finite = curve.values[np.isfinite(curve.values)]
            if finite.size:
                best[base_name(curve.name)] = float(finite[-1])
    return best


def _shown_value(metric: Metric) -> float | None:
    if metric.best_value is not None:
        return metric.best_value
    values = metric.validation if metric.validation is not None else metric.train
    known = [value for value in values or () if np.isfinite(value)]
    return known[-1] if known else None
