"""A histogram with the numbers that it is drawn from, which weights and activations have in common."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.charts.data import ChartData
from dotnet_viz.diagrams.common.values.histogram_bars import QUANTILES, ZERO_WORDS, filled_bins
from dotnet_viz.diagrams.common.values.histogram_panel import HistogramPanel, panel_scene
from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_items, format_number, format_percent
from dotnet_viz.reporting.chart_numbers import numbers_of
from dotnet_viz.reporting.section import Figure, figure
from dotnet_viz.translation.translate import mark

BIN_COLUMNS = (mark("from"), mark("to"), mark("values"))


def histogram_figure(panel: HistogramPanel, section: str, number: int) -> Figure:
    """Return a histogram as a small figure, with its bins as a table.

    Args:
        panel: the histogram.
        section: id of the section.
        number: of the figure in its section.
    """
    drawn = figure(Drawing(panel_scene(panel)), section, number, "", "small")
    return replace(drawn, numbers=numbers_of(histogram_data(panel)), title=panel.about)


def histogram_data(panel: HistogramPanel) -> ChartData:
    """Return what a histogram shows: the bins that have a bar, the values that are exactly zero, the quantiles.

    Args:
        panel: the histogram.
    """
    counts, _ = panel.scale.heights(panel.distribution)
    bins = [found for _, *found in filled_bins(counts, panel.scale.edges)]
    columns = {name: [found[index] for found in bins] for index, name in enumerate(BIN_COLUMNS)}
    facts: dict[str, str | int] = {ZERO_WORDS: panel.distribution.zeros} if panel.distribution.zeros else {}
    if panel.quantiles:
        pairs = zip(QUANTILES, panel.quantiles, strict=True)
        facts[mark("quantiles")] = format_items(f"{format_number(value)} ({format_percent(part)})" for part, value in pairs)
    return ChartData(columns, facts)
