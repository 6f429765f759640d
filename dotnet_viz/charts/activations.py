"""Distributions of activations: a small histogram for each layer, with its dead and saturated units."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, NEUTRAL, name_for, plain_ticks
from dotnet_viz.explain.activations.statistics import LayerStatistics
from dotnet_viz.formatting import format_count, format_items
from dotnet_viz.scales import NEGATIVE, POSITIVE
from dotnet_viz.translation.translate import mark, mark_plural, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_LAYERS = 40
_ACROSS = 4
_SIZE = (240.0, 150.0)


def activation_histograms(layers: Sequence[LayerStatistics], samples: int) -> Chart:
    """Draw a histogram of the activations of each layer: red below zero, blue above.

    Args:
        layers: in their order; of more than 40 evenly chosen ones are drawn, and the chart says so.
        samples: how many samples they were taken of.

    Example:
        >>> from dotnet_viz.explain.activations.places import Place
        >>> from dotnet_viz.explain.activations.statistics import Collected
        >>> collected = Collected(Place("a", "a", "Dense", "relu"), top=1)
        >>> collected.add(np.array([[0.0, 1.0], [0.0, 2.0]]))
        >>> activation_histograms([collected.result()], 2).alternative
        'Histograms of the activations of 1 layer over 2 samples; 1 layer has dead units.'
    """
    chosen = list(layers)
    if len(chosen) > MAX_LAYERS:
        chosen = [layers[round(index * (len(layers) - 1) / (MAX_LAYERS - 1))] for index in range(MAX_LAYERS)]
    across = min(_ACROSS, len(chosen)) or 1
    down = math.ceil(len(chosen) / across) or 1

    def paint(figure: Figure) -> None:
        if len(chosen) < len(layers):
            note = translate(
                "{chosen} of {layers}, evenly chosen", chosen=len(chosen), layers=format_count(len(layers), "layer")
            )
            figure.supxlabel(note, color=MUTED, fontsize="small")
        for index, one in enumerate(chosen):
            _paint(figure.add_subplot(down, across, index + 1), one)

    size = (max(across * _SIZE[0], 300.0), down * _SIZE[1] + 10)
    return draw_chart(translate("Activations"), _describe(layers, samples), size, paint, _data(chosen))


def _data(layers: Sequence[LayerStatistics]) -> Mapping[str, Any]:
    """Return the bins of all layers, one below the other."""
    return {
        "layer": [one.name for one in layers for _ in one.histogram_counts],
        "from": [edge for one in layers for edge in one.histogram_edges[:-1].tolist()],
        "to": [edge for one in layers for edge in one.histogram_edges[1:].tolist()],
        "activations": [count for one in layers for count in one.histogram_counts.tolist()],
    }


def _paint(axes: Axes, one: LayerStatistics) -> None:
    axes.set_title(name_for(one.name, _SIZE[0] - 60, bold=True), fontsize="medium")
    edges, counts = one.histogram_edges, one.histogram_counts.astype(np.float64)
    lower, upper = edges[:-1], edges[1:]
    for among, color in ((upper <= 0, NEGATIVE), (lower >= 0, POSITIVE), ((lower < 0) & (upper > 0), NEUTRAL)):
        if (counts[among] > 0).any():
            axes.stairs(np.where(among, counts, 0), edges, fill=True, color=color, linewidth=0)
    axes.set_ylim(bottom=0)
    plain_ticks(axes.xaxis, count=4)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelsize="small")
    found = [
        translate(text, units=len(units), total=one.units)
        for units, text in (
            (one.dead_units, mark("{units} of {total} dead")),
            (one.saturated_units, mark("{units} of {total} saturated")),
        )
        if units
    ]
    axes.set_xlabel(format_items(found), fontsize="small", color=NEGATIVE if found else MUTED)


def _describe(layers: Sequence[LayerStatistics], samples: int) -> str:
    text = translate(
        "Histograms of the activations of {layers} over {samples}",
        layers=format_count(len(layers), "layer"),
        samples=format_count(samples, "sample"),
    )
    parts = []
    dead, saturated = sum(bool(one.dead_units) for one in layers), sum(bool(one.saturated_units) for one in layers)
    for words, count in (
        (mark_plural("{count} layer has dead units", "{count} layers have dead units"), dead),
        (mark_plural("{count} layer has saturated units", "{count} layers have saturated units"), saturated),
    ):
        if count:
            parts.append(translate(*words, count=count))
    return f"{text}; {translate(' and ').join(parts)}." if parts else f"{text}."
