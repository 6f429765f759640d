"""A table of trainings: which columns there are, and what stands in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_duration, format_items
from dotnet_viz.measures.training.metric_names import better_direction
from dotnet_viz.measures.training.run_summary import RunSummary
from dotnet_viz.reporting.other_pages.browsing import (
    MAX_METRICS,
    BrowsableCell,
    BrowsableColumn,
    metric_cell,
    metric_column,
    most_common_metrics,
)
from dotnet_viz.reporting.other_pages.runs.sparklines import Sparkline, Sparklines
from dotnet_viz.reporting.section import Cell, Fact
from dotnet_viz.translation.translate import in_context, mark, mark_plural, translate

MAX_SETTINGS = 16
MAX_COMMON = 40

_STATUSES = {
    "running": mark("running"),
    "finished": mark("finished"),
    "interrupted": mark("interrupted"),
    "failed": in_context("a training", "failed"),
    "unknown": in_context("a training", "unknown"),
}
_MORE_METRICS = mark_plural("Without a column: {count} more metric.", "Without a column: {count} more metrics.")
_MORE_SETTINGS = mark_plural("Without a column: {count} more setting.", "Without a column: {count} more settings.")

Setting = str | float | bool | None


@dataclass(frozen=True)
class RunRow:
    """One training.

    Args:
        run: in a few numbers.
        curve: its curve; ``None`` where it has none of this metric.
        cells: one for each column.
    """

    run: RunSummary
    curve: Sparkline | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RunTableData:
    """What the page sets.

    Args:
        columns: behind the name and the curve.
        rows: in the order of the runs.
        common: settings that are the same in all runs.
        curve_title: what the curves are of, and over what.
        notes: what was left out.
    """

    columns: tuple[BrowsableColumn, ...]
    rows: tuple[RunRow, ...]
    common: tuple[Fact, ...]
    curve_title: str
    notes: tuple[str, ...]


def table_of_runs(runs: Sequence[RunSummary]) -> RunTableData:
    """Return the table of some trainings.

    Args:
        runs: in a few numbers each.

    Example:
        >>> from dotnet_viz.measures.training.run_summary import summarise_run
        >>> from dotnet_viz.measures.training.sources import run_of
        >>> table = table_of_runs([summarise_run(run_of({"loss": [0.9, 0.5]}, "7"))])
        >>> [column.title for column in table.columns]
        ['Status', 'Epochs', 'Findings', 'loss']
    """
    metrics, other_metrics = most_common_metrics([name for run in runs for name in run.best], MAX_METRICS)
    common = {} if len(runs) < 2 else _common_settings(runs)
    named = [name for run in runs for name, value in run.settings.items() if value is not None and name not in common]
    settings, other_settings = most_common_metrics(named, MAX_SETTINGS)
    timed = any(run.seconds is not None for run in runs)
    columns = [
        BrowsableColumn(translate("Status"), "run", groups=True),
        BrowsableColumn(translate("Epochs"), "run", numeric=True),
    ]
    columns += [BrowsableColumn(translate("Time"), "run", numeric=True)] if timed else []
    columns += [BrowsableColumn(translate("Findings"), "run", numeric=True)]
    columns += [metric_column(name, mark("best") if better_direction(name) else mark("last")) for name in metrics]
    columns += [BrowsableColumn(name, "setting", numeric=_is_numeric(runs, name), groups=True) for name in settings]
    lines = Sparklines(runs)
    rows = [RunRow(run, lines.line(run), _cells(run, timed, metrics, settings)) for run in runs]
    notes = [translate(*message, count=count) for message, count in
             ((_MORE_METRICS, other_metrics), (_MORE_SETTINGS, other_settings)) if count]  # fmt: skip
    facts = [Fact(one_line(name), _setting_cell(value).text) for name, value in list(common.items())[:MAX_COMMON]]
    return RunTableData(tuple(columns), tuple(rows), tuple(facts), lines.title, tuple(notes))


def example_filter() -> str:
    """Return what a reader could look for in the table."""
    return f"adam loss<0.3 {translate('Status').lower()}={translate('finished')}"


def _common_settings(runs: Sequence[RunSummary]) -> dict[str, Setting]:
    """Return the settings that every run has and that are the same in all."""
    first = {name: value for name, value in runs[0].settings.items() if value is not None}
    return {name: value for name, value in first.items() if all(run.settings.get(name) == value for run in runs)}


def _is_numeric(runs: Sequence[RunSummary], name: str) -> bool:
    values = [run.settings[name] for run in runs if run.settings.get(name) is not None]
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _cells(run: RunSummary, timed: bool, metrics: Sequence[str], settings: Sequence[str]) -> tuple[Cell, ...]:
    planned = f" / {format_count(run.planned_epochs)}" if run.planned_epochs not in (None, run.epochs) else ""
    found = run.errors + run.warnings + run.hints
    time = Cell("–") if run.seconds is None else Cell(format_duration(run.seconds), run.seconds)
    return (
        BrowsableCell(translate(_STATUSES[run.status]), hint=run.failure or ""),
        Cell(f"{format_count(run.epochs)}{planned}", float(run.epochs)),
        *([time] if timed else []),
        BrowsableCell(format_count(found), float(found), format_items(run.findings)),
        *(metric_cell(run.best.get(name)) for name in metrics),
        *(_setting_cell(run.settings.get(name)) for name in settings),
    )


def _setting_cell(value: Setting) -> Cell:
    if value is None:
        return Cell("–")
    if isinstance(value, bool):
        return Cell(translate("yes") if value else translate("no"))
    return Cell(one_line(value)) if isinstance(value, str) else metric_cell(float(value))
