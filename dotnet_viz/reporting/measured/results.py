"""What the checks and the evaluation of a model give, in the form that several parts of a report read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dotnet_viz.measures.diagnostics import CheckResult, check_graph
from dotnet_viz.reporting.measured.model import Measurements

if TYPE_CHECKING:
    from dotnet_viz.evaluation.base import OutputEvaluation
    from dotnet_viz.measures.evaluation.evaluate import Evaluation
    from dotnet_viz.measures.training.run import TrainingRun


def evaluations_of(measured: Evaluation | None) -> tuple[OutputEvaluation, ...]:
    """Return the evaluation of each output of a model.

    Args:
        measured: the measures of all outputs; ``None`` without any.
    """
    if measured is None:
        return ()
    from dotnet_viz.evaluation.evaluate import evaluation_of

    return tuple(evaluation_of(measured, output=number) for number in range(len(measured.outputs)))


def model_check(measured: Measurements, run: TrainingRun | None = None) -> CheckResult:
    """Return what the checks of a model have found.

    Args:
        measured: the model.
        run: the training whose log it is from; ``None`` for any other model.
    """
    # That a log has the architecture alone is no fault of the model.
    is_bare = run is not None and not run.snapshot_epochs
    return check_graph(measured.graph, ignore=("missing-weights",) if is_bare else (), scanned=measured.weights)


def training_check(run: TrainingRun | None) -> CheckResult | None:
    """Return what the checks of a training have found; ``None`` where nothing of it was logged.

    Args:
        run: the training; ``None`` without one.
    """
    if run is None or not (run.curves or run.statistics):
        return None
    from dotnet_viz.measures.training.findings import check_run

    return check_run(run)
