"""What a report says of the slices of the data where a model does worst."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.charts.evaluation.slices.weak_spots import weak_spots_chart
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.slices.weak_spots import MIN_SAMPLES, WeakSpot, WeakSpots
from dotnet_viz.reporting.section import Cell, ColumnHead, Figure, Table, count_cell, figure, number_cell, share_cell, text_cell
from dotnet_viz.translation.translate import mark, mark_plural, translate

_COLUMNS = (
    ColumnHead("Slice"),
    ColumnHead("Samples", numeric=True),
    ColumnHead("Error", numeric=True),
    ColumnHead("95 % interval", numeric=True),
    ColumnHead("All other samples", numeric=True),
    ColumnHead("Chance", numeric=True),
)
_NONE = mark_plural(
    "The {count} slice of the data that was tried is not worse than the rest beyond chance.",
    "None of {count} slices of the data that were tried is worse than the rest beyond chance.",
)
_TOO_FEW = mark("There are too few samples to find slices of {least} or more in which the model does worse.")
_FOUND = mark_plural(
    "Of {count} slice of the data that was tried, these are worse than all other samples by more than chance. Chance is the "
    "probability that any slice of a model without weak spots looks as bad, corrected for all that were tried.",
    "Of {count} slices of the data that were tried, these are worse than all other samples by more than chance. Chance is the "
    "probability that any slice of a model without weak spots looks as bad, corrected for all that were tried.",
)
_WORST_SHARE = mark("{name}: {error} wrong of {samples}, {others} of all others")
_WORST = mark("{name}: mean error {error} in {samples}, {others} in all others")
_CAPTION = mark("The error in each weak spot with its 95 % interval, and in all other samples.")


@dataclass(frozen=True)
class WeakSpotsData:
    """What the template sets.

    Args:
        paragraph: what was tried.
        figure: the chart; ``None`` where nothing was found.
        table: the slices; ``None`` where nothing was found.
    """

    paragraph: str
    figure: Figure | None = None
    table: Table | None = None


def weak_spots_data(found: WeakSpots, section: str, number: int) -> WeakSpotsData:
    """Return the weak spots of one output.

    Args:
        found: by the search.
        section: id of the section.
        number: of the figure in it.
    """
    if not found.tried:
        return WeakSpotsData(translate(_TOO_FEW, least=MIN_SAMPLES))
    if not found.spots:
        return WeakSpotsData(translate(*_NONE, count=found.tried))
    rows = tuple(_row(spot, found) for spot in found.spots)
    table = Table("Weak spots", _COLUMNS, rows)
    chart = figure(weak_spots_chart(found), section, number, translate(_CAPTION), "wide")
    return WeakSpotsData(translate(*_FOUND, count=found.tried), chart, table)


def worst_in_words(found: WeakSpots) -> str:
    """Return the worst slice in one line; empty where there is none.

    Args:
        found: by the search.
    """
    if not found.spots:
        return ""
    spot, words = found.spots[0], format_percent if found.is_share else format_number
    return translate(
        _WORST_SHARE if found.is_share else _WORST,
        name=one_line(spot.name),
        error=words(spot.error),
        samples=format_count(spot.samples, "sample"),
        others=words(spot.others),
    )


def _row(spot: WeakSpot, found: WeakSpots) -> tuple[Cell, ...]:
    words, cell = (format_percent, share_cell) if found.is_share else (format_number, number_cell)
    interval = translate("{low} to {high}", low=words(spot.low), high=words(spot.high))
    return (
        text_cell(one_line(spot.name)),
        count_cell(spot.samples),
        cell(spot.error),
        Cell(interval, spot.low),
        cell(spot.others),
        share_cell(spot.chance),
    )
