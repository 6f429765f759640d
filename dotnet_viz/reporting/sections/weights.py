"""The distribution of the values of each weight, and what is wrong among them."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.weight_histograms.panels import weight_panel
from dotnet_viz.formatting import format_count, format_items, format_sizes
from dotnet_viz.measures.diagnostics.subject import ScannedWeight
from dotnet_viz.measures.weights.quantiles import WeightDistribution
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
    number_cell,
    share_cell,
    text_cell,
)
from dotnet_viz.reporting.statements.histograms import histogram_figure
from dotnet_viz.translation.translate import mark, translate

BINS = 40

_LEFT_OUT = mark("Histograms are of the {shown} largest of {count} weights; the table of the appendix has all.")

_COLUMNS = (
    ColumnHead("Weight", of_layers=True),
    ColumnHead("Role", is_minor=True),
    ColumnHead("Shape", is_minor=True),
    *(
        ColumnHead(name, numeric=True)
        for name in (
            mark("Values"),
            mark("Mean"),
            mark("Std. dev."),
            mark("Minimum"),
            mark("Maximum"),
            mark("Zeros"),
            mark("NaN, ∞"),
        )
    ),
)

_VALUES = 3
_LARGEST = mark("These are the {shown} weights with the most values, of {count}.")


def build(context: ReportContext) -> SectionData | None:
    """Return statistics and histograms; ``None`` where no weight has values."""
    model = context.measurements
    if model is None:
        return None
    if not any(weight.has_values for layer in model.graph.layers for weight in layer.weights):
        return None
    statistics = [item.statistics for item in model.weights]
    shown = [item for item in model.weights if any(item.statistics.histogram.counts)]
    drawable = sum(one.minimum is not None for one in statistics)
    whole = Table("Values of each weight", _COLUMNS, tuple(_row(item) for item in statistics))
    table, appendix = split_table(whole, "weights", "values", by=_VALUES, text=_LARGEST)
    data = {
        "table": table,
        "figures": tuple(_histogram(item, number) for number, item in enumerate(shown, start=1)),
        "notes": _broken(statistics),
        "histogram_notes": _left_out(len(shown), drawable),
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


def _histogram(item: ScannedWeight, number: int) -> Figure:
    panel = weight_panel(WeightDistribution(item.layer, item.weight, item.statistics), BINS)
    return histogram_figure(panel, "weights", number)


def _broken(statistics: Sequence[WeightStatistics]) -> tuple[str, ...]:
    broken = [item for item in statistics if item.nan_count + item.infinite_count]
    if not broken:
        return ()
    count = sum(item.nan_count + item.infinite_count for item in broken)
    names = format_items(f"{item.layer}/{item.name}" for item in broken[:5]) + (" ..." if len(broken) > 5 else "")
    return (
        translate(
            "{count} value is NaN or infinite, in {names}; the statistics are of the finite ones.",
            "{count} values are NaN or infinite, in {names}; the statistics are of the finite ones.",
            count=count,
            names=names,
        ),
    )


def _left_out(shown: int, drawable: int) -> tuple[str, ...]:
    if drawable <= shown:
        return ()
    return (translate(_LEFT_OUT, shown=format_count(shown), count=drawable),)
