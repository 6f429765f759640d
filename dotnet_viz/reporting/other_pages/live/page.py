"""The page of a running training: one file that opens from disk, asks for no server and loads itself again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_count, format_duration, format_number
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.time_left import epochs_done, seconds_left
from dotnet_viz.reporting.other_pages.live.values import page_values
from dotnet_viz.reporting.section import ColumnHead, Fact, Figure, Table, count_cell, figure, number_cell, text_cell
from dotnet_viz.reporting.templating.environment import make_environment, page_digests, render
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.translation.scripts import json_text
from dotnet_viz.translation.translate import mark, retold, translate

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATE = "live.html"

_STATES = {
    "running": mark("is running"),
    "finished": mark("has finished"),
    "interrupted": mark("was interrupted"),
    "failed": mark("has failed"),
    "unknown": mark("may still be running"),
}
_COLUMNS = (ColumnHead("Metric"), ColumnHead("Last", numeric=True), ColumnHead("Epoch", numeric=True))


def live_page(
    run: TrainingRun,
    *,
    findings: Sequence[Finding] = (),
    weight_graph: Drawing | None = None,
    every: float = 2.0,
    written: float | None = None,
) -> str:
    """Return the page of a training.

    While the training runs, the page loads itself again; where the reader is on it, what is hidden and which part of
    a chart is shown stay as they are.

    Args:
        run: the training so far.
        findings: of its checks.
        weight_graph: picture of the weights as they are now.
        every: seconds between two loads of the page.
        written: time of writing in seconds since 1970, by which the page says how old its numbers are.

    Raises:
        TemplateError: a template names something that does not exist.

    Example:
        >>> "<title>7: is running</title>" in live_page(TrainingRun("7", "test", status="running"))
        True
    """
    environment = make_environment()
    running = run.status in ("running", "unknown")
    data = page_values(run) | {"refresh": round(max(every, 0.2) * 1000) if running else None, "written": written}
    values = {
        "heading": run.name,
        "state": translate(_STATES[run.status]),
        "facts": _facts(run),
        "failure": run.failure,
        "findings": findings,
        "table": _last_values(run),
        "notes": tuple(map(retold, run.notes)),
        "weight_graph": None if weight_graph is None else _weight_figure(weight_graph),
        "data": _script_json(data),
        "digests": page_digests(environment, "live.js"),
        "version": package_version(),
    }
    return render(environment, TEMPLATE, values)


def _facts(run: TrainingRun) -> list[Fact]:
    done, left = epochs_done(run), seconds_left(run)
    epoch = format_count(done)
    if run.planned_epochs is not None:
        epoch = translate("{done} of {planned}", done=epoch, planned=format_count(run.planned_epochs))
    facts = [Fact("Epoch", epoch)]
    if run.status in ("running", "unknown"):
        about = translate("not known") if left is None else translate("about {time}", time=format_duration(left))
        facts.append(Fact("Time left", about))
    speed = next((curve.values for curve in run.resources if curve.name == "samples_per_second" and curve.values.size), None)
    if speed is not None:
        facts.append(Fact("Samples a second", format_number(float(speed[-1]), 3)))
    return facts


def _last_values(run: TrainingRun) -> Table | None:
    rows = [
        (text_cell(curve.name), number_cell(float(curve.values[-1])), count_cell(int(curve.positions[-1])))
        for curve in run.curves
        if curve.unit == "epoch" and curve.positions.size
    ]
    return Table("Last values", _COLUMNS, tuple(rows)) if rows else None


def _weight_figure(drawing: Drawing) -> Figure:
    return figure(drawing, "weights", 0, mark("The weights as they are now."))


def _script_json(data: object) -> Markup:
    """Return JSON as markup: nothing in it can end the element which it stands in."""
    from markupsafe import Markup

    return Markup(json_text(data))  # noqa: S704
