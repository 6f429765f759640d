"""Clusters: how many samples each has, and how well these fit to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import INK, MUTED, NEUTRAL, SERIES_COLORS, TRAIN, VALIDATION, name_for, plain_ticks
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.unsupervised.clusters import Clusters
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_ROWS = 30
_ROW = 44.0
_NAME_ROOM = 130.0
_SIZES, _SILHOUETTES = 190.0, 330.0
_HALF = 0.42
_STEPS = 200
"""Most points of the outline of one cluster's silhouettes."""


def cluster_chart(found: Clusters) -> Chart:
    """Draw clusters as rows, the largest first: bars of their sizes, and the silhouettes of their samples, sorted.

    Args:
        found: the clusters.
    """
    order = np.argsort(-found.sizes, kind="stable")[:MAX_ROWS]
    names = [name_for(found.names[cluster], _NAME_ROOM) for cluster in order]
    sizes = [int(found.sizes[cluster]) for cluster in order]
    if found.noise:
        names, sizes = [*names, translate("no cluster")], [*sizes, found.noise]

    def paint(figure: Figure) -> None:
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[_SIZES, _SILHOUETTES])
        left.barh(range(len(sizes)), sizes, height=0.6, color=[TRAIN] * len(order) + [NEUTRAL] * bool(found.noise), alpha=0.85)
        for row, size in enumerate(sizes):
            left.annotate(format_count(size), (size, row), (4, 0), textcoords="offset points", va="center", fontsize="small")
        left.set_yticks(range(len(names)), names)
        left.set_ylim(len(names) - 0.45, -0.55)
        left.margins(x=0.22)
        clusters = translate("samples of {clusters}", clusters=format_count(len(found.names), "cluster"))
        left.set_xlabel(f"{clusters}\n{_left_out(found)}")
        for axes in (left, right):
            axes.tick_params(axis="y", length=0)
            axes.grid(axis="x")
            plain_ticks(axes.xaxis, count=4, whole=axes is left)
        _silhouettes(right, found, [int(cluster) for cluster in order])

    room = max(text_width(name, 12.0) for name in names) if names else 0.0
    size = room + _SIZES + _SILHOUETTES + 40, len(names) * _ROW + 76
    return draw_chart(translate("Clusters"), _description(found), size, paint, _data(found))


def _silhouettes(axes: Axes, found: Clusters, order: list[int]) -> None:
    if np.isnan(found.mean):
        axes.set(xlim=(-1, 1))
        axes.set_xlabel(translate("no silhouettes: these need at least two clusters,\nand one with more than one sample"))
        return
    for row, cluster in enumerate(order):
        values = np.sort(found.silhouettes[found.members == cluster])[::-1]
        if not len(values):
            continue
        values = values[evenly(len(values), _STEPS)]
        places = np.linspace(row - _HALF, row + _HALF, len(values) + 1)
        outline = np.repeat(values, 2), np.repeat(places, 2)[1:-1]
        for part, color in ((outline[0] >= 0, SERIES_COLORS[0]), (outline[0] < 0, VALIDATION)):
            axes.fill_betweenx(outline[1], 0, np.where(part, outline[0], 0), color=color, alpha=0.7, linewidth=0)
        axes.plot([found.means[cluster]] * 2, [row - _HALF, row + _HALF], color=INK, linewidth=1.4)
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.axvline(found.mean, color=INK, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.set_xlim(min(0.0, float(found.silhouettes.min())) - 0.03, 1.0)
    axes.set_xlabel(
        translate(
            "silhouette, one bar a sample: {samples}\ndashed: mean {mean}; lines: of each",
            samples=_measured(found),
            mean=format_number(found.mean),
        )
    )


def _left_out(found: Clusters) -> str:
    return translate("the largest {most} are drawn", most=MAX_ROWS) if len(found.names) > MAX_ROWS else ""


def _measured(found: Clusters) -> str:
    count, clustered = len(found.samples), int(found.sizes.sum())
    if count == clustered:
        return translate("all {total}", total=format_count(count))
    return translate("{part} of {total}, evenly taken", part=format_count(count), total=format_count(clustered))


def _description(found: Clusters) -> str:
    if not found.names:
        return translate("No cluster among {samples}.", samples=format_count(found.total, "sample"))
    largest = int(np.argmax(found.sizes))
    mean = "" if np.isnan(found.mean) else translate("; the mean silhouette is {mean}", mean=format_number(found.mean))
    count = format_count(len(found.names), "cluster")
    return translate(
        "{clusters}, the largest is {name} with {samples}{mean}.",
        clusters=count,
        name=found.names[largest],
        samples=format_count(int(found.sizes[largest]), "sample"),
        mean=mean,
    )


def _data(found: Clusters) -> ChartData:
    columns = {
        "sample": found.samples,
        "cluster": [found.names[cluster] for cluster in found.members],
        "silhouette": found.silhouettes,
    }
    facts = {
        "sizes": dict(zip(found.names, found.sizes.tolist(), strict=True)),
        "means": dict(zip(found.names, found.means, strict=True)),
        "mean": found.mean,
        "without a cluster": found.noise,
        "samples": found.total,
    }
    return ChartData(columns, facts)
