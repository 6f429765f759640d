"""Functions that show trainings: curves of runs, and a table of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart
    from dotnet_viz.reporting.runs.page import RunTable


def curves(
    *runs: object, metrics: Sequence[str] | None = None, smoothing: float = 0.0, scale: str = "auto", unit: str = "auto"
) -> Chart:
    """Return a chart of the metrics and the learning rate of one training or of several, a panel for each.

    Training is a solid line, validation a dashed one; the best value of each run is marked.

    Args:
        runs: each is the path of a training log or of a folder of them, what ``model.fit`` returned, a dict or data frame
            with one list a metric, a list with one dict an epoch, or a ``TrainingRun``; at most 24 trainings in all.
        metrics: names without ``val_``, in their order; ``None`` takes all, the loss first and the learning rate last.
        smoothing: weight of what was before in an exponential moving average, from 0 up to but not including 1; what is
            smoothed keeps its values as a faint line.
        scale: ``"linear"`` or ``"log"``; ``"auto"`` takes a logarithmic axis for positive values that span more than a
            factor of 200.
        unit: ``"epoch"`` or ``"step"``; ``"auto"`` takes epochs, and steps for what has fewer than 4 epochs or none.

    Raises:
        OptionError: no run or too many, an unknown metric, scale or unit, or a smoothing out of range.
        VizError: a log cannot be read.

    Example:
        >>> curves({"loss": [0.9, 0.5, 0.4], "val_loss": [1.0, 0.6, 0.7]}).alternative
        'Curves of training: loss, best 0.6 in epoch 2.'
    """
    from dotnet_viz.charts.training.curves import run_curves
    from dotnet_viz.charts.training.panels import CurveOptions
    from dotnet_viz.measures.training.sources import runs_of

    options = CurveOptions(metrics, smoothing, scale, unit)
    return run_curves(runs_of(runs), options)


def runs(*sources: object, metric: str | None = None, title: str = "") -> RunTable:
    """Return a table of trainings, to sort, filter and group in a browser; rows link to the reports in the runs' folders.

    Args:
        sources: each is the path of a training log or of a folder of them, what ``model.fit`` returned, a dict or data
            frame with one list a metric, a list with one dict an epoch, or a ``TrainingRun``.
        metric: whose curve stands in each row; ``None`` takes the loss.
        title: heading of the page; without it "Training runs".

    Raises:
        OptionError: there is no run, or too many.
        VizError: a log cannot be read.

    Example:
        >>> runs({"loss": [0.9, 0.5]}, {"loss": [0.8, 0.3]})
        <RunTable of 2 runs>
    """
    from dotnet_viz.measures.training.run_summary import summarise_run
    from dotnet_viz.measures.training.sources import iterate_sources
    from dotnet_viz.reporting.runs.page import make_run_table

    return make_run_table((summarise_run(run, log, metric) for run, log in iterate_sources(sources)), title)
