"""A training in a sentence."""

from __future__ import annotations

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.time_left import epochs_done
from dotnet_viz.translation.translate import mark, translate

_STATES = {
    "running": mark("The training {name}, logged by {tool}, is running and has had {progress}."),
    "finished": mark("The training {name}, logged by {tool}, finished after {progress}."),
    "interrupted": mark("The training {name}, logged by {tool}, was interrupted after {progress}."),
    "failed": mark("The training {name}, logged by {tool}, failed after {progress}."),
}


def run_sentence(run: TrainingRun) -> str:
    """Return how far a training came, and what wrote its log.

    Args:
        run: of a training.

    Example:
        >>> run_sentence(TrainingRun("7", "TensorBoard", status="failed", planned_epochs=20))
        'The training 7, logged by TensorBoard, failed after 0 of 20 epochs.'
    """
    if run.status == "unknown":
        return translate(
            "The model was trained for {progress}, according to the log of {tool}.", progress=progress_of(run), tool=run.tool
        )
    return translate(_STATES[run.status], name=run.name, tool=run.tool, progress=progress_of(run))


def progress_of(run: TrainingRun) -> str:
    """Return how many epochs a training has had, or steps where it was not logged by epoch.

    Args:
        run: of a training.

    Example:
        >>> progress_of(TrainingRun("7", "test", planned_epochs=1))
        '0 of 1 epoch'
    """
    done = epochs_done(run)
    if run.planned_epochs is not None:
        return translate("{done} of {epochs}", done=format_count(done), epochs=format_count(run.planned_epochs, "epoch"))
    steps = max((int(curve.positions[-1]) for curve in run.curves if curve.unit == "step" and curve.positions.size), default=0)
    return format_count(steps, "step") if steps and not done else format_count(done, "epoch")
