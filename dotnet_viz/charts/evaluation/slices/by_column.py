"""Errors in the slices of one column of the data: shares of wrong predictions, or errors of amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.amounts import SIZE
from dotnet_viz.charts.evaluation.rows import draw_intervals, name_room, name_rows, value_of_all
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import MUTED, NEUTRAL, TRAIN, VALIDATION, name_for, plain_ticks
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.slices.by_column import AmountSlice, ErrorSlice
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 25.0
_NAME_ROOM = 150.0


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
        _paint_shares(axes, slices, room, overall)
        axes.set_title(name_for(translate("by {column}", column=column), 300, bold=True))
        place_legend(figure, axes)

    worst = max(slices, key=lambda part: part.rate)
    description = translate(
        "Wrong predictions by {column}: the largest share, {share}, where it is {name}; {overall} in all.",
        column=column,
        share=format_percent(worst.rate),
        name=worst.name,
        overall=format_percent(overall),
    )
    data = ChartData(_columns(slices), {"column": column, "overall": overall})
    return draw_chart(translate("Errors by {column}", column=column), description, size, paint, data)


def _paint_shares(axes: Axes, slices: Sequence[ErrorSlice], room: float, overall: float) -> None:
    notes = [
        translate("{part} of {total}", part=format_count(part.errors), total=format_count(part.samples)) for part in slices
    ]
    name_rows(axes, [part.name for part in slices], notes, room)
    value_of_all(axes, overall, translate("all data: {share}", share=format_percent(overall)))
    draw_intervals(axes, [(part.low, part.high) for part in slices])
    label = translate("slice, with its\n95 % interval")
    rates = [part.rate for part in slices]
    axes.plot(rates, range(len(slices)), linestyle="none", marker="o", color=VALIDATION, markersize=6, label=label)
    end = max(part.high for part in slices) * 1.08
    axes.set_xlim(-0.015 * end, min(1.0, end))
    axes.set_xlabel(translate("share of wrong predictions"))
    plain_ticks(axes.xaxis)


def _columns(slices: Sequence[ErrorSlice]) -> dict[str, Any]:
    return {
        "slice": np.array([part.name for part in slices], dtype=object),
        "samples": [part.samples for part in slices],
        "errors": [part.errors for part in slices],
        "error_rate": [part.rate for part in slices],
        "low": [part.low for part in slices],
        "high": [part.high for part in slices],
    }


def amount_slices_chart(slices: Sequence[AmountSlice], column: str, overall: float) -> Chart:
    """Draw the mean absolute error of each slice, with its standard error.

    Args:
        slices: at least one.
        column: what they are slices of; empty where it has no name.
        overall: mean absolute error of all samples.
    """

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        positions = range(len(slices))
        errors = [0.0 if np.isnan(one.standard_error) else one.standard_error for one in slices]
        axes.barh(positions, [one.mean_absolute_error for one in slices], xerr=errors, color=TRAIN, ecolor=MUTED, height=0.7)
        axes.axvline(overall, color=NEUTRAL, linestyle="--", linewidth=1)
        axes.set_yticks(positions, [name_for(f"{one.name} ({format_count(one.samples)})", _NAME_ROOM) for one in slices])
        axes.invert_yaxis()
        axes.set_xlabel(translate("mean absolute error (dashed: of all; whiskers: standard error)"))
        if column:
            axes.set_ylabel(name_for(translate("{column} (samples)", column=column), SIZE[1] - 60))
        plain_ticks(axes.xaxis)

    worst = max(slices, key=lambda one: one.mean_absolute_error)
    alternative = translate(
        "Mean absolute error by slice; the largest is {mean_absolute_error} ({name}).",
        mean_absolute_error=format_number(worst.mean_absolute_error),
        name=worst.name,
    )
    data = {
        "slice": [one.name for one in slices],
        "samples": [one.samples for one in slices],
        "mean absolute error": [one.mean_absolute_error for one in slices],
        "standard error": [one.standard_error for one in slices],
    }
    return draw_chart(translate("Errors by slice"), alternative, (SIZE[0] + 60, 75 + 24.0 * max(len(slices), 3)), paint, data)
