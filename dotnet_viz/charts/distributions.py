"""Distributions of values: small histograms, one a weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, NEUTRAL, name_for, plain_ticks
from dotnet_viz.formatting import format_number
from dotnet_viz.scales import NEGATIVE, POSITIVE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (272.0, 170.0)

_FEWEST_BINS = 8

Values = NDArray[np.float64]


def weight_histogram(name: str, edges: Sequence[float], counts: Sequence[int]) -> Chart:
    """Draw the distribution of one weight: red below zero, blue above, grey around it.

    Few values are shown in fewer bins: two or four neighbours become one.

    Args:
        name: of the weight, such as ``"dense/kernel"``.
        edges: of the bins, in order; one more than the counts.
        counts: values in each bin.

    Example:
        >>> weight_histogram("dense/kernel", [-1.0, 0.0, 1.0], [3, 5]).alternative
        'Histogram of 8 values from −1 to 1; most lie between 0 and 1.'
    """
    heights = np.array(counts, dtype=np.float64)
    factor = bins_to_merge(float(heights.sum()), heights.size)
    limits, heights = np.array(edges, dtype=np.float64)[::factor], heights.reshape(-1, factor).sum(axis=1)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.set_title(name_for(name, SIZE[0] - 52, bold=True))
        _paint_bins(axes, limits, heights)
        plain_ticks(axes.xaxis, count=5)
        plain_ticks(axes.yaxis, whole=True, count=3)
        axes.tick_params(labelsize="small")

    return draw_chart(f"Values of {name}", _describe(limits, heights), SIZE, paint)


def bins_to_merge(total: float, bins: int) -> int:
    """Return how many neighbouring bins should become one, where there are too few values to fill many.

    Args:
        total: number of values in all bins.
        bins: how many there are.

    Example:
        >>> bins_to_merge(50, 40), bins_to_merge(50_000, 40)
        (4, 1)
    """
    fitting = (factor for factor, most in ((4, 100), (2, 1000)) if total <= most and bins % factor == 0)
    return next((factor for factor in fitting if bins // factor >= _FEWEST_BINS), 1)


def _paint_bins(axes: Axes, edges: Values, counts: Values) -> None:
    lower, upper = edges[:-1], edges[1:]
    signs = ((upper <= 0, NEGATIVE), (lower >= 0, POSITIVE), ((lower < 0) & (upper > 0), NEUTRAL))
    for among, color in signs:
        if (counts[among] > 0).any():
            axes.stairs(np.where(among, counts, 0), edges, fill=True, color=color, linewidth=0)
    axes.axvline(0, color=MUTED, linewidth=0.7, linestyle=":")
    axes.set_ylim(bottom=0)


def _describe(edges: Values, counts: Values) -> str:
    if not counts.any():
        return "Histogram without any finite value."
    fullest = int(counts.argmax())
    low, high, left, right = (format_number(float(edges[position])) for position in (0, -1, fullest, fullest + 1))
    return f"Histogram of {int(counts.sum()):,} values from {low} to {high}; most lie between {left} and {right}."
