"""How the metrics went while the model was trained."""

from __future__ import annotations

from dotnet_viz.charts.curves import learning_rate_curve, metric_curve
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.training.history import History, Metric
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Cell, Column, Figure, SectionData, Table, count_cell, figure, number_cell, text_cell

MAX_CURVES = 24

_COLUMNS = (
    Column("Metric"),
    Column("Better"),
    Column("Last, training", numeric=True),
    Column("Last, validation", numeric=True),
    Column("Best", numeric=True),
    Column("Best epoch", numeric=True),
)


def build(context: ReportContext) -> SectionData | None:
    """Return the training curves; ``None`` without a history."""
    history = context.history
    if history is None:
        return None
    data = {
        "paragraph": _paragraph(history),
        "figures": _figures(history),
        "table": Table("Metrics at the last and at the best epoch", _COLUMNS, tuple(map(_row, _ordered(history)))),
        "notes": (*history.notes, *_left_out(history)),
    }
    return SectionData("training", "Training", data)


def _paragraph(history: History) -> str:
    count = len(history.epochs)
    epochs = format_count(count, "epoch")
    both = any(metric.train is not None and metric.validation is not None for metric in history.metrics)
    lines = " The solid line is the training data, the dashed one the validation data." if both else ""
    return f"The model was trained for {epochs}.{lines}"


def _ordered(history: History) -> list[Metric]:
    """Return the metrics in the order of the log, but first the loss, which is what training lowers."""
    return sorted(history.metrics, key=lambda metric: metric.name != "loss")


def _figures(history: History) -> tuple[Figure, ...]:
    shown = _ordered(history)[:MAX_CURVES]
    figures = [
        figure(metric_curve(metric, history.epochs), "training", number, _caption(metric))
        for number, metric in enumerate(shown, start=1)
    ]
    if history.learning_rate is not None:
        figures.append(figure(learning_rate_curve(history), "training", len(figures) + 1, "The learning rate of each epoch."))
    return tuple(figures)


def _caption(metric: Metric) -> str:
    if metric.best_epoch is None:
        return f"{metric.name} over the epochs."
    data = "validation" if metric.validation is not None else "training"
    return f"{metric.name} over the epochs; best on the {data} data in epoch {metric.best_epoch}."


def _row(metric: Metric) -> tuple[Cell, ...]:
    return (
        text_cell(metric.name),
        text_cell(metric.better or "not known"),
        number_cell(metric.train[-1] if metric.train else None),
        number_cell(metric.validation[-1] if metric.validation else None),
        number_cell(metric.best_value),
        Cell("–") if metric.best_epoch is None else count_cell(metric.best_epoch),
    )


def _left_out(history: History) -> tuple[str, ...]:
    hidden = len(history.metrics) - MAX_CURVES
    return (
        (f"Curves of the first {MAX_CURVES} metrics are drawn; the table has all {len(history.metrics)}.",)
        if hidden > 0
        else ()
    )
