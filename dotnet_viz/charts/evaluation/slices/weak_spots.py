"""The slices of the data where a model does worst, as rows of dots with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.rows import draw_intervals, name_room, name_rows, value_of_all
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import MUTED, TRAIN, VALIDATION, plain_ticks
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.slices.weak_spots import WeakSpots
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ROW = 34.0
_NAME_ROOM = 300.0


def weak_spots_chart(found: WeakSpots) -> Chart:
    """Draw the error in each weak spot with its 95 % interval, beside that of all other samples.

    Args:
        found: by :func:`~dotnet_viz.measures.evaluation.slices.weak_spots.find_weak_spots`; without any spot the chart says so.

    Example:
        >>> weak_spots_chart(WeakSpots((), 12, 100, 0.1, True)).alternative
        'No weak spot: none of 12 slices is worse than the rest beyond chance.'
    """
    spots = found.spots
    words = format_percent if found.is_share else format_number
    names = [one_line(spot.name) for spot in spots]
    room = name_room(names, _NAME_ROOM)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        if not spots:
            axes.set_axis_off()
            text = translate("no slice is worse than the rest beyond chance")
            axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=MUTED)
            return
        name_rows(axes, names, [format_count(spot.samples, "sample") for spot in spots], room)
        value_of_all(axes, found.overall, translate("all data: {value}", value=words(found.overall)))
        draw_intervals(axes, [(spot.low, spot.high) for spot in spots])
        for values, marker, color, label in (
            ([spot.error for spot in spots], "o", VALIDATION, translate("slice, with its\n95 % interval")),
            ([spot.others for spot in spots], "D", TRAIN, translate("all other samples")),
        ):
            rows = range(len(spots))
            axes.plot(values, rows, linestyle="none", markersize=6, marker=marker, color=color, label=label)
        end = max(spot.high for spot in spots) * 1.08 or 1.0
        axes.set_xlim(-0.015 * end, min(1.0, end) if found.is_share else end)
        axes.set_xlabel(translate("share of wrong predictions") if found.is_share else translate("mean absolute error"))
        plain_ticks(axes.xaxis)
        place_legend(figure, axes)

    size = (room + 470.0, len(spots) * _ROW + 85.0) if spots else (360.0, 60.0)
    return draw_chart(translate("Weak spots"), _sentence(found), size, paint, _data(found))


def _sentence(found: WeakSpots) -> str:
    if not found.spots:
        return translate("No weak spot: none of {count} slices is worse than the rest beyond chance.", count=found.tried)
    worst = found.spots[0]
    words = format_percent if found.is_share else format_number
    return translate(
        "The error is largest where {name}: {error}, and {others} in all other samples.",
        name=worst.name,
        error=words(worst.error),
        others=words(worst.others),
    )


def _data(found: WeakSpots) -> ChartData:
    spots = found.spots
    columns = {
        "slice": np.array([spot.name for spot in spots], dtype=object),
        "samples": [spot.samples for spot in spots],
        "error": [spot.error for spot in spots],
        "low": [spot.low for spot in spots],
        "high": [spot.high for spot in spots],
        "others": [spot.others for spot in spots],
        "effect": [spot.effect for spot in spots],
        "chance": [spot.chance for spot in spots],
    }
    return ChartData(columns, {"tried": found.tried, "overall": found.overall})
