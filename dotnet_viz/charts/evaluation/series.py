"""Curves of several classes in one chart: a colour and a name for few, grey lines for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import INK, MUTED, NEUTRAL, SERIES_COLORS, TEXT_SIZE, name_for
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.classifiers.curves import ThresholdCurve
from dotnet_viz.measures.evaluation.classifiers.ranking import column_extremes
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (620.0, 380.0)
NAMED = 8
"""Most classes with a colour and a name of their own."""

MANY_POINTS = 2_000
"""A line of more points is drawn by the extremes of its columns."""

_COLUMNS = 400
_BACKGROUND = 40
_NAME_WIDTH = 130.0

Numbers = NDArray[np.float64]
_DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)))
_AVERAGES = (mark("micro average"), mark("macro average"), mark("weighted average"))
"""The names of averages over classes, for the catalogues of translations."""


@dataclass(frozen=True, eq=False)
class CurveGroup:
    """The curves of one chart.

    Args:
        curves: of classes.
        averages: of these.
        measure: what the number of a curve is called, such as ``"AUC"``; empty where there is none.
        measure_key: its name in the data of the chart, such as ``"roc_auc"``.
        x_name: of the values on x, in the data.
        y_name: of the values on y, in the data.
        intervals: low and high end of the number, by name of the curve.
        is_best_first: whether a larger number is better.
    """

    curves: tuple[ThresholdCurve, ...]
    averages: tuple[ThresholdCurve, ...]
    measure: str
    measure_key: str
    x_name: str
    y_name: str
    intervals: dict[str, tuple[float, float]]
    is_best_first: bool = True

    @property
    def all(self) -> tuple[ThresholdCurve, ...]:
        """Averages, then classes."""
        return (*self.averages, *self.curves)

    @property
    def named(self) -> tuple[ThresholdCurve, ...]:
        """The classes with a name: all if there are few, else those with the worst numbers."""
        if len(self.curves) <= NAMED:
            return self.curves
        areas = np.array([curve.area for curve in self.curves])
        order = np.argsort(areas if self.is_best_first else -areas, kind="stable")[: NAMED - 2]
        return tuple(self.curves[index] for index in sorted(order.tolist()))

    @property
    def unnamed(self) -> tuple[ThresholdCurve, ...]:
        """The other classes."""
        named = set(map(id, self.named))
        return tuple(curve for curve in self.curves if id(curve) not in named)

    def data(self) -> ChartData:
        """Return the points of all curves, one below the other."""
        curves = self.all
        lengths = [len(curve.x) for curve in curves]
        columns: dict[str, Any] = {"curve": np.repeat(np.array([curve.name for curve in curves], dtype=object), lengths)}
        for name, part in ((self.x_name, "x"), (self.y_name, "y"), ("threshold", "thresholds")):
            columns[name] = np.concatenate([getattr(curve, part) for curve in curves]) if curves else np.zeros(0)
        facts: dict[str, Any] = {}
        if self.measure_key:
            facts[self.measure_key] = {curve.name: curve.area for curve in curves}
        baselines = {curve.name: curve.baseline for curve in curves if np.isfinite(curve.baseline)}
        if baselines:
            facts["baseline"] = baselines
        if self.intervals:
            facts["intervals"] = {name: list(ends) for name, ends in self.intervals.items()}
        return ChartData(columns, facts)


def drawn_points(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Return the points that are drawn: all, or of many the first, last, lowest and highest one of each pixel or so.

    Args:
        x: only rises, or only falls.
        y: of each.

    Example:
        >>> drawn_points(np.linspace(0, 1, 100_000), np.zeros(100_000))[0].size < 1500
        True
    """
    if len(x) <= MANY_POINTS:
        return x, y
    rising = x if x[-1] >= x[0] else -x
    starts = np.unique(np.minimum(np.searchsorted(rising, np.linspace(rising[0], rising[-1], _COLUMNS + 1)), len(x) - 1))
    kept = np.unique(np.concatenate([starts, np.append(starts[1:], len(x)) - 1, column_extremes(y, starts)]))
    return x[kept], y[kept]


def drawn_steps(points: int) -> str:
    """Return how a line that jumps is drawn: in steps, or straight where there are so many points that these are not seen.

    Args:
        points: their number.
    """
    return "steps-pre" if points <= MANY_POINTS else "default"


def paint_curves(figure: Figure, group: CurveGroup, *, has_steps: bool = False) -> Axes:
    """Draw curves, and a legend beside them.

    Args:
        figure: to draw on.
        group: the curves.
        has_steps: whether curves jump from point to point.
    """
    axes = figure.add_subplot()

    def line(curve: ThresholdCurve, **properties: Any) -> None:
        drawstyle = drawn_steps(len(curve.x)) if has_steps else "default"
        axes.plot(*drawn_points(curve.x, curve.y), drawstyle=drawstyle, **properties)

    for curve in group.unnamed[:_BACKGROUND]:
        line(curve, color=NEUTRAL, linewidth=0.7, alpha=0.55, zorder=1)
    if group.unnamed:
        axes.plot([], [], color=NEUTRAL, linewidth=0.7, label=_rest_label(group))
    for position, curve in enumerate(group.named):
        dash = _DASHES[position % len(_DASHES)]
        line(curve, color=SERIES_COLORS[position], linestyle=dash, linewidth=1.5, label=_label(curve, group), zorder=2)
    for curve in group.averages:
        dash = (0, (4, 1.5)) if curve.name.startswith("micro") else (0, (1, 1))
        line(curve, color=INK, linestyle=dash, linewidth=2.2, label=_label(curve, group), zorder=3)
    axes.grid()
    return axes


def place_legend(figure: Figure, axes: Axes) -> None:
    """Write the legend to the right of the axes.

    Args:
        figure: which has them.
        axes: whose lines have labels.
    """
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        figure.legend(handles, labels, loc="outside right upper", fontsize=TEXT_SIZE - 1, handlelength=2.6, labelspacing=0.7)


def reference_line(axes: Axes, x: Sequence[float], y: Sequence[float], label: str, dash: Any = (0, (2, 3))) -> None:
    """Draw what a model would reach that knows nothing.

    Args:
        axes: to draw on.
        x: of its ends.
        y: of its ends.
        label: for the legend.
        dash: of the line, as matplotlib has it.
    """
    axes.plot(x, y, color=MUTED, linestyle=dash, linewidth=1.0, label=label, zorder=0)


def _label(curve: ThresholdCurve, group: CurveGroup) -> str:
    is_average = any(curve is average for average in group.averages)
    name = name_for(translate(curve.name) if is_average else curve.name, _NAME_WIDTH, TEXT_SIZE - 1)
    if not group.measure or not np.isfinite(curve.area):
        return name
    text = f"{name}\n{group.measure} {_number(curve.area, group)}"
    ends = group.intervals.get(curve.name)
    return (
        text
        if ends is None
        else translate("{text} ({low} to {high})", text=text, low=_number(ends[0], group), high=_number(ends[1], group))
    )


def _number(value: float, group: CurveGroup) -> str:
    """Return an area as a number, and a rate of errors as a percentage."""
    if not group.is_best_first:
        return format_percent(value)
    # An area of nearly 1 is not written as 1.
    digits = next((digits for digits in (3, 4, 5) if value >= 1 or round(value, digits) < 1), 6)
    return format_number(value, digits)


def _rest_label(group: CurveGroup) -> str:
    count = format_count(len(group.unnamed), "other class", "other classes")
    if not group.measure:
        return count
    areas = [curve.area for curve in group.unnamed]
    return translate(
        "{number}\n{measure} {low} to {high}",
        number=count,
        measure=group.measure,
        low=_number(min(areas), group),
        high=_number(max(areas), group),
    )
