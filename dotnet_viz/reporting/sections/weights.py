"""The distribution of the values of each weight, and what is wrong among them."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.charts.distributions import weight_histogram
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.measures.weights.statistics import WeightStatistics
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import (
    Cell,
    ColumnHead,
    Figure,
    SectionData,
    Table,
    count_cell,
    figure,
    number_cell,
    share_cell,
    text_cell,
)

MAX_HISTOGRAMS = 24

_COLUMNS = (
    ColumnHead("Weight"),
    ColumnHead("Role"),
    ColumnHead("Shape"),
    *(ColumnHead(name, numeric=True) for name in ("Values", "Mean", "Std. dev.", "Minimum", "Maximum", "Zeros", "NaN, ∞")),
)

_VALUES = 3
_LARGEST = "These are the {shown} weights with the most values, of {count}."


def build(context: ReportContext) -> SectionData | None:
    """Return statistics and histograms; ``None`` where no weight has values."""
    model = context.measurements
    if model is None:
        return None
    if not any(weight.has_values for layer in model.graph.layers for weight in layer.weights):
        return None
    statistics = [item.statistics for item in model.weights]
    shown = _largest(statistics)
    whole = Table("Values of each weight", _COLUMNS, tuple(_row(item) for item in statistics))
    table, appendix = split_table(whole, "weights", "values", by=_VALUES, text=_LARGEST)
    data = {
        "table": table,
        "figures": tuple(_histogram(item, number) for number, item in enumerate(shown, start=1)),
        "notes": _broken(statistics),
        "histogram_notes": _left_out(statistics, shown),
    }
    return SectionData("weights", "Weights", data, appendix)


def _row(item: WeightStatistics) -> tuple[Cell, ...]:
    return (
        text_cell(f"{item.layer}/{item.name}"),
        text_cell(item.role),
        text_cell(format_sizes(item.shape) or "scalar"),
        count_cell(item.count),
        *(number_cell(value) for value in (item.mean, item.standard_deviation, item.minimum, item.maximum)),
        share_cell(item.zero_share),
        count_cell(item.nan_count + item.infinite_count),
    )


def _largest(statistics: Sequence[WeightStatistics]) -> list[WeightStatistics]:
    """Return the weights with the most values, in the order of the model."""
    drawable = [position for position, item in enumerate(statistics) if any(item.histogram.counts)]
    largest = sorted(drawable, key=lambda position: (-statistics[position].count, position))[:MAX_HISTOGRAMS]
    return [statistics[position] for position in sorted(largest)]


def _histogram(item: WeightStatistics, number: int) -> Figure:
    name = f"{item.layer}/{item.name}"
    chart = weight_histogram(name, item.histogram.edges, item.histogram.counts)
    return figure(chart, "weights", number, f"{name}, {format_count(item.count, 'value')}", "small")


def _broken(statistics: Sequence[WeightStatistics]) -> tuple[str, ...]:
    broken = [item for item in statistics if item.nan_count + item.infinite_count]
    if not broken:
        return ()
    count = sum(item.nan_count + item.infinite_count for item in broken)
    names = ", ".join(f"{item.layer}/{item.name}" for item in broken[:5]) + (" ..." if len(broken) > 5 else "")
    return (
        f"{format_count(count, 'value is', 'values are')} NaN or infinite, in {names}; the statistics are of the finite ones.",
    )


def _left_out(statistics: Sequence[WeightStatistics], shown: Sequence[WeightStatistics]) -> tuple[str, ...]:
    drawable = sum(any(item.histogram.counts) for item in statistics)
    if drawable <= len(shown):
        return ()
    return (f"Histograms are of the {len(shown)} largest of {drawable} weights; the table of the appendix has all.",)
