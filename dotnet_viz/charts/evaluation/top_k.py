"""How soon the true class comes among those that a model ranks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.evaluation.series import place_legend
from dotnet_viz.charts.style import MUTED, TEXT_SIZE, TRAIN, plain_ticks
from dotnet_viz.formatting import format_percent
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (620.0, 300.0)

Numbers = NDArray[np.float64]


def top_k_chart(accuracy: Numbers, classes: int) -> Chart:
    """Draw how often the true class is among the first k.

    Args:
        accuracy: for each k from 1.
        classes: number of classes, for what chance alone would reach.

    Example:
        >>> top_k_chart(np.array([0.5, 0.75]), 4).to_dict()["accuracy"]
        [0.5, 0.75]
    """
    ks = np.arange(1, len(accuracy) + 1)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        _draw_shares(axes, accuracy, ks / classes)
        axes.set_ylim(0, 1.12)
        axes.set_xlim(0.4, len(ks) + 0.4)
        axes.set_xlabel("k")
        axes.set_ylabel(translate("share of samples"))
        axes.grid(axis="y")
        plain_ticks(axes.xaxis, whole=True, count=10)
        plain_ticks(axes.yaxis)
        place_legend(figure, axes)

    data = {"k": ks, "accuracy": accuracy, "at_random": ks / classes}
    return draw_chart(translate("Top-k accuracy"), _sentence(accuracy), _SIZE, paint, data)


def _draw_shares(axes: Axes, accuracy: Numbers, at_random: Numbers) -> None:
    ks = np.arange(1, len(accuracy) + 1)
    axes.plot(
        ks, at_random, color=MUTED, linestyle=(0, (2, 3)), linewidth=1.0, marker="x", markersize=4, label=translate("at random")
    )
    axes.plot(ks, accuracy, color=TRAIN, marker="o", markersize=5, label=translate("true class among\nthe first k"))
    for k, value in zip(ks, accuracy, strict=True):
        axes.annotate(
            format_percent(float(value)), (k, value), textcoords="offset points", xytext=(0, 7), ha="center",
            fontsize=TEXT_SIZE - 1.5,
        )  # fmt: skip


def _sentence(accuracy: Numbers) -> str:
    first, last = format_percent(float(accuracy[0])), format_percent(float(accuracy[-1]))
    if len(accuracy) == 1:
        return translate("The true class is first in {share} of samples.", share=first)
    return translate(
        "The true class is first in {share} of samples, {last} among the first {most}.",
        share=first,
        last=last,
        most=len(accuracy),
    )
