"""Measures of each class, and errors by slice of the data, as rows of dots with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import (
    MUTED,
    PIXELS_PER_POINT,
    SERIES_COLORS,
    SERIES_MARKERS,
    TEXT_SIZE,
    VALIDATION,
    name_for,
    plain_ticks,
)
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.classification import ClassScore
from dotnet_viz.measures.evaluation.slices.by_column import ErrorSlice
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS = 40
_ROW = 25.0
_NAME_ROOM = 170.0
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
        for position, measure in enumerate(_MEASURES):
            values = [getattr(score, measure) for score in rows]
            axes.plot(
                values, np.arange(len(rows)) + _offset(measure), linestyle="none", marker=SERIES_MARKERS[position],
                markersize=4.5, color=SERIES_COLORS[position], label="F1" if measure == "f1" else translate(measure), alpha=0.9,
            )  # fmt: skip
            _whiskers(axes, rows, measure, intervals or {}, SERIES_COLORS[position])
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


def _whiskers(axes: Axes, rows: Sequence[ClassScore], measure: str, intervals: Intervals, color: str) -> None:
    for row, score in enumerate(rows):
        ends = intervals.get((score.name, measure))
        if ends is not None:
            axes.plot(ends, [row + _offset(measure)] * 2, color=color, linewidth=1.1, alpha=0.8)


def _offset(measure: str) -> float:
    """Return how far below the middle of a row a measure is, so that dots with equal values are seen."""
    return (_MEASURES.index(measure) - 1) * 0.24


def name_rows(axes: Axes, names: Sequence[str], notes: Sequence[str], room: float) -> None:
    """Name rows from the top on the left, and write a note on each on the right.

    Args:
        axes: to draw on.
        names: of the rows.
        notes: one for each row.
        room: for a name, in CSS pixels.
    """
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [name_for(name, room) for name in names])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="both")
    twin = axes.secondary_yaxis("right")
    twin.set_yticks(range(len(names)), list(notes))
    twin.tick_params(axis="y", length=0, labelcolor=MUTED, labelsize=TEXT_SIZE - 1)
    twin.spines["right"].set_visible(False)


def name_room(names: Sequence[str]) -> float:
    """Return how wide names of rows are at most, in CSS pixels."""
    return min(
        max((text_width(one_line(name)[:60], TEXT_SIZE * PIXELS_PER_POINT) for name in names), default=0.0) + 4, _NAME_ROOM
    )


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


def slice_chart(slices: Sequence[ErrorSlice], column: str, overall: float) -> Chart:
    """Draw the share of wrong predictions in each slice of the data with its 95 % interval, beside that of all.

    Args:
        slices: of one column.
        column: its name.
        overall: share of wrong predictions in all data.

    Example:
        >>> slice_chart([ErrorSlice("a", 10, 2, 0.06, 0.51)], "town", 0.2).to_dict()["error_rate"]
        [0.2]
    """
    room = name_room([part.name for part in slices])
    size = (room + 470.0, len(slices) * _ROW + 85.0)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        notes = [
            translate("{part} of {total}", part=format_count(part.errors), total=format_count(part.samples)) for part in slices
        ]
        name_rows(axes, [part.name for part in slices], notes, room)
        axes.axvline(
            overall,
            color=MUTED,
            linestyle=(0, (2, 3)),
            linewidth=1.2,
            label=translate("all data: {share}", share=format_percent(overall)),
        )
        for row, part in enumerate(slices):
            axes.plot((part.low, part.high), (row, row), color=VALIDATION, linewidth=1.6)
        rates = [part.rate for part in slices]
        axes.plot(
            rates,
            range(len(slices)),
            linestyle="none",
            marker="o",
            color=VALIDATION,
            markersize=6,
            label=translate("slice, with its\n95 % interval"),
        )
        end = max(part.high for part in slices) * 1.08
        axes.set_xlim(-0.015 * end, min(1.0, end))
        axes.set_xlabel(translate("share of wrong predictions"))
        axes.set_title(name_for(translate("by {column}", column=column), 300, bold=True))
        plain_ticks(axes.xaxis)
        place_legend(figure, axes)

    worst = max(slices, key=lambda part: part.rate)
    description = translate(
        "Wrong predictions by {column}: the largest share, {share}, where it is {name}; {overall} in all.",
        column=column,
        share=format_percent(worst.rate),
        name=worst.name,
        overall=format_percent(overall),
    )
    columns = {
        "slice": np.array([part.name for part in slices], dtype=object),
        "samples": [part.samples for part in slices],
        "errors": [part.errors for part in slices],
        "error_rate": [part.rate for part in slices],
        "low": [part.low for part in slices],
        "high": [part.high for part in slices],
    }
    title = translate("Errors by {column}", column=column)
    return draw_chart(title, description, size, paint, ChartData(columns, {"column": column, "overall": overall}))
