"""Measures over the steps of sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.errors import error_rows_chart
from dotnet_viz.charts.evaluation.rows import value_of_all
from dotnet_viz.charts.evaluation.series import drawn_points, place_legend
from dotnet_viz.charts.style import NEUTRAL, TRAIN, VALIDATION, plain_ticks
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.sequences import SequenceRegression, TokenClassification, accuracy_by_step
from dotnet_viz.measures.evaluation.worst import is_wrong, worst_predictions
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (620.0, 320.0)
_COUNTS_HEIGHT = 80.0
_MARKED = 40
"""Lines of up to so many steps have a dot at each."""

Numbers = NDArray[np.float64]


def accuracy_chart(result: TokenClassification) -> Chart:
    """Draw the share of right predictions at each step with its 95 % interval, above how many sequences have that step.

    Args:
        result: classes of the steps of sequences.

    Example:
        >>> from dotnet_viz.measures.evaluation.sequences import measure_tokens
        >>> found = measure_tokens("", np.array([[0, 1], [1, 1]]), np.array([[0, 1], [1, 0]]))
        >>> accuracy_chart(found).to_dict()["accuracy"]
        [1.0, 0.5]
    """
    shares = accuracy_by_step(result)
    values, low, high = (np.array([getattr(one, name) for one in shares]) for name in ("accuracy", "low", "high"))
    counts = np.array([one.count for one in shares])

    def paint(figure: Figure) -> None:
        axes = _axes(figure, counts)
        occurs = np.flatnonzero(counts)
        axes.fill_between(
            occurs, low[occurs], high[occurs], color=TRAIN, alpha=0.18, linewidth=0, label=translate("95 % interval")
        )
        _line(axes, occurs, values[occurs], TRAIN, "-", translate("right predictions"))
        text = translate("all positions: {accuracy}", accuracy=format_percent(result.accuracy))
        value_of_all(axes, result.accuracy, text, along="y")
        axes.set_ylabel(translate("share of right predictions"))
        axes.set_ylim(min(float(low[occurs].min()) - 0.02, 0.9), 1.01)
        place_legend(figure, axes)

    worst = int(np.nanargmin(values))
    sentence = translate(
        "Share of right predictions at {steps}; it is smallest at step {worst}: {values}.",
        steps=format_count(len(shares), "step"),
        worst=worst,
        values=format_percent(float(values[worst])),
    )
    columns = {"step": np.arange(len(shares)), "sequences": counts, "accuracy": values, "low": low, "high": high}
    facts = {"accuracy_of_all": result.accuracy, "sequence_accuracy": result.sequence_accuracy}
    return draw_chart(translate("Accuracy by step"), sentence, _size(counts), paint, ChartData(columns, facts))


def error_chart_by_step(result: SequenceRegression) -> Chart:
    """Draw the mean absolute and the root mean squared error at each step, above how many sequences have that step.

    Args:
        result: amounts at the steps of sequences.
    """
    counts = result.positions.count_by_step
    absolute = result.positions.mean_by_step(np.abs(result.residuals).mean(axis=1))
    squared = np.sqrt(result.positions.mean_by_step((result.residuals**2).mean(axis=1)))

    def paint(figure: Figure) -> None:
        axes = _axes(figure, counts)
        occurs = np.flatnonzero(counts)
        _line(axes, occurs, absolute[occurs], TRAIN, "-", translate("mean absolute error"))
        _line(axes, occurs, squared[occurs], VALIDATION, (0, (5, 2)), translate("root mean\nsquared error"))
        text = translate(
            "mean absolute error\nof all: {mean_absolute_error}",
            mean_absolute_error=format_number(result.overall.mean_absolute_error),
        )
        value_of_all(axes, result.overall.mean_absolute_error, text, along="y")
        axes.set_ylabel(translate("error"))
        axes.set_ylim(bottom=0)
        plain_ticks(axes.yaxis)
        place_legend(figure, axes)

    worst = int(np.nanargmax(absolute))
    sentence = translate(
        "Mean absolute error at {steps}; it is largest at step {worst}: {absolute}.",
        steps=format_count(len(counts), "step"),
        worst=worst,
        absolute=format_number(float(absolute[worst])),
    )
    columns = {
        "step": np.arange(len(counts)),
        "sequences": counts,
        "mean_absolute_error": absolute,
        "root_mean_squared_error": squared,
    }
    return draw_chart(translate("Error by step"), sentence, _size(counts), paint, ChartData(columns))


def error_positions_chart(result: TokenClassification, values: Any = None, count: int = 12) -> Chart:
    """Draw the worst positions as rows: where they are, what is true and what was predicted.

    Args:
        result: classes of the steps of sequences.
        values: what stands at each step, such as words, shape (sequences, steps); ``None`` for nothing.
        count: how many at most.
    """
    positions = result.positions
    table = [positions.sequence, positions.step]
    if values is not None:
        table.append(np.asarray(values)[positions.sequence, positions.step])
    rows = np.column_stack([column.astype(object) for column in table])
    examples, wrong = worst_predictions(result.predictions, count), int(is_wrong(result.predictions).sum())
    return error_rows_chart(examples, rows, ("sequence", "step", "value")[: len(table)], wrong, result.samples, "position")


def _axes(figure: Figure, counts: NDArray[np.intp]) -> Axes:
    """Return axes over the steps; below them, where not all sequences have all steps, how many have each."""
    if len(set(counts.tolist())) == 1:
        axes = figure.add_subplot()
        axes.set_xlabel(translate("step"))
    else:
        axes, below = figure.subplots(2, 1, sharex=True, height_ratios=(_SIZE[1], _COUNTS_HEIGHT))
        below.fill_between(np.arange(len(counts)), counts, step="mid", color=NEUTRAL, linewidth=0)
        below.set_xlabel(translate("step"))
        below.set_ylabel(translate("sequences"))
        below.set_ylim(bottom=0)
        plain_ticks(below.yaxis, whole=True, count=2)
    margin = max((len(counts) - 1) * 0.01, 0.5 if len(counts) == 1 else 0.15)
    axes.set_xlim(-margin, len(counts) - 1 + margin)
    axes.grid()
    plain_ticks(axes.xaxis, whole=True, count=10)
    return axes


def _line(axes: Axes, steps: NDArray[np.intp], values: Numbers, color: str, dash: object, label: str) -> None:
    marker = "o" if len(steps) <= _MARKED else ""
    x, y = drawn_points(steps.astype(np.float64), values)
    axes.plot(x, y, color=color, linestyle=dash, marker=marker, markersize=3.4, label=label)


def _size(counts: NDArray[np.intp]) -> tuple[float, float]:
    return _SIZE[0], _SIZE[1] + (0.0 if len(set(counts.tolist())) == 1 else _COUNTS_HEIGHT)
