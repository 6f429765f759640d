"""How predictions depend on features: lines of rows and their mean, or the height lines of two features."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import INK, MUTED, NEUTRAL, SERIES_COLORS, SERIES_MARKERS, TRAIN, name_for, plain_ticks
from dotnet_viz.errors import unknown_choice
from dotnet_viz.formatting import format_count, format_items, format_number
from dotnet_viz.measures.importance.partial_dependence import Dependence
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PANEL = (300.0, 260.0)
_ACROSS = 3
_LEVELS = 10
_MARKERS = 12
_LINE_POINTS = 40


def dependence_chart(
    found: Sequence[Dependence], *, target: int | str | None = None, max_lines: int = 50, centered: bool = False
) -> Chart:
    """Draw a panel for each feature or pair of features.

    Of one output the thin lines are rows and the thick one is their mean; of several, such as the classes of a classifier, each
    has the line of its mean. Marks below a panel are the deciles of the feature.

    Args:
        found: one for each panel.
        target: name or position of one output; ``None`` for all.
        max_lines: most rows with a line, evenly chosen.
        centered: whether all lines start at 0.

    Raises:
        OptionError: there is no such output.
    """
    outputs = _chosen(found[0].outputs, target)
    rows = math.ceil(len(found) / _ACROSS)
    across = min(len(found), _ACROSS)

    def paint(figure: Figure) -> None:
        panels = np.atleast_1d(figure.subplots(rows, across, squeeze=False)).ravel()
        for axes, one in zip(panels, found, strict=False):
            if len(one.features) == 2:
                _plane(figure, axes, one, outputs[0])
            else:
                _lines(axes, one, outputs, max_lines, centered)
        for axes in panels[len(found) :]:
            axes.set_axis_off()
        lines = [axes for axes, one in zip(panels, found, strict=False) if len(one.features) == 1]
        _share_height(lines)
        if lines and len(outputs) > 1:
            handles, texts = lines[0].get_legend_handles_labels()
            figure.legend(handles, texts, loc="outside upper center", ncols=min(len(texts), 4), fontsize="small")

    names = format_items(translate(" and ").join(one.features) for one in found)
    size = max(_PANEL[0] * across, 360.0), _PANEL[1] * rows + (30.0 * math.ceil(len(outputs) / 4) if len(outputs) > 1 else 0.0)
    return draw_chart(
        translate("Partial dependence on {names}", names=names),
        _description(found[0], outputs),
        size,
        paint,
        _data(found, outputs),
    )


def _chosen(outputs: Sequence[str], target: int | str | None) -> list[int]:
    if target is None:
        return list(range(len(outputs)))
    if str(target) in outputs:
        return [list(outputs).index(str(target))]
    if isinstance(target, int) and -len(outputs) <= target < len(outputs):
        return [target % len(outputs)]
    raise unknown_choice("target", target, outputs)


def _lines(axes: Axes, one: Dependence, outputs: Sequence[int], max_lines: int, centered: bool) -> None:
    places: Any = np.arange(len(one.grid[0])) if one.is_category else one.grid[0]
    for number, output in enumerate(outputs):
        average = one.average[output]
        if len(outputs) == 1 and one.individual is not None and max_lines:
            lines = one.individual[output]
            kept = evenly(len(lines), max_lines)
            shown = lines[kept] - (lines[kept, :1] if centered else 0.0)
            points = evenly(len(places), _LINE_POINTS)
            axes.plot(places[points], shown[:, points].T, color=NEUTRAL, linewidth=0.6, alpha=0.45)
        color = TRAIN if len(outputs) == 1 else SERIES_COLORS[number % len(SERIES_COLORS)]
        marker = "o" if one.is_category else "" if len(outputs) == 1 else SERIES_MARKERS[number % len(SERIES_MARKERS)]
        axes.plot(
            places, average - (average[0] if centered else 0.0), color=color, linewidth=2.2, marker=marker, markersize=4,
            markevery=max(1, len(places) // _MARKERS), label=name_for(one.outputs[output], 120.0), zorder=3,
        )  # fmt: skip
    _axis(axes, one, outputs, centered)


def _share_height(panels: Sequence[Axes]) -> None:
    """Give all panels the same heights, so that they can be compared."""
    limits = [axes.get_ylim() for axes in panels]
    for axes in panels:
        axes.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))


def _axis(axes: Axes, one: Dependence, outputs: Sequence[int], centered: bool) -> None:
    axes.set_xlabel(name_for(one.features[0], _PANEL[0] - 60))
    output = one.outputs[outputs[0]] if len(outputs) == 1 else ""
    name = translate(one.predicted)
    if output:
        name = translate("{predicted} of {outputs}", predicted=name, outputs=output)
    axes.set_ylabel(name_for(translate("change of {name}", name=name) if centered else name, _PANEL[1] - 60))
    axes.grid(axis="y")
    plain_ticks(axes.yaxis)
    if one.is_category:
        axes.set_xticks(range(len(one.grid[0])), [name_for(str(value), 70.0) for value in one.grid[0]])
        return
    plain_ticks(axes.xaxis)
    if one.values is not None:
        finite = one.values[np.isfinite(one.values)]
        deciles = np.quantile(finite, np.arange(0.1, 1, 0.1)) if len(finite) else finite
        low, high = float(one.grid[0][0]), float(one.grid[0][-1])
        shown = [value for value in deciles.tolist() if low <= value <= high]
        axes.plot(shown, np.full(len(shown), 0.012), "|", color=INK, markersize=6, transform=axes.get_xaxis_transform())


def _plane(figure: Figure, axes: Axes, one: Dependence, output: int) -> None:
    """Draw the mean prediction over two features, by areas between height lines."""
    grids = [np.arange(len(values)) if values.dtype.kind in "OSUb" else values for values in one.grid]
    heights = one.average[output].T
    if float(np.ptp(heights)) == 0.0:
        filled = axes.contourf(*grids, heights, levels=[heights.flat[0] - 0.5, heights.flat[0] + 0.5], cmap="cividis")
    else:
        filled = axes.contourf(*grids, heights, levels=_LEVELS, cmap="cividis")
        middle = float(heights.min() + heights.max()) / 2
        ink = ["#ffffff" if level < middle else "#000000" for level in filled.levels]
        axes.contour(*grids, heights, levels=filled.levels, colors=ink, linewidths=0.6)
    bar = figure.colorbar(filled, ax=axes)
    bar.set_label(
        translate("{predicted} of {outputs}", predicted=translate(one.predicted), outputs=one.outputs[output])
        if one.outputs[output]
        else translate(one.predicted)
    )
    plain_ticks(bar.ax.yaxis)
    for axis, name, values in ((axes.xaxis, one.features[0], one.grid[0]), (axes.yaxis, one.features[1], one.grid[1])):
        axis.set_label_text(name_for(name, _PANEL[1] - 60))
        if values.dtype.kind in "OSUb":
            axis.set_ticks(range(len(values)), [name_for(str(value), 70.0) for value in values])
        else:
            plain_ticks(axis)
    axes.tick_params(color=MUTED)


def _description(one: Dependence, outputs: Sequence[int]) -> str:
    average = one.average[outputs[0]]
    low, high = format_number(float(average.min())), format_number(float(average.max()))
    return translate(
        "The mean {predicted} goes from {low} to {high} over {features}.",
        predicted=translate(one.predicted),
        low=low,
        high=high,
        features=translate(" and ").join(one.features),
    )


def _data(found: Sequence[Dependence], outputs: Sequence[int]) -> ChartData:
    """Return every point of every mean as a row; the lines of rows are single values."""
    names = ("feature", "value", "second_feature", "second_value", "output", "average")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    individual: dict[str, Any] = {}
    for one in found:
        second = one.grid[1] if len(one.features) == 2 else np.array([np.nan])
        for output in outputs:
            averages = one.average[output].reshape(len(one.grid[0]), -1)
            for row, first in enumerate(one.grid[0].tolist()):
                for column, other in enumerate(second.tolist()):
                    entry = (one.features[0], first, (*one.features, "")[1], other, one.outputs[output], averages[row, column])
                    for name, value in zip(columns, entry, strict=True):
                        columns[name].append(value)
            if one.individual is not None:
                individual.setdefault(one.features[0], {})[one.outputs[output]] = one.individual[output]
    if all(len(one.features) == 1 for one in found):
        del columns["second_feature"], columns["second_value"]
    return ChartData(columns, {"individual": individual, "rows": format_count(_rows(found))})


def _rows(found: Sequence[Dependence]) -> int:
    return next((one.individual.shape[1] for one in found if one.individual is not None), 0)
