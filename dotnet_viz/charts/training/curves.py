"""Metrics and learning rate of one run or of several, a panel for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import (
    MUTED,
    PIXELS_PER_POINT,
    SERIES_COLORS,
    SERIES_MARKERS,
    TEXT_SIZE,
    TRAIN,
    VALIDATION,
    logarithmic,
    name_for,
    plain_ticks,
    tick_text,
)
from dotnet_viz.charts.training.curve_legend import BEST, BROKEN, DASHES, Properties, ends_broken, legend_grid, legend_handles
from dotnet_viz.charts.training.panels import MAX_RUNS, Best, ChartPanel, CurveOptions, RunLine, labels_of, panels_of
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_clauses, format_count, format_number
from dotnet_viz.measures.training.metric_names import is_learning_rate
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.smoothing import drawable, moving_average, visible_points
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL = (430.0, 270.0)
COLUMNS = 2
"""Of the picture, in each pixel: half of one can be seen on a fine screen and in print."""

_LOG_SPAN = 200.0
_RATE_SPAN = 20.0
_MARKED_POINTS = 20
_ROW = 19.0
# In pixels, of two panels beside each other: their smallest texts have nearly 6 points then.
_LEAST_OF_TWO = 640.0

Values = NDArray[np.float64]


def run_curves(runs: Sequence[TrainingRun], options: CurveOptions, width: float | None = None) -> Chart:
    """Draw the curves of one run or of several, a panel for each metric.

    Training is a solid line, validation a dashed one; several runs differ in colour and in the marks along their lines.
    What is smoothed has its values behind it as a faint line, and what the chart leaves out is written below it.

    Args:
        runs: at least one, at most 24.
        options: what is shown.
        width: of the chart where it is drawn, in CSS pixels; panels stand one below the other where two beside each other
            could not be read. ``None`` for its own.

    Raises:
        OptionError: no run, too many, or an unknown metric.

    Example:
        >>> from dotnet_viz.measures.training.sources import run_of
        >>> run_curves([run_of({"loss": [0.9, 0.5], "val_loss": [1.0, 0.6]}, "7")], CurveOptions()).alternative
        'Curves of 7: loss, best 0.6 in epoch 2.'
    """
    _check_number(len(runs))
    panels, left_out = panels_of(runs, options)
    names = labels_of(runs)
    styles = [_style(index, len(runs)) for index in range(len(runs))]
    notes = _notes(panels, options)
    if left_out:
        notes.append(translate("{metrics} not shown.", metrics=format_count(left_out, "more metric")))
    columns = min(len(panels), 1 if width is not None and width < _LEAST_OF_TWO else 2)
    legend_columns, legend_rows = legend_grid(names, columns * PANEL[0])
    rows = -(-len(panels) // columns)
    size = (columns * PANEL[0], rows * PANEL[1] + legend_rows * _ROW + len(notes) * 15 + 12)

    def paint(figure: Figure) -> None:
        grid = figure.subplots(rows, columns, squeeze=False)
        for axes in grid.flat[len(panels) :]:
            axes.set_axis_off()
        for axes, panel in zip(grid.flat, panels, strict=False):
            _paint_panel(axes, panel, names, styles, options)
        handles = legend_handles(panels, names, styles, options)
        figure.legend(
            handles=handles, loc="outside lower left", ncols=legend_columns, fontsize="small", title="\n".join(notes) or None,
            title_fontsize="small", alignment="left", labelspacing=0.35,
        )  # fmt: skip

    what = names[0] if len(names) == 1 else f"{format_count(len(names), 'run')} ({', '.join(names)})"
    return draw_chart(
        translate("training curves of {what}", what=what),
        translate("Curves of {what}: {panels}", what=what, panels=_described(panels, names)),
        size,
        paint,
        _data(panels, names),
    )


def _check_number(runs: int) -> None:
    if not runs:
        raise OptionError("there is no run to draw; name at least one")
    if runs > MAX_RUNS:
        raise OptionError(
            f"the lines of {format_count(runs, 'run')} cannot be told apart; "
            f"name at most {MAX_RUNS}, or make a table of them with runs()"
        )


def _data(panels: Sequence[ChartPanel], names: Sequence[str]) -> Mapping[str, Any]:
    """Return the points of all lines, one below the other."""
    points = [
        (panel.metric, names[line.run], "validation" if line.is_validation else "training", position, value)
        for panel in panels
        for line in panel.lines
        for position, value in zip(line.curve.positions.tolist(), line.curve.values.tolist(), strict=True)
    ]
    columns = zip(*points, strict=True) if points else ((),) * 5
    return dict(zip(("metric", "run", "data", "position", "value"), columns, strict=True))


def _style(index: int, count: int) -> Properties:
    """Return how the lines of a run are drawn; no two of 24 are alike."""
    if count == 1:
        return {"color": TRAIN, "marker": "o"}
    size = len(SERIES_COLORS)
    marker = SERIES_MARKERS[(index + 3 * (index // size)) % size]
    return {"color": SERIES_COLORS[index % size], "marker": marker, "markevery": (0.03 * (index % 5), 0.17)}


def _line_style(line: RunLine, properties: Properties, alone: bool) -> Properties:
    shown = properties | {"linestyle": DASHES if line.is_validation else "-", "markersize": 3.5 if alone else 4.5}
    if alone and line.is_validation:
        shown |= {"color": VALIDATION, "marker": "s"}
    return shown


def _paint_panel(
    axes: Axes, panel: ChartPanel, names: Sequence[str], styles: Sequence[Properties], options: CurveOptions
) -> None:
    alone = len(names) == 1
    drawn = []
    for line in panel.lines:
        properties = _line_style(line, styles[line.run], alone)
        if is_learning_rate(panel.metric):
            properties |= {"drawstyle": "steps-mid"}
        values = drawable(line.values)
        if options.smoothing:
            faint: Properties = {"color": properties["color"], "linewidth": 0.7, "alpha": 0.35}
            _plot(axes, line, values, faint)
            values = moving_average(values, options.smoothing)
        _plot(axes, line, values, properties)
        drawn.append(values)
    _x_axis(axes, panel)
    _y_axis(axes, np.concatenate(drawn), options.scale, _RATE_SPAN if is_learning_rate(panel.metric) else _LOG_SPAN)
    _name_panel(axes, panel, names, styles)
    for line in panel.lines:
        _mark_end(axes, line, drawn[panel.lines.index(line)])


def _plot(axes: Axes, line: RunLine, values: Values, properties: Properties) -> None:
    if not np.isfinite(values).any():  # marks along a line without points are an error to matplotlib
        return
    chosen = visible_points(line.curve.positions, values, int(PANEL[0] * COLUMNS))
    if "markevery" not in properties and chosen.size > _MARKED_POINTS:
        properties = properties | {"marker": "None"}
    axes.plot(line.curve.positions[chosen], values[chosen], **properties)


def _x_axis(axes: Axes, panel: ChartPanel) -> None:
    first = min(int(line.curve.positions[0]) for line in panel.lines)
    last = max(int(line.curve.positions[-1]) for line in panel.lines)
    margin = max((last - first) * 0.03, 0.5)
    axes.set_xlim(max(first - margin, 0.5) if first > 0 else first - margin, last + margin)
    axes.set_xlabel(translate(panel.unit))
    axes.grid(axis="y")
    plain_ticks(axes.xaxis, whole=True, count=7)


def _y_axis(axes: Axes, values: Values, scale: str, span: float) -> None:
    finite = values[np.isfinite(values)]
    if not finite.size:
        axes.text(
            0.5, 0.5, translate("no finite value was logged"), transform=axes.transAxes, ha="center", va="center", color=MUTED
        )
        axes.set_yticks([])
        return
    low, high = float(finite.min()), float(finite.max())
    wide = low > 0 and high / span > low
    if high > 0 and (scale == "log" or (scale == "auto" and wide)):
        logarithmic(axes)
        axes.set_ylabel(translate("logarithmic scale"))
    elif low == high:
        axes.set_yticks([low], [tick_text(low)])
    else:
        plain_ticks(axes.yaxis)


def _name_panel(axes: Axes, panel: ChartPanel, names: Sequence[str], styles: Sequence[Properties]) -> None:
    room, text = PANEL[0] - 80, ""
    if (best := panel.best()) is not None:
        text = _best_text(best, panel, names, short=True)
        axes.set_title(text, loc="right", fontsize=TEXT_SIZE - 1, fontweight="normal", color=MUTED)
    taken = text_width(text, (TEXT_SIZE - 1) * PIXELS_PER_POINT)
    axes.set_title(name_for(panel.metric, max(room - taken, 60), TEXT_SIZE + 1, bold=True))
    for point in panel.bests:
        edge = MUTED if len(names) == 1 else styles[point.run]["color"]
        axes.plot([point.position], [point.value], linestyle="none", zorder=4, **(BEST | {"markeredgecolor": edge}))


def _best_text(best: Best, panel: ChartPanel, names: Sequence[str], *, short: bool) -> str:
    value = translate(
        "best {value} in {unit} {position}",
        value=format_number(best.value),
        unit=translate(panel.unit),
        position=format_count(best.position),
    )
    if len(names) == 1:
        return value
    name = name_for(names[best.run], 110, TEXT_SIZE - 1) if short else one_line(names[best.run])
    return translate("{value} of {name}", value=value, name=name)


def _mark_end(axes: Axes, line: RunLine, values: Values) -> None:
    """Mark the last finite point of a curve that is NaN or infinite from there on."""
    finite = np.flatnonzero(np.isfinite(values))
    if finite.size and ends_broken(line):
        index = int(finite[-1])
        axes.plot([line.curve.positions[index]], [values[index]], linestyle="none", zorder=5, **BROKEN)


def _notes(panels: Sequence[ChartPanel], options: CurveOptions) -> list[str]:
    notes = []
    if options.smoothing:
        notes.append(
            translate(
                "Smoothed by an exponential moving average, weight {weight} of what was before.",
                weight=format_number(options.smoothing),
            )
        )
    most = max(line.curve.positions.size for panel in panels for line in panel.lines)
    if most > 4 * PANEL[0] * COLUMNS:
        text = translate(
            "Of up to {points} a line, the first, last, lowest and highest of each half pixel.",
            points=format_count(most, "point"),
        )
        notes.append(text)
    if options.scale == "log" and any((line.values <= 0).any() for panel in panels for line in panel.lines):
        notes.append(translate("Values of 0 and below have no place on a logarithmic axis."))
    return notes


def _described(panels: Sequence[ChartPanel], names: Sequence[str]) -> str:
    parts = []
    for panel in panels:
        best = panel.best()
        parts.append(panel.metric if best is None else f"{panel.metric}, {_best_text(best, panel, names, short=False)}")
    return translate("{sentence}.", sentence=format_clauses(parts))
