"""Differences of two models on the same samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import BLANK, MUTED, NEUTRAL, TRAIN, name_for, plain_ticks
from dotnet_viz.formatting import format_items, format_number
from dotnet_viz.measures.evaluation.intervals.paired import MeasureDifference
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 600.0
_ROW = 24.0
_NAME_ROOM = 264.0


def differences_chart(differences: Sequence[MeasureDifference], names: tuple[str, str]) -> Chart:
    """Draw how much the second model differs from the first in each measure, with intervals.

    Args:
        differences: at least one.
        names: of both models.

    Example:
        >>> chart = differences_chart([MeasureDifference("all", "accuracy", 0.8, 0.9, 0.05, 0.15)], ("a", "b"))
        >>> chart.alternative
        'b less a: accuracy +0.1 (0.05 to 0.15).'
    """
    groups = [group for group in _by_unit(differences) if group]

    def paint(figure: Figure) -> None:
        panels = figure.subplots(len(groups), 1, squeeze=False, height_ratios=[len(group) + 1 for group in groups])[:, 0]
        for axes, group in zip(panels, groups, strict=True):
            _paint_group(axes, group)
        panels[-1].set_xlabel(
            name_for(
                translate("{second} less {first} (95 % interval; hollow: may be chance)", first=names[0], second=names[1]),
                _WIDTH - 40,
            )
        )

    table = {
        "measure": [label_of(one) for one in differences],
        names[0] or "first": [one.first for one in differences],
        names[1] or "second": [one.second for one in differences],
        "difference": [one.change for one in differences],
        "low": [one.low for one in differences],
        "high": [one.high for one in differences],
    }
    words = format_items(f"{label_of(one)} {_signed(one.change)} ({_range(one)})" for one in differences[:5])
    size = (_WIDTH, 50 + _ROW * len(differences) + 30 * len(groups))
    alternative = translate("{second} less {first}: {differences}.", first=names[0], second=names[1], differences=words)
    return draw_chart(translate("Differences of both models"), alternative, size, paint, table)


def _by_unit(differences: Sequence[MeasureDifference]) -> tuple[list[MeasureDifference], list[MeasureDifference]]:
    """Return errors in the unit of the amounts apart from R², which has none; shares stay together."""
    shares = [one for one in differences if one.measure == "R²"]
    return [one for one in differences if one.measure != "R²"], shares


def _paint_group(axes: Axes, group: Sequence[MeasureDifference]) -> None:
    axes.axvline(0, color=MUTED, linestyle="--", linewidth=1)
    for position, one in enumerate(group):
        # What could be chance is hollow, so that colour is not the only sign.
        is_sure = one.is_beyond_chance
        color = TRAIN if is_sure else NEUTRAL
        axes.plot([one.low, one.high], [position, position], color=color, linewidth=2)
        axes.plot(one.change, position, marker="o", color=color, markerfacecolor=color if is_sure else BLANK)
    axes.set_yticks(range(len(group)), [name_for(label_of(one), _NAME_ROOM) for one in group])
    axes.set_ylim(len(group) - 0.4, -0.6)
    axes.grid(axis="x")
    plain_ticks(axes.xaxis)


def label_of(one: MeasureDifference) -> str:
    """Return what is measured in words, such as ``"f1 of cat"``."""
    measure = translate(one.measure)
    if one.of == "all":
        return measure
    if "average" in one.of:
        return f"{measure}{translate(', ')}{translate(one.of)}"
    return translate("{measure} of {name}", measure=measure, name=one.of)


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{format_number(value)}"


def _range(one: MeasureDifference) -> str:
    return translate("{low} to {high}", low=format_number(one.low), high=format_number(one.high))
