"""How scores are distributed among the samples of each class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import MUTED, SERIES_COLORS, TEXT_SIZE, name_for, plain_ticks
from dotnet_viz.formatting import format_clauses, format_count, format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = 12
_BINS = 40
_PANEL = (190.0, 130.0)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ScoreGroup:
    """The scores of one class, apart for its own samples and for the others.

    Args:
        name: of the class.
        own: scores of the samples of the class.
        others: scores of all others.
    """

    name: str
    own: Numbers
    others: Numbers


def distribution_chart(
    groups: Sequence[ScoreGroup], *, other_name: str = "", is_probability: bool = True, total: int = 0
) -> Chart:
    """Draw histograms of the scores of each class: shares of its own samples, and of the others.

    Args:
        groups: one a class; of more than 12 the first 12 are drawn.
        other_name: of the others, where there is one class alone.
        is_probability: whether scores are probabilities, whose axis goes from 0 to 1.
        total: number of classes there are, where not all of them are given.

    Example:
        >>> group = ScoreGroup("cat", np.array([0.9, 0.8]), np.array([0.1]))
        >>> distribution_chart([group]).to_dict()["samples"]
        {'cat': [2, 1]}
    """
    shown = list(groups)[:PANELS]
    edges = [_edges(group, is_probability=is_probability) for group in shown]
    columns = 1 if len(shown) == 1 else min(4, len(shown))
    rows = -(-len(shown) // columns)
    size = (520.0, 300.0) if len(shown) == 1 else (columns * _PANEL[0] + 120, rows * _PANEL[1] + 40)

    left_out = ""
    if total > len(shown):
        left_out = translate("{shown} of {total} classes", shown=len(shown), total=total)

    def paint(figure: Figure) -> None:
        panels: list[Axes] = list(np.ravel(figure.subplots(rows, columns, sharex=is_probability, squeeze=False)))
        for axes, group, bounds in zip(panels, shown, edges, strict=False):
            _paint_one(axes, group, bounds, other_name, is_alone=len(shown) == 1)
        for axes in panels[len(shown) :]:
            axes.set_visible(False)
        figure.supxlabel(translate("predicted probability") if is_probability else translate("score"), fontsize=TEXT_SIZE)
        figure.supylabel(translate("share of samples"), fontsize=TEXT_SIZE)
        if left_out:
            figure.suptitle(left_out, fontsize=TEXT_SIZE, color=MUTED)
        place_legend(figure, panels[0])

    parts = [
        translate(
            "{name}: median {own} among its own samples, {others} among others",
            name=group.name,
            own=_median(group.own),
            others=_median(group.others),
        )
        for group in shown[:4]
    ]
    named = f" ({left_out})" if left_out else ""
    alternative = translate("Scores by class{left_out}. {medians}.", left_out=named, medians=format_clauses(parts))
    return draw_chart(translate("Scores by class"), alternative, size, paint, _data(shown, edges))


def _paint_one(axes: Axes, group: ScoreGroup, edges: Numbers, other_name: str, *, is_alone: bool) -> None:
    own = group.name if is_alone else translate("the class itself")
    others = other_name or translate("all others")
    for values, color, label, filled in (
        (group.others, SERIES_COLORS[1], others, False),
        (group.own, SERIES_COLORS[0], own, True),
    ):
        axes.stairs(
            _shares(values, edges), edges, color=color, alpha=0.55 if filled else None, fill=filled, linewidth=1.4,
            label=f"{name_for(label, 120, TEXT_SIZE - 1)}" + (f"\n{format_count(len(values), 'sample')}" if is_alone else ""),
        )  # fmt: skip
    if not is_alone:
        axes.set_title(name_for(group.name, _PANEL[0] - 40, bold=True), fontsize=TEXT_SIZE)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y")
    plain_ticks(axes.xaxis, count=4)
    plain_ticks(axes.yaxis, count=3)


def _edges(group: ScoreGroup, *, is_probability: bool) -> Numbers:
    if is_probability:
        return np.linspace(0.0, 1.0, _BINS + 1)
    values = np.concatenate([group.own, group.others])
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    return np.linspace(low, high if high > low else low + 1.0, _BINS + 1)


def _shares(values: Numbers, edges: Numbers) -> Numbers:
    counts = np.histogram(values, edges)[0]
    return np.asarray(counts / max(len(values), 1))


def _median(values: Numbers) -> str:
    return format_number(float(np.median(values)), 3) if len(values) else "none"


def _data(groups: Sequence[ScoreGroup], edges: Sequence[Numbers]) -> ChartData:
    bins = _BINS
    columns: dict[str, Any] = {
        "class": np.repeat(np.array([group.name for group in groups], dtype=object), bins),
        "from": np.concatenate([bounds[:-1] for bounds in edges]),
        "to": np.concatenate([bounds[1:] for bounds in edges]),
        "count_own": np.concatenate([np.histogram(group.own, bounds)[0] for group, bounds in zip(groups, edges, strict=True)]),
        "count_others": np.concatenate(
            [np.histogram(group.others, bounds)[0] for group, bounds in zip(groups, edges, strict=True)]
        ),
    }
    return ChartData(columns, {"samples": {group.name: [len(group.own), len(group.others)] for group in groups}})
