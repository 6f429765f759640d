"""What a threshold of one's own would do, and what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.series import Numbers, drawn_points, drawn_steps, place_legend
from dotnet_viz.charts.style import INK, MUTED, SERIES_COLORS, TEXT_SIZE, plain_ticks
from dotnet_viz.formatting import format_number
from dotnet_viz.measures.evaluation.classifiers.thresholds import Thresholds
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (600.0, 430.0)


def threshold_chart(found: Thresholds, costs: tuple[float, float], *, is_probability: bool = True) -> Chart:
    """Draw precision, recall, F1 and the share called positive over the threshold, and the mean cost of a sample below.

    The thresholds with the largest F1 and with the lowest cost are marked.

    Args:
        found: measures at each threshold.
        costs: of a false positive and of a false negative.
        is_probability: whether thresholds are probabilities, whose axis goes from 0 to 1.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.evaluation.classifiers.ranking import rank
        >>> from dotnet_viz.measures.evaluation.classifiers.thresholds import at_thresholds
        >>> ranking = rank("ill", np.array([True, False, True]), np.array([0.9, 0.6, 0.4]))
        >>> threshold_chart(at_thresholds(ranking, 1, 5), (1, 5)).to_dict()["lowest_cost_threshold"]
        0.4
    """
    best, cheapest = (float(found.thresholds[index]) for index in (found.best_f1, found.lowest_cost))
    lowest = float(found.cost[found.lowest_cost])

    def paint(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
        _paint_measures(above, found, best)
        _line(below, found, found.cost, color=INK, linewidth=1.4)
        _mark(below, cheapest, lowest, _at(_LOWEST_COST, lowest, cheapest))
        _name_axes(above, below, found, is_probability=is_probability)
        above.set_title(_costs(costs), fontweight="normal", color=MUTED, fontsize=TEXT_SIZE, loc="right")
        place_legend(figure, above)

    description = translate(
        "For {name}, F1 is largest ({f1}) at a threshold of {best}; the mean cost is lowest ({cost}) at {cheapest}.",
        name=found.name,
        f1=format_number(float(found.f1[found.best_f1]), 3),
        best=format_number(best, 3),
        cost=format_number(lowest, 3),
        cheapest=format_number(cheapest, 3),
    )
    return draw_chart(translate("Thresholds for {name}", name=found.name), description, SIZE, paint, _data(found, costs))


_LOWEST_COST, _LARGEST_F1 = mark("lowest cost {value}\nat {threshold}"), mark("largest F1 {value}\nat {threshold}")


def _at(text: str, value: float, threshold: float) -> str:
    return translate(text, value=format_number(value, 3), threshold=format_number(threshold, 3))


def _paint_measures(axes: Axes, found: Thresholds, best: float) -> None:
    lines = (
        (translate("precision"), found.precision, "-"),
        (translate("recall"), found.recall, (0, (5, 2))),
        ("F1", found.f1, (0, (6, 2, 1.5, 2))),
        (translate("share called\npositive"), found.called, (0, (1.5, 1.5))),
    )
    for position, (name, values, dash) in enumerate(lines):
        _line(axes, found, values, color=SERIES_COLORS[position], linestyle=dash, linewidth=1.5, label=name)
    largest = float(found.f1[found.best_f1])
    _mark(axes, best, largest, "")
    axes.plot(
        [],
        [],
        linestyle="none",
        marker="o",
        color=INK,
        markersize=5,
        label=_at(_LARGEST_F1, largest, best),
    )


def _line(axes: Axes, found: Thresholds, values: Numbers, **properties: Any) -> None:
    axes.plot(*drawn_points(found.thresholds, values), drawstyle=drawn_steps(len(values)), **properties)


def _mark(axes: Axes, x: float, y: float, text: str) -> None:
    axes.plot([x], [y], linestyle="none", marker="o", color=INK, markersize=5, zorder=5)
    if text:
        low, high = axes.get_xlim()
        is_right = x > low + 0.6 * (high - low)
        axes.annotate(
            text, (x, y), textcoords="offset points", xytext=(-8 if is_right else 8, 10), ha="right" if is_right else "left",
            fontsize=TEXT_SIZE - 1, color=INK,
        )  # fmt: skip


def _name_axes(above: Axes, below: Axes, found: Thresholds, *, is_probability: bool) -> None:
    if is_probability:
        below.set_xlim(-0.01, 1.01)
    above.set_ylim(-0.02, 1.05)
    below.set_ylim(0, max(float(found.cost.max()), 1e-9) * 1.1)
    above.set_ylabel(translate("share"))
    below.set_ylabel(translate("mean cost"))
    below.set_xlabel(translate("threshold, from which a sample is called {name}", name=found.name[:40]))
    for axes in (above, below):
        axes.grid()
        plain_ticks(axes.yaxis, count=5 if axes is above else 3)
    plain_ticks(below.xaxis)


def _costs(costs: tuple[float, float]) -> str:
    return translate(
        "a false positive costs {positive}, a false negative {negative}",
        positive=format_number(costs[0]),
        negative=format_number(costs[1]),
    )


def _data(found: Thresholds, costs: tuple[float, float]) -> ChartData:
    columns = {
        "threshold": found.thresholds,
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "share_called_positive": found.called,
        "mean_cost": found.cost,
    }
    facts = {
        "class": found.name,
        "false_positive_cost": costs[0],
        "false_negative_cost": costs[1],
        "best_f1_threshold": found.thresholds[found.best_f1],
        "best_f1": found.f1[found.best_f1],
        "lowest_cost_threshold": found.thresholds[found.lowest_cost],
        "lowest_cost": found.cost[found.lowest_cost],
    }
    return ChartData(columns, facts)
