"""Checks of how far each epoch changes the kernels."""

from __future__ import annotations

import operator
from collections.abc import Iterator

import numpy as np

from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import DEEP_CHECKER_TRAINING
from dotnet_viz.measures.training.findings.run_check import (
    RunCheck,
    beyond,
    first_epoch,
    has_converged,
    is_kernel_name,
    layer_and_weight,
    recent,
    statistics_of,
)
from dotnet_viz.measures.training.run import UNITS, TrainingRun
from dotnet_viz.translation.translate import translate


def find_large_updates(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield kernels that change too much: by more than all steps of an epoch may add up to, or by more than their own norm.

    The source's limit is for one step; steps in one direction add up to their number times as much. A log that
    lacks the steps of an epoch is not judged.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    steps = _steps_per_epoch(run)
    if steps is None:
        return
    allowed = min(limit + float(np.log10(steps)), max(limit, 0.0))
    for one, values in statistics_of(run, "updates", "log10_ratio"):
        later = values[one.epochs > one.epochs[0]]
        if not is_kernel_name(one.tensor) or np.isfinite(later).sum() < 2 or recent(later) <= allowed:
            continue
        layer, weight = layer_and_weight(one.tensor)
        epoch, times = first_epoch(one.epochs, values > allowed), format_number(10 ** recent(later), 3)
        message = translate(
            "each epoch of {steps} changes it by {times} times its norm, since epoch {epoch}",
            steps=format_count(steps, "step"),
            times=times,
            epoch=epoch,
        )
        fix = translate("lower the learning rate (tenfold steps)")
        observed, most = recent(later), allowed
        yield Finding("updates-large", "warning", layer, weight, message, observed, most, DEEP_CHECKER_TRAINING, fix, epoch)


def _steps_per_epoch(run: TrainingRun) -> int | None:
    steps = run.settings.get("steps_per_epoch")
    if isinstance(steps, int | float) and steps >= 1:
        return int(steps)
    last = {unit: max((int(one.positions[-1]) for one in run.curves if one.unit == unit and one.positions.size), default=0)
            for unit in UNITS}  # fmt: skip
    return max(1, last["step"] // last["epoch"]) if all(last.values()) else None


def _unknown_steps(run: TrainingRun) -> str:
    return translate("the log does not say how many steps an epoch has") if _steps_per_epoch(run) is None else ""


def find_small_updates(run: TrainingRun, limit: float) -> Iterator[Finding]:
    """Yield kernels that a whole epoch changes by less than a single training step should.

    Args:
        run: of a training.
        limit: threshold of the check, in the unit of the observed value.
    """
    if has_converged(run):
        return
    for tensor, value, epoch in beyond(run, "updates", "log10_ratio", operator.lt, limit):
        if not is_kernel_name(tensor):
            continue
        layer, weight = layer_and_weight(tensor)
        message = translate(
            "a whole epoch changes it by {value} of its norm, since epoch {epoch}",
            value=format_percent(10**value),
            epoch=epoch,
        )
        fix = translate("raise the learning rate (tenfold steps), or check that the layer is meant to be trained")
        yield Finding("updates-small", "warning", layer, weight, message, value, limit, DEEP_CHECKER_TRAINING, fix, epoch)


CHECKS = (
    RunCheck(
        "updates-large",
        "weights that change too much: log10 of update by weight",
        find_large_updates,
        "updates",
        -1.0,
        _unknown_steps,
    ),
    RunCheck("updates-small", "weights that hardly change: log10 of update by weight", find_small_updates, "updates", -4.0),
)
