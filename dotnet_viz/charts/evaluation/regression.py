"""Predicted amounts beside true ones."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import MUTED, NEUTRAL, TRAIN, VALIDATION, plain_ticks
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (460.0, 340.0)
SHOWN_POINTS = 1000

_BINS = 40
_ROUNDING = 1e-12
"""Of the largest error: a mean below it comes from the order of additions."""

Values = NDArray[np.float64]


def predicted_against_true(result: Regression) -> Chart:
    """Draw each prediction over its true amount; on the diagonal it is right.

    Of more than 1,000 points 1,000 are drawn, evenly taken in the data's order, and the chart says so.

    Args:
        result: a regression with at least one finite sample.

    Example:
        >>> from dotnet_viz.measures.evaluation.regression import regress
        >>> predicted_against_true(regress("", np.array([1.0, 2.0]), np.array([1.0, 3.0]))).title
        'Predicted against true'
    """
    true, predicted = _thinned(result.true, result.predicted)
    ends = [float(min(true.min(), predicted.min())), float(max(true.max(), predicted.max()))]

    def paint(figure: Figure) -> None:
        axes = _axes(figure, translate("true"), translate("predicted"), result)
        axes.plot(ends, ends, color=MUTED, linestyle="--", linewidth=1, label=translate("predicted = true"))
        _points(axes, true, predicted)
        axes.legend(loc="upper left", fontsize="small")

    r2 = format_number(result.overall.r2)
    return draw_chart(
        translate("Predicted against true"),
        translate("Each point is one prediction; R² is {r2}.", r2=r2),
        SIZE,
        paint,
        _table(result, "true"),
    )


def residuals_chart(result: Regression) -> Chart:
    """Draw the errors over what was predicted, where a good model shows no pattern.

    Args:
        result: a regression with at least one finite sample.
    """
    predicted, residuals = _thinned(result.predicted, result.residuals)

    def paint(figure: Figure) -> None:
        axes = _axes(figure, translate("predicted"), translate("predicted − true"), result)
        axes.axhline(0, color=MUTED, linestyle="--", linewidth=1)
        _points(axes, predicted, residuals)

    rmse = format_number(result.overall.root_mean_squared_error)
    return draw_chart(
        translate("Residuals"),
        translate("Errors over predictions; their root mean square is {rmse}.", rmse=rmse),
        SIZE,
        paint,
        _table(result, "residual"),
    )


def residual_histogram(result: Regression) -> Chart:
    """Draw how often errors of each size occur, with their mean.

    Args:
        result: a regression with at least one finite sample.
    """
    residuals = result.residuals.ravel()
    counts, edges = np.histogram(residuals, bins=_BINS, range=_bin_range(residuals))
    mean = float(residuals.mean())
    # Of least squares it is 0 but for rounding, which no number should be shown for.
    shown = format_number(0.0 if abs(mean) < _ROUNDING * float(np.abs(residuals).max()) else mean)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.stairs(counts, edges, fill=True, color=TRAIN, alpha=0.85)
        axes.axvline(0, color=MUTED, linestyle="--", linewidth=1)
        axes.axvline(mean, color=VALIDATION, linewidth=1.4, label=translate("mean {shown}", shown=shown))
        axes.set_xlabel(translate("predicted − true"))
        axes.set_ylabel(translate("count"))
        place_legend(figure, axes)
        plain_ticks(axes.xaxis)
        plain_ticks(axes.yaxis, whole=True)

    description = translate("Histogram of {size} errors with mean {shown}.", size=format_count(residuals.size), shown=shown)
    data = {"from": edges[:-1], "to": edges[1:], "count": counts}
    return draw_chart(translate("Distribution of the residuals"), description, SIZE, paint, data)


def _table(result: Regression, beside: str) -> ChartData:
    """Return all points of a chart, not only those that are drawn: predictions, and what stands beside them."""
    columns: dict[str, Any] = {"predicted": result.predicted.ravel()}
    columns[beside] = (result.true if beside == "true" else result.residuals).ravel()
    if len(result.targets) > 1:
        columns["target"] = np.tile([score.name for score in result.targets], len(result.true))
    errors = {name: value for name, value in asdict(result.overall).items() if name != "name"}
    return ChartData(columns, errors)


def _bin_range(values: Values) -> tuple[float, float]:
    """Return limits that are far enough apart for bins, even where all values are the same but for rounding."""
    low, high = float(values.min()), float(values.max())
    middle = (low + high) / 2
    room = max(abs(middle) * 1e-6, 1e-12)
    return min(low, middle - room), max(high, middle + room)


def _thinned(first: Values, second: Values) -> tuple[Values, Values]:
    """Return the points that are drawn: all, or evenly spaced ones."""
    one, two = first.ravel(), second.ravel()
    keep = evenly(one.size, SHOWN_POINTS)
    return one[keep], two[keep]


def _axes(figure: Figure, x_label: str, y_label: str, result: Regression) -> Axes:
    axes = figure.add_subplot()
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.grid()
    plain_ticks(axes.xaxis)
    plain_ticks(axes.yaxis)
    if result.true.size > SHOWN_POINTS:
        text = translate(
            "{shown_points} of {size} points", shown_points=format_count(SHOWN_POINTS), size=format_count(result.true.size)
        )
        axes.set_title(text, fontweight="normal", color=MUTED, loc="right", fontsize="small")
    return axes


def _points(axes: Axes, x: Values, y: Values) -> None:
    axes.plot(
        x,
        y,
        linestyle="none",
        marker="o",
        markersize=3.2,
        color=TRAIN,
        markeredgecolor=NEUTRAL,
        markeredgewidth=0.2,
        alpha=0.55,
    )
