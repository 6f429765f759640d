"""The checks of a training and those of its model together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dotnet_viz.arguments import mapping_in, names_in
from dotnet_viz.errors import unknown_choice
from dotnet_viz.measures import diagnostics
from dotnet_viz.measures.diagnostics.finding import Skipped
from dotnet_viz.measures.diagnostics.result import CheckResult
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.measures.training.findings import CHECKS, check_run
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.snapshots import graph_of_epoch, readable_run
from dotnet_viz.translation.translate import retold, translate


def check_run_with_model(
    run: TrainingRun,
    *,
    ignore: Iterable[str] = (),
    thresholds: Mapping[str, float] | None = None,
    spectra: str = "auto",
) -> CheckResult:
    """Run the checks of a training, and those of the model where the log has it, with its last weights.

    Args:
        run: of a training.
        ignore: ids of checks that are left out, of the training or of the model.
        thresholds: limits that replace the usual ones, by the check's id.
        spectra: see :func:`dotnet_viz.measures.diagnostics.check_graph`.

    Returns:
        What was found, worst first; what the training is about comes before what the model is about.

    Raises:
        OptionError: there is no such check or threshold, or a threshold is not a number.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.training.run import Curve
        >>> loss = Curve("loss", "epoch", np.arange(1, 4), np.array([2.0, np.nan, np.nan]))
        >>> print(str(check_run_with_model(TrainingRun("a", "test", (loss,)))).splitlines()[0].partition(" (")[0])
        a: 1 error
    """
    of_run, of_model = split_options(ignore, thresholds)
    whole, damages = readable_run(run)
    trained = check_run(whole, ignore=of_run.ignore, thresholds=of_run.thresholds)
    graph = graph_of_epoch(whole)
    of_graph = tuple(check.id for check in diagnostics.CHECKS)
    place = None if graph is None else translate("the damaged part of the log")
    damaged = (Skipped(of_graph, place, retold(reason)) for reason in damages)
    trained = replace(trained, skipped=(*trained.skipped, *damaged))
    if graph is None:
        return trained
    # That a log has the architecture alone is no fault of the model.
    bare = [] if whole.snapshot_epochs else ["missing-weights"]
    model = diagnostics.check_graph(graph, ignore=[*bare, *of_model.ignore], thresholds=of_model.thresholds, spectra=spectra)
    return _joined(trained, model)


@dataclass(frozen=True)
class CheckOptions:
    """Options of the checks of a training, or of those of a model.

    Args:
        ignore: ids of checks that are left out.
        thresholds: limits by the check's id.
    """

    ignore: tuple[str, ...]
    thresholds: Mapping[str, float]


def split_options(ignore: Iterable[str], thresholds: Mapping[str, float] | None) -> tuple[CheckOptions, CheckOptions]:
    """Return the options of the checks of a training, and those of a model, so that both can be given together.

    Args:
        ignore: ids of checks of either.
        thresholds: limits of either, by the check's id.

    Raises:
        OptionError: there is no such check.

    Example:
        >>> split_options(["overfitting", "dead-rows"], None)[1]
        CheckOptions(ignore=('dead-rows',), thresholds={})
    """
    of_run, of_model = [check.id for check in CHECKS], [check.id for check in diagnostics.CHECKS]
    ignored, changed = names_in("ignore", ignore, ordered=False), mapping_in("thresholds", thresholds or {})
    for kind, names in (("check", ignored), ("threshold", tuple(changed))):
        for name in names:
            if name not in (*of_run, *of_model):
                raise unknown_choice(kind, name, (*of_run, *of_model))
    of_both = (
        CheckOptions(
            tuple(name for name in ignored if name in known), {name: limit for name, limit in changed.items() if name in known}
        )
        for known in (of_run, of_model)
    )
    return next(of_both), next(of_both)


def _joined(trained: CheckResult, model: CheckResult) -> CheckResult:
    findings = sorted((*trained.findings, *model.findings), key=lambda finding: SEVERITIES.index(finding.severity))
    return CheckResult(
        name=trained.name,
        findings=tuple(findings),
        checks=(*trained.checks, *model.checks),
        layers=model.layers,
        weights=model.weights,
        skipped=(*trained.skipped, *model.skipped),
        spectra=model.spectra,
        statistics=model.statistics,
        epochs=trained.epochs,
    )
