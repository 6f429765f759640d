"""Checks of a training: a new one is a function and a line in the ``CHECKS`` of its family."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from dotnet_viz.measures.diagnostics.choice import Lack, chosen_checks, in_order, lacking
from dotnet_viz.measures.diagnostics.limits import limits_of
from dotnet_viz.measures.diagnostics.result import CheckResult
from dotnet_viz.measures.training.findings import activations, gradients, metrics, not_finite, updates
from dotnet_viz.measures.training.findings.run_check import RunCheck
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.time_left import epochs_done
from dotnet_viz.translation.translate import mark, translate

CHECKS: tuple[RunCheck, ...] = (
    *not_finite.CHECKS,
    *gradients.CHECKS,
    *updates.CHECKS,
    *activations.CHECKS,
    *metrics.CHECKS,
)

_LACKING = {
    "metrics": (mark("the log has no loss by epoch"), ""),
    "gradients": (mark("the log has no gradients"), mark("dv.ReportCallback takes them on a batch, given as data=(x, y)")),
    "updates": (mark("the log has no updates of weights"), mark("dv.ReportCallback records them")),
    "activations": (mark("the log has no activations"), mark("dv.ReportCallback takes them on a batch, given as data=(x, y)")),
}


def check_run(run: TrainingRun, *, ignore: Iterable[str] = (), thresholds: Mapping[str, float] | None = None) -> CheckResult:
    """Run the checks on a training, which may still be running.

    Args:
        run: the training so far.
        ignore: ids of checks that do not run.
        thresholds: limits by the check's id, instead of the defaults.

    Returns:
        What was found, each with its epoch; true where something was.

    Raises:
        OptionError: an unknown check, a check without a threshold, or a threshold that is not a number.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.training.run import Curve
        >>> loss = Curve("loss", "epoch", np.arange(1, 4), np.array([2.0, np.nan, np.nan]))
        >>> [(finding.check, finding.epoch) for finding in check_run(TrainingRun("a", "test", (loss,))).findings]
        [('training-not-finite', 2)]
    """
    chosen = chosen_checks(CHECKS, ignore)
    limits = limits_of(CHECKS, thresholds or {})
    there = {one.quantity for one in run.statistics} | {"any"} | ({"metrics"} if run.history is not None else set())
    lacks = {check.id: _lack(check, run, there) for check in chosen}
    can_run = [check for check in chosen if lacks[check.id] is None]
    with np.errstate(over="ignore", invalid="ignore"):  # a difference of numbers next to the largest ones is infinite
        found = [finding for check in can_run for finding in check.find(run, limits.get(check.id, 0.0))]
    return CheckResult(
        name=run.name,
        findings=in_order(found, CHECKS),
        checks=tuple(check.id for check in can_run),
        layers=0,
        weights=0,
        epochs=epochs_done(run),
        skipped=tuple(lacking(lacks)),
    )


def _lack(check: RunCheck, run: TrainingRun, there: Collection[str]) -> Lack | None:
    """Return why a check has nothing to look at in a log, and how the next log would have it; ``None`` where it has."""
    if check.needs not in there:
        reason, advice = _LACKING[check.needs]
        return translate(reason), translate(advice)
    reason = check.lacks(run)
    return (reason, "") if reason else None
