"""How the metrics went while the model was trained."""

from __future__ import annotations

import numpy as np

from dotnet_viz.charts.training.curves import run_curves
from dotnet_viz.charts.training.history import learning_rate_curve, metric_curve
from dotnet_viz.charts.training.panels import ChartPanel, CurveOptions, panels_of
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_bytes, format_count, format_duration, format_number, format_sentences
from dotnet_viz.measures.training.history import History, Metric
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.text import progress_of, run_sentence
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import (
    AppendixEntry,
    Cell,
    ColumnHead,
    Fact,
    Figure,
    SectionData,
    Table,
    count_cell,
    figure,
    number_cell,
    text_cell,
)
from dotnet_viz.translation.translate import mark, retold, translate

MAX_CURVES = 24
MAX_SETTINGS = 1000

_COLUMNS = (
    ColumnHead("Metric"),
    ColumnHead("Better", is_minor=True),
    ColumnHead("Last, training", numeric=True),
    ColumnHead("Last, validation", numeric=True),
    ColumnHead("Best", numeric=True),
    ColumnHead("Best epoch", numeric=True),
)
_STEP_COLUMNS = (
    ColumnHead("Metric"),
    *(
        ColumnHead(name, numeric=True)
        for name in (mark("Points"), mark("Last step"), mark("Last, training"), mark("Last, validation"))
    ),
)
_BEST_IN_TRAINING = mark("{metric} over the epochs; best on the training data in epoch {epoch}.")
_BEST_IN_VALIDATION = mark("{metric} over the epochs; best on the validation data in epoch {epoch}.")
_BETTER = (mark("lower"), mark("higher"))
"""The words of ``Metric.better``, for the catalogues of translations."""


def build(context: ReportContext) -> SectionData | None:
    """Return the course of the training; ``None`` without one."""
    run = context.run
    if run is None:
        return None
    history, panels = run.history, _step_panels(run)
    figures = () if history is None else _figures(history)
    tables: list[Table] = []
    appendix: list[AppendixEntry] = []
    for number, whole in enumerate((*_tables(history, panels), *_settings(run)), start=1):
        table, entries = split_table(whole, "training", f"table-{number}")
        tables.append(table)
        appendix += entries
    data = {
        "paragraph": _paragraph(run),
        "failure": None if run.failure is None else one_line(run.failure),
        "key_numbers": _resources(run),
        "figures": (*figures, *_step_figures(run, panels, len(figures) + 1)),
        "tables": tuple(tables),
        "notes": (*map(retold, run.notes), *(() if history is None else _left_out(history)), *_settings_left_out(run)),
    }
    return SectionData("training", "Training", data, tuple(appendix))


def _paragraph(run: TrainingRun) -> str:
    is_known = run.status != "unknown" or run.planned_epochs is not None
    course = run_sentence(run) if is_known else translate("The model was trained for {progress}.", progress=progress_of(run))
    metrics = () if run.history is None else run.history.metrics
    both = any(metric.train is not None and metric.validation is not None for metric in metrics)
    lines = translate("The solid line is the training data, the dashed one the validation data.") if both else ""
    return format_sentences([course, lines])


def _resources(run: TrainingRun) -> tuple[Fact, ...]:
    """Return time, speed and memory, where they were logged."""
    logged = {curve.name: curve.values[np.isfinite(curve.values)] for curve in run.resources}
    facts = []
    if (seconds := logged.get("seconds")) is not None and seconds.size:
        facts += [Fact("Time in all epochs", format_duration(float(seconds.sum())))]
        median = float(np.median(seconds))
        shown = translate("{seconds} s", seconds=format_number(median, 2)) if median < 10 else format_duration(median)
        facts += [Fact("Time of an epoch, median", shown)]
    if (speed := logged.get("samples_per_second")) is not None and speed.size:
        facts.append(Fact("Samples a second, median", format_number(float(np.median(speed)), 3)))
    if (memory := logged.get("memory_bytes")) is not None and memory.size:
        facts.append(Fact("Memory, at most", format_bytes(int(memory.max()))))
    return tuple(facts)


def _settings(run: TrainingRun) -> tuple[Table, ...]:
    known = [(name, value) for name, value in run.settings.items() if value is not None]
    rows = tuple((text_cell(one_line(name)), text_cell(_setting(value))) for name, value in known[:MAX_SETTINGS])
    return (Table("Settings of the training", (ColumnHead("Setting"), ColumnHead("Value")), rows),) if rows else ()


def _setting(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return translate("yes") if value else translate("no")
    return one_line(value) if isinstance(value, str) else format_number(float(value))


def _settings_left_out(run: TrainingRun) -> tuple[str, ...]:
    count = sum(value is not None for value in run.settings.values())
    return (
        ()
        if count <= MAX_SETTINGS
        else (
            translate(
                "The first {shown} of {settings} are listed.", shown=MAX_SETTINGS, settings=format_count(count, "setting")
            ),
        )
    )


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
        figures.append(
            figure(learning_rate_curve(history), "training", len(figures) + 1, mark("The learning rate of each epoch."))
        )
    return tuple(figures)


def _step_panels(run: TrainingRun) -> tuple[ChartPanel, ...]:
    """Return the metrics that were logged by step alone."""
    if not any(curve.positions.size for curve in run.curves):
        return ()
    return tuple(panel for panel in panels_of([run], CurveOptions())[0] if panel.unit == "step")


def _step_figures(run: TrainingRun, panels: tuple[ChartPanel, ...], first: int) -> tuple[Figure, ...]:
    return tuple(
        figure(
            run_curves([run], CurveOptions(metrics=(panel.metric,), unit="step")),
            "training",
            number,
            translate("{metric} over the training steps.", metric=panel.metric),
        )
        for number, panel in enumerate(panels, start=first)
    )


def _caption(metric: Metric) -> str:
    if metric.best_epoch is None:
        return translate("{metric} over the epochs.", metric=metric.name)
    text = _BEST_IN_TRAINING if metric.validation is None else _BEST_IN_VALIDATION
    return translate(text, metric=metric.name, epoch=metric.best_epoch)


def _tables(history: History | None, panels: tuple[ChartPanel, ...]) -> tuple[Table, ...]:
    tables = []
    if history is not None:
        tables.append(Table("Metrics at the last and at the best epoch", _COLUMNS, tuple(map(_row, _ordered(history)))))
    if panels:
        tables.append(Table("Metrics by step", _STEP_COLUMNS, tuple(map(_step_row, panels))))
    return tuple(tables)


def _row(metric: Metric) -> tuple[Cell, ...]:
    return (
        text_cell(metric.name),
        text_cell(translate(metric.better or mark("not known"))),
        number_cell(metric.train[-1] if metric.train else None),
        number_cell(metric.validation[-1] if metric.validation else None),
        number_cell(metric.best_value),
        Cell("–") if metric.best_epoch is None else count_cell(metric.best_epoch),
    )


def _step_row(panel: ChartPanel) -> tuple[Cell, ...]:
    curves = {line.is_validation: line.curve for line in panel.lines}
    last = [number_cell(float(curves[kind].values[-1]) if kind in curves else None) for kind in (False, True)]
    longest = max(curves.values(), key=lambda curve: curve.positions.size)
    return (text_cell(panel.metric), count_cell(longest.positions.size), count_cell(int(longest.positions[-1])), *last)


def _left_out(history: History) -> tuple[str, ...]:
    hidden = len(history.metrics) - MAX_CURVES
    return (
        (
            translate(
                "Curves of the first {drawn} metrics are drawn; the table of the appendix has all {all}.",
                drawn=MAX_CURVES,
                all=len(history.metrics),
            ),
        )
        if hidden > 0
        else ()
    )
