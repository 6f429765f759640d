"""The distribution of what a layer returns, as a small picture with its dead and saturated units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.common.values.histogram_bars import BarScale
from dotnet_viz.diagrams.common.values.histogram_panel import HistogramPanel
from dotnet_viz.explain.activations.statistics import LayerStatistics
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.translation.translate import mark, translate

Doubles = NDArray[np.float64]

COLOR = "#4477aa"
WARNING = "#c2410c"

_DEAD = mark("{units} of {all} units dead")
_SATURATED = mark("{units} of {all} units saturated")


@dataclass(frozen=True, eq=False)
class ActivationDistribution:
    """The distribution of what a layer returned.

    Args:
        statistics: with a histogram, in which zero is an edge of bins.
    """

    statistics: LayerStatistics

    @property
    def is_empty(self) -> bool:
        """Whether no value is finite."""
        return not self.statistics.histogram_counts.any()

    @property
    def limits(self) -> tuple[float, float]:
        """Least and largest value of the histogram."""
        edges = self.statistics.histogram_edges
        return float(edges[0]), float(edges[-1])

    @property
    def zeros(self) -> int:
        """How many values of the histogram are exactly zero, by their share of all."""
        counts, position = self.statistics.histogram_counts, self._at_zero
        return 0 if position is None else min(round(self.statistics.zero_share * int(counts.sum())), int(counts[position]))

    @property
    def _at_zero(self) -> int | None:
        position = int(np.searchsorted(self.statistics.histogram_edges, 0.0, side="right")) - 1
        return position if 0 <= position < self.statistics.histogram_counts.size else None

    def counts(self, edges: Doubles) -> Doubles:
        """Return how many values other than zero lie in each bin; the edges are those of the histogram."""
        counts = self.statistics.histogram_counts.astype(np.float64)
        if self._at_zero is not None:
            counts[self._at_zero] -= self.zeros
        return counts


def activation_panel(one: LayerStatistics) -> HistogramPanel:
    """Return the histogram of one layer's activations.

    Args:
        one: numbers on what it returned.

    Example:
        >>> from dotnet_viz.diagrams.common.values.histogram_bars import describe
        >>> from dotnet_viz.explain.activations.places import Place
        >>> from dotnet_viz.explain.activations.statistics import Collected
        >>> collected = Collected(Place("a", "a", "Dense", "relu"), top=1)
        >>> collected.add(np.array([[0.0, 1.0], [0.0, 2.0]]))
        >>> panel = activation_panel(collected.result())
        >>> describe(panel.distribution, panel.scale)
        'Histogram of 4 values from 0 to 2; most lie between 1 and 1.062; 2 are exactly zero.'
    """
    distribution = ActivationDistribution(one)
    scale = BarScale(distribution.limits, one.histogram_edges).reaching([distribution])
    zeros = translate(", {zeros} zero", zeros=format_percent(one.zero_share)) if one.zero_share else ""
    found = [
        translate(text, units=format_count(len(units)), all=format_count(one.units))
        for units, text in ((one.dead_units, _DEAD), (one.saturated_units, _SATURATED))
        if units
    ]
    mean, deviation = format_number(one.mean), format_number(one.standard_deviation)
    lines = [
        (f"{format_count(one.units, 'unit')}{zeros}", "muted"),
        (translate("mean {mean}, deviation {deviation}", mean=mean, deviation=deviation), "muted"),
        *((text, WARNING) for text in found),
    ]
    about = translate("Activations of {name}", name=one.name)
    return HistogramPanel(one.name, one.place.kind, distribution, scale, COLOR, lines, about=about)
