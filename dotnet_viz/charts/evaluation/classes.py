"""Measures of each class, as rows of dots with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.rows import name_room, name_rows
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import (
    MUTED,
    SERIES_COLORS,
    SERIES_MARKERS,
    TEXT_SIZE,
    plain_ticks,
)
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.classifiers.classification import ClassScore
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS = 40
_ROW = 25.0
_MEASURES = ("precision", "recall", "f1")

Intervals = Mapping[tuple[str, str], tuple[float, float]]


def per_class_chart(
    classes: Sequence[ClassScore], averages: Sequence[ClassScore] = (), intervals: Intervals | None = None
) -> Chart:
    """Draw precision, recall and F1 of each class as dots in a row, with the number of samples; averages below.

    Of more than 40 classes the 40 with the smallest F1 are drawn, and the chart says so.

    Args:
        classes: measures of each class.
        averages: measures of averages.
        intervals: low and high end by name of the class and of the measure.

    Example:
        >>> chart = per_class_chart([ClassScore("cat", 0.9, 0.8, 0.847, 10)])
        >>> chart.to_dict()["recall"]
        [0.8]
    """
    kept = sorted(range(len(classes)), key=lambda index: (classes[index].f1, index))[:ROWS]
    rows = [classes[index] for index in sorted(kept)] + list(averages)
    names = [translate(score.name) if score in averages else score.name for score in rows]
    room = name_room(names)
    size = (room + 470.0, len(rows) * _ROW + 75.0)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        name_rows(axes, names, [format_count(score.support, "sample") for score in rows], room)
        _draw_measures(axes, rows, intervals or {})
        if averages:
            axes.axhline(len(rows) - len(averages) - 0.5, color=MUTED, linewidth=0.8)
        axes.set_xlim(-0.02, 1.02)
        plain_ticks(axes.xaxis)
        if len(kept) < len(classes):
            text = translate(
                "the {shown} of {total} classes with the smallest F1", shown=len(kept), total=format_count(len(classes))
            )
            axes.set_title(text, fontweight="normal", color=MUTED, fontsize=TEXT_SIZE)
        place_legend(figure, axes)

    worst = min(classes, key=lambda score: score.f1)
    description = translate(
        "F1 of {classes}; it is smallest for {name}: {f1}.",
        classes=format_count(len(classes), "class", "classes"),
        name=worst.name,
        f1=format_percent(worst.f1),
    )
    title = translate("Precision, recall and F1 by class")
    return draw_chart(title, description, size, paint, _class_data(classes, averages, intervals or {}))


def _draw_measures(axes: Axes, rows: Sequence[ClassScore], intervals: Intervals) -> None:
    for position, measure in enumerate(_MEASURES):
        values = [getattr(score, measure) for score in rows]
        axes.plot(
            values, np.arange(len(rows)) + _offset(measure), linestyle="none", marker=SERIES_MARKERS[position],
            markersize=4.5, color=SERIES_COLORS[position], label="F1" if measure == "f1" else translate(measure), alpha=0.9,
        )  # fmt: skip
        _whiskers(axes, rows, measure, intervals, SERIES_COLORS[position])


def _whiskers(axes: Axes, rows: Sequence[ClassScore], measure: str, intervals: Intervals, color: str) -> None:
    for row, score in enumerate(rows):
        ends = intervals.get((score.name, measure))
        if ends is not None:
            axes.plot(ends, [row + _offset(measure)] * 2, color=color, linewidth=1.1, alpha=0.8)


def _offset(measure: str) -> float:
    """Return how far below the middle of a row a measure is, so that dots with equal values are seen."""
    return (_MEASURES.index(measure) - 1) * 0.24


def _class_data(classes: Sequence[ClassScore], averages: Sequence[ClassScore], intervals: Intervals) -> ChartData:
    columns: dict[str, Any] = {"class": np.array([score.name for score in classes], dtype=object)}
    for measure in (*_MEASURES, "support"):
        columns[measure] = np.array([getattr(score, measure) for score in classes])
    for measure in _MEASURES if intervals else ():
        for end, suffix in ((0, "low"), (1, "high")):
            columns[f"{measure}_{suffix}"] = np.array(
                [intervals.get((score.name, measure), (np.nan, np.nan))[end] for score in classes]
            )
    return ChartData(columns, {score.name: {measure: getattr(score, measure) for measure in _MEASURES} for score in averages})
