"""Functions that show trainings: curves of runs, a table of them, and charts of their layers over the epochs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dotnet_viz.errors import OptionError, unknown_choice

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart
    from dotnet_viz.reporting.other_pages.runs.page import RunTable


def curves(  # noqa: PLR0913 - what every chart has
    *runs: object,
    metrics: Sequence[str] | None = None,
    smoothing: float = 0.0,
    scale: str = "auto",
    unit: str = "auto",
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
    width: float | str | None = None,
    height: float | str | None = None,
    dpi: float | None = None,
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
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.
        width: see :func:`~dotnet_viz.draw`, of whose pictures it is too; ``None`` for that of the chart. Panels stand one below
            the other where two beside each other could not be read.
        height: likewise.
        dpi: likewise.

    Raises:
        OptionError: no run or too many, an unknown metric, scale, unit or theme, or a smoothing out of range.
        VizError: a log cannot be read.

    Example:
        >>> curves({"loss": [0.9, 0.5, 0.4], "val_loss": [1.0, 0.6, 0.7]}).alternative
        'Curves of training: loss, best 0.6 in epoch 2.'
    """
    from dotnet_viz.charts.training.curves import run_curves
    from dotnet_viz.charts.training.panels import CurveOptions
    from dotnet_viz.fitting.drawn_size import drawn_size
    from dotnet_viz.measures.training.sources import runs_of

    options = CurveOptions(metrics, smoothing, scale, unit)
    size = drawn_size(width, height, dpi)
    narrow = size.width if size.height is None else None
    return run_curves(runs_of(runs), options, narrow).presented(theme, title, background, size)


def runs(*sources: object, metric: str | None = None, title: str = "") -> RunTable:
    """Return a table of trainings, to sort, filter and group in a browser; rows link to the reports in the runs' folders.

    Args:
        sources: each is the path of a training log or of a folder of them, what ``model.fit`` returned, a dict or data
            frame with one list a metric, a list with one dict an epoch, or a ``TrainingRun``.
        metric: whose curve stands in each row; ``None`` takes the loss.
        title: heading of the page; without it "Training runs".

    Raises:
        OptionError: there is no run, or too many, or no run has the metric.
        VizError: a log cannot be read.

    Example:
        >>> runs({"loss": [0.9, 0.5]}, {"loss": [0.8, 0.3]})
        <RunTable of 2 runs>
    """
    from dotnet_viz.measures.training.run_summary import summarise_run
    from dotnet_viz.measures.training.sources import iterate_sources
    from dotnet_viz.reporting.other_pages.runs.page import make_run_table

    table = make_run_table((summarise_run(run, log, metric) for run, log in iterate_sources(sources)), title)
    if metric is not None and not any(run.metric for run in table.runs):
        raise unknown_choice("metric", metric, dict.fromkeys(name for run in table.runs for name in run.best))
    return table


def layers_over_epochs(
    run: object,
    *,
    statistic: str | None = None,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
    width: float | str | None = None,
    height: float | str | None = None,
    dpi: float | None = None,
) -> Chart:
    """Return a chart of one statistic of every layer or weight of a training: a row for each, a column for each epoch.

    Args:
        run: what :func:`curves` takes, one that has statistics, such as the folder of a ``ReportCallback``.
        statistic: ``"gradients"`` for their norms, ``"updates"`` for the logarithm of a step's norm by the weight's,
            ``"dead"`` or ``"saturated"`` for the share of a layer's units or outputs; ``None`` for the first that the log has.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.
        width: see :func:`~dotnet_viz.draw`, of whose pictures it is too; ``None`` for that of the chart.
        height: likewise.
        dpi: likewise.

    Raises:
        OptionError: an unknown statistic or theme, or one that the log does not have.
        VizError: the log cannot be read.

    Example:
        >>> layers_over_epochs({"loss": [0.9, 0.5]})
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: the log of 'training' has no statistics of layers; dv.ReportCallback records them
    """
    from dotnet_viz.charts.training.tensors import tensors_over_epochs
    from dotnet_viz.fitting.drawn_size import drawn_size
    from dotnet_viz.measures.training.sources import run_of
    from dotnet_viz.measures.training.tensor_tables import STATISTICS, tensor_tables

    names = [name for name, *_ in STATISTICS]
    if statistic is not None and statistic not in names:
        raise unknown_choice("statistic", statistic, names)
    read = run_of(run)
    tables = {table.name: table for table in tensor_tables(read.statistics)}
    if not tables:
        raise OptionError(f"the log of {read.name!r} has no statistics of layers; dv.ReportCallback records them")
    if statistic is not None and statistic not in tables:
        raise OptionError(f"the log of {read.name!r} has no statistic {statistic!r}; it has: {', '.join(tables)}")
    return tensors_over_epochs(tables[statistic or next(iter(tables))]).presented(
        theme, title, background, drawn_size(width, height, dpi)
    )


def histograms_over_epochs(  # noqa: PLR0913 - what every chart has
    run: object,
    tensor: str,
    *,
    quantity: str = "weights",
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
    width: float | str | None = None,
    height: float | str | None = None,
    dpi: float | None = None,
) -> Chart:
    """Return a chart of the histograms of one weight or layer over the epochs, one behind the other.

    Args:
        run: what :func:`curves` takes, one that has histograms, such as the folder of a ``ReportCallback`` or of TensorBoard.
        tensor: ``"layer/weight"``, or for activations the layer.
        quantity: ``"weights"``, ``"updates"``, ``"gradients"`` or ``"activations"``.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.
        width: see :func:`~dotnet_viz.draw`, of whose pictures it is too; ``None`` for that of the chart.
        height: likewise.
        dpi: likewise.

    Raises:
        OptionError: an unknown quantity or theme, or a tensor that the log has no histograms of.
        VizError: the log cannot be read.

    Example:
        >>> histograms_over_epochs({"loss": [0.9, 0.5]}, "dense/kernel")
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: the log of 'training' has no histograms of weights
    """
    from dotnet_viz.charts.training.histograms import histograms_over_epochs as draw
    from dotnet_viz.fitting.drawn_size import drawn_size
    from dotnet_viz.measures.training.run import QUANTITIES
    from dotnet_viz.measures.training.sources import run_of

    if quantity not in QUANTITIES:
        raise unknown_choice("quantity", quantity, QUANTITIES)
    read = run_of(run)
    found = {one.tensor: one for one in read.histograms if one.quantity == quantity and one.epochs.size}
    if not found:
        raise OptionError(f"the log of {read.name!r} has no histograms of {quantity}")
    if tensor not in found:
        raise unknown_choice(f"tensor with histograms of {quantity}", tensor, tuple(found))
    return draw(found[tensor]).presented(theme, title, background, drawn_size(width, height, dpi))
